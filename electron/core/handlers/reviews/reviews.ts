import { z } from 'zod';
import { readReviews, type StoredReview } from '#electron/store/reads/reviews.ts';
import { addReview, removeReview } from '#electron/store/writes/reviews.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import { CADENCES, review } from '#shared/contract/review.ts';
import { isoFromDay } from '#shared/model/day.ts';
import type { ReadContext, WriteContext } from '../../context.ts';
import { latestAsOf } from '../../views/book.ts';
import { reviewItems } from './findings.ts';
import { nextPeriod } from './periods.ts';

type Review = OutputOf<'reviews.complete'>;
const MAX_SHOWN = 500;

function decode(stored: StoredReview): Review[] {
  try {
    const items = z.array(review.shape.items.element).parse(JSON.parse(stored.items));
    return [{ ...stored, items }];
  } catch {
    return [];
  }
}

/** When each review is due and what there is to look at; without scores there is nothing to review. */
export function reviewsHandler(context: ReadContext): OutputOf<'reviews.list'> {
  const stored = readReviews(context.db);
  // the day of the data, not of the clock: a period is due when there is something of it to look at
  const today = latestAsOf(context);
  const due =
    today === null
      ? []
      : CADENCES.map((cadence) => {
          const own = stored.filter((one) => one.cadence === cadence);
          const period = nextPeriod(cadence, today, new Set(own.map((one) => one.period)));
          return {
            cadence,
            period: period.name,
            dueOn: isoFromDay(period.dueOn),
            overdue: period.dueOn < today,
            lastDone: own[0]?.doneAt ?? null,
            items: reviewItems(context, cadence, period),
          };
        });
  return { due, done: stored.slice(0, MAX_SHOWN).flatMap(decode) };
}

function refuseDone({ db }: WriteContext, { cadence, period }: Pick<Review, 'cadence' | 'period'>): void {
  if (readReviews(db).some((one) => one.cadence === cadence && one.period === period))
    throw new AppError('bad_request', `The review of ${period} was done already.`);
}

/** Keeps what was looked at, with what the data said then. Reviews are no data: the revision stays, and all that was computed. */
export function completeReviewHandler(
  context: WriteContext,
  input: ParsedInputOf<'reviews.complete'>,
): OutputOf<'reviews.complete'> {
  const doneAt = context.now();
  if (input.items.every(({ looked }) => !looked))
    throw new AppError('bad_request', 'Nothing was looked at, so there is no review to keep.');
  return context.db
    .transaction(() => {
      refuseDone(context, input);
      const { cadence, period, note, by } = input;
      const items = input.items.map(({ title, finding, ...item }) => ({
        ...item,
        title: title ?? item.id,
        finding: finding ?? '',
      }));
      const id = addReview(context.db, { cadence, period, items: JSON.stringify(items), note, doneAt, doneBy: by });
      return { id, cadence, period, items, note, doneAt, doneBy: by };
    })
    .immediate();
}

/** Takes a review back; what it was is answered, so that it can be kept again. */
export function removeReviewHandler(
  context: WriteContext,
  input: ParsedInputOf<'reviews.remove'>,
): OutputOf<'reviews.remove'> {
  return context.db
    .transaction(() => {
      const stored = readReviews(context.db).find(({ id }) => id === input.id);
      const [known] = stored ? decode(stored) : [];
      if (!known) throw new AppError('not_found', 'That review is not in this workspace any more.');
      removeReview(context.db, known.id);
      return known;
    })
    .immediate();
}

/** Keeps a review that was taken back as it was, unless its period was reviewed anew. */
export function restoreReviewHandler(
  context: WriteContext,
  { review: known }: ParsedInputOf<'reviews.restore'>,
): OutputOf<'reviews.restore'> {
  return context.db
    .transaction(() => {
      refuseDone(context, known);
      const isFree = readReviews(context.db).every(({ id }) => id !== known.id);
      const id = addReview(context.db, { ...known, items: JSON.stringify(known.items) }, isFree ? known.id : null);
      return { ...known, id };
    })
    .immediate();
}
