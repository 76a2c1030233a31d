import { OUTLIER_Z, robustZ } from '../anomaly/robust-z.ts';
import { round6 } from '../math/round.ts';

/** Fewer peers than this make the next wider group the peers; also the weight of the portfolio mean (30-method.md 2.10). */
export const MIN_PEERS = 5;
/** Points from the shrunk mean at which a score is above or below its peers. */
const IN_LINE = 5;

export type Benchmark = {
  /** Index of the level the peers are of: 0 the narrowest. */
  readonly level: number;
  /** Peers, the account itself left out. */
  readonly accounts: number;
  readonly median: number;
  /** (n·mean + 5·portfolio mean) ÷ (n + 5), both without the account. */
  readonly shrunkMean: number;
  /** Midrank among the peers, 0-100. */
  readonly percentile: number;
  /** H − shrunk mean, score points. */
  readonly difference: number;
  readonly verdict: 'above' | 'in_line' | 'below';
  /** |robust z| ≥ 3.5 */
  readonly isOutlier: boolean;
};

/** Ascending scores of a group and their sum. */
type Group = { readonly scores: Float64Array; readonly sum: number };

/** Group of each account on one level, −1 for none; e.g. its segment, then 0 for all. */
export type PeerLevel = Int32Array;

function groupsOf(scores: ArrayLike<number>, level: PeerLevel): Group[] {
  const sizes: number[] = [];
  const isMember = (account: number): boolean => (level[account] as number) >= 0 && !Number.isNaN(scores[account]);
  for (let account = 0; account < level.length; account++) {
    if (isMember(account)) sizes[level[account] as number] = (sizes[level[account] as number] ?? 0) + 1;
  }
  const members = Array.from(sizes, (size) => new Float64Array(size ?? 0));
  const filled = new Int32Array(members.length);
  for (let account = 0; account < level.length; account++) {
    if (!isMember(account)) continue;
    const group = level[account] as number;
    const at = filled[group] as number;
    (members[group] as Float64Array)[at] = scores[account] as number;
    filled[group] = at + 1;
  }
  return members.map((own) => ({ scores: own.sort(), sum: own.reduce((total, score) => total + score, 0) }));
}

/** Number of ascending values below `x`, or up to and with it. */
function rankOf(values: Float64Array, x: number, withEqual: boolean): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const value = values[middle] as number;
    if (value < x || (withEqual && value === x)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The ascending scores of a group without one of its members. */
type Peers = { readonly count: number; readonly at: (index: number) => number };

function withoutOne(values: Float64Array, position: number): Peers {
  return { count: values.length - 1, at: (index) => values[index < position ? index : index + 1] as number };
}

/** Median of `count` ascending values. */
function medianOf(count: number, at: (index: number) => number): number {
  return (at((count - 1) >> 1) + at(count >> 1)) / 2;
}

/** The (k + 1)-th smallest distance of ascending values to `centre`: the width of the tightest window of k + 1 of them. */
function distanceAt({ count, at }: Peers, centre: number, k: number): number {
  let low = 0;
  let high = count - 1 - k;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (centre - at(middle) > at(middle + k + 1) - centre) low = middle + 1;
    else high = middle;
  }
  return Math.max(centre - at(low), at(low + k) - centre);
}

/**
 * Compares scores with those of their peers (30-method.md 2.10). The groups are sorted once, O(n log n) for all accounts; an
 * account then takes O(log n).
 *
 * @param scores per account, NaN for accounts that are no peers
 * @param levels peer groups, narrowest first; the last one is the portfolio
 * @returns the comparison of an account, null without a score or without any peer
 */
export function benchmarks(
  scores: ArrayLike<number>,
  levels: readonly PeerLevel[],
): (account: number) => Benchmark | null {
  const groups = levels.map((level) => groupsOf(scores, level));
  const groupOf = (level: number, account: number): Group | undefined =>
    groups[level]?.[(levels[level] as PeerLevel)[account] as number];
  return (account) => {
    const score = scores[account] as number;
    const last = levels.length - 1;
    const all = groupOf(last, account);
    if (Number.isNaN(score) || !all || all.scores.length < 2) return null;
    let level = 0;
    while (level < last && (groupOf(level, account)?.scores.length ?? 0) <= MIN_PEERS) level++;
    const group = groupOf(level, account) as Group;
    const below = rankOf(group.scores, score, false);
    const peers = withoutOne(group.scores, below);
    const { count } = peers;
    const median = medianOf(count, peers.at);
    const mad = medianOf(count, (k) => distanceAt(peers, median, k));
    const portfolioMean = (all.sum - score) / (all.scores.length - 1);
    const shrunkMean = round6((group.sum - score + MIN_PEERS * portfolioMean) / (count + MIN_PEERS));
    const equal = rankOf(group.scores, score, true) - below - 1;
    const difference = round6(score - shrunkMean);
    return {
      level,
      accounts: count,
      median,
      shrunkMean,
      percentile: (100 * (below + equal / 2)) / count,
      difference,
      verdict: difference >= IN_LINE ? 'above' : difference <= -IN_LINE ? 'below' : 'in_line',
      isOutlier: Math.abs(robustZ(score, { median, mad })) >= OUTLIER_Z,
    };
  };
}
