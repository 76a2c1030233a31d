/** Range of one weight as shares 0-1. */
export type ShareRange = { readonly min: number; readonly max: number };

const BISECTIONS = 200;

/**
 * The point of the simplex inside the ranges that is nearest to `shares`: wᵢ = clamp(sharesᵢ + shift, minᵢ, maxᵢ), the shift
 * found by bisection so that they add up to 1 (30-method.md 4.4, point 5). Null when no weights within the ranges add up to 1.
 */
export function projectOntoRanges(shares: ArrayLike<number>, ranges: readonly ShareRange[]): Float64Array | null {
  const least = ranges.reduce((sum, { min }) => sum + min, 0);
  const most = ranges.reduce((sum, { max }) => sum + max, 0);
  if (least > 1 + 1e-12 || most < 1 - 1e-12) return null;
  const at = (shift: number): Float64Array =>
    Float64Array.from(ranges, ({ min, max }, i) => Math.min(max, Math.max(min, (shares[i] as number) + shift)));
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
  let low = -1 - Math.max(0, ...Array.from(shares));
  let high = 2;
  for (let k = 0; k < BISECTIONS && low < high; k++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (sum(at(middle)) < 1) low = middle;
    else high = middle;
  }
  return at(high);
}

/**
 * Shares as whole percent that add up to 100: rounded down, what is left goes to the largest remainders, the first of equal
 * ones (30-method.md 4.4, point 6).
 */
export function wholePercents(shares: ArrayLike<number>): number[] {
  // Without the noise of division a share of 0.35 has no remainder of its own.
  const exact = Array.from(shares, (share) => Math.round(share * 1e11) / 1e9);
  const whole = exact.map((percent) => Math.floor(percent));
  const left = 100 - whole.reduce((sum, percent) => sum + percent, 0);
  const byRemainder = exact
    .map((percent, i) => ({ i, remainder: percent - Math.floor(percent) }))
    .sort((a, b) => b.remainder - a.remainder || a.i - b.i);
  for (let k = 0; k < left; k++) {
    const { i } = byRemainder[k % byRemainder.length] as { i: number };
    whole[i] = (whole[i] as number) + 1;
  }
  return whole;
}
