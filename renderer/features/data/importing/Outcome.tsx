import type { UndoReport } from '#shared/contract/importing.ts';
import type { Format } from '../../../data/format.ts';
import { Button } from '../../../ui/controls.tsx';
import { Finding, Section } from '../../../ui/layout.tsx';
import { TableHead } from '../../../ui/table.tsx';
import { kindName, withoutOptions } from '../labels.ts';
import type { Outcome as Result } from './flow.ts';
import { totalsOf } from './import-plan.ts';

const COLUMNS = [
  { label: 'File' },
  { label: 'Kind', width: 'c-kind' },
  { label: 'Read', width: 'c-n', className: 'r' },
  { label: 'Accepted', width: 'c-n', className: 'r hn' },
  { label: 'Rejected', width: 'c-n', className: 'r' },
  { label: 'New', width: 'c-n', className: 'r' },
  { label: 'Changed', width: 'c-n', className: 'r' },
  { label: 'Unchanged', width: 'c-n', className: 'r' },
  { label: 'Waiting', width: 'c-n', className: 'r hn' },
  { label: 'Duplicates', width: 'c-n', className: 'r hn' },
] as const;

type Props = {
  readonly outcome: Result;
  readonly error: string | null;
  readonly format: Format;
  readonly portfolioHref: string;
  readonly onRejected: (shown: { readonly batchId: number; readonly file: string }) => void;
  readonly onUndo: () => void;
  readonly onAgain: () => void;
  readonly onMore: () => void;
};

/** What an import stored, or that it was taken back. */
export function Outcome({ outcome, error, format, portfolioHref, onRejected, onUndo, onAgain, onMore }: Props) {
  const { undone } = outcome;
  const stored = outcome.batches.some(({ batchId }) => batchId !== null);
  return (
    <>
      <Finding
        eyebrow={undone ? 'Data, import taken back' : 'Data, import done'}
        actions={
          undone ? (
            <>
              <Button onClick={onMore}>Import other files</Button>
              <Button kind="primary" onClick={onAgain}>
                Review again
              </Button>
            </>
          ) : (
            <>
              {stored && (
                <Button kind="quiet" onClick={onUndo}>
                  Undo import
                </Button>
              )}
              <Button onClick={onMore}>Import more</Button>
              <a className="btn pri" href={portfolioHref}>
                Open portfolio
              </a>
            </>
          )
        }
      >
        {undone ? (
          <>
            <b>{format.count(undone.length, 'batch', 'batches')} taken back:</b> {undoneText(undone, format)}.
          </>
        ) : (
          <Sentence outcome={outcome} format={format} />
        )}
      </Finding>
      {error !== null && (
        <p className="note bad" role="alert">
          {error}
        </p>
      )}
      <Section
        title="Result"
        className="result-sec"
        sub={undone ? 'taken back; the ledger keeps the batches as undone' : 'rows read = accepted + rejected'}
      >
        <table className={undone ? 't compact ledger outcome undone' : 't compact ledger outcome'}>
          <TableHead columns={COLUMNS} />
          <tbody>
            {outcome.batches.map((batch) => (
              <tr key={batch.batchId ?? batch.file}>
                <td className="m" title={batch.file}>
                  {batch.file}
                </td>
                <td className="mut">{kindName(batch.kind)}</td>
                <td className="r">{format.number(batch.rowsRead)}</td>
                <td className="r hn">{format.number(batch.accepted)}</td>
                <td className="r">
                  {batch.rejected > 0 && batch.batchId !== null ? (
                    <button
                      type="button"
                      className="link"
                      aria-label={`${batch.rejected} rejected rows of ${batch.file}`}
                      onClick={() => onRejected({ batchId: batch.batchId ?? 0, file: batch.file })}
                    >
                      {format.number(batch.rejected)}
                    </button>
                  ) : (
                    <span className="dim">{format.number(batch.rejected)}</span>
                  )}
                </td>
                <td className={batch.created > 0 ? 'r b' : 'r dim'}>{format.number(batch.created)}</td>
                <td className={batch.updated > 0 ? 'r b' : 'r dim'}>{format.number(batch.updated)}</td>
                <td className="r mut">{format.number(batch.unchanged)}</td>
                <td className="r mut hn">{format.number(batch.waiting)}</td>
                <td className="r mut hn">{format.number(batch.duplicates)}</td>
              </tr>
            ))}
            {outcome.failed.map((failure) => (
              <tr key={`failed ${failure.file}`}>
                <td className="m">{failure.file}</td>
                <td className="bad wrap" colSpan={6}>
                  not stored: {withoutOptions(failure.message)}
                </td>
                <td className="hn" colSpan={3} />
              </tr>
            ))}
            {outcome.left.map((file) => (
              <tr key={`left ${file}`} className="dim">
                <td>{file}</td>
                <td colSpan={6}>left out by you</td>
                <td className="hn" colSpan={3} />
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      {!undone && totalsOf(outcome.batches).waiting > 0 && (
        <p className="foot">
          Rows that wait name an account that is not imported yet. They are kept and join by themselves when it is.
        </p>
      )}
    </>
  );
}

function undoneText(undone: readonly UndoReport[], format: Format): string {
  const sum = (pick: (report: UndoReport) => number) => undone.reduce((total, report) => total + pick(report), 0);
  const [restored, kept, hidden, waiting] = [
    sum((report) => report.restored),
    sum((report) => report.kept),
    sum((report) => report.hidden),
    sum((report) => report.waiting),
  ];
  const parts = [
    `${format.count(
      sum((report) => report.removed),
      'fact',
    )} removed`,
  ];
  if (restored > 0) parts.push(`${format.number(restored)} back to earlier values`);
  if (kept > 0) parts.push(`${format.number(kept)} kept, because other imports hold them too`);
  if (hidden > 0)
    parts.push(`${format.count(hidden, 'account or contact', 'accounts or contacts')} gone from every view`);
  if (waiting > 0) parts.push(`${format.count(waiting, 'waiting row')} removed`);
  return parts.join(', ');
}

function Sentence({ outcome, format }: { readonly outcome: Result; readonly format: Format }) {
  const totals = totalsOf(outcome.batches);
  const notes = [
    `${format.number(totals.created)} new`,
    `${format.number(totals.updated)} changed`,
    `${format.number(totals.unchanged)} unchanged`,
  ];
  if (totals.waiting > 0) notes.push(`${format.number(totals.waiting)} waiting for an account`);
  if (totals.rejected > 0) notes.push(`${format.number(totals.rejected)} rejected`);
  return (
    <>
      <b>
        {format.number(totals.accepted)} of {format.count(totals.read, 'row')} {totals.read === 1 ? 'is' : 'are'} stored
      </b>
      : {notes.join(', ')}.
    </>
  );
}
