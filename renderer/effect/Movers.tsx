import type { WhatIfResult } from '#shared/contract/whatif.ts';
import type { Format } from '../data/format.ts';
import { Section } from '../ui/layout.tsx';
import { TableHead } from '../ui/table.tsx';
import { TierBadge } from '../ui/tier.tsx';
import { HOW } from './explanations.ts';

type Props = {
  readonly result: WhatIfResult;
  readonly format: Format;
  readonly all: boolean;
  readonly onAll: (all: boolean) => void;
  readonly onExport: () => void;
  readonly hrefOf: (accountId: string) => string;
};

const FEW = 12;
const COLUMNS = [
  { label: 'Account', width: 'c-who' },
  { label: 'Official', width: 'c-score', className: 'r' },
  { label: 'Tier', width: 'c-tier was', className: 'was' },
  { label: 'New', width: 'c-score', className: 'r' },
  { label: 'New tier', width: 'c-tier' },
  { label: 'ARR', width: 'c-arr', className: 'r' },
  { label: 'Reason', width: 'c-reason', className: 'gapl c-reason' },
];

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
            <button type="button" className="link" onClick={onExport}>
              Export list
            </button>
          )}
        </>
      }
    >
      <table className="t compact">
        <TableHead columns={COLUMNS} />
        <tbody>
          {shown.map((mover, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows stay where they are and change their text, so that nothing moves under a held slider.
            <tr key={index}>
              <td>
                <a className="rowlink" href={hrefOf(mover.accountId)} title={mover.name}>
                  {mover.name}
                </a>
              </td>
              <td className="r dim">{format.score(mover.before)}</td>
              <td className="dim was">{mover.fromTier}</td>
              <td className="r b">{format.score(mover.after)}</td>
              <td>
                <TierBadge role={mover.toRole} name={mover.toTier} />
              </td>
              <td className="r">{format.money(mover.arr)}</td>
              <td className="gapl mut c-reason" title={mover.reason}>
                {mover.reason}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {moversTotal === 0 && <p className="dim wi-none">No account changes tier.</p>}
    </Section>
  );
}
