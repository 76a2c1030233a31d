/**
 * How well a risk ranks outcomes. Everywhere here a higher `risk` means likelier churn (risk = 100 − health) and an
 * `outcome` of 1 is a churn, 0 none.
 */
type Risk = ArrayLike<number>;
type Outcome = ArrayLike<number>;

/**
 * Area under the ROC curve: the share of pairs of a churned and an unchurned row whose risks are in the right order, ties
 * half (Mann-Whitney with midranks, 30-method.md 4.3). Only the smaller class is sorted; where a row of the other one
 * falls in it is looked up by buckets of its range, in O(n + m log m).
 *
 * @returns 0-1, NaN without rows of both classes
 */
export function rocAuc(risk: Risk, outcome: Outcome): number {
  const n = risk.length;
  let positives = 0;
  for (let row = 0; row < n; row++) positives += outcome[row] as number;
  const negatives = n - positives;
  if (positives === 0 || negatives === 0) return Number.NaN;
  const few = positives <= negatives ? 1 : 0;
  const sorted = new Float64Array(few === 1 ? positives : negatives);
  for (let row = 0, at = 0; row < n; row++) if (outcome[row] === few) sorted[at++] = risk[row] as number;
  sorted.sort();
  const placeOf = placeFinder(sorted);
  let places = 0;
  for (let row = 0; row < n; row++) if (outcome[row] !== few) places += placeOf(risk[row] as number);
  const pairs = 2 * positives * negatives;
  return (few === 1 ? pairs - places : places) / pairs;
}

/** Entries of ascending values below a value plus those up to it: twice its place among them, ties in the middle. */
function placeFinder(sorted: Float64Array): (value: number) => number {
  const m = sorted.length;
  const low = sorted[0] as number;
  const high = sorted[m - 1] as number;
  const range = high - low;
  // Ranges beyond what a number holds, or so small that a share of them is, have a single bucket.
  const share = (2 * m - 1) / range;
  const scale = share > 0 && Number.isFinite(share) ? share : 0;
  const buckets = scale > 0 ? 2 * m : 1;
  // Rounding never turns an order round: values of a lower bucket are lower.
  const starts = new Int32Array(buckets + 1);
  for (let at = 0; at < m; at++) {
    const next = buckets === 1 ? 1 : (((sorted[at] as number) - low) * scale + 1) | 0;
    starts[next] = (starts[next] as number) + 1;
  }
  for (let bucket = 1; bucket <= buckets; bucket++)
    starts[bucket] = (starts[bucket] as number) + (starts[bucket - 1] as number);
  return (value) => {
    if (value < low) return 0;
    if (value > high) return 2 * m;
    const bucket = buckets === 1 ? 0 : ((value - low) * scale) | 0;
    let below = starts[bucket] as number;
    let end = starts[bucket + 1] as number;
    while (end - below > 8) {
      const middle = (below + end) >> 1;
      if ((sorted[middle] as number) < value) below = middle + 1;
      else end = middle;
    }
    while (below < m && (sorted[below] as number) < value) below++;
    let upTo = below;
    if (upTo < m && sorted[upTo] === value) {
      // Many may be equal: their end is found by doubling steps.
      let step = 1;
      while (upTo + step < m && sorted[upTo + step] === value) step *= 2;
      for (; step >= 1; step >>= 1) if (upTo + step < m && sorted[upTo + step] === value) upTo += step;
      upTo++;
    }
    return below + upTo;
  };
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

/**
 * AUC, average precision and KS in one pass over rows that stand in the order of a ranking: `ends` of its groups, `unit` names
 * whose weight counts (a row, or the account drawn again and again), `outcome` by place. Written at out[slot] …; NaN without
 * both classes.
 */
export function rankPass(
  ends: Int32Array,
  unit: Int32Array,
  outcome: Uint8Array,
  weight: ArrayLike<number>,
  out: Float64Array,
  slot: number,
): void {
  let positives = 0;
  let negatives = 0;
  for (let at = 0; at < unit.length; at++) {
    const w = weight[unit[at] as number] as number;
    if (outcome[at] === 1) positives += w;
    else negatives += w;
  }
  if (!(positives > 0 && negatives > 0)) {
    out.fill(Number.NaN, slot, slot + 3);
    return;
  }
  let tp = 0;
  let fp = 0;
  let pairs = 0;
  let precisions = 0;
  let ks = 0;
  let at = 0;
  for (let group = 0; group < ends.length; group++) {
    const end = ends[group] as number;
    let p = 0;
    let q = 0;
    for (; at < end; at++) {
      const w = weight[unit[at] as number] as number;
      if (outcome[at] === 1) p += w;
      else q += w;
    }
    pairs += q * (tp + p / 2);
    tp += p;
    fp += q;
    if (p > 0) precisions += (p * tp) / (tp + fp);
    const distance = Math.abs(tp / positives - fp / negatives);
    if (distance > ks) ks = distance;
  }
  out[slot] = pairs / (positives * negatives);
  out[slot + 1] = precisions / positives;
  out[slot + 2] = ks;
}

/** AUC, average precision and KS of weighted rows; `weight` by row, all 1 when left out. */
export function rankAccuracy(
  { order, ends }: Ranking,
  outcome: Outcome,
  weight: ArrayLike<number> = new Uint8Array(order.length).fill(1),
): RankAccuracy {
  const out = new Float64Array(3);
  const placed = Uint8Array.from(order, (row) => outcome[row] as number);
  rankPass(ends, order, placed, weight, out, 0);
  const [auc = Number.NaN, averagePrecision = Number.NaN, ks = Number.NaN] = out;
  return { auc, averagePrecision, ks };
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
