import type { BackTest } from '#shared/contract/validation.ts';
import { useFormat } from '../../../data/format.ts';
import { Section } from '../../../ui/layout.tsx';
import { HOW } from '../explanations.ts';
import { SaveCsv } from '../SaveCsv.tsx';
import { Refused } from './Refused.tsx';

type Leading = BackTest['leadingIndicators'];
type Cell = Leading['rows'][number]['cells'][number];

const STEPS = [0.05, 0.15, 0.25, 0.35, 0.45, 0.6];

/** How early each dimension tells, as a heat table: dimension by days ahead. */
export function LeadingIndicators({ leading }: { readonly leading: Leading }) {
  const format = useFormat();
  return (
    <Section
      title="Leading indicators"
      sub="Somers’ D by how many days ahead; darker tells more, hollow could be chance"
      how={HOW.leading}
      className="w8"
      tools={
        leading.refused === null && (
          <SaveCsv
            name="leading-indicators"
            of="leading indicators"
            header={['dimension', 'lag_days', 'rows', 'churns', 'somers_d', 'low', 'high', 'spearman']}
            rows={leading.rows.flatMap((row) =>
              row.cells.map((cell) => [
                row.name,
                cell.lag,
                cell.rows,
                cell.churns,
                cell.somersD,
                cell.interval?.low ?? null,
                cell.interval?.high ?? null,
                cell.spearman,
              ]),
            )}
          />
        )
      }
    >
      {leading.refused !== null ? (
        <Refused sentence={leading.refused} />
      ) : (
        <table className="t compact va-heat">
          <thead>
            <tr>
              <th scope="col">Dimension</th>
              {leading.lags.map((lag) => (
                <th key={lag} scope="col" className="c">
                  {lag} d ahead
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {leading.rows.map((row) => (
              <tr key={row.dimension}>
                <th scope="row" className={row.dimension === 'score' ? 'b' : ''}>
                  {row.name}
                </th>
                {row.cells.map((cell) => (
                  <td
                    key={cell.lag}
                    className={`c ramp-${stepOf(cell.somersD)}${chance(cell) ? ' hollow' : ''}`}
                    title={cellText(cell, (value) => format.number(value, 3))}
                  >
                    {format.number(cell.somersD, 2)}
                    {chance(cell) && <span className="vh"> could be chance</span>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

/** Step of the ramp: 0 for nothing or the wrong way, 6 for the strongest. */
export function stepOf(somersD: number | null): number {
  return somersD === null ? 0 : STEPS.filter((bound) => somersD >= bound).length;
}

function chance({ somersD, interval }: Cell): boolean {
  return somersD !== null && (interval === null || (interval.low <= 0 && interval.high >= 0));
}

function cellText(
  { somersD, interval, rows, churns, spearman }: Cell,
  write: (value: number | null) => string,
): string {
  const range = interval === null ? '' : ` (${write(interval.low)} to ${write(interval.high)})`;
  return `Somers’ D ${write(somersD)}${range}, Spearman ${write(spearman)}, ${churns} churns in ${rows} rows`;
}
