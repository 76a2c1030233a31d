import type { Day } from '#shared/model/day.ts';
import { round6 } from '../math/round.ts';
import { isSameSeries, PHASE } from '../score/onboarding.ts';
import type { Snapshot } from '../score/snapshot.ts';

/** How far before t − w the earlier score may lie, days. */
const WINDOW_DAYS = 7;

/** Scores of one account: ascending days, NaN where there was no score. All of one model version. */
export type ScoreHistory = {
  readonly days: ArrayLike<Day>;
  readonly scores: ArrayLike<number>;
  /** As PHASE: scores of the onboarding model are a series of their own. All standard when absent. */
  readonly phases?: ArrayLike<number>;
};

/** The columns of a snapshot that trends read; snapshots of a history are given in ascending order of day. */
export type ScoreColumns = Pick<Snapshot, 'asOf' | 'score' | 'phase'>;

export function phaseAt(history: ScoreHistory, index: number): number {
  return history.phases?.[index] ?? PHASE.standard;
}

/**
 * Δw(t) = H(t) − H(latest score of the same series dated in [t−w−7, t−w]), in score points; null when either is missing
 * (30-method.md 2.8). Scores of onboarding and of the standard model are never compared.
 *
 * @param w days back, e.g. 30, 90, 180
 */
export function change(history: ScoreHistory, t: Day, w: number): number | null {
  const { days, scores } = history;
  const at = Array.from(days).lastIndexOf(t);
  let before = Number.NaN;
  for (let k = 0; k < at; k++) {
    const day = days[k] as number;
    const score = scores[k] as number;
    if (day < t - w - WINDOW_DAYS || day > t - w || Number.isNaN(score)) continue;
    if (isSameSeries(phaseAt(history, k), phaseAt(history, at))) before = score;
  }
  const delta = round6((scores[at] as number) - before);
  return Number.isNaN(delta) ? null : delta;
}

/** Δw of every account at snapshot `at` of a history; NaN where there is none. Same definition as {@link change}. */
export function changeColumn(history: readonly ScoreColumns[], at: number, w: number): Float64Array {
  const { asOf: t, score: now, phase } = history[at] as ScoreColumns;
  const changes = new Float64Array(now.length).fill(Number.NaN);
  for (let k = at - 1; k >= 0; k--) {
    const { asOf, score, phase: then } = history[k] as ScoreColumns;
    if (asOf < t - w - WINDOW_DAYS) break;
    if (asOf > t - w) continue;
    // An account stays open until it is compared; one without a score today is never closed, and stays NaN.
    for (let account = 0; account < changes.length; account++) {
      if (!Number.isNaN(changes[account] as number)) continue;
      if (isSameSeries(then[account] as number, phase[account] as number))
        changes[account] = round6((now[account] as number) - (score[account] as number));
    }
  }
  return changes;
}
