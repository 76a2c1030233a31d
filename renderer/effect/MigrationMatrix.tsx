import type { TierRole } from '#shared/model/health-model.ts';
import type { Format } from '../data/format.ts';
import { TierBadge } from '../ui/tier.tsx';
import { direction } from './tiers.ts';

export type Measure = 'count' | 'arr';
export const MEASURES = [
  { value: 'count', label: 'Count' },
  { value: 'arr', label: 'ARR' },
] as const satisfies readonly { readonly value: Measure; readonly label: string }[];

type Side = readonly { readonly name: string; readonly role: TierRole }[];
type Cell = { readonly from: number; readonly to: number; readonly accounts: number; readonly arr: number };

type Props = {
  readonly rows: Side;
  readonly columns: Side;
  /** Positions in the tiers of the two sides. */
  readonly cells: readonly Cell[];
  readonly measure: Measure;
  readonly corner: string;
  readonly format: Format;
};

/** Every pair of tiers; better and worse by the place a tier has among its own, whatever it is called. */
export function MigrationMatrix({ rows, columns, cells, measure, corner, format }: Props) {
  const size = Math.min(60, Math.floor(196 / Math.max(rows.length, columns.length)));
  return (
    <table className="mx" style={{ '--cell': `${size}px` } as React.CSSProperties}>
      <colgroup>
        <col className="c-from" />
        {columns.map((tier) => (
          <col key={tier.name} />
        ))}
      </colgroup>
      <thead>
        <tr>
          <th scope="col" className="l dim">
            {corner}
          </th>
          {columns.map((tier) => (
            <th key={tier.name} scope="col" className={`ell t-${tier.role}`}>
              {tier.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((from, row) => (
          <tr key={from.name}>
            <th scope="row" className="l">
              <TierBadge role={from.role} name={from.name} />
            </th>
            {columns.map((to, column) => {
              const found = cells.find((cell) => cell.from === row && cell.to === column);
              if (!found || found.accounts === 0) {
                return (
                  <td key={to.name} className="z">
                    0
                  </td>
                );
              }
              const counted = [format.number(found.accounts), format.money(found.arr)];
              const [first, second] = measure === 'count' ? counted : counted.reverse();
              const moved = direction(from.role, to.role);
              return (
                <td key={to.name} className={moved < 0 ? 'dn' : moved > 0 ? 'up' : ''}>
                  <b>{first}</b>
                  <span>{second}</span>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
