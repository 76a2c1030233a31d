export type Confusion = {
  readonly threshold: number;
  /** Flagged and churned, flagged and stayed, missed churns, rightly left alone. */
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
};

export type ThresholdRow = Confusion & {
  /** tp ÷ flagged, NaN when nothing is flagged; so are lift and false-alarm share. */
  readonly precision: number;
  /** tp ÷ churned, NaN without churns. */
  readonly recall: number;
  /** precision ÷ base rate. */
  readonly lift: number;
  /** fp ÷ flagged. */
  readonly falseAlarmShare: number;
  /** Recall − false-positive rate. */
  readonly youden: number;
  /** Flagged ÷ rows. */
  readonly flaggedShare: number;
};

/** What follows from the four counts (30-method.md 4.3); shares 0-1. */
export function thresholdRow({ threshold, tp, fp, fn, tn }: Confusion): ThresholdRow {
  const flagged = tp + fp;
  const churned = tp + fn;
  const n = flagged + fn + tn;
  const recall = tp / churned;
  const precision = tp / flagged;
  return {
    threshold,
    tp,
    fp,
    fn,
    tn,
    precision,
    recall,
    lift: precision / (churned / n),
    falseAlarmShare: fp / flagged,
    youden: recall - fp / (fp + tn),
    flaggedShare: flagged / n,
  };
}

/**
 * Counts at every threshold, ascending: a row is flagged when its score is below it (health), or at or above it (risk).
 * One pass over the rows however many thresholds there are; evenly spaced thresholds are found by arithmetic, and a bound
 * is compared itself, so that a score equal to a threshold falls on the side the comparison says.
 *
 * @param weight by row, all 1 when left out
 */
export function thresholdTable(
  scores: ArrayLike<number>,
  outcome: ArrayLike<number>,
  thresholds: readonly number[],
  direction: 'health' | 'risk' = 'health',
): ThresholdRow[] {
  const count = thresholds.length;
  if (count === 0) return [];
  const bounds = Float64Array.from(thresholds);
  const bins = isWhole(bounds) ? wholeBins(scores, outcome, bounds) : boundBins(scores, outcome, bounds);
  let churned = 0;
  for (let k = 0; k <= count; k++) churned += bins[2 * k + 1] as number;
  const n = scores.length;
  let belowStayed = 0;
  let belowChurned = 0;
  return thresholds.map((threshold, k) => {
    belowStayed += bins[2 * k] as number;
    belowChurned += bins[2 * k + 1] as number;
    const [tp, fp] =
      direction === 'health' ? [belowChurned, belowStayed] : [churned - belowChurned, n - churned - belowStayed];
    return thresholdRow({ threshold, tp, fp, fn: churned - tp, tn: n - churned - fp });
  });
}

/** Thresholds are whole numbers one after the other from 0 up, so that cutting a score off finds its place. */
function isWhole(bounds: Float64Array): boolean {
  const first = bounds[0] as number;
  return first >= 0 && first + bounds.length < 2 ** 31 && bounds.every((bound, k) => bound === Math.floor(first) + k);
}

/**
 * bins[2k + outcome]: rows with exactly k thresholds at or below their score. Comparing before cutting off keeps the place
 * exact and an integer: 0.4 of the time of subtracting first and correcting what the difference rounds up.
 */
function wholeBins(scores: ArrayLike<number>, outcome: ArrayLike<number>, bounds: Float64Array): Int32Array {
  const count = bounds.length;
  const first = (bounds[0] as number) | 0;
  const last = first + count - 1;
  const bins = new Int32Array(2 * (count + 1));
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row] as number;
    const k = score >= first ? (score >= last ? count : (score | 0) - first + 1) : 0;
    const bin = (k << 1) | (outcome[row] as number);
    bins[bin] = (bins[bin] as number) + 1;
  }
  return bins;
}

/** The same for any ascending thresholds: found by arithmetic where they are evenly spaced, then by comparing. */
function boundBins(scores: ArrayLike<number>, outcome: ArrayLike<number>, bounds: Float64Array): Int32Array {
  const count = bounds.length;
  const first = bounds[0] as number;
  const step = count > 1 ? ((bounds[count - 1] as number) - first) / (count - 1) : 1;
  const perStep = step > 0 ? 1 / step : 0;
  const bins = new Int32Array(2 * (count + 1));
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row] as number;
    const guess = (score - first) * perStep + 1;
    let k = guess >= count ? count : guess >= 1 ? guess | 0 : 0;
    while (k < count && (bounds[k] as number) <= score) k++;
    while (k > 0 && (bounds[k - 1] as number) > score) k--;
    const bin = 2 * k + (outcome[row] as number);
    bins[bin] = (bins[bin] as number) + 1;
  }
  return bins;
}
