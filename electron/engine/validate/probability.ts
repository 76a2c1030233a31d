import { shareInterval } from '../math/intervals.ts';
import { fitLogistic, type LogisticFit, type LogisticOptions, sigmoid } from './logistic.ts';
import { rankRows } from './ranking.ts';

const CLIP_LOSS = 1e-15;
const CLIP_LOGIT = 1e-6;
/** Ridge on κ of the two-parameter curve (30-method.md 4.3). */
const TAU = 0.01;

/** Mean squared difference of probabilities and outcomes, 0-1; NaN without rows. */
export function brierScore(p: ArrayLike<number>, outcome: ArrayLike<number>): number {
  let sum = 0;
  for (let row = 0; row < p.length; row++) sum += ((p[row] as number) - (outcome[row] as number)) ** 2;
  return sum / p.length;
}

/** Loss of one stated probability, kept 1e-15 away from 0 and 1. */
export function lossOf(p: number, outcome: number): number {
  const stated = Math.min(1 - CLIP_LOSS, Math.max(CLIP_LOSS, p));
  return outcome === 1 ? -Math.log(stated) : -Math.log1p(-stated);
}

/** Mean negative log-likelihood; NaN without rows. */
export function logLoss(p: ArrayLike<number>, outcome: ArrayLike<number>): number {
  let sum = 0;
  for (let row = 0; row < p.length; row++) sum += lossOf(p[row] as number, outcome[row] as number);
  return sum / p.length;
}

/** ln(p ÷ (1 − p)), p kept 1e-6 away from 0 and 1. */
export function logit(p: number): number {
  const stated = Math.min(1 - CLIP_LOGIT, Math.max(CLIP_LOGIT, p));
  return Math.log(stated / (1 - stated));
}

/** {@link logit} of every probability. */
export function logitsOf(p: ArrayLike<number>): Float64Array {
  const logits = new Float64Array(p.length);
  for (let row = 0; row < logits.length; row++) logits[row] = logit(p[row] as number);
  return logits;
}

/**
 * Calibration intercept and slope: logistic regression of the outcome on logit(p), unpenalised; 0 and 1 where the stated
 * probabilities are right on average and neither too bold nor too timid. NaN without both classes, and where no stated
 * probability of one class lies beyond those of the other: then the likelihood has no maximum, or a single p no slope.
 *
 * @param stated {@link logitsOf} the probabilities
 */
export function recalibrate(
  stated: Float64Array,
  outcome: ArrayLike<number>,
  options: Pick<LogisticOptions, 'weight' | 'start' | 'tolerance'> = {},
): { readonly intercept: number; readonly slope: number } {
  if (isSeparated(stated, outcome, options.weight)) return { intercept: Number.NaN, slope: Number.NaN };
  const fit = fitLogistic([stated], outcome, { ridge: 1e-9, ...options });
  return { intercept: fit.intercept, slope: fit.coefficients[0] as number };
}

/** Whether a threshold parts the classes, values at the threshold itself being of either. */
function isSeparated(values: Float64Array, outcome: ArrayLike<number>, weight?: ArrayLike<number>): boolean {
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const high = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < values.length; row++) {
    if (weight && !((weight[row] as number) > 0)) continue;
    const value = values[row] as number;
    const side = outcome[row] === 1 ? 1 : 0;
    if (value < (low[side] as number)) low[side] = value;
    if (value > (high[side] as number)) high[side] = value;
  }
  const [lowOther = 0, lowChurned = 0] = low;
  const [highOther = 0, highChurned = 0] = high;
  return highOther <= lowChurned || highChurned <= lowOther;
}

/** p(churn) = σ(a − κ·H/100) of a health score H. */
export type ChurnCurve = { readonly a: number; readonly kappa: number };

/** Fits the two-parameter curve by penalised likelihood, ridge 0.01 on κ (30-method.md 4.3, 4.4 step 1). κ may be negative. */
export function fitCurve(score: ArrayLike<number>, outcome: ArrayLike<number>, weight?: ArrayLike<number>): ChurnCurve {
  const fit: LogisticFit = fitLogistic(
    [Float64Array.from(score, (h) => -h / 100)],
    outcome,
    weight ? { ridge: TAU, weight } : { ridge: TAU },
  );
  return { a: fit.intercept, kappa: fit.coefficients[0] as number };
}

/** Probability of churn at a health score by the curve, 0-1. */
export function churnProbability({ a, kappa }: ChurnCurve, score: number): number {
  return sigmoid(a - (kappa * score) / 100);
}

export type ReliabilityBin = {
  readonly n: number;
  readonly churned: number;
  /** Mean stated probability. */
  readonly predicted: number;
  /** Churned ÷ n with its 95 % interval. */
  readonly observed: number;
  readonly low: number;
  readonly high: number;
};

/**
 * Bins of equally many rows by probability, lowest first (30-method.md 4.3: 5, or 3 with fewer than 20 churns). Rows of one
 * probability stay together, so that the order of rows cannot matter; bins may then be fewer.
 */
export function reliabilityBins(p: ArrayLike<number>, outcome: ArrayLike<number>, bins: number): ReliabilityBin[] {
  const { order, ends } = rankRows(Float64Array.from(p, (value) => -value));
  const n = order.length;
  const found: ReliabilityBin[] = [];
  let from = 0;
  let group = 0;
  for (let bin = 1; bin <= bins && from < n; bin++) {
    const wanted = bin === bins ? n : Math.round((bin * n) / bins);
    while (group < ends.length - 1 && (ends[group] as number) < wanted) group++;
    const to = Math.max(ends[group] as number, bin === bins ? n : 0);
    if (to <= from) continue;
    let churned = 0;
    let stated = 0;
    for (let at = from; at < to; at++) {
      churned += outcome[order[at] as number] as number;
      stated += p[order[at] as number] as number;
    }
    const size = to - from;
    found.push({
      n: size,
      churned,
      predicted: stated / size,
      observed: churned / size,
      ...shareInterval(churned, size),
    });
    from = to;
  }
  return found;
}

/** Brier's parts over bins (Murphy 1973): uncertainty of the base rate, reliability and resolution; 0-1 each. */
export function brierParts(bins: readonly ReliabilityBin[]): {
  readonly reliability: number;
  readonly resolution: number;
  readonly uncertainty: number;
} {
  const n = bins.reduce((sum, bin) => sum + bin.n, 0);
  const base = bins.reduce((sum, bin) => sum + bin.churned, 0) / n;
  let reliability = 0;
  let resolution = 0;
  for (const bin of bins) {
    reliability += (bin.n / n) * (bin.predicted - bin.observed) ** 2;
    resolution += (bin.n / n) * (bin.observed - base) ** 2;
  }
  return { reliability, resolution, uncertainty: base * (1 - base) };
}
