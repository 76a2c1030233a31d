import type { Day } from '#shared/model/day.ts';
import type { Facts } from '#shared/model/facts.ts';
import { billingSignals } from './billing.ts';
import { contractReader } from './contract-state.ts';
import { engagementSignals } from './engagement.ts';
import { type FactsIndex, indexFacts } from './facts-index.ts';
import { supportSignals } from './support.ts';
import { accountRange, createSignalTable, type SignalTable } from './table.ts';
import { usageSignals } from './usage.ts';
import { userHealthSignal } from './user-health.ts';

/**
 * All signals of the accounts `from` … `to − 1` as of a day, from what was knowable by then (30-method.md 2.2, 2.5, 4.1).
 *
 * @param asOf day of the snapshot; facts after it never change the result
 * @param index built once by {@link indexFacts} when many days are computed
 */
export function computeSignals(
  facts: Facts,
  asOf: Day,
  from = 0,
  to = facts.accounts.count,
  index: FactsIndex = indexFacts(facts),
): SignalTable {
  const table = createSignalTable(asOf, from, to);
  fillSignals(facts, index, table, accountRange(from, to));
  return table;
}

/** Computes row k of a table for `accounts[k]`, as {@link computeSignals} does; the rows of a fresh table are missing. */
export function fillSignals(facts: Facts, index: FactsIndex, table: SignalTable, accounts: Int32Array): void {
  const contracts = contractReader(facts, index);
  const usage = usageSignals(facts, index, table);
  const support = supportSignals(facts, index, table);
  const billing = billingSignals(facts, index, table);
  const engagement = engagementSignals(facts, index, table);
  const userHealth = userHealthSignal(facts, index, table);
  for (let row = 0; row < accounts.length; row++) {
    const account = accounts[row] as number;
    const contract = contracts(account, table.asOf);
    usage(row, account, contract);
    support(row, account);
    billing(row, account, contract);
    engagement(row, account);
    userHealth(row, account);
  }
}
