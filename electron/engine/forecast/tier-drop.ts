import { type ForecastRule, scoreAhead } from './forecast-rule.ts';

/** Probability from which a drop is predicted, in this and in the week before (30-method.md 4.3). */
const PREDICTED = 0.5;

export type TierDrop = {
  /** Share of the portfolio's own misses 13 weeks ahead that would put the score below the bound, 0-1. */
  readonly probability: number;
  /** The score forecast in 13 weeks. */
  readonly score: number;
  /** Probability ≥ 50 % and forecast below the bound, now and a week ago. */
  readonly predicted: boolean;
};

/** Share of ascending values below a bound. */
function shareBelow(values: Float64Array, bound: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) < bound) low = middle + 1;
    else high = middle;
  }
  return low / values.length;
}

function dropOf(run: Float64Array, rule: ForecastRule, bound: number): Omit<TierDrop, 'predicted'> | null {
  const score = scoreAhead(run, rule);
  if (Number.isNaN(score)) return null;
  return { score, probability: shareBelow(rule.errors90, bound - score) };
}

/**
 * Whether an account is about to fall out of its tier within 13 weeks (30-method.md 4.3, *Predicted-decline alert*).
 *
 * @param run its weekly scores without a gap, oldest first
 * @param bound lower bound of the tier it is in
 * @returns null where there is no forecast
 */
export function tierDrop(run: Float64Array, rule: ForecastRule, bound: number): TierDrop | null {
  const now = dropOf(run, rule, bound);
  if (!now) return null;
  const points = (drop: typeof now | null): boolean =>
    drop !== null && drop.probability >= PREDICTED && drop.score < bound;
  return { ...now, predicted: points(now) && points(dropOf(run.subarray(0, -1), rule, bound)) };
}
