import { MOVE, moveMasks } from '#electron/engine/index.ts';
import type { MOVES } from '#shared/contract/common.ts';
import { AppError } from '#shared/contract/errors.ts';
import { dayFromIso } from '#shared/model/day.ts';
import type { Book } from './book.ts';

export const MOVE_BITS: Readonly<Record<(typeof MOVES)[number], number>> = {
  new: MOVE.new,
  lost: MOVE.lost,
  entered_at_risk: MOVE.enteredAtRisk,
  left_at_risk: MOVE.leftAtRisk,
  tier_up: MOVE.tierUp,
  tier_down: MOVE.tierDown,
  coverage_fell: MOVE.coverageFell,
  arr_up: MOVE.arrUp,
  arr_down: MOVE.arrDown,
};

/**
 * Position in the history of the snapshot a book is compared with: the latest one at or before a day and before the book's
 * own, the previous one when no day is named; −1 where there is none. Throws `bad_request` for a day that does not exist.
 */
export function earlierSnapshot({ history, at }: Book, since: string | undefined): number {
  if (since === undefined) return at - 1;
  const day = dayFromIso(since);
  if (day === null) throw new AppError('bad_request', `The date to compare with does not exist: ${since}.`);
  return history.slice(0, at).findLastIndex((entry) => entry.asOf <= day);
}

const kept = new WeakMap<object, { readonly at: number; readonly masks: Uint16Array }>();

/** What happened to every account between a snapshot of the history and the book's, as masks of MOVE; the last answer is kept. */
export function movesSince(book: Book, at: number): Uint16Array {
  const known = kept.get(book.snapshot);
  if (known?.at === at) return known.masks;
  const masks = moveMasks(book.dayState(at), book);
  kept.set(book.snapshot, { at, masks });
  return masks;
}
