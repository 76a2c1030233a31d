import type { Day } from '#shared/model/day.ts';
import { round6 } from '../math/round.ts';
import type { Snapshot } from '../score/snapshot.ts';

/** How far before t − w the earlier score may lie, days. */
const WINDOW_DAYS = 7;

/** Scores of one account: ascending days, NaN where there was no score. All of one model version. */
export type ScoreHistory = { readonly days: ArrayLike<Day>; readonly scores: ArrayLike<number> };

/** The columns of a snapshot that trends read; snapshots of a history are given in ascending order of day. */
export type ScoreColumns = Pick<Snapshot, 'asOf' | 'score'>;

/**
 * Δw(t) = H(t) − H(latest score dated in [t−w−7, t−w]), in score points; null when either is missing (30-method.md 2.8).
 *
 * @param w days back, e.g. 30, 90, 180
 */
export function change(history: ScoreHistory, t: Day, w: number): number | null {
  let now = Number.NaN;
  let before = Number.NaN;
  for (let k = 0; k < history.days.length; k++) {
    const day = history.days[k] as number;
    const score = history.scores[k] as number;
    if (Number.isNaN(score)) continue;
    if (day === t) now = score;
    if (day >= t - w - WINDOW_DAYS && day <= t - w) before = score;
  }
  const delta = round6(now - before);
  return Number.isNaN(delta) ? null : delta;
}

/** Δw of every account at snapshot `at` of a history; NaN where there is none. Same definition as {@link change}. */
export function changeColumn(history: readonly ScoreColumns[], at: number, w: number): Float64Array {
  const current = history[at] as ScoreColumns;
  const t = current.asOf;
  const earlier = history.filter(({ asOf }) => asOf >= t - w - WINDOW_DAYS && asOf <= t - w).reverse();
  return Float64Array.from(current.score, (now, account) => {
    for (const { score } of earlier) {
      const before = score[account] as number;
      if (!Number.isNaN(before)) return round6(now - before);
    }
    return Number.NaN;
  });
}

/**
 * Index of the snapshot each account is compared with by Δw, −1 where there is none: for waterfalls and Δ(common), which
 * need the dimensions of that date.
 */
export function comparedSnapshots(history: readonly ScoreColumns[], at: number, w: number): Int32Array {
  const current = history[at] as ScoreColumns;
  const t = current.asOf;
  return Int32Array.from(current.score, (_, account) => {
    for (let k = at - 1; k >= 0; k--) {
      const { asOf, score } = history[k] as ScoreColumns;
      if (asOf < t - w - WINDOW_DAYS) break;
      if (asOf <= t - w && !Number.isNaN(score[account] as number)) return k;
    }
    return -1;
  });
}
