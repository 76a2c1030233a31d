import type { WhatIfResult } from '#shared/contract/whatif.ts';
import type { Format } from '../data/format.ts';
import { Section } from '../ui/layout.tsx';
import { TierBadge } from '../ui/tier.tsx';

type Props = {
  readonly result: WhatIfResult;
  readonly format: Format;
  readonly all: boolean;
  readonly onAll: (all: boolean) => void;
  readonly onExport: () => void;
  readonly hrefOf: (accountId: string) => string;
};

const FEW = 12;

export function Movers({ result, format, all, onAll, onExport, hrefOf }: Props) {
  const { movers, moversTotal } = result;
  const shown = all ? movers : movers.slice(0, FEW);
  return (
    <Section
      title="Movers"
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
        <colgroup>
          <col className="c-who" />
          <col className="c-score" />
          <col className="c-tier was" />
          <col className="c-score" />
          <col className="c-tier" />
          <col className="c-arr" />
          <col className="c-reason" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col" className="r">
              Official
            </th>
            <th scope="col" className="was">
              Tier
            </th>
            <th scope="col" className="r">
              New
            </th>
            <th scope="col">New tier</th>
            <th scope="col" className="r">
              ARR
            </th>
            <th scope="col" className="gapl c-reason">
              Reason
            </th>
          </tr>
        </thead>
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
