import { useState } from 'react';
import type { FilePreview } from '#shared/contract/importing.ts';
import type { Format } from '../../../data/format.ts';
import { Segmented } from '../../../ui/controls.tsx';
import { Section } from '../../../ui/layout.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { RESULT_TEXT, type RowResult } from '../labels.ts';

type Cell = FilePreview['storedRows'][number]['cells'][number];
type Props = { readonly preview: FilePreview; readonly format: Format };

const ISO = /^\d{4}-\d{2}-\d{2}$/;
const COLUMNS_SHOWN = 30;
const ROWS_SHOWN = 15;

export function PreviewRows({ preview, format }: Props) {
  const { report, storedRows } = preview;
  const [all, setAll] = useState(false);
  const [long, setLong] = useState(false);
  const rows = long ? storedRows : storedRows.slice(0, ROWS_SHOWN);
  const storedColumns = all ? preview.storedColumns : preview.storedColumns.slice(0, COLUMNS_SHOWN);
  const hidden = preview.storedColumns.length - storedColumns.length;
  const [shown, setShown] = useState<'rows' | 'rejected'>('rows');
  const numeric = storedColumns.map((_, index) => storedRows.some((row) => typeof row.cells[index] === 'number'));
  const more = hidden > 0 && (
    <button type="button" className="link" onClick={() => setAll(true)}>
      Show {format.count(hidden, 'further column')}
    </button>
  );
  const choice = report.rejectedSample.length > 0 && (
    <Segmented
      small
      label="Rows shown"
      options={[
        { value: 'rows', label: 'First rows' },
        { value: 'rejected', label: `Rejected ${format.number(report.rejected)}` },
      ]}
      value={shown}
      onChange={setShown}
    />
  );
  return (
    <Section
      title="Preview"
      className="preview"
      sub={
        shown === 'rows'
          ? storedRows.length === 1
            ? 'the first row, as it will be stored'
            : `first ${format.number(storedRows.length)} rows, as they will be stored`
          : `${format.number(report.rejectedSample.length)} of ${format.count(report.rejected, 'rejected row')}`
      }
      tools={
        <>
          {shown === 'rows' && more}
          {choice}
        </>
      }
    >
      {shown === 'rejected' ? (
        <RejectedRows report={report} format={format} />
      ) : storedRows.length === 0 ? (
        <EmptyState title="There is no row to show." />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable with the keyboard.
        <section className="scroll-x" tabIndex={0} aria-label="Rows as they will be stored">
          <table className="t compact rows">
            <thead>
              <tr>
                <th scope="col" className="r">
                  Line
                </th>
                {storedColumns.map((column, index) => (
                  <th key={column} scope="col" className={numeric[index] ? 'r' : ''}>
                    {column}
                  </th>
                ))}
                <th scope="col" className="result">
                  Result
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.line} className={row.result === 'unchanged' || row.result === 'duplicate' ? 'dim' : ''}>
                  <td className="r dim">{format.number(row.line)}</td>
                  {row.result === 'rejected' && row.cells.length < storedColumns.length ? (
                    <td colSpan={storedColumns.length} className="dim raw">
                      {row.cells.map((cell) => String(cell ?? '')).join(' ')}
                    </td>
                  ) : (
                    row.cells.slice(0, storedColumns.length).map((cell, index) => (
                      <td
                        key={storedColumns[index] ?? index}
                        className={numeric[index] ? 'r' : ''}
                        title={typeof cell === 'string' ? cell : undefined}
                      >
                        <CellText cell={cell} column={storedColumns[index] ?? ''} format={format} />
                      </td>
                    ))
                  )}
                  <td className="result">
                    <Result result={row.result} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {storedRows.length > rows.length && (
            <button type="button" className="link rows-all" onClick={() => setLong(true)}>
              Show {format.count(storedRows.length - rows.length, 'further row')}
            </button>
          )}
        </section>
      )}
    </Section>
  );
}

function CellText({ cell, column, format }: { readonly cell: Cell; readonly column: string; readonly format: Format }) {
  if (cell === null) return <span className="dim">–</span>;
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  if (typeof cell === 'number' && column === 'severity') return `P${cell}`;
  if (typeof cell === 'number') return format.number(cell, Number.isInteger(cell) ? 0 : 2);
  return ISO.test(cell) && !column.endsWith('_id') ? format.date(cell) : cell;
}

function Result({ result }: { readonly result: RowResult }) {
  const tone = result === 'rejected' ? 'bad b' : result === 'new' ? 'b' : '';
  return <span className={tone}>{RESULT_TEXT[result]}</span>;
}

function RejectedRows({
  report,
  format,
}: {
  readonly report: Pick<FilePreview['report'], 'rejectedSample'>;
  readonly format: Format;
}) {
  return (
    <table className="t compact rejects">
      <colgroup>
        <col className="c-line" />
        <col className="c-col" />
        <col className="c-reason" />
        <col />
      </colgroup>
      <thead>
        <tr>
          <th scope="col" className="r">
            Line
          </th>
          <th scope="col" className="gapl">
            Column
          </th>
          <th scope="col">Reason</th>
          <th scope="col">Row as it is in the file</th>
        </tr>
      </thead>
      <tbody>
        {report.rejectedSample.map((row) => (
          <tr key={`${row.line}${row.code}`}>
            <td className="r dim">{format.number(row.line)}</td>
            <td className="gapl">{row.column ?? <span className="dim">whole row</span>}</td>
            <td className="bad wrap">{row.message}</td>
            <td className="dim raw" title={row.raw}>
              {row.raw}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
