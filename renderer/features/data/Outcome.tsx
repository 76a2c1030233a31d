import type { Format } from '../../data/format.ts';
import { Button } from '../../ui/controls.tsx';
import { Finding, Section } from '../../ui/layout.tsx';
import type { Outcome as Result } from './flow.ts';
import { totalsOf } from './import-plan.ts';
import { kindName, withoutOptions } from './labels.ts';

type Props = {
  readonly outcome: Result;
  readonly error: string | null;
  readonly format: Format;
  readonly portfolioHref: string;
  readonly onRejected: (shown: { readonly batchId: number; readonly file: string }) => void;
  readonly onMore: () => void;
};

export function Outcome({ outcome, error, format, portfolioHref, onRejected, onMore }: Props) {
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
      <Finding
        eyebrow="Data, import done"
        actions={
          <>
            <Button onClick={onMore}>Import more</Button>
            <a className="btn pri" href={portfolioHref}>
              Open portfolio
            </a>
          </>
        }
      >
        <b>
          {format.number(totals.accepted)} of {format.count(totals.read, 'row')} {totals.read === 1 ? 'is' : 'are'}{' '}
          stored
        </b>
        : {notes.join(', ')}.{outcome.cancelled && ' The rest was cancelled and not stored.'}
      </Finding>
      {error !== null && (
        <p className="note bad" role="alert">
          {error} What is listed below is stored; the rest is not.
        </p>
      )}
      <Section title="Result" className="result-sec" sub="rows read = accepted + rejected">
        <table className="t compact ledger">
          <colgroup>
            <col />
            <col className="c-kind" />
            <col className="c-n" />
            <col className="c-n" />
            <col className="c-n" />
            <col className="c-n" />
            <col className="c-n" />
            <col className="c-n" />
            <col className="c-n hn" />
            <col className="c-n hn" />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">Kind</th>
              {['Read', 'Accepted', 'Rejected', 'New', 'Changed', 'Unchanged'].map((name) => (
                <th key={name} scope="col" className="r">
                  {name}
                </th>
              ))}
              <th scope="col" className="r hn">
                Waiting
              </th>
              <th scope="col" className="r hn">
                Duplicates
              </th>
            </tr>
          </thead>
          <tbody>
            {outcome.batches.map((batch) => (
              <tr key={batch.batchId ?? batch.file}>
                <td className="m" title={batch.file}>
                  {batch.file}
                </td>
                <td className="mut">{kindName(batch.kind)}</td>
                <td className="r">{format.number(batch.rowsRead)}</td>
                <td className="r">{format.number(batch.accepted)}</td>
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
                <td className="r b">{format.number(batch.created)}</td>
                <td className="r b">{format.number(batch.updated)}</td>
                <td className="r mut">{format.number(batch.unchanged)}</td>
                <td className="r mut hn">{format.number(batch.waiting)}</td>
                <td className="r mut hn">{format.number(batch.duplicates)}</td>
              </tr>
            ))}
            {outcome.failed.map((failure) => (
              <tr key={`failed ${failure.file}`}>
                <td className="m">{failure.file}</td>
                <td className="bad wrap" colSpan={9}>
                  not stored: {withoutOptions(failure.message)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
    </>
  );
}
