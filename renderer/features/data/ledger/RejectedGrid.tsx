import type { OutputOf } from '#shared/contract/index.ts';
import type { Format } from '../../../data/format.ts';

type Row = OutputOf<'data.rejected'>['rows'][number];
type Props = {
  readonly headers: readonly string[];
  readonly rows: readonly Row[];
  readonly edits: ReadonlyMap<number, readonly string[]>;
  readonly format: Format;
  readonly onEdit: (row: Row, cells: readonly string[]) => void;
};

/** Characters shown of a cell, so that the row fits where it can. */
const NARROWEST = 6;
const WIDEST = 24;

/** One input a cell: the reason stands first, and the cell it is about is marked. */
export function RejectedGrid({ headers, rows, edits, format, onEdit }: Props) {
  const width = Math.max(headers.length, ...rows.map((row) => row.cells.length));
  const columns = Array.from(
    { length: width },
    (_, index) => headers[index] ?? (headers.length === 0 ? `column ${index + 1}` : `beyond the header, ${index + 1}`),
  );
  const sizes = columns.map((_, index) =>
    Math.min(WIDEST, Math.max(NARROWEST, ...rows.map((row) => row.cells[index]?.length ?? 0))),
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable with the keyboard.
    <section className="rej-body" tabIndex={0} aria-label="Rejected rows">
      <table className="t compact rejects">
        <thead>
          <tr>
            <th scope="col" className="r">
              Line
            </th>
            <th scope="col" className="gapl why">
              Reason
            </th>
            {columns.map((name, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns stand where they stand in the file.
              <th key={index} scope="col" className={headers.length > 0 && index >= headers.length ? 'bad' : ''}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const cells = edits.get(row.id) ?? row.cells;
            return (
              <tr key={row.id} className={edits.has(row.id) ? 'edited' : ''}>
                <td className="r dim">{format.number(row.line)}</td>
                <td className="gapl wrap why">
                  {row.fixedIn === null ? (
                    <span className="bad">{row.message}</span>
                  ) : (
                    <span className="dim">corrected in batch {row.fixedIn}</span>
                  )}
                </td>
                {columns.map((name, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns stand where they stand in the file.
                  <td key={index} className="cell">
                    {row.fixedIn === null ? (
                      <input
                        size={sizes[index]}
                        className={row.column === name ? 'inp err' : 'inp'}
                        aria-label={`${name}, line ${row.line}`}
                        aria-invalid={row.column === name}
                        value={cells[index] ?? ''}
                        onChange={(event) => onEdit(row, replaced(cells, index, event.target.value))}
                      />
                    ) : (
                      <span className="dim">{row.cells[index]}</span>
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function replaced(cells: readonly string[], index: number, value: string): readonly string[] {
  return Array.from({ length: Math.max(cells.length, index + 1) }, (_, at) =>
    at === index ? value : (cells[at] ?? ''),
  );
}
