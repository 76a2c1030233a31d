import { seededRandom } from '../math/random.ts';

import { HISTOGRAM_BINS, histogramBin } from '../portfolio/aggregates.ts';

/** Scatter charts draw at most this many points one by one (40-performance.md). */
export const SCATTER_POINTS = 2000;

/** How the scores of two models go together (30-method.md 5, point 3). */
export type Agreement = {
  /** Accounts with a score under both. */
  readonly accounts: Int32Array;
  readonly meanAbsoluteDifference: number;
  /** Some of `accounts`, all of them up to {@link SCATTER_POINTS}; ascending. */
  readonly sample: Int32Array;
  /** Accounts per pair of 2.5-point bins, `[binA × 40 + binB]`. */
  readonly density: Uint32Array;
};

/**
 * @param a scores 0-100 per account under one model, NaN for none; `b` under the other
 * @param seed of the sample
 */
export function scoreAgreement(a: ArrayLike<number>, b: ArrayLike<number>, seed: number): Agreement {
  const both: number[] = [];
  const density = new Uint32Array(HISTOGRAM_BINS * HISTOGRAM_BINS);
  let distance = 0;
  for (let account = 0; account < a.length; account++) {
    const [left, right] = [a[account] as number, b[account] as number];
    if (Number.isNaN(left) || Number.isNaN(right)) continue;
    both.push(account);
    distance += Math.abs(right - left);
    const cell = histogramBin(left) * HISTOGRAM_BINS + histogramBin(right);
    density[cell] = (density[cell] as number) + 1;
  }
  const accounts = Int32Array.from(both);
  return {
    accounts,
    meanAbsoluteDifference: both.length > 0 ? distance / both.length : Number.NaN,
    sample: sampleOf(accounts, seed),
    density,
  };
}

/** A random sample without repeats (the first places of a Fisher-Yates shuffle). */
function sampleOf(accounts: Int32Array, seed: number): Int32Array {
  if (accounts.length <= SCATTER_POINTS) return accounts;
  const random = seededRandom(seed);
  const shuffled = accounts.slice();
  for (let place = 0; place < SCATTER_POINTS; place++) {
    const other = place + ((random.next() >>> 0) % (shuffled.length - place));
    const held = shuffled[place] as number;
    shuffled[place] = shuffled[other] as number;
    shuffled[other] = held;
  }
  return shuffled.subarray(0, SCATTER_POINTS).sort();
}
