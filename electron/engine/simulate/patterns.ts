import type { Snapshot } from '../score/snapshot.ts';

/**
 * Accounts grouped by what is known of them. Coverage, state and the sum of the known weights depend on the weights and on
 * this pattern alone, so one step computes them once per pattern instead of once per account.
 */
export type CoveragePatterns = {
  /** Pattern of each row. */
  readonly patternOf: Uint32Array;
  /** `[pattern × dimensions + d]`: 1 for a known dimension, 0 for null; and the coverage inside it, 0 for null. */
  readonly known: Uint8Array;
  readonly inner: Float64Array;
  /** Rows per pattern. */
  readonly rows: Uint32Array;
};

/** Groups the accounts `accounts[row]` of a snapshot. */
export function coveragePatterns(
  snapshot: Pick<Snapshot, 'dimensions' | 'dimensionCoverage'>,
  accounts: Int32Array,
): CoveragePatterns {
  const patternOf = new Uint32Array(accounts.length);
  const codes = new Map<number, number>();
  const levels = snapshot.dimensions.map((scores, d) => {
    const inner = snapshot.dimensionCoverage[d] as Float64Array;
    return (account: number): number => (Number.isNaN(scores[account] as number) ? -1 : (inner[account] as number));
  });
  let count = 1;
  for (const level of levels) {
    const levelIds = new Map<number, number>();
    codes.clear();
    let next = 0;
    for (let row = 0; row < accounts.length; row++) {
      const value = level(accounts[row] as number);
      let id = levelIds.get(value);
      if (id === undefined) {
        id = levelIds.size;
        levelIds.set(value, id);
      }
      const key = id * count + (patternOf[row] as number);
      let pattern = codes.get(key);
      if (pattern === undefined) {
        pattern = next++;
        codes.set(key, pattern);
      }
      patternOf[row] = pattern;
    }
    count = next;
  }
  const size = accounts.length === 0 ? 0 : count;
  const width = levels.length;
  const known = new Uint8Array(size * width);
  const inner = new Float64Array(size * width);
  const rows = new Uint32Array(size);
  for (let row = 0; row < accounts.length; row++) {
    const pattern = patternOf[row] as number;
    if (rows[pattern] === 0) {
      const values = levels.map((level) => level(accounts[row] as number));
      values.forEach((value, d) => {
        known[pattern * width + d] = value < 0 ? 0 : 1;
        inner[pattern * width + d] = Math.max(0, value);
      });
    }
    rows[pattern] = (rows[pattern] as number) + 1;
  }
  return { patternOf, known, inner, rows };
}
