/** Weights in the order of the dimensions that are known, and what they have together; any scale. */
type Dims = ArrayLike<number>;

/** For which weights of one dimension an account keeps its tier, the other weights sharing the rest in proportion. */
export type TierRange = {
  /** Shares of the composite 0-1; the tier holds from `low` to `high`. */
  readonly low: number;
  readonly high: number;
  /** Tier below `low` and above `high` (0 best); null where the range ends at 0 or at 1. */
  readonly below: number | null;
  readonly above: number | null;
};

/** What of the rest of the weights is known for an account, and its mean score there. */
function restOf(weights: Dims, dims: Dims, without: number): { readonly known: number; readonly mean: number } {
  let all = 0;
  let known = 0;
  let sum = 0;
  let others = 0;
  let knownOthers = 0;
  let plain = 0;
  for (let d = 0; d < weights.length; d++) {
    if (d === without) continue;
    const score = dims[d] as number;
    all += weights[d] as number;
    others++;
    if (Number.isNaN(score)) continue;
    known += weights[d] as number;
    sum += (weights[d] as number) * score;
    knownOthers++;
    plain += score;
  }
  // weights that are all 0 share what is left equally, as renormalise does
  if (all === 0) return { known: others === 0 ? 0 : knownOthers / others, mean: plain / knownOthers };
  return { known: known / all, mean: sum / known };
}

/**
 * Share at which the score crosses a bound (30-method.md 5, point 6): with everything known u* = (T − H_rest) ÷ (sᵢ − H_rest);
 * where only a share k of the rest is known, H(u) = (u·sᵢ + (1 − u)·k·H_rest) ÷ (u + (1 − u)·k), and
 * u* = k·(T − H_rest) ÷ (sᵢ − T + k·(T − H_rest)).
 */
function crossing(bound: number, own: number, known: number, rest: number): number {
  const part = known * (bound - rest);
  return part / (own - bound + part);
}

/**
 * Closed-form stability of the tier of one account along the weight of one dimension. States by coverage and flags are not
 * part of it: it is about the tier of the score.
 *
 * @param weights in the model's order, any scale
 * @param dims dimension scores, NaN for missing
 * @param bounds lower bounds of the tiers for the account's segment, best first
 * @param tier tier of the score now
 */
export function tierRange(weights: Dims, dims: Dims, bounds: Dims, tier: number, dimension: number): TierRange {
  const whole: TierRange = { low: 0, high: 1, below: null, above: null };
  const own = dims[dimension] as number;
  if (Number.isNaN(own)) return whole;
  const { known, mean } = restOf(weights, dims, dimension);
  if (known === 0 || own === mean) return whole;
  const [least, most] = own > mean ? [mean, own] : [own, mean];
  const upper = tier > 0 ? (bounds[tier - 1] as number) : Number.POSITIVE_INFINITY;
  const lower = tier < bounds.length - 1 ? (bounds[tier] as number) : Number.NEGATIVE_INFINITY;
  // a score equal to a bound has reached it: the better tier is reachable at the bound, the worse one only below it
  const better = most >= upper ? { at: crossing(upper, own, known, mean), tier: tier - 1 } : null;
  const worse = least < lower ? { at: crossing(lower, own, known, mean), tier: tier + 1 } : null;
  const [down, up] = own > mean ? [worse, better] : [better, worse];
  return { low: down?.at ?? 0, high: up?.at ?? 1, below: down?.tier ?? null, above: up?.tier ?? null };
}

/** The weight that needs to move least for an account to change tier. */
export type NearestEdge = {
  readonly dimension: number;
  /** Share of the composite at which the tier changes, 0-1. */
  readonly at: number;
  /** From the share it has now; negative for less. */
  readonly by: number;
  readonly toTier: number;
};

/** {@link NearestEdge} of an account, among all dimensions or one; null when no weight alone changes the tier. */
export function nearestEdge(weights: Dims, dims: Dims, bounds: Dims, tier: number, only?: number): NearestEdge | null {
  let total = 0;
  for (let d = 0; d < weights.length; d++) total += weights[d] as number;
  let best: NearestEdge | null = null;
  for (let dimension = 0; dimension < weights.length; dimension++) {
    if (only !== undefined && dimension !== only) continue;
    const now = (weights[dimension] as number) / total;
    const { low, high, below, above } = tierRange(weights, dims, bounds, tier, dimension);
    for (const [at, toTier] of [
      [low, below],
      [high, above],
    ] as const) {
      if (toTier === null) continue;
      const by = at - now;
      if (best === null || Math.abs(by) < Math.abs(best.by)) best = { dimension, at, by, toTier };
    }
  }
  return best;
}
