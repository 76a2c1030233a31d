import { z } from 'zod';
import { count, isoDate, nullableNumber, shortText, text } from './common.ts';
import { job, mutation, query } from './define.ts';
import { modelSource, sourceInfo } from './model-source.ts';

const by = shortText.min(1);
const shadowSide = z.strictObject({ down: count, up: count });

const shadowRun = z.strictObject({
  id: count,
  name: shortText,
  modelVersion: shortText,
  modelHash: shortText,
  /** The official version when it was started. */
  officialVersion: shortText,
  from: isoDate,
  /** Last day of the run: that of its last week, or the one on which it was ended. */
  until: isoDate,
  weeks: count,
  /** Weeks of it that the data has reached. */
  weeksDone: count,
  state: z.enum(['running', 'complete', 'ended']),
  /** Epoch ms. */
  startedAt: z.number(),
  startedBy: shortText,
  note: text,
  endedAt: nullableNumber,
  endedBy: shortText.nullable(),
  endNote: text.nullable(),
});

export const CADENCES = ['monthly', 'quarterly', 'annual'] as const;
const cadence = z.enum(CADENCES);

const doneItem = z.strictObject({
  id: shortText,
  /** What was to be looked at, and what the data said then. */
  title: shortText,
  finding: text,
  looked: z.boolean(),
  note: text,
});
export const review = z.strictObject({
  id: count,
  cadence,
  period: shortText,
  items: z.array(doneItem).max(50),
  note: text,
  /** Epoch ms. */
  doneAt: z.number(),
  doneBy: shortText,
});

export const reviewMethods = {
  'shadow.list': query(z.strictObject({}), z.strictObject({ runs: z.array(shadowRun) })),
  /**
   * Scores a model beside the official one from now on; a scenario or draft becomes a model version first. Nothing is shown
   * by it elsewhere, nothing fires.
   */
  'shadow.start': job(
    z.strictObject({
      source: modelSource,
      name: z.string().trim().min(1).max(80),
      /** Weeks beside the official model. */
      weeks: z.number().int().min(1).max(104),
      /** First day; the newest day of the data when left out. A day in the past compares what would have been. */
      from: isoDate.optional(),
      by,
      note: z.string().trim().max(4000),
    }),
    shadowRun,
  ),
  'shadow.end': mutation(z.strictObject({ id: count, by, note: z.string().trim().max(4000) }), shadowRun),
  /** Takes the end of a run back, which is what undo does. */
  'shadow.resume': mutation(z.strictObject({ id: count }), shadowRun),
  /** What both models would have sent in the weeks of a run: confirmed tier changes. */
  'shadow.compare': query(
    z.strictObject({ id: count, limit: z.number().int().min(0).max(500).optional() }),
    z.strictObject({
      run: shadowRun,
      official: sourceInfo,
      candidate: sourceInfo,
      weeks: z.array(z.strictObject({ asOf: isoDate, official: shadowSide, candidate: shadowSide })),
      /** Confirmed entries into a worse tier that one of them would have sent and the other not within the run. */
      onlyOfficial: count,
      onlyCandidate: count,
      both: count,
      accounts: z.array(
        z.strictObject({
          accountId: shortText,
          name: shortText,
          arr: nullableNumber,
          asOf: isoDate,
          by: z.enum(['official', 'candidate', 'both']),
          fromTier: shortText,
          toTier: shortText,
        }),
      ),
      accountsTotal: count,
    }),
  ),
  /** When each review is due, what there is to look at now, and what was looked at. */
  'reviews.list': query(
    z.strictObject({}),
    z.strictObject({
      due: z.array(
        z.strictObject({
          cadence,
          /** The period to review. */
          period: shortText,
          dueOn: isoDate,
          overdue: z.boolean(),
          lastDone: z.number().nullable(),
          items: z.array(
            z.strictObject({
              id: shortText,
              title: shortText,
              /** Why it is on the list. */
              why: text,
              /** What the data says now. */
              finding: text,
              /** View where it is looked at, as an address of the application; null for none. */
              view: shortText.nullable(),
            }),
          ),
        }),
      ),
      done: z.array(review).max(500),
    }),
  ),
  'reviews.complete': mutation(
    z.strictObject({
      cadence,
      period: shortText.min(1),
      /** Title and finding are those of `reviews.list` at the time; they need not be given. */
      items: z
        .array(doneItem.extend({ note: z.string().trim().max(2000) }).partial({ title: true, finding: true }))
        .min(1)
        .max(50),
      note: z.string().trim().max(4000),
      by,
    }),
    review,
  ),
  /** Takes a review back: its period is due again. Answers what it was, for {@link 'reviews.restore'}. */
  'reviews.remove': mutation(z.strictObject({ id: count }), review),
  /** Keeps a review that was taken back as it was. */
  'reviews.restore': mutation(z.strictObject({ review }), review),
};
