const DOUBLE = new Float64Array(1);
const BITS = new BigInt64Array(DOUBLE.buffer);

/** The smallest double above a finite value: `x > v` is `x >= nextUp(v)` for every double x. */
export function nextUp(value: number): number {
  DOUBLE[0] = value === 0 ? 0 : value;
  BITS[0] = (BITS[0] as bigint) + (value < 0 ? -1n : 1n);
  return DOUBLE[0];
}

/** The largest double below a finite value. */
export function nextDown(value: number): number {
  return -nextUp(-value);
}
