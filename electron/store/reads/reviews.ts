import type { ReadDb } from '../open.ts';

/** A review of the score that was done; `items` is JSON text nobody has checked yet. */
export type StoredReview = {
  readonly id: number;
  readonly cadence: 'monthly' | 'quarterly' | 'annual';
  /** `2026-11`, `2026-Q4` or `2026`. */
  readonly period: string;
  readonly items: string;
  readonly note: string;
  /** Epoch ms. */
  readonly doneAt: number;
  readonly doneBy: string;
};

/** Newest first. */
export function readReviews(db: ReadDb): StoredReview[] {
  return db
    .prepare<[], StoredReview>(
      'SELECT id, cadence, period, items, note, done_at AS doneAt, done_by AS doneBy FROM review ORDER BY done_at DESC, id DESC',
    )
    .all();
}
