import { betaQuantile } from './distributions.ts';

/** Standard normal quantile of 0.975: all intervals here are 95 %. */
const Z = 1.959963984540054;

type Bounds = { readonly low: number; readonly high: number };

/** Wilson interval of a share `k` of `n`, 0-1, whatever the share (Newcombe's differences need it). `n` must be above 0. */
export function wilson(k: number, n: number): Bounds {
  const share = k / n;
  const centre = share + (Z * Z) / (2 * n);
  const half = Z * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n));
  const scale = 1 + (Z * Z) / n;
  // The bounds of none and of all are 0 and 1 themselves.
  return {
    low: k === 0 ? 0 : Math.max(0, (centre - half) / scale),
    high: k === n ? 1 : Math.min(1, (centre + half) / scale),
  };
}

/**
 * 95 % interval of a share `k` of `n`, 0-1: Wilson's, and Jeffreys' where none or all have it, whose bound at the share itself
 * is 0 or 1 (30-method.md 4.3; Brown, Cai and DasGupta 2001). `n` must be above 0.
 */
export function shareInterval(k: number, n: number): Bounds {
  if (k === 0) return { low: 0, high: betaQuantile(0.975, 0.5, n + 0.5) };
  if (k === n) return { low: betaQuantile(0.025, n + 0.5, 0.5), high: 1 };
  return wilson(k, n);
}

export type Difference = Bounds & { readonly difference: number };

/**
 * Difference of two shares, k1/n1 − k2/n2, with Newcombe's interval from the Wilson intervals of both (method 10 of
 * Newcombe 1998).
 */
export function shareDifference(k1: number, n1: number, k2: number, n2: number): Difference {
  const [p1, p2] = [k1 / n1, k2 / n2];
  const [a, b] = [wilson(k1, n1), wilson(k2, n2)];
  const difference = p1 - p2;
  return {
    difference,
    low: difference - Math.hypot(p1 - a.low, b.high - p2),
    high: difference + Math.hypot(a.high - p1, p2 - b.low),
  };
}

/** Quantile of 0.975 of Student's t with `df` ≥ 3 degrees of freedom (Hill 1970, algorithm 396), to about 1e-6. */
export function studentT(df: number): number {
  const a = 1 / (df - 0.5);
  const b = 48 / (a * a);
  let c = ((20_700 * a) / b - 98) * a * a - 16 * a + 96.36;
  const d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt((a * Math.PI) / 2) * df;
  let y = (d * 0.05) ** (2 / df);
  if (y > 0.05 + a) {
    const x = -Z;
    y = x * x;
    if (df < 5) c += 0.3 * (df - 4.5) * (x + 0.6);
    c += (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b;
    y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x;
    y = Math.expm1(a * y * y);
  } else {
    y =
      ((1 / (((df + 6) / (df * y) - 0.089 * d - 0.822) * (df + 2) * 3) + 0.5 / (df + 4)) * y - 1) *
        ((df + 1) / (df + 2)) +
      1 / y;
  }
  return Math.sqrt(df * y);
}

/** Mean and variance (n − 1) of a sample; `n` is the effective number of values where they are weighted. */
export type Sample = { readonly n: number; readonly mean: number; readonly variance: number };

/** Sample of values with weights (all 1 when left out); the effective n is (Σw)² ÷ Σw². NaN mean and variance when empty. */
export function sampleOf(values: ArrayLike<number>, weights?: ArrayLike<number>): Sample {
  let total = 0;
  let squares = 0;
  let sum = 0;
  for (let k = 0; k < values.length; k++) {
    const weight = weights ? (weights[k] as number) : 1;
    total += weight;
    squares += weight * weight;
    sum += weight * (values[k] as number);
  }
  const n = squares > 0 ? (total * total) / squares : 0;
  const mean = sum / total;
  let deviation = 0;
  for (let k = 0; k < values.length; k++)
    deviation += (weights ? (weights[k] as number) : 1) * ((values[k] as number) - mean) ** 2;
  return { n, mean, variance: n > 1 ? (deviation / total) * (n / (n - 1)) : Number.NaN };
}

/** Difference of two means, a − b, with the interval of Welch's t. Both samples need at least 4 values. */
export function meanDifference(a: Sample, b: Sample): Difference {
  const [va, vb] = [a.variance / a.n, b.variance / b.n];
  const difference = a.mean - b.mean;
  const variance = va + vb;
  if (variance === 0) return { difference, low: difference, high: difference };
  const df = (variance * variance) / ((va * va) / (a.n - 1) + (vb * vb) / (b.n - 1));
  const half = studentT(df) * Math.sqrt(variance);
  return { difference, low: difference - half, high: difference + half };
}
