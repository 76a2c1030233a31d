/** Code of a missing value; known values have codes below it. */
export const MISSING = 255;

/**
 * Cuts of a column: values seen in training, ascending, the largest left out. A value's code is how many cuts lie below it, so
 * that codes keep the order of values and nothing else of them: a forest is the same on any increasing function of a column.
 */
export type Cuts = Float64Array;

/** Cuts between every two values seen, or, where there are more than 255, between as many equally full groups of rows. */
export function cutsOf(column: Float64Array): Cuts {
  const sorted = column.filter((value) => !Number.isNaN(value)).sort();
  const distinct = sorted.filter((value, at) => at === 0 || value !== sorted[at - 1]);
  if (distinct.length <= MISSING) return distinct.slice(0, -1);
  const cuts = Float64Array.from(
    { length: MISSING - 1 },
    (_, k) => sorted[Math.floor(((k + 1) * sorted.length) / MISSING) - 1] as number,
  );
  const last = sorted.at(-1) as number;
  return cuts.filter((value, at) => value !== last && (at === 0 || value !== cuts[at - 1]));
}

/** Codes of values by the cuts, {@link MISSING} where there is none. */
export function encode(column: Float64Array, cuts: Cuts): Uint8Array {
  return Uint8Array.from(column, (value) => {
    if (Number.isNaN(value)) return MISSING;
    let low = 0;
    let high = cuts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cuts[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  });
}
