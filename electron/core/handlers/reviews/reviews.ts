import { z } from 'zod';
import { readReviews, type StoredReview } from '#electron/store/reads/reviews.ts';
import { bumpRevision } from '#electron/store/writes/ledger.ts';
import { addReview } from '#electron/store/writes/reviews.ts';
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

/** Keeps what was looked at, with what the data said then. */
export function completeReviewHandler(
  context: WriteContext,
  input: ParsedInputOf<'reviews.complete'>,
): OutputOf<'reviews.complete'> {
  const doneAt = context.now();
  if (input.items.every(({ looked }) => !looked))
    throw new AppError('bad_request', 'Nothing was looked at, so there is no review to keep.');
  return context.db
    .transaction(() => {
      if (readReviews(context.db).some((one) => one.cadence === input.cadence && one.period === input.period))
        throw new AppError('bad_request', `The review of ${input.period} was done already.`);
      const { cadence, period, note, by } = input;
      const items = input.items.map(({ title, finding, ...item }) => ({
        ...item,
        title: title ?? item.id,
        finding: finding ?? '',
      }));
      const id = addReview(context.db, { cadence, period, items: JSON.stringify(items), note, doneAt, doneBy: by });
      bumpRevision(context.db, { keepsData: true });
      return { id, cadence, period, items, note, doneAt, doneBy: by };
    })
    .immediate();
}
