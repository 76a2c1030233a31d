export type ChartTableData = {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Makes each row's first cell a button that does what a click on the mark does. */
  readonly onSelect?: ((row: number) => void) | undefined;
};

/** The chart's numbers as a table: hidden from sight, shown while a control inside it has the focus. */
export function ChartTable({ label, data }: { readonly label: string; readonly data: ChartTableData }) {
  return (
    <div className="chart-table">
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
                    <button type="button" onClick={() => data.onSelect?.(index)}>
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
