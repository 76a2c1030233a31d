import type { WhatIfResult } from '#shared/contract/whatif.ts';
import type { Format } from '../data/format.ts';
import { TableHead } from '../ui/table.tsx';
import { TierBadge } from '../ui/tier.tsx';

type Props = {
  readonly movers: WhatIfResult['movers'];
  /** What the two sides are called at the head of their scores. */
  readonly names: { readonly from: string; readonly to: string };
  readonly format: Format;
  readonly hrefOf: (accountId: string) => string;
};

/** Accounts with another tier, and why. */
export function MoverTable({ movers, names, format, hrefOf }: Props) {
  const columns = [
    { label: 'Account', width: 'c-who' },
    { label: names.from, width: 'c-score', className: 'r' },
    { label: 'Tier', width: 'c-tier was', className: 'was' },
    { label: names.to, width: 'c-score', className: 'r' },
    { label: 'New tier', width: 'c-tier' },
    { label: 'ARR', width: 'c-arr', className: 'r' },
    { label: 'Reason', width: 'c-reason', className: 'gapl c-reason' },
  ];
  return (
    <table className="t compact">
      <TableHead columns={columns} />
      <tbody>
        {movers.map((mover, index) => (
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
  );
}
