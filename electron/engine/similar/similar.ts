import { shareInterval } from '../math/intervals.ts';

/** Neighbours that are looked at (30-method.md 4.3, *Similar accounts*). */
export const SIMILAR_CASES = 5;
/** Distance beyond which an account is not like another, score points. */
export const SIMILAR_WITHIN = 25;
/** What another segment adds to the distance, and the share of the weight that has to be known on both sides. */
const OTHER_SEGMENT = 10;
const COMMON_WEIGHT = 0.6;

/**
 * Cases to look among, in columns: accounts as they were on days of the past. Rows of one account stand together; scores
 * are 0-100, NaN unknown.
 */
export type SimilarCases = {
  readonly length: number;
  readonly account: Int32Array;
  readonly dimensions: readonly Float64Array[];
};

export type Neighbour = { readonly row: number; readonly distance: number };

export type SimilarQuery = {
  /** The account that looks for its like: none of its own days is a case. */
  readonly account: number;
  /** Its dimension scores, NaN unknown. */
  readonly dimensions: ArrayLike<number>;
  /** Weights of the dimensions in the model, any scale. */
  readonly weights: ArrayLike<number>;
  /** Segment of every account, any labels. */
  readonly segment: ArrayLike<unknown>;
};

/**
 * The nearest cases, nearest first, at most one of each account: distance √(Σwᵢ(Δsᵢ)² ÷ Σwᵢ) over the dimensions both know,
 * which must carry 60 % of the weight, and 10 more for another segment (30-method.md 4.3). Ties go by row. O(rows ×
 * dimensions), nothing is allocated per row.
 *
 * @param count how many at most
 */
export function nearestCases(cases: SimilarCases, query: SimilarQuery, count = SIMILAR_CASES): Neighbour[] {
  const known = Int32Array.from(query.weights, (_, k) => k).filter((k) => !Number.isNaN(query.dimensions[k] as number));
  let total = 0;
  for (let k = 0; k < query.weights.length; k++) total += query.weights[k] as number;
  const columns = Array.from(known, (k) => cases.dimensions[k] as Float64Array);
  const weights = Float64Array.from(known, (k) => query.weights[k] as number);
  const own = Float64Array.from(known, (k) => query.dimensions[k] as number);
  const least = COMMON_WEIGHT * total - 1e-9;
  const segment = query.segment[query.account];
  const best: Neighbour[] = [];
  let row = 0;
  while (row < cases.length) {
    const account = cases.account[row] as number;
    const penalty = query.segment[account] === segment ? 0 : OTHER_SEGMENT;
    const limit = best.length < count ? Number.POSITIVE_INFINITY : (best[count - 1] as Neighbour).distance;
    let nearest = -1;
    let distance = limit;
    for (; row < cases.length && cases.account[row] === account; row++) {
      if (account === query.account) continue;
      let sum = 0;
      let common = 0;
      for (let k = 0; k < columns.length; k++) {
        const gap = ((columns[k] as Float64Array)[row] as number) - (own[k] as number);
        if (Number.isNaN(gap)) continue;
        const weight = weights[k] as number;
        sum += weight * gap * gap;
        common += weight;
      }
      if (common < least || common === 0) continue;
      const found = Math.sqrt(sum / common) + penalty;
      if (found < distance) [nearest, distance] = [row, found];
    }
    if (nearest < 0) continue;
    const place = best.findIndex((other) => other.distance > distance);
    best.splice(place < 0 ? best.length : place, 0, { row: nearest, distance });
    if (best.length > count) best.pop();
  }
  return best;
}

export type SimilarOutcome = {
  readonly cases: readonly Neighbour[];
  /** Cases with the outcome, and their share of five with its Wilson interval. */
  readonly outcomes: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
};

/**
 * What became of the five nearest cases; null when fewer than five lie within 25 points (30-method.md 4.3): a share of
 * fewer would say nothing, and accounts further away are not alike.
 *
 * @param outcome by row, 1 where it came
 */
export function similarOutcome(
  cases: SimilarCases,
  outcome: ArrayLike<number>,
  query: SimilarQuery,
): SimilarOutcome | { readonly within: number } {
  const found = nearestCases(cases, query).filter(({ distance }) => distance <= SIMILAR_WITHIN);
  if (found.length < SIMILAR_CASES) return { within: found.length };
  const outcomes = found.reduce((sum, { row }) => sum + (outcome[row] as number), 0);
  return { cases: found, outcomes, share: outcomes / found.length, ...shareInterval(outcomes, found.length) };
}
