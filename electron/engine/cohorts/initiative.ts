import type { Day } from '#shared/model/day.ts';
import { type Difference, meanDifference, type Sample, sampleOf, shareDifference } from '../math/intervals.ts';
import { isSameSeries } from '../score/onboarding.ts';
import type { Snapshot } from '../score/snapshot.ts';
import { stepAt, type Timelines } from './timelines.ts';

/** Accounts are comparable within this many score points and in the same tier (30-method.md 4.5). */
const SIMILAR_POINTS = 5;
/** Fewer comparable accounts than this say nothing (30-method.md 4.5). */
export const MIN_COMPARABLE = 10;
/** Fewer touched accounts than this are refused. */
export const MIN_TOUCHED = 5;

export type InitiativeInput = {
  /** Snapshots up to the as-of day, ascending, of one model version. */
  readonly history: readonly Pick<Snapshot, 'asOf' | 'score' | 'phase'>[];
  /** Index of the last snapshot at or before the day of the initiative, and the tiers in it. */
  readonly at: number;
  readonly tier: Uint8Array;
  readonly timelines: Timelines;
  readonly date: Day;
  /** Last day of the time after, no later than the as-of day. */
  readonly end: Day;
  readonly weeks: number;
  readonly touched: Uint8Array;
  /** Accounts to compare with: in the population and not touched. */
  readonly others: Uint8Array;
};

/** A group of accounts before and after, its members weighted where they stand for others. */
export type GroupChange = {
  readonly accounts: number;
  readonly measured: number;
  /** Mean score of the weeks up to the date, of the weeks after it, and the mean of the accounts' changes; NaN for none. */
  readonly before: number;
  readonly after: number;
  readonly change: Sample;
  readonly activeAtDate: number;
  readonly activeAtEnd: number;
  /** Share active at the end, and the effective number of accounts behind it. */
  readonly retained: { readonly share: number; readonly n: number };
};

export type Initiative = {
  readonly touched: GroupChange;
  readonly comparable: GroupChange | null;
  /** Comparable accounts found, of those measured before and after. */
  readonly comparables: number;
  readonly unmatched: number;
  readonly effect: Difference | null;
  readonly retention: Difference | null;
  readonly regression: {
    readonly mean: number;
    readonly correlation: number;
    readonly atDate: number;
    readonly expected: number;
  } | null;
  /** Mean scores by week, −weeks … weeks; NaN where there is no snapshot. */
  readonly series: readonly { readonly week: number; readonly touched: number; readonly comparable: number }[];
};

/** Accounts with their weights; 1 each for the touched ones. */
type Group = { readonly accounts: Int32Array; readonly weights: Float64Array };

/** Accounts by tier, ascending by score; equal scores by account. */
type ByTier = ReadonlyMap<number, Int32Array>;

function sortedByTier(accounts: Int32Array, score: ArrayLike<number>, tier: Uint8Array): ByTier {
  const tiers = new Set(accounts.map((account) => tier[account] as number));
  return new Map(
    Array.from(tiers, (key) => [
      key,
      accounts
        .filter((account) => tier[account] === key)
        .sort((a, b) => (score[a] as number) - (score[b] as number) || a - b),
    ]),
  );
}

/**
 * Finds for each touched account the others in its tier within 5 points of its score at the date, and gives each of them
 * the share of the touched accounts it stands for: Σ 1 ÷ (comparables of the touched account).
 */
function match(
  score: ArrayLike<number>,
  tier: Uint8Array,
  touched: Int32Array,
  others: ByTier,
): { readonly matched: Int32Array; readonly comparable: Group } {
  const steps = new Map([...others].map(([key, list]) => [key, new Float64Array(list.length + 1)]));
  const matched = touched.filter((account) => {
    const list = others.get(tier[account] as number);
    const step = steps.get(tier[account] as number);
    if (!list || !step) return false;
    const own = score[account] as number;
    const from = countBelow(list, score, own - SIMILAR_POINTS, false);
    const to = countBelow(list, score, own + SIMILAR_POINTS, true);
    if (from === to) return false;
    step[from] = (step[from] as number) + 1 / (to - from);
    step[to] = (step[to] as number) - 1 / (to - from);
    return true;
  });
  const accounts: number[] = [];
  const weights: number[] = [];
  for (const [key, list] of others) {
    const step = steps.get(key) as Float64Array;
    let weight = 0;
    for (let k = 0; k < list.length; k++) {
      weight += step[k] as number;
      // What is left of sums that cancel out is no weight.
      if (weight < 1e-9) continue;
      accounts.push(list[k] as number);
      weights.push(weight);
    }
  }
  return { matched, comparable: { accounts: Int32Array.from(accounts), weights: Float64Array.from(weights) } };
}

/** Number of accounts in ascending order of score below `x`, or up to and with it. */
function countBelow(list: Int32Array, score: ArrayLike<number>, x: number, withEqual: boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const value = score[list[middle] as number] as number;
    if (value < x || (withEqual && value === x)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Mean score of each account over snapshots `from` … `to − 1` of the series it is in at the date; NaN for none. */
function meanScores({ history, at }: InitiativeInput, from: number, to: number): Float64Array {
  const phase = history[at]?.phase ?? new Uint8Array();
  const sums = new Float64Array(phase.length);
  const counts = new Int32Array(phase.length);
  for (const entry of history.slice(from, to)) {
    for (let account = 0; account < phase.length; account++) {
      const score = entry.score[account] as number;
      if (Number.isNaN(score) || !isSameSeries(entry.phase[account] as number, phase[account] as number)) continue;
      sums[account] = (sums[account] as number) + score;
      counts[account] = (counts[account] as number) + 1;
    }
  }
  return sums.map((sum, account) => sum / (counts[account] as number));
}

const equalWeights = (accounts: Int32Array): Group => ({
  accounts,
  weights: new Float64Array(accounts.length).fill(1),
});

function weightedMean({ accounts, weights }: Group, values: ArrayLike<number>): number {
  let sum = 0;
  let total = 0;
  for (let k = 0; k < accounts.length; k++) {
    const value = values[accounts[k] as number] as number;
    if (Number.isNaN(value)) continue;
    sum += value * (weights[k] as number);
    total += weights[k] as number;
  }
  return sum / total;
}

/** Values of accounts, in their order. */
function pick(accounts: Int32Array, values: ArrayLike<number>): Float64Array {
  const picked = new Float64Array(accounts.length);
  for (let k = 0; k < picked.length; k++) picked[k] = values[accounts[k] as number] as number;
  return picked;
}

/** Correlation of two columns over accounts that have both, null when there are too few or one does not vary. */
function correlationOf(accounts: Int32Array, a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  const known = accounts.filter((account) => !Number.isNaN(a[account]) && !Number.isNaN(b[account]));
  if (known.length < MIN_COMPARABLE) return null;
  const group = equalWeights(known);
  const [meanA, meanB] = [weightedMean(group, a), weightedMean(group, b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const account of known) {
    const [x, y] = [(a[account] as number) - meanA, (b[account] as number) - meanB];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : null;
}

/**
 * Health and retention of touched accounts before and after a day against comparable ones that were not touched: a
 * difference in differences (30-method.md 4.5). The weeks before end with the date itself; scores of onboarding and of the
 * standard model are not mixed. Intervals are Welch's and Newcombe's, with the effective number of comparable accounts.
 */
export function initiativeEffect(input: InitiativeInput): Initiative {
  const { history, at, tier, timelines, date, end, weeks } = input;
  const score = history[at]?.score ?? new Float64Array();
  const first = history.findIndex(({ asOf }) => asOf > date - 7 * weeks);
  const last = history.findLastIndex(({ asOf }) => asOf <= end);
  const before = meanScores(input, first, at + 1);
  const after = meanScores(input, at + 1, last + 1);
  const activeOn = (on: Day): Uint8Array =>
    timelines.start.reduce((flags, _, account) => {
      const step = stepAt(timelines, account, on);
      if (step >= 0) flags[account] = timelines.active[step] as number;
      return flags;
    }, new Uint8Array(timelines.start.length));
  const [activeAtDate, activeAtEnd] = [activeOn(date), activeOn(end)];
  const chosen = (flags: Uint8Array): Int32Array =>
    Int32Array.from(flags.keys()).filter((account) => flags[account] === 1 && activeAtDate[account] === 1);
  const hasScore = (account: number): boolean => !Number.isNaN(score[account] as number);
  const isMeasured = (account: number): boolean =>
    hasScore(account) && !Number.isNaN(before[account]) && !Number.isNaN(after[account]);
  const change = after.map((value, account) => value - (before[account] as number));

  const describe = (accounts: Int32Array, measured: Group, observed: Group): GroupChange => {
    const stay = pick(observed.accounts, activeAtEnd);
    const share = sampleOf(stay, observed.weights);
    return {
      accounts: accounts.length,
      measured: measured.accounts.length,
      before: weightedMean(measured, before),
      after: weightedMean(measured, after),
      change: sampleOf(pick(measured.accounts, change), measured.weights),
      activeAtDate: observed.accounts.length,
      activeAtEnd: stay.reduce((sum, flag) => sum + flag, 0),
      retained: { share: share.mean, n: share.n },
    };
  };

  const touched = chosen(input.touched);
  const others = chosen(input.others);
  const measured = touched.filter(isMeasured);
  const scored = sortedByTier(others.filter(hasScore), score, tier);
  const measuredOthers = new Map([...scored].map(([key, list]) => [key, list.filter(isMeasured)]));
  const byChange = match(score, tier, measured, measuredOthers);
  const byOutcome = match(score, tier, touched.filter(hasScore), scored);
  const comparables = byChange.comparable.accounts.length;
  const enough = comparables >= MIN_COMPARABLE && byChange.matched.length >= MIN_TOUCHED;
  const ofTouched = describe(touched, equalWeights(measured), equalWeights(touched));
  const ofMatched = describe(touched, equalWeights(byChange.matched), equalWeights(byOutcome.matched));
  const comparable = enough ? describe(byOutcome.comparable.accounts, byChange.comparable, byOutcome.comparable) : null;

  const lastScore = history[last]?.score ?? score;
  const correlation = correlationOf(others, score, lastScore);
  const mean = weightedMean(equalWeights(others), score);
  const atDate = weightedMean(equalWeights(measured), score);
  const [stayed, stayedOthers] = [ofMatched.retained, comparable?.retained];
  return {
    touched: ofTouched,
    comparable,
    comparables,
    unmatched: measured.length - byChange.matched.length,
    effect:
      comparable && comparable.change.n >= MIN_TOUCHED ? meanDifference(ofMatched.change, comparable.change) : null,
    retention:
      stayedOthers && stayed.n >= MIN_TOUCHED && stayedOthers.n >= MIN_TOUCHED
        ? shareDifference(stayed.share * stayed.n, stayed.n, stayedOthers.share * stayedOthers.n, stayedOthers.n)
        : null,
    regression:
      correlation === null || measured.length === 0
        ? null
        : { mean, correlation, atDate, expected: mean + correlation * (atDate - mean) },
    series: Array.from({ length: 2 * weeks + 1 }, (_, k) => {
      const week = k - weeks;
      const on = history.findLast(({ asOf }) => asOf <= date + 7 * week && asOf > date + 7 * (week - 1) && asOf <= end);
      return {
        week,
        touched: on ? weightedMean(equalWeights(measured), on.score) : Number.NaN,
        comparable: on && comparable ? weightedMean(byChange.comparable, on.score) : Number.NaN,
      };
    }),
  };
}
