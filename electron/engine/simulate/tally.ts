import { BIN_WIDTH, HISTOGRAM_BINS } from '../portfolio/aggregates.ts';
import { NO_TIER } from '../score/thresholds.ts';

/** Rows that share all a step looks up: what is known of them, what turns a score into their tier, the tier they had. */
export type Kinds = {
  /** Kind of each row. */
  readonly kindOf: Uint16Array | Uint32Array;
  /** Per kind: coverage pattern, tier group, tier before. */
  readonly patterns: Int32Array;
  readonly groups: Int32Array;
  readonly before: Int32Array;
};

/** What a step of the weights looks up. */
export type StepTables = {
  /** Σ of the known weights per kind; ∞ for a kind without a score, so that its rows weigh nothing without a branch. */
  readonly weight: Float64Array;
  /** `[kind × (tiers − 1) + bound]`: millionths of a score point from which a score reaches the bound. */
  readonly least: Int32Array;
  /** `[kind × tiers + bounds missed]`: the tier after, `tiers` for "no score". */
  readonly tier: Uint8Array;
  /** The same: first slot of the cell "before × after". */
  readonly slot: Int32Array;
};

/** Slots of one cell of the migration: the bins of the histogram, and one for a score of exactly 100. */
export const SLOTS = HISTOGRAM_BINS + 1;
const MILLION = 1e6;
const BIN_MILLIONTHS = BIN_WIDTH * MILLION;
/** Rows whose sums stay in the first cache between weighing and counting. */
const BLOCK = 2048;
const MOST_SHORT = 2 ** 16;

/** Numbers the combinations that occur. */
export function kindsOf(patternOf: Uint32Array, groupOf: Uint32Array, beforeTier: Uint8Array, tiers: number): Kinds {
  const numbers = new Map<number, number>();
  const first: number[] = [];
  const groups = groupOf.reduce((most, group) => Math.max(most, group), 0) + 1;
  const numbered = Uint32Array.from(patternOf, (pattern, row) => {
    const key = (pattern * groups + (groupOf[row] as number)) * (tiers + 1) + (beforeTier[row] as number);
    let kind = numbers.get(key);
    if (kind === undefined) {
      kind = first.push(row) - 1;
      numbers.set(key, kind);
    }
    return kind;
  });
  return {
    kindOf: first.length <= MOST_SHORT ? Uint16Array.from(numbered) : numbered,
    patterns: Int32Array.from(first, (row) => patternOf[row] as number),
    groups: Int32Array.from(first, (row) => groupOf[row] as number),
    before: Int32Array.from(first, (row) => beforeTier[row] as number),
  };
}

/** The least whole number of millionths that is no less than a bound, by the comparison of the scores themselves. */
export function leastMillionths(bound: number): number {
  const near = Math.ceil(bound * MILLION);
  if ((near - 1) / MILLION >= bound) return near - 1;
  return near / MILLION < bound ? near + 1 : near;
}

/** Bin of a score in millionths, half-open as `histogramBin`; 100 has one of its own. */
export function slotOf(millionths: number): number {
  return (millionths / BIN_MILLIONTHS) | 0;
}

/** Σ w·s of the rows `from` to `to` into `sums`, in the order of compositeOf, so that equal weights give equal bits. */
function weigh(
  columns: readonly Float64Array[],
  weights: Float64Array,
  from: number,
  to: number,
  sums: Float64Array,
): void {
  const count = to - from;
  sums.fill(0, 0, count);
  let d = 0;
  for (; d + 1 < columns.length; d += 2) {
    const one = columns[d] as Float64Array;
    const other = columns[d + 1] as Float64Array;
    const [w, v] = [weights[d] as number, weights[d + 1] as number];
    for (let at = 0, row = from; at < count; at++, row++)
      sums[at] = (sums[at] as number) + w * (one[row] as number) + v * (other[row] as number);
  }
  if (d === columns.length) return;
  const last = columns[d] as Float64Array;
  const w = weights[d] as number;
  for (let at = 0, row = from; at < count; at++, row++) sums[at] = (sums[at] as number) + w * (last[row] as number);
}

export type Tally = {
  /** Accounts and ARR by slot: `cell × SLOTS + bin`. They belong to the tally and hold the last step's. */
  readonly accounts: Int32Array;
  readonly arr: Float64Array;
  /** Counts every row; answers Σ H in millionths, a whole number. */
  readonly count: (weights: Float64Array, tables: StepTables) => number;
  /** The rows of the same step: scores, NaN for none, and tiers. */
  readonly rows: (weights: Float64Array, tables: StepTables, score: Float64Array, tier: Uint8Array) => void;
};

/**
 * Adds up a step of the weights over all rows. A block of rows is weighed and counted while its sums are in the first
 * cache; each row adds to one slot, in which cell and bin are one number; nothing is written per row, and no branch hangs
 * on the data. Scores are counted as the whole millionths they are stored as (30-method.md 2.5).
 *
 * @param columns zero-filled dimension scores per row
 * @param money ARR per row, 0 when unknown
 */
export function createTally(
  columns: readonly Float64Array[],
  money: Float64Array,
  kindOf: Kinds['kindOf'],
  tiers: number,
): Tally {
  const cells = (tiers + 1) ** 2;
  const accounts = new Int32Array(cells * SLOTS);
  const arr = new Float64Array(cells * SLOTS);
  const sums = new Float64Array(BLOCK);
  const bounds = tiers - 1;

  function countBlock({ weight, least, slot }: StepTables, from: number, to: number): number {
    let total = 0;
    for (let at = 0, row = from; row < to; at++, row++) {
      const kind = kindOf[row] as number;
      const millionths = (((sums[at] as number) / (weight[kind] as number)) * MILLION + 0.5) | 0;
      total += millionths;
      let missed = kind * tiers;
      for (let bound = kind * bounds, end = bound + bounds; bound < end; bound++)
        missed += +(millionths < (least[bound] as number));
      const place = (slot[missed] as number) + slotOf(millionths);
      accounts[place] = (accounts[place] as number) + 1;
      arr[place] = (arr[place] as number) + (money[row] as number);
    }
    return total;
  }

  return {
    accounts,
    arr,
    count(weights, tables) {
      accounts.fill(0);
      arr.fill(0);
      let total = 0;
      for (let from = 0; from < money.length; from += BLOCK) {
        const to = Math.min(money.length, from + BLOCK);
        weigh(columns, weights, from, to, sums);
        total += countBlock(tables, from, to);
      }
      return total;
    },
    rows(weights, { weight, least, tier: shown }, score, tier) {
      for (let from = 0; from < money.length; from += BLOCK) {
        const to = Math.min(money.length, from + BLOCK);
        weigh(columns, weights, from, to, sums);
        for (let at = 0, row = from; row < to; at++, row++) {
          const kind = kindOf[row] as number;
          const of = weight[kind] as number;
          const millionths = (((sums[at] as number) / of) * MILLION + 0.5) | 0;
          let missed = kind * tiers;
          for (let bound = kind * bounds, end = bound + bounds; bound < end; bound++)
            missed += +(millionths < (least[bound] as number));
          const isScored = of < Number.POSITIVE_INFINITY;
          score[row] = isScored ? millionths / MILLION : Number.NaN;
          tier[row] = isScored ? (shown[missed] as number) : NO_TIER;
        }
      }
    },
  };
}
