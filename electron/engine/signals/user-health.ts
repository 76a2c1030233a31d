import { type Day, NO_DAY } from '#shared/model/day.ts';
import type { Facts } from '#shared/model/facts.ts';
import { healthyShare, peopleOn, summarisePeople } from '../people/people.ts';
import { latestDay } from './days.ts';
import type { FactsIndex } from './facts-index.ts';
import { STALE_AFTER_DAYS } from './freshness.ts';
import { type SignalRows, signalWriter } from './table.ts';

/** Writes the share of healthy people of one account (30-method.md 2.7); missing where nobody's health is known. */
export function userHealthSignal(
  facts: Facts,
  index: FactsIndex,
  rows: SignalRows,
  days: readonly Day[],
): (row: number, account: number, at: number) => void {
  const read = peopleOn(facts, index, days);
  const rate = signalWriter(rows, 'healthy_user_rate');
  const sources = days.map((asOf) => {
    const last = latestDay(index.personDays, asOf);
    return { last, isStale: last !== NO_DAY && asOf - last > STALE_AFTER_DAYS };
  });
  const { offsets } = facts.contacts;
  return (row, account, at) => {
    if (offsets[account] === offsets[account + 1]) return;
    const { last, isStale } = sources[at] as (typeof sources)[number];
    const share = healthyShare(summarisePeople((of, visit) => read(of, at, visit), account));
    if (!Number.isNaN(share)) rate.put(row, share, last, isStale);
  };
}
