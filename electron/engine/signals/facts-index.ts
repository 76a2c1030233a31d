import { type Day, NO_DAY } from '#shared/model/day.ts';
import { type Facts, INVOICE_STATUSES, NEVER, TOUCHPOINT_TYPES, type Versioned } from '#shared/model/facts.ts';
import { type PeopleSources, peopleSources } from '../people/sources.ts';

/** Columns a usage metric can play in the signals; names are metric names, except `feature` for all `feature:*`. */
export const USAGE_ROLES = [
  'none',
  'logins',
  'sessions',
  'active_users',
  'events',
  'session_minutes',
  'features_used',
  'key_actions_started',
  'key_actions_completed',
  'api_calls',
  'data_volume',
  'feature',
] as const;
export type UsageRole = (typeof USAGE_ROLES)[number];
export const ROLE_COUNT = USAGE_ROLES.length;
export const ROLE: Readonly<Record<UsageRole, number>> = {
  none: 0,
  logins: 1,
  sessions: 2,
  active_users: 3,
  events: 4,
  session_minutes: 5,
  features_used: 6,
  key_actions_started: 7,
  key_actions_completed: 8,
  api_calls: 9,
  data_volume: 10,
  feature: 11,
};

/**
 * What the signals need to know about a workspace as a whole, computed once for all as-of dates. It holds days only,
 * so every question is still answered "by asOf".
 */
export type FactsIndex = PeopleSources & {
  /** Role of each metric. */
  readonly metricRole: Uint8Array;
  /** Ascending first days of the `feature:*` metrics. */
  readonly featureFirstDays: Int32Array;
  /** First day an account had a role: `[account * ROLE_COUNT + role]`, NEVER when it had not. */
  readonly roleFirstDay: Int32Array;
  /** First dated fact of each account, NEVER when it has none. */
  readonly accountFirstDay: Int32Array;
  /** Ascending distinct days with a fact, per source. */
  readonly usageDays: Int32Array;
  readonly ticketDays: Int32Array;
  readonly touchpointDays: Int32Array;
  readonly invoiceDays: Int32Array;
  readonly contractDays: Int32Array;
  /** First day any ticket was closed, any community touchpoint happened, any invoice said whether it is paid. */
  readonly firstTicketCloseDay: Day;
  readonly firstCommunityDay: Day;
  readonly firstPaymentDay: Day;
  readonly maxSubscription: number;
  readonly maxContractsPerAccount: number;
};

/** The row counts on `asOf`, besides what its own dates say: known by then, and not superseded yet. */
export function isKnown(rows: Versioned, k: number, asOf: Day): boolean {
  return (rows.knownDay[k] as number) <= asOf && (rows.supersededDay[k] as number) > asOf;
}

/** The days on which rows come to be known: their own ones, those of their update where that is later. */
function visibleDays(days: Int32Array, { knownDay }: Versioned): Int32Array {
  return days.map((day, k) => (day === NO_DAY ? NO_DAY : Math.max(day, knownDay[k] as number)));
}

function distinctDays(columns: readonly Int32Array[]): Int32Array {
  let low = NEVER;
  let high = NO_DAY;
  for (const column of columns) {
    for (let k = 0; k < column.length; k++) {
      const day = column[k] as number;
      if (day === NO_DAY) continue;
      if (day < low) low = day;
      if (day > high) high = day;
    }
  }
  if (high === NO_DAY) return new Int32Array(0);
  const seen = new Uint8Array(high - low + 1);
  for (const column of columns) {
    for (let k = 0; k < column.length; k++) {
      const day = column[k] as number;
      if (day !== NO_DAY) seen[day - low] = 1;
    }
  }
  const days: number[] = [];
  for (let k = 0; k < seen.length; k++) if (seen[k] === 1) days.push(low + k);
  return Int32Array.from(days);
}

/** Latest of ascending days that is ≤ `asOf`, NO_DAY when there is none. */
export function latestDay(days: Int32Array, asOf: Day): Day {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] as number) <= asOf) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? NO_DAY : (days[low - 1] as number);
}

/** Number of `feature:*` metrics seen in the workspace by `asOf`. */
export function featuresSeen(index: FactsIndex, asOf: Day): number {
  let seen = 0;
  for (const day of index.featureFirstDays) if (day <= asOf) seen++;
  return seen;
}

/** Index of the first entry of `days[low..high)` that is ≥ `day`; the entries ascend. */
export function lowerBound(days: Int32Array, day: Day, low: number, high: number): number {
  let left = low;
  let right = high;
  while (left < right) {
    const middle = (left + right) >> 1;
    if ((days[middle] as number) < day) left = middle + 1;
    else right = middle;
  }
  return left;
}

function firstDays(facts: Facts): Int32Array {
  const first = new Int32Array(facts.accounts.count).fill(NEVER);
  const groups: readonly (readonly [Int32Array, Int32Array])[] = [
    [facts.tickets.offsets, visibleDays(facts.tickets.openedDay, facts.tickets)],
    [facts.surveys.offsets, visibleDays(facts.surveys.sentDay, facts.surveys)],
    [facts.touchpoints.offsets, visibleDays(facts.touchpoints.day, facts.touchpoints)],
    [facts.invoices.offsets, visibleDays(facts.invoices.issuedDay, facts.invoices)],
    [facts.contracts.offsets, visibleDays(facts.contracts.day, facts.contracts)],
    [facts.outcomes.offsets, visibleDays(facts.outcomes.day, facts.outcomes)],
  ];
  const { usage } = facts;
  for (let account = 0; account < first.length; account++) {
    const at = usage.offsets[account] as number;
    if (at < (usage.offsets[account + 1] as number)) first[account] = usage.day[at] as number;
  }
  for (const [offsets, days] of groups) {
    for (let account = 0; account < first.length; account++) {
      for (let k = offsets[account] as number; k < (offsets[account + 1] as number); k++) {
        const day = days[k] as number;
        if (day !== NO_DAY && day < (first[account] as number)) first[account] = day;
      }
    }
  }
  return first;
}

function usageIndex(facts: Facts): Pick<FactsIndex, 'metricRole' | 'featureFirstDays' | 'roleFirstDay'> {
  const { metrics, metric, day, offsets } = facts.usage;
  const roles: readonly string[] = USAGE_ROLES;
  const metricRole = Uint8Array.from(metrics, (name) => {
    if (name.startsWith('feature:')) return ROLE.feature;
    return name === 'feature' ? 0 : Math.max(0, roles.indexOf(name));
  });
  const metricFirst = new Int32Array(metrics.length).fill(NEVER);
  const roleFirstDay = new Int32Array(facts.accounts.count * ROLE_COUNT).fill(NEVER);
  for (let account = 0; account < facts.accounts.count; account++) {
    const end = offsets[account + 1] as number;
    const base = account * ROLE_COUNT;
    for (let k = offsets[account] as number; k < end; k++) {
      const which = metric[k] as number;
      const on = day[k] as number;
      const role = base + (metricRole[which] as number);
      if (on < (roleFirstDay[role] as number)) roleFirstDay[role] = on;
      if (on < (metricFirst[which] as number)) metricFirst[which] = on;
    }
  }
  const featureFirstDays = metricFirst.filter((_, which) => metricRole[which] === ROLE.feature).sort();
  return { metricRole, featureFirstDays, roleFirstDay };
}

/** Builds the index; build it once and hand it to every as-of date of a history. O(number of facts). */
export function indexFacts(facts: Facts): FactsIndex {
  const { tickets, touchpoints, invoices, contracts } = facts;
  let firstTicketCloseDay = NEVER;
  for (const day of visibleDays(tickets.closedDay, tickets))
    if (day !== NO_DAY && day < firstTicketCloseDay) firstTicketCloseDay = day;

  const touchpointDays = visibleDays(touchpoints.day, touchpoints);
  const community = TOUCHPOINT_TYPES.indexOf('community');
  let firstCommunityDay = NEVER;
  touchpoints.type.forEach((type, k) => {
    if (type === community) firstCommunityDay = Math.min(firstCommunityDay, touchpointDays[k] as number);
  });

  const issuedDays = visibleDays(invoices.issuedDay, invoices);
  const paidDays = visibleDays(invoices.paidDay, invoices);
  let firstPaymentDay = NEVER;
  invoices.status.forEach((status, k) => {
    const paid = paidDays[k] as number;
    if (status < INVOICE_STATUSES.length) firstPaymentDay = Math.min(firstPaymentDay, issuedDays[k] as number);
    else if (paid !== NO_DAY) firstPaymentDay = Math.min(firstPaymentDay, paid);
  });

  let maxSubscription = 0;
  for (const subscription of contracts.subscription) maxSubscription = Math.max(maxSubscription, subscription);
  let maxContractsPerAccount = 0;
  for (let account = 0; account < facts.accounts.count; account++) {
    const rows = (contracts.offsets[account + 1] as number) - (contracts.offsets[account] as number);
    maxContractsPerAccount = Math.max(maxContractsPerAccount, rows);
  }
  return {
    ...usageIndex(facts),
    ...peopleSources(facts),
    accountFirstDay: firstDays(facts),
    usageDays: distinctDays([facts.usage.day]),
    ticketDays: distinctDays([visibleDays(tickets.openedDay, tickets), visibleDays(tickets.closedDay, tickets)]),
    touchpointDays: distinctDays([touchpointDays]),
    invoiceDays: distinctDays([issuedDays, paidDays]),
    contractDays: distinctDays([visibleDays(contracts.day, contracts)]),
    firstTicketCloseDay,
    firstCommunityDay,
    firstPaymentDay,
    maxSubscription,
    maxContractsPerAccount,
  };
}

/** First day of an account: its start date, else its first fact, else the first fact of the workspace. */
export function startDayOf(facts: Facts, index: FactsIndex, account: number): Day {
  const start = facts.accounts.startDay[account] as number;
  if (start !== NO_DAY) return start;
  const first = index.accountFirstDay[account] as number;
  return first === NEVER ? facts.firstFactDay : first;
}
