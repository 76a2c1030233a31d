import { type Day, NO_DAY } from '#shared/model/day.ts';
import { CONTRACT_CHANGES, type Facts, NEVER } from '#shared/model/facts.ts';
import { isKnown } from './days.ts';
import type { FactsIndex } from './facts-index.ts';
import { type SignalRows, signalWriter } from './table.ts';
import { FIRST_STEPS, firstStepDay } from './usage-index.ts';

const NEW = CONTRACT_CHANGES.indexOf('new');

/** Contract start as known on a day: the start date, else the day of the first contract if that is new; NO_DAY when unknown. */
export function startOfCustomer(facts: Facts, account: number, asOf: Day): Day {
  const start = facts.accounts.startDay[account] as number;
  if (start !== NO_DAY) return start;
  const { offsets, day, change } = facts.contracts;
  const end = offsets[account + 1] as number;
  let first = offsets[account] as number;
  while (first < end && !isKnown(facts.contracts, first, asOf)) first++;
  return first < end && change[first] === NEW ? (day[first] as number) : NO_DAY;
}

/**
 * Writes the clock of an account's onboarding and its first key action (30-method.md 2.7). The clock starts with the
 * contract, or with go-live when that is later: until then it stands at 0. An account whose start is unknown has none. The
 * first key action is read off the same clock (0 when it happened before); where the workspace has no key actions it is
 * the first use of a feature, where it has none of these the first visit.
 */
export function onboardingSignals(
  facts: Facts,
  index: FactsIndex,
  rows: SignalRows,
  days: readonly Day[],
): (row: number, account: number, at: number) => void {
  const clock = signalWriter(rows, 'onboarding_day');
  const firstAction = signalWriter(rows, 'first_key_action_day');
  const steps = days.map((asOf) => {
    if (index.firstKeyActionDay <= asOf) return FIRST_STEPS.keyAction;
    return index.firstFeatureDay <= asOf ? FIRST_STEPS.feature : FIRST_STEPS.visit;
  });
  return (row, account, at) => {
    const asOf = days[at] as Day;
    const start = startOfCustomer(facts, account, asOf);
    if (start === NO_DAY || start > asOf) return;
    const begins = Math.max(start, facts.accounts.goLiveDay[account] as number);
    clock.put(row, Math.max(0, asOf - begins), NO_DAY, false);
    const happened = firstStepDay(index, account, steps[at] as number);
    if (happened !== NEVER && happened <= asOf) firstAction.put(row, Math.max(0, happened - begins), happened, false);
  };
}
