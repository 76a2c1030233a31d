import { type Bootstrap, clusterBootstrap, type Limits } from './bootstrap.ts';
import { fitCurve, logitsOf, lossOf, recalibrate } from './probability.ts';
import { type Ranking, rankPass, rankRows } from './ranking.ts';

/** Rows to judge: by row the cluster (account), 0 … clusters − 1, and the outcome, 1 churned. */
export type JudgedRows = {
  readonly cluster: ArrayLike<number>;
  readonly clusters: number;
  readonly outcome: ArrayLike<number>;
};

export type ResampleOptions = {
  readonly resamples: number;
  readonly seed: number;
  readonly onStep?: (share: number) => void;
};

export type Estimate = Limits & { readonly value: number };

export type Accuracy = {
  /** How well the risk ranks: 0-1, 0-1, −1…1, 0-1. */
  readonly auc: Estimate;
  readonly averagePrecision: Estimate;
  readonly somersD: Estimate;
  readonly ks: Estimate;
  /** Of the probabilities; NaN without any. */
  readonly brier: Estimate;
  readonly logLoss: Estimate;
  /** Logistic regression of the outcome on logit(p); NaN without probabilities. */
  readonly slope: Estimate;
  readonly intercept: Estimate;
  readonly method: 'bca' | 'percentile' | 'none';
};

/** Churns from which intervals are bias-corrected and accelerated (30-method.md 4.1). */
export const BCA_FROM = 30;
/** Mean gradient at which the fit of a resample ends: six digits of an interval's bounds need no more. */
const RESAMPLE_TOLERANCE = 1e-8;
const SIZE = 7;

/** Clusters and outcomes of rows at their places of a ranking: read in order, which is what makes a resample cheap. */
function placed(ranking: Ranking, { cluster, outcome }: JudgedRows): { cluster: Int32Array; outcome: Uint8Array } {
  return {
    cluster: Int32Array.from(ranking.order, (row) => cluster[row] as number),
    outcome: Uint8Array.from(ranking.order, (row) => outcome[row] as number),
  };
}

/** Writes AUC, average precision and KS of a resample at out[at] …: one pass. */
export function rankingStatistic(
  risk: ArrayLike<number>,
  rows: JudgedRows,
): (weight: ArrayLike<number>, out: Float64Array, at: number) => void {
  const ranking = rankRows(risk);
  const { ends } = ranking;
  const { cluster, outcome } = placed(ranking, rows);
  return (weight, out, slot) => rankPass(ends, cluster, outcome, weight, out, slot);
}

/** Weighted means of squared errors and losses of probabilities. */
export function probabilityStatistic(
  p: ArrayLike<number>,
  { cluster, outcome }: JudgedRows,
): (weight: ArrayLike<number>, out: Float64Array, at: number) => void {
  const errors = Float64Array.from(p, (value, row) => (value - (outcome[row] as number)) ** 2);
  const losses = Float64Array.from(p, (value, row) => lossOf(value, outcome[row] as number));
  const of = Int32Array.from(cluster);
  return (weight, out, slot) => {
    let total = 0;
    let error = 0;
    let loss = 0;
    for (let row = 0; row < errors.length; row++) {
      const w = weight[of[row] as number] as number;
      total += w;
      error += w * (errors[row] as number);
      loss += w * (losses[row] as number);
    }
    out[slot] = error / total;
    out[slot + 1] = loss / total;
  };
}

export function countChurns({ outcome, cluster }: JudgedRows): number {
  const churned = new Set<number>();
  for (let row = 0; row < outcome.length; row++) if (outcome[row] === 1) churned.add(cluster[row] as number);
  return churned.size;
}

/**
 * Accuracy of a risk, and of probabilities where there are any, with 95 % intervals by resampling accounts (30-method.md
 * 4.1): BCa from 30 churned accounts on, else percentiles. Rows have to come in an order of their own (that of account keys),
 * for a seed draws accounts by their numbers.
 *
 * @param risk higher is likelier to churn, by row
 * @param p probability of churn by row, 0-1; null for none
 */
export function judge(
  risk: ArrayLike<number>,
  p: ArrayLike<number> | null,
  rows: JudgedRows,
  { resamples, seed, onStep }: ResampleOptions,
): Accuracy {
  const rank = rankingStatistic(risk, rows);
  const probability = p ? probabilityStatistic(p, rows) : null;
  const stated = p ? logitsOf(p) : null;
  const fitted = stated ? recalibrate(stated, rows.outcome) : null;
  const bca = countChurns(rows) >= BCA_FROM;
  const rowWeight = new Float64Array(rows.outcome.length);
  const statistic = (weight: ArrayLike<number>, out: Float64Array): void => {
    rank(weight, out, 0);
    if (!stated || !probability || !fitted) {
      out.fill(Number.NaN, 3);
      return;
    }
    probability(weight, out, 3);
    for (let row = 0; row < rowWeight.length; row++) rowWeight[row] = weight[rows.cluster[row] as number] as number;
    const start = [fitted.intercept, fitted.slope];
    const again = recalibrate(stated, rows.outcome, { weight: rowWeight, start, tolerance: RESAMPLE_TOLERANCE });
    out[5] = again.slope;
    out[6] = again.intercept;
  };
  const boot = clusterBootstrap(statistic, {
    clusters: rows.clusters,
    size: SIZE,
    resamples,
    seed,
    bca,
    ...(onStep ? { onStep } : {}),
  });
  const auc = estimateOf(boot, 0);
  return {
    auc,
    averagePrecision: estimateOf(boot, 1),
    somersD: { value: 2 * auc.value - 1, low: 2 * auc.low - 1, high: 2 * auc.high - 1 },
    ks: estimateOf(boot, 2),
    brier: estimateOf(boot, 3),
    logLoss: estimateOf(boot, 4),
    slope: estimateOf(boot, 5),
    intercept: estimateOf(boot, 6),
    method: resamples === 0 ? 'none' : bca ? 'bca' : 'percentile',
  };
}

function estimateOf(boot: Bootstrap, index: number): Estimate {
  return { value: boot.value[index] as number, ...boot.interval(index) };
}

/** Difference b − a of one measure over the same resamples: 95 % interval, and the 90 % one the promotion rule asks for. */
export type PairedDifference = Estimate & { readonly low90: number; readonly high90: number };

export type PairedAccuracy = {
  readonly auc: PairedDifference;
  readonly averagePrecision: PairedDifference;
  readonly ks: PairedDifference;
  /** Negative is better; NaN without probabilities. */
  readonly brier: PairedDifference;
  readonly logLoss: PairedDifference;
};

/** One side of a comparison: its risk by row and, where it has them, its probabilities. */
export type Judged = { readonly risk: ArrayLike<number>; readonly p?: ArrayLike<number> | null };

/**
 * Differences b − a between two ways to score the same rows, resampled together (30-method.md 4.2): what both share cancels,
 * which is why a paired interval sees differences that two intervals side by side cannot.
 */
export function compareJudged(
  a: Judged,
  b: Judged,
  rows: JudgedRows,
  { resamples, seed, onStep }: ResampleOptions,
): PairedAccuracy {
  const ranks = [a, b].map(({ risk }) => rankingStatistic(risk, rows));
  const probabilities = a.p && b.p ? [a.p, b.p].map((p) => probabilityStatistic(p, rows)) : null;
  const side = [new Float64Array(5), new Float64Array(5)] as const;
  const boot = clusterBootstrap(
    (weight, out) => {
      for (const k of [0, 1] as const) {
        ranks[k]?.(weight, side[k], 0);
        if (probabilities) probabilities[k]?.(weight, side[k], 3);
        else side[k].fill(Number.NaN, 3);
      }
      for (let index = 0; index < 5; index++) out[index] = (side[1][index] as number) - (side[0][index] as number);
    },
    {
      clusters: rows.clusters,
      size: 5,
      resamples,
      seed,
      bca: countChurns(rows) >= BCA_FROM,
      ...(onStep ? { onStep } : {}),
    },
  );
  const of = (index: number): PairedDifference => {
    const { low: low90, high: high90 } = boot.interval(index, 0.9);
    return { ...estimateOf(boot, index), low90, high90 };
  };
  return { auc: of(0), averagePrecision: of(1), ks: of(2), brier: of(3), logLoss: of(4) };
}

/** Intervals of a and κ of the two-parameter curve, fitted anew in every resample (30-method.md 4.3). */
export function judgeCurve(
  score: ArrayLike<number>,
  rows: JudgedRows,
  { resamples, seed, onStep }: ResampleOptions,
): { readonly a: Estimate; readonly kappa: Estimate } {
  const rowWeight = new Float64Array(rows.outcome.length);
  const boot = clusterBootstrap(
    (weight, out) => {
      for (let row = 0; row < rowWeight.length; row++) rowWeight[row] = weight[rows.cluster[row] as number] as number;
      const { a, kappa } = fitCurve(score, rows.outcome, rowWeight);
      out[0] = a;
      out[1] = kappa;
    },
    { clusters: rows.clusters, size: 2, resamples, seed, ...(onStep ? { onStep } : {}) },
  );
  return { a: estimateOf(boot, 0), kappa: estimateOf(boot, 1) };
}
