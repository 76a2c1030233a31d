import type { WhatIfResult } from '#shared/contract/whatif.ts';
import type { Format } from '../data/format.ts';
import { Section } from '../ui/layout.tsx';
import { HOW } from './explanations.ts';
import { MoverTable } from './MoverTable.tsx';

type Props = {
  readonly result: WhatIfResult;
  readonly format: Format;
  readonly all: boolean;
  readonly onAll: (all: boolean) => void;
  /** Null while what would be exported is still being worked out. */
  readonly onExport: (() => void) | null;
  readonly hrefOf: (accountId: string) => string;
};

const FEW = 12;
export function Movers({ result, format, all, onAll, onExport, hrefOf }: Props) {
  const { movers, moversTotal } = result;
  const shown = all ? movers : movers.slice(0, FEW);
  return (
    <Section
      title="Movers"
      how={HOW.movers}
      className="w12 wi-movers"
      sub={moversTotal === 0 ? 'by ARR' : `by ARR, ${format.number(shown.length)} of ${format.number(moversTotal)}`}
      tools={
        <>
          {(moversTotal > FEW || all) && (
            <button type="button" className="link" aria-expanded={all} onClick={() => onAll(!all)}>
              {all ? `First ${FEW}` : 'Show all'}
            </button>
          )}
          {moversTotal > 0 && (
            <button type="button" className="link" disabled={onExport === null} onClick={onExport ?? undefined}>
              Export list
            </button>
          )}
        </>
      }
    >
      <MoverTable movers={shown} names={{ from: 'Official', to: 'New' }} format={format} hrefOf={hrefOf} />
      {moversTotal === 0 && <p className="dim wi-none">No account changes tier.</p>}
    </Section>
  );
}
