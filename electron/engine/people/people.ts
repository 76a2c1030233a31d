import { type Day, NO_DAY } from '#shared/model/day.ts';
import type { Facts } from '#shared/model/facts.ts';
import { isKnown, latestDay, lowerBound } from '../signals/days.ts';
import type { FactsIndex } from '../signals/facts-index.ts';
import { MISSING_AFTER_DAYS } from '../signals/freshness.ts';
import { featuresSeen } from '../signals/usage-index.ts';
import { isCommunity, isEmail, isTraining } from './sources.ts';
import { DORMANT_DAYS, type PersonActivity, userPoints, userScore } from './user-health.ts';

/** How far back activity is looked for, days: beyond the last step of recency it counts as none. */
export const ACTIVITY_DAYS = 90;
const FREQUENCY_DAYS = 28;
const BREADTH_DAYS = 30;
const TRAINING_DAYS = 365;
const COMMUNITY_DAYS = 90;
const HEALTHY = 70;
const AT_RISK = 40;

/** A contact as of a day, who is there and has not left. The object is reused by the reader: copy what has to last. */
export type Person = PersonActivity & {
  /** Number of the person, see ContactFacts. */
  readonly person: number;
  /** Sponsor, champion or administrator. */
  readonly isKeyUser: boolean;
  /** Points of the parts of a user's health, NaN unknown. */
  readonly points: Float64Array;
  /** 0-100, NaN when too little is known. */
  readonly score: number;
  /** No activity for 30 days; false while nothing is known of it. */
  readonly isDormant: boolean;
};

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type Visit = (person: Person) => void;

type PeopleReader = (account: number, visit: Visit) => void;

/** Reads the people of one account after the other as of a day (30-method.md 2.7). */
export function peopleReader(facts: Facts, index: FactsIndex, asOf: Day): PeopleReader {
  const read = peopleOn(facts, index, [asOf]);
  return (account, visit) => read(account, 0, visit);
}

/** Reads the people of an account as {@link peopleReader} does, as of any of some days, given by its place. */
export function peopleOn(
  facts: Facts,
  index: FactsIndex,
  days: readonly Day[],
): (account: number, at: number, visit: Visit) => void {
  const { contacts, activity, touchpoints } = facts;
  const size = index.highestPerson + 1;
  const stamp = new Int32Array(size);
  let pass = 0;
  const lastActive = new Int32Array(size);
  const activeDays = new Uint8Array(size);
  const features = new Uint16Array(size);
  const trained = new Uint8Array(size);
  const engaged = new Uint8Array(size);
  const used = new Set<number>();
  const sources = days.map((asOf) => {
    const last = latestDay(index.personDays, asOf);
    return {
      asOf,
      isLive: asOf - last <= MISSING_AFTER_DAYS,
      hasFeatures: index.firstPersonFeatureDay <= asOf,
      hasTraining: index.firstPersonTrainingDay <= asOf,
      hasCommunity: index.firstPersonCommunityDay <= asOf,
      seenFeatures: featuresSeen(index, asOf),
    };
  });
  const state: Writable<Person> = {
    person: 0,
    isKeyUser: false,
    daysSinceActive: Number.NaN,
    activeDays28: Number.NaN,
    featureShare: Number.NaN,
    trained: Number.NaN,
    engaged: Number.NaN,
    points: new Float64Array(5),
    score: Number.NaN,
    isDormant: false,
  };

  function touch(person: number): void {
    if (stamp[person] === pass) return;
    stamp[person] = pass;
    lastActive[person] = NO_DAY;
    activeDays[person] = 0;
    features[person] = 0;
    trained[person] = 0;
    engaged[person] = 0;
  }

  function scanActivity(account: number, asOf: Day): void {
    const { day, person, what } = activity;
    const end = activity.offsets[account + 1] as number;
    const from = lowerBound(day, asOf - ACTIVITY_DAYS + 1, activity.offsets[account] as number, end);
    used.clear();
    for (let k = from; k < end; k++) {
      const on = day[k] as number;
      if (on > asOf) break;
      const who = person[k] as number;
      const did = what[k] as number;
      touch(who);
      lastActive[who] = on;
      if (did === 0) {
        if (on > asOf - FREQUENCY_DAYS) activeDays[who] = (activeDays[who] as number) + 1;
      } else if (on > asOf - BREADTH_DAYS) {
        const key = who * 65_536 + did;
        if (!used.has(key)) features[who] = (features[who] as number) + 1;
        used.add(key);
      }
    }
  }

  function scanTouchpoints(account: number, asOf: Day): void {
    const { day, person, type, attended, opened, responded } = touchpoints;
    const end = touchpoints.offsets[account + 1] as number;
    const from = lowerBound(day, asOf - TRAINING_DAYS + 1, touchpoints.offsets[account] as number, end);
    for (let k = from; k < end; k++) {
      const on = day[k] as number;
      if (on > asOf) break;
      const who = person[k] as number;
      const kind = type[k] as number;
      if (who === 0 || !isKnown(touchpoints, k, asOf)) continue;
      touch(who);
      if (isTraining(kind) && attended[k] !== 0) trained[who] = 1;
      const hasAnswered = isEmail(kind) && (opened[k] === 1 || responded[k] === 1);
      if (on > asOf - COMMUNITY_DAYS && (isCommunity(kind) || hasAnswered)) engaged[who] = 1;
    }
  }

  function describe(account: number, k: number, isMeasured: boolean, source: (typeof sources)[number]): void {
    const { asOf, hasFeatures, hasTraining, hasCommunity, seenFeatures } = source;
    const who = contacts.person[k] as number;
    const created = contacts.createdDay[k] as number;
    const login = contacts.lastLoginDay[k] as number;
    touch(who);
    const last = Math.max(lastActive[who] as number, login <= asOf ? login : NO_DAY);
    const own = facts.accounts.featuresAvailable[account] as number;
    const available = own > 0 ? own : seenFeatures;
    state.person = who;
    state.isKeyUser = contacts.sponsor[k] === 1 || contacts.champion[k] === 1 || contacts.admin[k] === 1;
    state.daysSinceActive = last !== NO_DAY ? asOf - last : isMeasured ? Number.POSITIVE_INFINITY : Number.NaN;
    state.activeDays28 = isMeasured ? (activeDays[who] as number) : Number.NaN;
    state.featureShare =
      isMeasured && hasFeatures && available > 0 ? (features[who] as number) / available : Number.NaN;
    state.trained = hasTraining ? (trained[who] as number) : Number.NaN;
    state.engaged = hasCommunity ? (engaged[who] as number) : Number.NaN;
    state.score = userScore(userPoints(state, state.points));
    // A day that is not known lies long ago.
    const isSettled = asOf - created >= DORMANT_DAYS;
    state.isDormant = isSettled && state.daysSinceActive >= DORMANT_DAYS;
  }

  return (account, at, visit) => {
    const source = sources[at] as (typeof sources)[number];
    const { asOf } = source;
    const end = contacts.offsets[account + 1] as number;
    const start = contacts.offsets[account] as number;
    if (start === end) return;
    pass++;
    scanActivity(account, asOf);
    scanTouchpoints(account, asOf);
    const first = activity.offsets[account] as number;
    const isMeasured =
      source.isLive && first < (activity.offsets[account + 1] as number) && (activity.day[first] as number) <= asOf;
    for (let k = start; k < end; k++) {
      const left = contacts.leftDay[k] as number;
      if (!isKnown(contacts, k, asOf) || (contacts.createdDay[k] as number) > asOf) continue;
      if (left !== NO_DAY && left <= asOf) continue;
      describe(account, k, isMeasured, source);
      visit(state);
    }
  };
}

/** Roll-up of the people of one account. */
export type PeopleSummary = {
  contacts: number;
  /** Contacts with a health, and those of them with 70 or more. */
  withHealth: number;
  healthy: number;
  keyUsers: number;
  /** Key users with a health below 40 or dormant; dormant ones among them. */
  keyUsersAtRisk: number;
  dormantKeyUsers: number;
};

/** Counts the people of an account; the reader is that of the day. */
export function summarisePeople(read: PeopleReader, account: number): PeopleSummary {
  const sum = { contacts: 0, withHealth: 0, healthy: 0, keyUsers: 0, keyUsersAtRisk: 0, dormantKeyUsers: 0 };
  read(account, ({ score, isKeyUser, isDormant }) => {
    sum.contacts++;
    if (!Number.isNaN(score)) sum.withHealth++;
    if (score >= HEALTHY) sum.healthy++;
    if (!isKeyUser) return;
    sum.keyUsers++;
    if (isDormant) sum.dormantKeyUsers++;
    if (isDormant || score < AT_RISK) sum.keyUsersAtRisk++;
  });
  return sum;
}

/** Share of the people with a health who are healthy, 0-1; NaN when none has one. */
export function healthyShare({ withHealth, healthy }: PeopleSummary): number {
  return healthy / withHealth;
}
