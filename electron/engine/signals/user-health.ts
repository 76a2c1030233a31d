import { NO_DAY } from '#shared/model/day.ts';
import type { Facts } from '#shared/model/facts.ts';
import { healthyShare, peopleReader, summarisePeople } from '../people/people.ts';
import { latestDay } from './days.ts';
import type { FactsIndex } from './facts-index.ts';
import { STALE_AFTER_DAYS } from './freshness.ts';
import { type SignalTable, signalWriter } from './table.ts';

/** Writes the share of healthy people of one account (30-method.md 2.7); missing where nobody's health is known. */
export function userHealthSignal(
  facts: Facts,
  index: FactsIndex,
  table: SignalTable,
): (row: number, account: number) => void {
  const { asOf } = table;
  const read = peopleReader(facts, index, asOf);
  const rate = signalWriter(table, 'healthy_user_rate');
  const last = latestDay(index.personDays, asOf);
  const isStale = last !== NO_DAY && asOf - last > STALE_AFTER_DAYS;
  const { offsets } = facts.contacts;
  return (row, account) => {
    if (offsets[account] === offsets[account + 1]) return;
    const share = healthyShare(summarisePeople(read, account));
    if (!Number.isNaN(share)) rate.put(row, share, last, isStale);
  };
}
