import { type Day, NO_DAY } from '#shared/model/day.ts';
import type { Facts } from '#shared/model/facts.ts';
import type { HealthModel } from '#shared/model/health-model.ts';
import { billingSignals } from './billing.ts';
import { contractReader } from './contract-state.ts';
import { type FactsIndex, indexFacts } from './facts-index.ts';
import { milestoneSignals } from './milestones.ts';
import { onboardingSignals } from './onboarding.ts';
import { relationshipSignals } from './relationship.ts';
import { supportSignals } from './support.ts';
import { type RecentRatings, surveySignals } from './surveys.ts';
import { accountRange, createSignalTable, type SignalTable } from './table.ts';
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
 */
export function computeSignals(
  facts: Facts,
  asOf: Day,
  settings: SignalSettings,
  from = 0,
  to = facts.accounts.count,
  index: FactsIndex = indexFacts(facts),
): SignalTable {
  const table = createSignalTable(asOf, from, to);
  fillSignals(facts, index, table, accountRange(from, to), settings);
  return table;
}

/** Computes row k of a table for `accounts[k]`, as {@link computeSignals} does; the rows of a fresh table are missing. */
export function fillSignals(
  facts: Facts,
  index: FactsIndex,
  table: SignalTable,
  accounts: Int32Array,
  { signalOptions, seasonalPolicy }: SignalSettings,
): void {
  const ratings: RecentRatings = { sum: 0, count: 0, day: NO_DAY, stale: false };
  const contracts = contractReader(facts, index);
  const usage = usageSignals(facts, index, table, seasonalPolicy);
  const support = supportSignals(facts, index, table, signalOptions, ratings);
  const billing = billingSignals(facts, index, table);
  const surveys = surveySignals(facts, table);
  const touchpoints = touchpointSignals(facts, index, table);
  const relationship = relationshipSignals(facts, index, table);
  const milestones = milestoneSignals(facts, table);
  const onboarding = onboardingSignals(facts, index, table);
  const userHealth = userHealthSignal(facts, index, table);
  for (let row = 0; row < accounts.length; row++) {
    const account = accounts[row] as number;
    const contract = contracts(account, table.asOf);
    usage(row, account, contract);
    support(row, account);
    billing(row, account, contract);
    surveys(row, account, ratings);
    touchpoints(row, account);
    relationship(row, account);
    milestones(row, account);
    onboarding(row, account);
    userHealth(row, account);
  }
}
