import { type Day, NO_DAY } from '#shared/model/day.ts';
import type { Facts } from '#shared/model/facts.ts';
import type { HealthModel } from '#shared/model/health-model.ts';
import { BLOCK } from '../math/block.ts';
import { billingSignals } from './billing.ts';
import { contractReader } from './contract-state.ts';
import { type FactsIndex, indexFacts } from './facts-index.ts';
import { milestoneSignals } from './milestones.ts';
import { onboardingSignals } from './onboarding.ts';
import { relationshipSignals } from './relationship.ts';
import { statusOf } from './status.ts';
import { supportSignals } from './support.ts';
import { type RecentRatings, surveySignals } from './surveys.ts';
import { createSignalTable, type SignalRows, type SignalTable } from './table.ts';
import { touchpointSignals } from './touchpoints.ts';
import { usageSignals } from './usage.ts';
import { userHealthSignal } from './user-health.ts';

/** The parts of a model that signals are measured by; a model is one. */
export type SignalSettings = Pick<HealthModel, 'signalOptions' | 'seasonalPolicy'>;

/**
 * All signals of the accounts `from` … `to − 1` as of a day, from what was knowable by then (30-method.md 2.2-2.7, 4.1):
 * facts dated by then whose rows were known by then, in the version of that day.
 *
 * @param asOf day of the snapshot; facts after it never change the result
 * @param settings the model, or what of it signals depend on
 * @param index built once by {@link indexFacts} when many days are computed
 * @param options.values only the values: no days and no staleness behind them
 * @param options.onBlock called between blocks of accounts, a millisecond or so of work apart
 */
export function computeSignals(
  facts: Facts,
  asOf: Day,
  settings: SignalSettings,
  from = 0,
  to = facts.accounts.count,
  index: FactsIndex = indexFacts(facts),
  options: { readonly values?: boolean; readonly onBlock?: () => void } = {},
): SignalTable {
  const table = createSignalTable(asOf, from, to, options.values);
  const fill = signalFiller(facts, index, table, [asOf], settings);
  for (let account = from; account < to; account++) {
    if (account % BLOCK === 0) options.onBlock?.();
    fill(account - from, account, 0);
  }
  return table;
}

/**
 * Writes the signals of an account as of `days[at]` to a row without any, and answers its status then. Quickest account
 * by account, each one's days ascending: what is known of the day before is not looked for again.
 */
export type SignalFiller = (row: number, account: number, at: number) => number;

/**
 * Fills rows as {@link computeSignals} does, of any account as of any of some days.
 *
 * @param days as-of days, by whose places the filler is asked
 */
export function signalFiller(
  facts: Facts,
  index: FactsIndex,
  rows: SignalRows,
  days: readonly Day[],
  { signalOptions, seasonalPolicy }: SignalSettings,
): SignalFiller {
  const ratings: RecentRatings = { sum: 0, count: 0, day: NO_DAY, stale: false };
  const contracts = contractReader(facts, index);
  const usage = usageSignals(facts, index, rows, days, seasonalPolicy);
  const support = supportSignals(facts, index, rows, days, signalOptions, ratings);
  const billing = billingSignals(facts, index, rows, days);
  const surveys = surveySignals(facts, rows, days);
  const touchpoints = touchpointSignals(facts, index, rows, days);
  const relationship = relationshipSignals(facts, index, rows, days);
  const milestones = milestoneSignals(facts, rows, days);
  const onboarding = onboardingSignals(facts, index, rows, days);
  const userHealth = userHealthSignal(facts, index, rows, days);
  return (row, account, at) => {
    const asOf = days[at] as Day;
    const contract = contracts(account, asOf);
    usage(row, account, at, contract);
    support(row, account, at);
    billing(row, account, at, contract);
    surveys(row, account, at, ratings);
    touchpoints(row, account, at);
    relationship(row, account, at);
    milestones(row, account, at);
    onboarding(row, account, at);
    userHealth(row, account, at);
    return statusOf(facts, index, contract, account, asOf);
  };
}
