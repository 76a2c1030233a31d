import type { WriteDb } from '../open.ts';
import type { StoredReview } from '../reads/reviews.ts';

/** Stores a review, under its own id where it had one before it was taken back; answers its id. */
export function addReview(
  db: WriteDb,
  { cadence, period, items, note, doneAt, doneBy }: Omit<StoredReview, 'id'>,
  id: number | null = null,
): number {
  return Number(
    db
      .prepare('INSERT INTO review (id, cadence, period, items, note, done_at, done_by) VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(id, cadence, period, items, note, doneAt, doneBy).lastInsertRowid,
  );
}

export function removeReview(db: WriteDb, id: number): void {
  db.prepare('DELETE FROM review WHERE id = ?').run(id);
}
