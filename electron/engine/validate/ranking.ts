/**
 * How well a risk ranks outcomes. Everywhere here a higher `risk` means likelier churn (risk = 100 − health) and an
 * `outcome` of 1 is a churn, 0 none.
 */
type Risk = ArrayLike<number>;
type Outcome = ArrayLike<number>;

/**
 * Area under the ROC curve: the share of pairs of a churned and an unchurned row whose risks are in the right order, ties
 * half (Mann-Whitney with midranks, 30-method.md 4.3). O(n log n): each class is sorted by itself and both are merged.
 *
 * @returns 0-1, NaN without rows of both classes
 */
export function rocAuc(risk: Risk, outcome: Outcome): number {
  const n = risk.length;
  let positives = 0;
  for (let row = 0; row < n; row++) positives += outcome[row] as number;
  const negatives = n - positives;
  if (positives === 0 || negatives === 0) return Number.NaN;
  const churned = new Float64Array(positives);
  const stayed = new Float64Array(negatives);
  for (let row = 0, p = 0, q = 0; row < n; row++) {
    if (outcome[row] === 1) churned[p++] = risk[row] as number;
    else stayed[q++] = risk[row] as number;
  }
  churned.sort();
  stayed.sort();
  let below = 0;
  let upTo = 0;
  let twice = 0;
  for (let p = 0; p < positives; p++) {
    const value = churned[p] as number;
    while (below < negatives && (stayed[below] as number) < value) below++;
    if (upTo < below) upTo = below;
    while (upTo < negatives && (stayed[upTo] as number) <= value) upTo++;
    twice += below + upTo;
  }
  return twice / (2 * positives * negatives);
}

/** Rows in groups of equal risk, highest risk first: what every measure of ranking is read from in one pass. */
export type Ranking = {
  readonly length: number;
  /** Row at each place. */
  readonly order: Int32Array;
  /** Place after the last one of each group; groups are contiguous. */
  readonly ends: Int32Array;
};

/** Sorts rows by risk, highest first; rows of equal risk stay in their order. */
export function rankRows(risk: Risk): Ranking {
  const n = risk.length;
  const keys = Float64Array.from(risk);
  const order = Int32Array.from({ length: n }, (_, row) => row).sort(
    (a, b) => (keys[b] as number) - (keys[a] as number) || a - b,
  );
  const ends: number[] = [];
  for (let at = 1; at <= n; at++)
    if (at === n || keys[order[at] as number] !== keys[order[at - 1] as number]) ends.push(at);
  return { length: n, order, ends: Int32Array.from(ends) };
}

export type RankAccuracy = {
  /** 0-1, NaN without both classes; so are the others. */
  readonly auc: number;
  /** Σ (Rₙ − Rₙ₋₁)·Pₙ over groups of equal risk: the step sum, not a trapezoid (30-method.md 4.3). */
  readonly averagePrecision: number;
  /** Kolmogorov-Smirnov: the largest |recall − false-positive rate|. */
  readonly ks: number;
};

/** AUC, average precision and KS of weighted rows in one pass over a {@link Ranking}; `weight` by row, all 1 when left out. */
export function rankAccuracy(ranking: Ranking, outcome: Outcome, weight?: ArrayLike<number>): RankAccuracy {
  const { order, ends } = ranking;
  let totalPositive = 0;
  let totalNegative = 0;
  for (let at = 0; at < order.length; at++) {
    const row = order[at] as number;
    const w = weight ? (weight[row] as number) : 1;
    if (outcome[row] === 1) totalPositive += w;
    else totalNegative += w;
  }
  if (!(totalPositive > 0 && totalNegative > 0))
    return { auc: Number.NaN, averagePrecision: Number.NaN, ks: Number.NaN };
  let tp = 0;
  let fp = 0;
  let pairs = 0;
  let precisionSum = 0;
  let ks = 0;
  let at = 0;
  for (let group = 0; group < ends.length; group++) {
    const end = ends[group] as number;
    let p = 0;
    let q = 0;
    for (; at < end; at++) {
      const row = order[at] as number;
      const w = weight ? (weight[row] as number) : 1;
      if (outcome[row] === 1) p += w;
      else q += w;
    }
    pairs += q * (tp + p / 2);
    tp += p;
    fp += q;
    if (p > 0) precisionSum += (p * tp) / (tp + fp);
    const distance = Math.abs(tp / totalPositive - fp / totalNegative);
    if (distance > ks) ks = distance;
  }
  return { auc: pairs / (totalPositive * totalNegative), averagePrecision: precisionSum / totalPositive, ks };
}

export type RocPoint = {
  readonly falsePositiveRate: number;
  readonly recall: number;
  readonly precision: number;
  readonly risk: number;
};

/** The points of the ROC and precision-recall curves, one a group of equal risk, highest risk first; none without both classes. */
export function curvePoints(ranking: Ranking, risk: Risk, outcome: Outcome): RocPoint[] {
  const { order, ends } = ranking;
  let positives = 0;
  for (let at = 0; at < order.length; at++) positives += outcome[order[at] as number] as number;
  const negatives = order.length - positives;
  if (positives === 0 || negatives === 0) return [];
  let tp = 0;
  let fp = 0;
  let at = 0;
  return Array.from(ends, (end) => {
    const value = risk[order[at] as number] as number;
    for (; at < end; at++) {
      if (outcome[order[at] as number] === 1) tp++;
      else fp++;
    }
    return { falsePositiveRate: fp / negatives, recall: tp / positives, precision: tp / (tp + fp), risk: value };
  });
}

const Z = 1.959963984540054;

/** 95 % interval of an AUC by the standard error of Hanley and McNeil (30-method.md 4.2), within 0-1. */
export function hanleyMcNeil(
  auc: number,
  positives: number,
  negatives: number,
): { readonly low: number; readonly high: number } {
  const q1 = auc / (2 - auc);
  const q2 = (2 * auc * auc) / (1 + auc);
  const variance =
    (auc * (1 - auc) + (positives - 1) * (q1 - auc * auc) + (negatives - 1) * (q2 - auc * auc)) /
    (positives * negatives);
  const half = Z * Math.sqrt(Math.max(0, variance));
  return { low: Math.max(0, auc - half), high: Math.min(1, auc + half) };
}

/** Spearman's rank correlation: Pearson's of midranks; NaN when one of both does not vary. */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const [a, b] = [midranks(x), midranks(y)];
  const mean = (a.length + 1) / 2;
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let row = 0; row < a.length; row++) {
    const [u, v] = [(a[row] as number) - mean, (b[row] as number) - mean];
    xy += u * v;
    xx += u * u;
    yy += v * v;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : Number.NaN;
}

function midranks(values: ArrayLike<number>): Float64Array {
  const { order, ends } = rankRows(values);
  const ranks = new Float64Array(order.length);
  let at = 0;
  for (const end of ends) {
    const rank = order.length - (at + end - 1) / 2;
    for (; at < end; at++) ranks[order[at] as number] = rank;
  }
  return ranks;
}
