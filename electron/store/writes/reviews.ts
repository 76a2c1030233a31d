import type { WriteDb } from '../open.ts';
import type { StoredReview } from '../reads/reviews.ts';

/** Stores a review; answers its id. The list of reviews only grows. */
export function addReview(
  db: WriteDb,
  { cadence, period, items, note, doneAt, doneBy }: Omit<StoredReview, 'id'>,
): number {
  return Number(
    db
      .prepare('INSERT INTO review (cadence, period, items, note, done_at, done_by) VALUES (?, ?, ?, ?, ?, ?)')
      .run(cadence, period, items, note, doneAt, doneBy).lastInsertRowid,
  );
}
