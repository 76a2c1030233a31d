import type { Facts } from '#shared/model/facts.ts';
import { isKnown, latestDay, lowerBound } from '../signals/days.ts';
import type { FactsIndex } from '../signals/facts-index.ts';
import { MISSING_AFTER_DAYS } from '../signals/freshness.ts';
import { type SignalTable, signalReader } from '../signals/table.ts';
import { ROLE, ROLE_COUNT } from '../signals/usage-index.ts';
import { type ExpansionFacts, expansionFacts } from './expansion.ts';

const PREMIUM_FEATURE = /^feature:.*(?<![a-z])(premium|advanced)(?![a-z])/i;
const PREMIUM_DAYS = 30;
const HOW_TO_DAYS = 90;

/**
 * Reads the parts of Q of any account as of the day of a signal table of all accounts (30-method.md 2.9). A feature is
 * premium when its name says "premium" or "advanced"; without such a feature, and without tickets, the part is unknown.
 */
export function expansionReader(
  facts: Facts,
  index: FactsIndex,
  table: SignalTable,
): (account: number) => ExpansionFacts {
  const { asOf } = table;
  const { usage, tickets } = facts;
  const isPremium = Uint8Array.from(usage.metrics, (name) => Number(PREMIUM_FEATURE.test(name)));
  const hasPremium = isPremium.includes(1);
  const lastTicket = latestDay(index.ticketDays, asOf);
  const hasTickets = asOf - lastTicket <= MISSING_AFTER_DAYS;

  function premiumUses(account: number): number {
    const firstFeatureDay = index.roleFirstDay[account * ROLE_COUNT + ROLE.feature] as number;
    if (!hasPremium || firstFeatureDay > asOf) return Number.NaN;
    const end = usage.offsets[account + 1] as number;
    let uses = 0;
    for (
      let k = lowerBound(usage.day, asOf - PREMIUM_DAYS + 1, usage.offsets[account] as number, end);
      k < end && (usage.day[k] as number) <= asOf;
      k++
    ) {
      if (isPremium[usage.metric[k] as number] === 1 && (usage.value[k] as number) > 0)
        uses += usage.value[k] as number;
    }
    return uses;
  }

  function howToTickets(account: number): number {
    if (!hasTickets) return Number.NaN;
    let count = 0;
    for (let k = tickets.offsets[account] as number; k < (tickets.offsets[account + 1] as number); k++) {
      const opened = tickets.openedDay[k] as number;
      if (tickets.howTo[k] === 1 && opened <= asOf && opened > asOf - HOW_TO_DAYS && isKnown(tickets, k, asOf)) count++;
    }
    return count;
  }

  return (account) => {
    const signal = signalReader(table, account);
    return expansionFacts({
      seatUtilization: signal('seat_utilization'),
      premiumUses: premiumUses(account),
      userChange90: signal('user_change_90d'),
      departments: signal('departments_using'),
      apiChange90: signal('api_calls_change_90d'),
      howToTickets90: howToTickets(account),
    });
  };
}
