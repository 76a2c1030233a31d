import { type Day, NO_DAY } from '#shared/model/day.ts';
import { CONTRACT_CHANGES, type Facts, OUTCOMES } from '#shared/model/facts.ts';
import { stepAt, type Timelines } from '../cohorts/timelines.ts';
import { SCORE_STATE } from '../score/composite.ts';
import { PHASE } from '../score/onboarding.ts';
import type { Snapshot } from '../score/snapshot.ts';
import { renewalKnown } from '../signals/account-state.ts';
import { contractReader } from '../signals/contract-state.ts';
import { isKnown } from '../signals/days.ts';
import type { FactsIndex } from '../signals/facts-index.ts';
import { ACCOUNT_STATUS } from '../signals/status.ts';

/** Days between landmarks: 13 weeks, so that landmarks lie on weekly snapshots. */
export const LANDMARK_STEP = 91;
/** An account is judged from this many days as a customer on (30-method.md 4.1: tenure above 60 days). */
const LEAST_TENURE = 61;
/** Days after a renewal date in which leaving still counts as not having renewed. */
export const RENEWAL_GRACE = 30;
/** ARR at or below this share of that of the landmark is a contraction (30-method.md 4.1). */
const CONTRACTED = 0.5;

const CHURN_NOTICE = OUTCOMES.indexOf('notice');
const CONTRACT_NOTICE = CONTRACT_CHANGES.indexOf('cancel_notice');
const OPENS: readonly boolean[] = CONTRACT_CHANGES.map(
  (change) => change === 'new' || change === 'renewal' || change === 'upgrade',
);

/** Days after a landmark in which the outcome counts, or up to 30 days after the next renewal known then. */
export type Horizon = number | 'renewal';
export type OutcomeKind = 'churn' | 'contraction';

/** Why an account that was there is no row of a landmark; each is counted under the first that holds, in this order. */
export const EXCLUSIONS = [
  'churned',
  'tenure',
  'coverage',
  'notice',
  'renewal_unknown',
  'set_aside',
  'censored',
  'other_outcome',
] as const;
export type Exclusion = (typeof EXCLUSIONS)[number];

/**
 * **Landmark rows**: what every analysis of the past works on (back-test, calibration, what-if accuracy, churn
 * probability; 30-method.md 4.1). A row is one account on one landmark day with what was known of it then, and what came
 * after. Columns run in parallel; rows are in the order of the account keys, then of the landmarks, so that no result
 * depends on how accounts came into the workspace, and rows of one account stand together.
 */
export type LandmarkRows = {
  /** Landmark days, ascending: stored snapshot days 13 weeks apart whose horizon lies within the data. */
  readonly days: readonly Day[];
  /** Number of rows. */
  readonly length: number;
  /** Index of the account in the workspace's facts. */
  readonly account: Int32Array;
  /** Accounts of the rows numbered 0 … clusters − 1 in the order of their keys: what a bootstrap draws. */
  readonly cluster: Int32Array;
  readonly clusters: number;
  /** Index into `days`. */
  readonly landmark: Int32Array;
  /** Computed health score at the landmark, 0-100, never provisional, of onboarding or overridden; risk = 100 − score. */
  readonly score: Float64Array;
  /** Dimension scores in the model's order, 0-100, NaN where missing. */
  readonly dimensions: readonly Float64Array[];
  /** Index of the tier in the model's tiers, 0 best. */
  readonly tier: Uint8Array;
  /** ARR at the landmark in workspace currency, NaN when unknown. */
  readonly arr: Float64Array;
  /** 1 when the outcome (churn, or contraction) came within the horizon, else 0. */
  readonly outcome: Uint8Array;
  /** Day of that outcome, NO_DAY without. */
  readonly outcomeDay: Int32Array;
  /**
   * Last day of the horizon: from here on the outcome is known. A row may train what is judged at landmark t only if this is
   * ≤ t (the purge of 30-method.md 4.1).
   */
  readonly horizonEnd: Int32Array;
};

/** A row whose horizon is cut off, by the end of the data or a pause: observed for `time` days of `horizon`. */
export type CensoredRow = {
  readonly score: number;
  readonly time: number;
  readonly event: boolean;
  readonly horizon: number;
};

export type LandmarkResult = {
  readonly rows: LandmarkRows;
  readonly excluded: Readonly<Record<Exclusion, number>>;
  /** Coverage 0-1 inside each dimension, by row; none unless `everyone` was asked for. */
  readonly inner: readonly Float64Array[];
  /** Rows of the horizons that are cut off, by the end of the data (those of later landmarks included) or by a pause or merger. */
  readonly censored: readonly CensoredRow[];
};

export type LandmarkInput = {
  readonly facts: Facts;
  readonly index: FactsIndex;
  /** As known at the end of the data. */
  readonly timelines: Timelines;
  /** Accounts to judge, in the order of their keys. */
  readonly accounts: readonly number[];
  /** Days with complete horizons, and those after them, of {@link landmarkDays}. */
  readonly days: readonly Day[];
  readonly tail: readonly Day[];
  /** Stored snapshot of a landmark, under the model that is judged. */
  readonly snapshotAt: (
    day: Day,
  ) => Pick<Snapshot, 'status' | 'phase' | 'state' | 'score' | 'tier' | 'dimensions' | 'dimensionCoverage'>;
  readonly dimensions: number;
  /**
   * Rows of accounts without a full score too (score NaN where there is none), and of those another model may score after
   * their onboarding: for comparing models that do not score the same accounts.
   */
  readonly everyone?: boolean;
  readonly horizon: Horizon;
  readonly outcome: OutcomeKind;
  /** Last day on which an outcome can be seen. */
  readonly dataEnd: Day;
  /** Spells in which an account is paused or merged: [from, until), in order of accounts. */
  readonly pauses?: readonly { readonly account: number; readonly from: Day; readonly until: Day }[];
};

/**
 * Landmarks among the stored snapshot days: every 13 weeks back from the last one whose horizon ends within the data, and
 * the days after it that cut their horizon off.
 *
 * @param stored ascending
 */
export function landmarkDays(
  stored: readonly Day[],
  dataEnd: Day,
  horizon: Horizon,
  from: Day | null = null,
  to: Day | null = null,
): { readonly days: Day[]; readonly tail: Day[] } {
  const length = horizon === 'renewal' ? LANDMARK_STEP : horizon;
  const days: Day[] = [];
  const last = Math.min(dataEnd - length, to ?? dataEnd);
  for (let wanted = last; ; ) {
    const day = stored.findLast((candidate) => candidate <= wanted);
    if (day === undefined || (from !== null && day < from)) break;
    days.unshift(day);
    wanted = day - LANDMARK_STEP;
  }
  const tail: Day[] = [];
  const end = Math.min(dataEnd - 1, to ?? dataEnd);
  for (let wanted = (days.at(-1) ?? Number.POSITIVE_INFINITY) + LANDMARK_STEP; wanted <= end; wanted += LANDMARK_STEP) {
    const day = stored.findLast((candidate) => candidate <= wanted);
    if (day !== undefined && day > (tail.at(-1) ?? days.at(-1) ?? NO_DAY)) tail.push(day);
  }
  return { days, tail };
}

/** First day after `day` on which the account is no customer, NO_DAY when there is none by the end of the data. */
export function churnAfter(timelines: Timelines, account: number, day: Day): Day {
  const end = timelines.offsets[account + 1] as number;
  const next = Math.max(stepAt(timelines, account, day) + 1, timelines.offsets[account] as number);
  for (let step = next; step < end; step++) if (timelines.active[step] === 0) return timelines.day[step] as number;
  return NO_DAY;
}

/** Reads the day of the notice that counts on a day: the latest one not followed by a new or renewed contract; else NO_DAY. */
export function noticeReader(facts: Facts, knownBy: Day): (account: number, on: Day) => Day {
  const { outcomes, contracts } = facts;
  return (account, on) => {
    let notice: Day = NO_DAY;
    for (let k = outcomes.offsets[account] as number; k < (outcomes.offsets[account + 1] as number); k++) {
      const day = outcomes.day[k] as number;
      if (day > on) break;
      if (outcomes.outcome[k] === CHURN_NOTICE && isKnown(outcomes, k, knownBy)) notice = Math.max(notice, day);
    }
    for (let k = contracts.offsets[account] as number; k < (contracts.offsets[account + 1] as number); k++) {
      const day = contracts.day[k] as number;
      if (day > on) break;
      if (!isKnown(contracts, k, knownBy)) continue;
      if (contracts.change[k] === CONTRACT_NOTICE) notice = Math.max(notice, day);
      else if (OPENS[contracts.change[k] as number] && day > notice) notice = NO_DAY;
    }
    return notice;
  };
}

/** First day in (from, to] on which the ARR of the account is half of that at `from`, or less, while it is a customer. */
function contractionDay(timelines: Timelines, account: number, from: Day, to: Day): Day {
  const at = stepAt(timelines, account, from);
  const base = timelines.arr[at] as number;
  const end = timelines.offsets[account + 1] as number;
  for (let step = at + 1; step < end && (timelines.day[step] as number) <= to; step++)
    if (timelines.active[step] === 1 && (timelines.arr[step] as number) <= CONTRACTED * base)
      return timelines.day[step] as number;
  return NO_DAY;
}

/** Rows of all landmarks, and what was left out and why (30-method.md 4.1). O(accounts × landmarks). */
export function landmarkRows(input: LandmarkInput): LandmarkResult {
  const { facts, timelines, accounts, days, tail, horizon, dataEnd } = input;
  const room = accounts.length * days.length;
  const account = new Int32Array(room);
  const cluster = new Int32Array(room);
  const landmark = new Int32Array(room);
  const score = new Float64Array(room);
  const dimensions = Array.from({ length: input.dimensions }, () => new Float64Array(room));
  const everyone = input.everyone === true;
  const inner = Array.from({ length: everyone ? input.dimensions : 0 }, () => new Float64Array(room));
  const tier = new Uint8Array(room);
  const arr = new Float64Array(room);
  const outcome = new Uint8Array(room);
  const outcomeDay = new Int32Array(room);
  const horizonEnd = new Int32Array(room);
  const excluded: Record<Exclusion, number> = {
    churned: 0,
    tenure: 0,
    coverage: 0,
    notice: 0,
    renewal_unknown: 0,
    set_aside: 0,
    censored: 0,
    other_outcome: 0,
  };
  const censored: CensoredRow[] = [];
  const contracts = contractReader(facts, input.index);
  const noticeOn = noticeReader(facts, dataEnd);
  const all = [...days, ...tail];
  const snapshots = all.map(input.snapshotAt);
  const pauses = Map.groupBy(input.pauses ?? [], (spell) => spell.account);
  /** First day in [day, end] on which the account is set aside, NO_DAY when it is not. */
  const pausedOn = (of: number, day: Day, end: Day): Day => {
    const spell = pauses.get(of)?.find(({ from, until }) => from <= end && until > day);
    return spell ? Math.max(day, spell.from) : NO_DAY;
  };
  let used = 0;
  let clusters = 0;

  const renewalOf = (of: number, on: Day): Day => {
    const { termEnd } = contracts(of, on);
    return termEnd !== NO_DAY ? termEnd : renewalKnown(facts, of, on);
  };
  const excludedFor = (of: number, at: number): Exclusion | null | 'absent' => {
    const day = all[at] as Day;
    const snapshot = snapshots[at] as (typeof snapshots)[number];
    const wasActive = snapshot.status[of] === ACCOUNT_STATUS.active;
    const step = stepAt(timelines, of, day);
    if (step < 0) return wasActive ? 'tenure' : 'absent';
    if (timelines.active[step] === 0) return wasActive ? 'churned' : 'absent';
    const start = timelines.start[of] as number;
    if ((!everyone && snapshot.phase[of] !== PHASE.standard) || (start !== NO_DAY && day - start < LEAST_TENURE))
      return 'tenure';
    if (!wasActive || (!everyone && snapshot.state[of] !== SCORE_STATE.scored)) return 'coverage';
    return noticeOn(of, day) !== NO_DAY ? 'notice' : null;
  };

  for (const of of accounts) {
    const before = used;
    for (let at = 0; at < all.length; at++) {
      const day = all[at] as Day;
      const reason = excludedFor(of, at);
      if (reason === 'absent') continue;
      if (reason !== null) {
        if (at < days.length) excluded[reason]++;
        continue;
      }
      const renewal = horizon === 'renewal' ? renewalOf(of, day) : NO_DAY;
      if (horizon === 'renewal' && renewal < day) {
        if (at < days.length) excluded.renewal_unknown++;
        continue;
      }
      const ends = horizon === 'renewal' ? renewal + RENEWAL_GRACE : day + horizon;
      const snapshot = snapshots[at] as (typeof snapshots)[number];
      const health = snapshot.score[of] as number;
      const lost = churnAfter(timelines, of, day);
      const churned = lost !== NO_DAY && lost <= ends;
      const paused = pausedOn(of, day, Math.min(ends, dataEnd));
      // Who left before being set aside was seen to leave.
      if (paused !== NO_DAY && !(churned && lost <= paused)) {
        if (at < days.length) excluded.set_aside++;
        if (paused > day) censored.push({ score: health, time: paused - day, event: false, horizon: ends - day });
        continue;
      }
      if (ends > dataEnd) {
        excluded.censored++;
        censored.push({ score: health, time: (churned ? lost : dataEnd) - day, event: churned, horizon: ends - day });
        continue;
      }
      let on: Day = churned ? lost : NO_DAY;
      const value = timelines.arr[stepAt(timelines, of, day)] as number;
      if (input.outcome === 'contraction') {
        on = contractionDay(timelines, of, day, ends);
        if (on === NO_DAY && (churned || !(value > 0))) {
          excluded.other_outcome++;
          continue;
        }
      }
      account[used] = of;
      cluster[used] = clusters;
      landmark[used] = at;
      score[used] = health;
      for (let k = 0; k < dimensions.length; k++)
        (dimensions[k] as Float64Array)[used] = snapshot.dimensions[k]?.[of] ?? Number.NaN;
      inner.forEach((column, k) => {
        column[used] = snapshot.dimensionCoverage[k]?.[of] ?? 0;
      });
      tier[used] = snapshot.tier[of] as number;
      arr[used] = value;
      outcome[used] = on === NO_DAY ? 0 : 1;
      outcomeDay[used] = on;
      horizonEnd[used] = ends;
      used++;
    }
    if (used > before) clusters++;
  }
  return {
    rows: {
      days,
      length: used,
      account: account.slice(0, used),
      cluster: cluster.slice(0, used),
      clusters,
      landmark: landmark.slice(0, used),
      score: score.slice(0, used),
      dimensions: dimensions.map((column) => column.slice(0, used)),
      tier: tier.slice(0, used),
      arr: arr.slice(0, used),
      outcome: outcome.slice(0, used),
      outcomeDay: outcomeDay.slice(0, used),
      horizonEnd: horizonEnd.slice(0, used),
    },
    excluded,
    inner: inner.map((column) => column.slice(0, used)),
    censored,
  };
}

/** Churns behind the rows: an account's outcome of one day counts once, however many landmarks see it coming. */
export function countOutcomes(rows: LandmarkRows, include: (row: number) => boolean = () => true): number {
  const seen = new Set<number>();
  for (let row = 0; row < rows.length; row++)
    if (rows.outcome[row] === 1 && include(row))
      seen.add((rows.cluster[row] as number) * 1_000_000 + (rows.outcomeDay[row] as number));
  return seen.size;
}

/** The rows that pass, clusters numbered anew. */
export function selectRows(rows: LandmarkRows, include: (row: number) => boolean): LandmarkRows {
  const kept = Int32Array.from({ length: rows.length }, (_, row) => row).filter(include);
  const numbers = new Map<number, number>();
  const cluster = kept.map((row) => {
    const old = rows.cluster[row] as number;
    const number = numbers.get(old) ?? numbers.size;
    numbers.set(old, number);
    return number;
  });
  const floats = (column: Float64Array): Float64Array => Float64Array.from(kept, (row) => column[row] as number);
  const ints = (column: Int32Array): Int32Array => kept.map((row) => column[row] as number);
  const bytes = (column: Uint8Array): Uint8Array => Uint8Array.from(kept, (row) => column[row] as number);
  return {
    days: rows.days,
    length: kept.length,
    account: ints(rows.account),
    cluster,
    clusters: numbers.size,
    landmark: ints(rows.landmark),
    score: floats(rows.score),
    dimensions: rows.dimensions.map(floats),
    tier: bytes(rows.tier),
    arr: floats(rows.arr),
    outcome: bytes(rows.outcome),
    outcomeDay: ints(rows.outcomeDay),
    horizonEnd: ints(rows.horizonEnd),
  };
}

/** Health score as risk of churn, 0-100. */
export function riskOf(score: ArrayLike<number>): Float64Array {
  return Float64Array.from(score, (health) => 100 - health);
}
