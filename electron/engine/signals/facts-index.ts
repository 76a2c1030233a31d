import { type Day, NO_DAY } from '#shared/model/day.ts';
import { type Facts, INVOICE_STATUSES, NEVER, TOUCHPOINT_TYPES } from '#shared/model/facts.ts';
import { type PeopleSources, peopleSources } from '../people/sources.ts';
import { visibleDays } from './days.ts';
import { type PeopleIndex, peopleIndex } from './people-index.ts';
import { type UsageIndex, usageIndex } from './usage-index.ts';

/**
 * What the signals need to know about a workspace as a whole, computed once for all as-of dates. It holds days only,
 * so every question is still answered "by asOf".
 */
export type FactsIndex = UsageIndex &
  PeopleIndex &
  PeopleSources & {
    /** First dated fact of each account, NEVER when it has none. */
    readonly accountFirstDay: Int32Array;
    /** Ascending distinct days with a fact, per source. */
    readonly usageDays: Int32Array;
    readonly ticketDays: Int32Array;
    readonly touchpointDays: Int32Array;
    readonly invoiceDays: Int32Array;
    readonly contractDays: Int32Array;
    /** First day any ticket was closed, any community touchpoint or training happened, any invoice said whether it is paid. */
    readonly firstTicketCloseDay: Day;
    readonly firstCommunityDay: Day;
    readonly firstTrainingDay: Day;
    readonly firstPaymentDay: Day;
    readonly maxSubscription: number;
    readonly maxContractsPerAccount: number;
  };

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

/** Builds the index; build it once and hand it to every as-of date of a history. O(number of facts). */
export function indexFacts(facts: Facts): FactsIndex {
  const { tickets, touchpoints, invoices, contracts } = facts;
  let firstTicketCloseDay = NEVER;
  for (const day of visibleDays(tickets.closedDay, tickets))
    if (day !== NO_DAY && day < firstTicketCloseDay) firstTicketCloseDay = day;

  const touchpointDays = visibleDays(touchpoints.day, touchpoints);
  const community = TOUCHPOINT_TYPES.indexOf('community');
  const training = TOUCHPOINT_TYPES.indexOf('training');
  let firstCommunityDay = NEVER;
  let firstTrainingDay = NEVER;
  touchpoints.type.forEach((type, k) => {
    if (type === community) firstCommunityDay = Math.min(firstCommunityDay, touchpointDays[k] as number);
    if (type === training) firstTrainingDay = Math.min(firstTrainingDay, touchpointDays[k] as number);
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
  const people = peopleSources(facts);
  const usageDays = distinctDays([facts.usage.day]);
  return {
    ...usageIndex(facts, usageDays),
    ...peopleIndex(facts),
    ...people,
    accountFirstDay: firstDays(facts),
    usageDays,
    ticketDays: distinctDays([visibleDays(tickets.openedDay, tickets), visibleDays(tickets.closedDay, tickets)]),
    touchpointDays: distinctDays([touchpointDays]),
    invoiceDays: distinctDays([issuedDays, paidDays]),
    contractDays: distinctDays([visibleDays(contracts.day, contracts)]),
    firstTicketCloseDay,
    firstCommunityDay,
    firstTrainingDay,
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
