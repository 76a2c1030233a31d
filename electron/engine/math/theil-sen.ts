/** Reorders `values[0..count)` so that the element of rank `rank` is in its sorted place, and returns it. */
function select(values: Float64Array, count: number, rank: number): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1] as number;
    let left = low;
    let right = high;
    while (left <= right) {
      while ((values[left] as number) < pivot) left++;
      while ((values[right] as number) > pivot) right--;
      if (left <= right) {
        const swap = values[left] as number;
        values[left] = values[right] as number;
        values[right] = swap;
        left++;
        right--;
      }
    }
    if (rank <= right) high = right;
    else if (rank >= left) low = left;
    else break;
  }
  return values[rank] as number;
}

/**
 * Median of the first `count` numbers, reordering them in place; the mean of the two middle ones for an even count,
 * NaN for none. The numbers must not be NaN.
 */
export function medianInPlace(values: Float64Array, count: number): number {
  if (count === 0) return Number.NaN;
  const upper = select(values, count, count >> 1);
  if (count % 2 === 1) return upper;
  let lower = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < count >> 1; k++) lower = Math.max(lower, values[k] as number);
  return (lower + upper) / 2;
}

export type TheilSen = (x: ArrayLike<number>, y: ArrayLike<number>, count: number) => number;

/**
 * A Theil-Sen estimator that keeps its scratch memory: the median of the slopes (yⱼ − yᵢ) ÷ (xⱼ − xᵢ) over all pairs
 * with different x, in units of y per unit of x; NaN when no such pair exists (30-method.md 4.3).
 */
export function createTheilSen(): TheilSen {
  let slopes = new Float64Array(128);
  return (x, y, count) => {
    const pairs = (count * (count - 1)) / 2;
    if (pairs > slopes.length) slopes = new Float64Array(pairs * 2);
    let used = 0;
    for (let i = 0; i < count; i++) {
      const xi = x[i] as number;
      const yi = y[i] as number;
      for (let j = i + 1; j < count; j++) {
        const run = (x[j] as number) - xi;
        if (run !== 0) slopes[used++] = ((y[j] as number) - yi) / run;
      }
    }
    return medianInPlace(slopes, used);
  };
}
