import { useState } from 'react';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { useFormat } from '../../../data/format.ts';
import { type Reviews, useReviews, useTakeBackReview } from '../../../data/reviews.ts';
import { Button } from '../../../ui/controls.tsx';
import { Finding, Section } from '../../../ui/layout.tsx';
import { ErrorState, LoadingState } from '../../../ui/states.tsx';
import { TableHead } from '../../../ui/table.tsx';
import { HOW } from '../explanations.ts';
import { Checklist } from './Checklist.tsx';
import { ShadowRuns } from './ShadowRuns.tsx';
import { CADENCE_NAMES, periodName, reviewsFinding } from './words.ts';
import './reviews.css';

/** Who looked at the model when, what is due, and candidates that run beside it. */
export function ReviewsTab({ workspace }: { readonly workspace: WorkspaceSummary }) {
  const format = useFormat();
  const reviews = useReviews();
  if (!reviews.data)
    return reviews.error ? (
      <ErrorState
        page
        title="The reviews could not be read"
        cause={reviews.error.message}
        safe="Nothing was changed."
        actions={<Button onClick={() => void reviews.refetch()}>Try again</Button>}
      />
    ) : (
      <LoadingState label="Loading the reviews" finding rows={8} />
    );
  const { due, done } = reviews.data;
  return (
    <>
      <Finding eyebrow="Reviews of the model">{reviewsFinding(due, format)}</Finding>
      <div className="grid va-grid">
        {due.map((item) => (
          <Due key={`${item.cadence}/${item.period}`} due={item} readOnly={workspace.readOnly} />
        ))}
        <ShadowRuns readOnly={workspace.readOnly} />
        <Done done={done} readOnly={workspace.readOnly} />
      </div>
    </>
  );
}

function Due({ due, readOnly }: { readonly due: Reviews['due'][number]; readonly readOnly: boolean }) {
  const format = useFormat();
  const [open, setOpen] = useState(false);
  return (
    <Section
      title={`${CADENCE_NAMES[due.cadence]}, ${periodName(due.period, format)}`}
      how={HOW.reviews}
      sub={
        <span className={due.overdue ? 'bad' : ''}>
          {due.overdue ? 'overdue since' : 'due'} {format.date(due.dueOn)}
        </span>
      }
      className="w4"
    >
      <ul className="va-items">
        {due.items.map((item) => (
          <li key={item.id}>
            {item.view === null ? (
              <span className="m">{item.title}</span>
            ) : (
              <a className="link m" href={item.view}>
                {item.title}
              </a>
            )}
            <span>{item.finding}</span>
          </li>
        ))}
      </ul>
      <div className="row va-act">
        <Button disabled={readOnly} aria-label={`Do the ${due.cadence} review`} onClick={() => setOpen(true)}>
          Do the review
        </Button>
        <span className="sm dim">
          {due.lastDone === null ? 'never done' : `last done ${format.moment(due.lastDone)}`}
        </span>
      </div>
      {open && <Checklist due={due} onClose={() => setOpen(false)} />}
    </Section>
  );
}

const COLUMNS = [
  { label: 'Review', width: 'c-rev' },
  { label: 'Done', width: 'c-when' },
  { label: 'By', width: 'c-by' },
  { label: 'Looked at' },
  { label: 'Note' },
  { label: 'Action', width: 'c-back', quiet: true },
];

function Done({ done, readOnly }: Pick<Reviews, 'done'> & { readonly readOnly: boolean }) {
  const format = useFormat();
  const takeBack = useTakeBackReview();
  return (
    <Section title="Done" sub={format.count(done.length, 'review')} className="w12 va-done">
      {done.length === 0 ? (
        <p className="mut">No review is recorded yet. What was looked at, by whom and with what note is kept here.</p>
      ) : (
        <table className="t">
          <TableHead columns={COLUMNS} />
          <tbody>
            {done.map((review) => (
              <tr key={review.id}>
                <td className="m">
                  {CADENCE_NAMES[review.cadence]}, {periodName(review.period, format)}
                </td>
                <td>{format.moment(review.doneAt)}</td>
                <td>
                  <bdi>{review.doneBy}</bdi>
                </td>
                <td className="wrap">
                  {review.items.map((item) => (
                    <div key={item.id} className={item.looked ? '' : 'dim'} title={item.finding}>
                      <span aria-hidden="true">{item.looked ? '✓' : '–'}</span> {item.title}
                      {!item.looked && ', not looked at'}
                      {item.note !== '' && <span className="mut">: {item.note}</span>}
                    </div>
                  ))}
                </td>
                <td className="wrap mut">{review.note}</td>
                <td className="r">
                  <button
                    type="button"
                    className="link"
                    disabled={readOnly}
                    aria-label={`Take back the ${review.cadence} review of ${periodName(review.period, format)}`}
                    onClick={() => void takeBack(review)}
                  >
                    Take back
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
