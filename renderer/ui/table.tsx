/** Stable name: `TableHead`. */

export type TableColumn = {
  readonly label: string;
  /** Class of the column's width; without one it takes what is left. */
  readonly width?: string;
  /** `r` right, `hn` hidden in narrow windows, `gapl` with a gap before it. */
  readonly className?: string;
  /** The label is only read aloud. */
  readonly quiet?: boolean;
};

/** Widths and headings of a plain table, to stand first inside `<table>`. */
export function TableHead({
  columns,
  quiet = false,
}: {
  readonly columns: readonly TableColumn[];
  readonly quiet?: boolean;
}) {
  return (
    <>
      <colgroup>
        {columns.map(({ label, width, className }) => (
          <col key={label} className={classOf(width, className?.includes('hn') ? 'hn' : undefined)} />
        ))}
      </colgroup>
      <thead className={quiet ? 'vh' : undefined}>
        <tr>
          {columns.map((column) => (
            <th key={column.label} scope="col" className={column.className}>
              {column.quiet ? <span className="vh">{column.label}</span> : column.label}
            </th>
          ))}
        </tr>
      </thead>
    </>
  );
}

function classOf(...names: readonly (string | undefined)[]): string | undefined {
  return names.filter((name) => name !== undefined).join(' ') || undefined;
}
