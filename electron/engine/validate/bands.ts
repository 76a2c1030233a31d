import { betaQuantile } from '../math/distributions.ts';
import { shareInterval } from '../math/intervals.ts';

/** Lower bounds of the bands of requirement text 001, best first (30-method.md TV22). */
export const HEALTH_BANDS: readonly number[] = [90, 80, 70, 60, 50, 0];

export type Shrunk = { readonly rate: number; readonly low: number; readonly high: number };

/** Rows the pooled share counts for (30-method.md 4.3). */
const PRIOR_ROWS = 20;

/**
 * A share of few rows drawn towards the pooled one: (k + m·p₀) ÷ (n + m) with the 95 % interval of Beta(k + m·p₀, n − k +
 * m·(1 − p₀)) (30-method.md 4.3, TV31).
 */
export function shrunkShare(k: number, n: number, pooled: number, rows = PRIOR_ROWS): Shrunk {
  const a = k + rows * pooled;
  const b = n - k + rows * (1 - pooled);
  return {
    rate: a / (a + b),
    low: a > 0 ? betaQuantile(0.025, a, b) : 0,
    high: b > 0 ? betaQuantile(0.975, a, b) : 1,
  };
}

export type Band = {
  readonly from: number;
  readonly to: number;
  readonly n: number;
  readonly churned: number;
  readonly retained: number;
  /** retained ÷ n with its 95 % interval, NaN in an empty band. */
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  readonly shrunk: Shrunk;
};

/** Retention of bands [bounds[k], bounds[k − 1]), the first one up to and with `top`; bounds descend. */
export function retentionBands(
  scores: ArrayLike<number>,
  outcome: ArrayLike<number>,
  bounds: readonly number[],
  top: number,
): Band[] {
  const n = new Int32Array(bounds.length);
  const churned = new Int32Array(bounds.length);
  let total = 0;
  let lost = 0;
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row] as number;
    let band = 0;
    while (band < bounds.length - 1 && score < (bounds[band] as number)) band++;
    n[band] = (n[band] as number) + 1;
    churned[band] = (churned[band] as number) + (outcome[row] as number);
    total++;
    lost += outcome[row] as number;
  }
  const pooled = total > 0 ? 1 - lost / total : Number.NaN;
  return bounds.map((from, band) => {
    const rows = n[band] as number;
    const retained = rows - (churned[band] as number);
    const { low, high } = rows > 0 ? shareInterval(retained, rows) : { low: Number.NaN, high: Number.NaN };
    return {
      from,
      to: band === 0 ? top : (bounds[band - 1] as number),
      n: rows,
      churned: churned[band] as number,
      retained,
      rate: retained / rows,
      low,
      high,
      shrunk: total > 0 ? shrunkShare(retained, rows, pooled) : { rate: Number.NaN, low: Number.NaN, high: Number.NaN },
    };
  });
}
