import { useInspect } from '../../../data/imports.ts';
import { LoadingState } from '../../../ui/states.tsx';
import type { PlannedTable } from './import-plan.ts';

const ROWS = 6;
const COLUMNS = 40;

/** The first rows as the table is cut now: a wrong delimiter, encoding or header is seen at once. */
export function RawRows({ table }: { readonly table: PlannedTable }) {
  const { preview, options } = table;
  const { source, part } = preview;
  const known = preview.rawRows.length > 0;
  const inspected = useInspect(known ? null : { source, part, rows: ROWS, options });
  const columns = known ? preview.columns : (inspected.data?.columns ?? []);
  const rows = known ? preview.rawRows.slice(0, ROWS) : (inspected.data?.rows ?? []);
  if (!known && inspected.isError) return <p className="dim">{inspected.error.message}</p>;
  if (!known && !inspected.data) return <LoadingState label="Loading the first rows" rows={3} />;
  const width = Math.min(COLUMNS, Math.max(columns.length, ...rows.map((row) => row.length)));
  const positions = Array.from({ length: width }, (_, index) => index);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable with the keyboard.
    <section className="scroll-x" tabIndex={0} aria-label="First rows as the file is cut">
      <table className="t compact rows raws">
        <thead>
          <tr>
            {positions.map((index) => (
              <th key={index} scope="col">
                {columns[index]?.name ?? ''}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no key of their own and never move.
            <tr key={line}>
              {positions.map((index) => (
                <td key={index} title={String(row[index] ?? '')}>
                  {row[index] === null || row[index] === '' || row[index] === undefined ? (
                    <span className="dim">–</span>
                  ) : (
                    String(row[index])
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
