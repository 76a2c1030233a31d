import type { PointMethod } from '#shared/model/health-model.ts';

/** Score of a point dimension in which nothing speaks for or against. */
export const NEUTRAL_SCORE = 50;

/**
 * Score 0-100 from points, before rounding (30-method.md 2.2): `base_clamp` clamp(50 + S), `two_sided` 50 + 50·S/P or
 * 50 + 50·S/N, `minmax` 100·(S + N)/(P + N).
 *
 * @param total S, the points awarded
 * @param possible P, the good points of the rules with a known signal
 * @param possibleLoss N, their bad points without sign
 */
export function scoreFromPoints(method: PointMethod, total: number, possible: number, possibleLoss: number): number {
  switch (method) {
    case 'base_clamp':
      return Math.min(100, Math.max(0, NEUTRAL_SCORE + total));
    case 'two_sided':
      if (total > 0) return NEUTRAL_SCORE + (50 * total) / possible;
      return total < 0 ? NEUTRAL_SCORE + (50 * total) / possibleLoss : NEUTRAL_SCORE;
    case 'minmax':
      return possible + possibleLoss === 0 ? NEUTRAL_SCORE : (100 * (total + possibleLoss)) / (possible + possibleLoss);
  }
}
