import type { Confusion } from '../validate/thresholds.ts';

/** What every cut catches: `cuts` as in {@link CutSearch}, with the rows that churned and those that did not below each. */
export type CutCurve = {
  readonly cuts: Float64Array;
  readonly truePositives: Float64Array;
  readonly falsePositives: Float64Array;
  readonly positives: number;
  readonly negatives: number;
};

export type CutSearch = {
  /** Every cut that tells scores apart, lowest first; the first flags nobody. */
  readonly cuts: Float64Array;
  /**
   * What each cut catches; `counts` says how often a row counts, once when left out. The arrays belong to the search and are
   * overwritten by the next call.
   */
  readonly curve: (counts?: ArrayLike<number>) => CutCurve;
};

/**
 * The simplest number in (below, above]: a whole one where there is one (the nearest to the middle), else one decimal, two, …;
 * every number there flags the same accounts.
 */
export function simplestCut(below: number, above: number): number {
  const middle = (below + above) / 2;
  for (let digits = 0; digits <= 6; digits++) {
    const unit = 10 ** digits;
    const near = Math.round(middle * unit) / unit;
    for (const candidate of [near, Math.floor(above * unit) / unit])
      if (candidate > below && candidate <= above) return candidate;
  }
  return above;
}

/** Prepares the search for a cut among the scores of rows (0-100). */
export function createCutSearch(scores: ArrayLike<number>, churned: ArrayLike<number>): CutSearch {
  const order = orderByScore(scores);
  const cuts: number[] = [0];
  const groupOf = new Int32Array(scores.length);
  for (let k = 0; k < order.length; ) {
    const score = scores[order[k] as number] as number;
    for (; k < order.length && scores[order[k] as number] === score; k++) groupOf[order[k] as number] = cuts.length;
    const above = k < order.length ? (scores[order[k] as number] as number) : Math.max(100, score + 1);
    cuts.push(simplestCut(score, above));
  }
  const truePositives = new Float64Array(cuts.length);
  const falsePositives = new Float64Array(cuts.length);
  const allCuts = Float64Array.from(cuts);
  return {
    cuts: allCuts,
    curve: (counts) => {
      truePositives.fill(0);
      falsePositives.fill(0);
      for (let row = 0; row < groupOf.length; row++) {
        const side = churned[row] === 1 ? truePositives : falsePositives;
        const group = groupOf[row] as number;
        side[group] = (side[group] as number) + (counts ? (counts[row] as number) : 1);
      }
      for (let k = 1; k < cuts.length; k++) {
        truePositives[k] = (truePositives[k] as number) + (truePositives[k - 1] as number);
        falsePositives[k] = (falsePositives[k] as number) + (falsePositives[k - 1] as number);
      }
      const last = cuts.length - 1;
      return {
        cuts: allCuts,
        truePositives,
        falsePositives,
        positives: truePositives[last] as number,
        negatives: falsePositives[last] as number,
      };
    },
  };
}

/** Rows by ascending score; equal scores keep their order. */
function orderByScore(scores: ArrayLike<number>): Int32Array {
  return Int32Array.from({ length: scores.length }, (_, row) => row).sort(
    (a, b) => (scores[a] as number) - (scores[b] as number) || a - b,
  );
}

function at(curve: CutCurve, index: number): Confusion {
  const tp = curve.truePositives[index] as number;
  const fp = curve.falsePositives[index] as number;
  return { threshold: curve.cuts[index] as number, tp, fp, fn: curve.positives - tp, tn: curve.negatives - fp };
}

/** Index of the largest value; the first of equal ones, which is the lowest cut. */
function bestBy(curve: CutCurve, value: (caught: number, alarms: number) => number): number {
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < curve.cuts.length; k++) {
    const here = value(curve.truePositives[k] as number, curve.falsePositives[k] as number);
    if (here > most) {
      most = here;
      best = k;
    }
  }
  return best;
}

/** The cut that catches most churns while false ÷ flagged stays within the target; null where none but "nobody" does. */
export function cutByTarget(curve: CutCurve, target: number): Confusion | null {
  const best = bestBy(curve, (caught, alarms) => (alarms <= target * (caught + alarms) + 1e-12 ? caught : -1));
  return (curve.truePositives[best] as number) > 0 ? at(curve, best) : null;
}

/** The cut of the least cost: `costRatio` for every missed churn, 1 for every false alarm. */
export function cutByCost(curve: CutCurve, costRatio: number): Confusion {
  return at(
    curve,
    bestBy(curve, (caught, alarms) => costRatio * caught - alarms),
  );
}

/** The cut of the largest Youden J = recall − false-positive rate. */
export function cutByYouden(curve: CutCurve): Confusion {
  const { positives, negatives } = curve;
  return at(
    curve,
    bestBy(curve, (caught, alarms) => caught * negatives - alarms * positives),
  );
}

/** Width of a band in score points, and the least rows a band needs to be compared. */
const BAND = 10;
const LEAST_ROWS = 20;

export type LargestDrop = Confusion & {
  /** By how much retention falls from the band above the cut to the one below, 0-1. */
  readonly drop: number;
};

/**
 * The bound between bands of ten points at which retention falls most (30-method.md 1.14 C19, TV22). Bands of fewer than 20 rows
 * join the next one up, the top one the last. Null with a single band or where it never falls.
 */
export function cutByLargestDrop(
  scores: ArrayLike<number>,
  churned: ArrayLike<number>,
  counts?: ArrayLike<number>,
): LargestDrop | null {
  const rows = new Float64Array(100 / BAND);
  const lost = new Float64Array(100 / BAND);
  for (let row = 0; row < scores.length; row++) {
    const band = Math.min(rows.length - 1, Math.max(0, Math.floor((scores[row] as number) / BAND)));
    const count = counts ? (counts[row] as number) : 1;
    rows[band] = (rows[band] as number) + count;
    if (churned[row] === 1) lost[band] = (lost[band] as number) + count;
  }
  return largestDrop(joinBands(rows, lost));
}

export type Band = { readonly from: number; readonly rows: number; readonly lost: number };

function joinBands(rows: Float64Array, lost: Float64Array): Band[] {
  const bands: Band[] = [];
  let open: { from: number; rows: number; lost: number } | null = null;
  for (let band = 0; band < rows.length; band++) {
    open ??= { from: band * BAND, rows: 0, lost: 0 };
    open.rows += rows[band] as number;
    open.lost += lost[band] as number;
    if (open.rows >= LEAST_ROWS) {
      bands.push(open);
      open = null;
    }
  }
  const last = bands.pop();
  if (last) bands.push({ from: last.from, rows: last.rows + (open?.rows ?? 0), lost: last.lost + (open?.lost ?? 0) });
  else if (open && open.rows > 0) bands.push(open);
  return bands;
}

/** The largest fall of retention between neighbouring bands, lowest band first; the lower cut of equal falls. */
export function largestDrop(bands: readonly Band[]): LargestDrop | null {
  let best: LargestDrop | null = null;
  const rows = bands.reduce((sum, band) => sum + band.rows, 0);
  const lost = bands.reduce((sum, band) => sum + band.lost, 0);
  let flagged = 0;
  let caught = 0;
  for (let k = 1; k < bands.length; k++) {
    const [below, above] = [bands[k - 1] as Band, bands[k] as Band];
    flagged += below.rows;
    caught += below.lost;
    const drop = below.lost / below.rows - above.lost / above.rows;
    if (drop <= (best?.drop ?? 0)) continue;
    best = {
      threshold: above.from,
      drop,
      tp: caught,
      fp: flagged - caught,
      fn: lost - caught,
      tn: rows - lost - (flagged - caught),
    };
  }
  return best;
}

/** Churns of a segment below which its cut stays the portfolio's, accounts likewise; weight of the portfolio's cut. */
export const LEAST_SEGMENT_CHURNS = 10;
export const LEAST_SEGMENT_ACCOUNTS = 30;
const POOLING = 20;

/**
 * Partially pooled cut of a segment: (E·own + 20·all) ÷ (E + 20), E its churns (30-method.md 4.3).
 */
export function pooledCut(churns: number, own: number, all: number): number {
  return (churns * own + POOLING * all) / (churns + POOLING);
}
