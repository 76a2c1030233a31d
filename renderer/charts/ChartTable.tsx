import { type KeyboardEvent, useState } from 'react';

export type ChartTableData = {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Makes each row's first cell a button that does what a click on the mark does. */
  readonly onSelect?: ((row: number) => void) | undefined;
};

/** Rows a key moves by; the ends are beyond any table. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/**
 * The chart's numbers as a table: hidden from sight, shown while a control inside it has the focus. However many marks a
 * chart has, it is one stop of the Tab key; arrows, Home and End go through its rows.
 */
export function ChartTable({ label, data }: { readonly label: string; readonly data: ChartTableData }) {
  const [current, setCurrent] = useState(0);
  const last = data.rows.length - 1;
  const stop = Math.min(current, last);
  const move = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(last, stop + step));
    setCurrent(next);
    event.currentTarget.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div className="chart-table" {...(data.onSelect ? { onKeyDown: move } : {})}>
      <table>
        <caption>{label}</caption>
        <thead>
          <tr>
            {data.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row, index) => (
            <tr key={row.join('|')}>
              {row.map((cell, at) => (
                <td key={data.columns[at] ?? cell}>
                  {at === 0 && data.onSelect ? (
                    <button
                      type="button"
                      tabIndex={index === stop ? 0 : -1}
                      onFocus={() => setCurrent(index)}
                      onClick={() => data.onSelect?.(index)}
                    >
                      {cell}
                    </button>
                  ) : (
                    cell
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
