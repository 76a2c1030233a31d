import { type Day, NO_DAY } from '#shared/model/day.ts';
import { type Facts, OUTCOMES } from '#shared/model/facts.ts';
import { arrKnown } from './account-state.ts';
import { type ContractState, contractReader } from './contract-state.ts';
import { isKnown } from './days.ts';
import { type FactsIndex, indexFacts, startDayOf } from './facts-index.ts';
import { accountRange } from './table.ts';

export const ACCOUNT_STATUS = { notStarted: 0, active: 1, churned: 2 } as const;

const CHURN = OUTCOMES.indexOf('churn');

/**
 * The account is no customer any more on `asOf`: a churn is not followed by a contract that counts, or all its subscriptions
 * are closed. `contract` holds its contracts by that day, as known on `knownBy`.
 */
export function hasLeft(
  facts: Facts,
  contract: ContractState,
  account: number,
  asOf: Day,
  knownBy: Day = asOf,
): boolean {
  const { offsets, day, outcome } = facts.outcomes;
  let churnDay: Day = NO_DAY;
  const end = offsets[account + 1] as number;
  for (let k = offsets[account] as number; k < end; k++) {
    const on = day[k] as number;
    if (on > asOf) break;
    if (outcome[k] === CHURN && isKnown(facts.outcomes, k, knownBy)) churnDay = on;
  }
  return (churnDay !== NO_DAY && contract.reactivationDay <= churnDay) || (contract.rows > 0 && contract.open === 0);
}

/** Status of one account given its contracts as known on `asOf`: 0 not started, 1 active, 2 churned. */
export function statusOf(facts: Facts, index: FactsIndex, contract: ContractState, account: number, asOf: Day): number {
  if (startDayOf(facts, index, account) > asOf) return ACCOUNT_STATUS.notStarted;
  return hasLeft(facts, contract, account, asOf) ? ACCOUNT_STATUS.churned : ACCOUNT_STATUS.active;
}

/**
 * Status of every account as of a day: 0 not started, 1 active, 2 churned. An account starts on its start date, else with
 * its first fact. It has churned when an outcome says so and no new, renewed or upgraded contract became effective
 * after it, or when the last open subscription was closed by a contract churn.
 */
export function accountStatus(facts: Facts, asOf: Day, index: FactsIndex = indexFacts(facts)): Uint8Array {
  return statusOfAccounts(facts, asOf, accountRange(0, facts.accounts.count), index);
}

/** Status of each of `accounts` as of a day, as {@link accountStatus}. */
export function statusOfAccounts(facts: Facts, asOf: Day, accounts: Int32Array, index: FactsIndex): Uint8Array {
  const contracts = contractReader(facts, index);
  const status = new Uint8Array(accounts.length);
  for (let row = 0; row < status.length; row++) {
    const account = accounts[row] as number;
    status[row] = statusOf(facts, index, contracts(account, asOf), account, asOf);
  }
  return status;
}

/**
 * ARR of every account as of a day in workspace currency: the latest known ARR of its open subscriptions, else the
 * account's own; 0 unless active, NaN when unknown (30-method.md 4.6).
 */
export function arrAsOf(
  facts: Facts,
  asOf: Day,
  index: FactsIndex = indexFacts(facts),
): { arr: Float64Array; status: Uint8Array } {
  const contracts = contractReader(facts, index);
  const { count } = facts.accounts;
  const arr = new Float64Array(count);
  const status = new Uint8Array(count);
  for (let account = 0; account < count; account++) {
    const contract = contracts(account, asOf);
    const state = statusOf(facts, index, contract, account, asOf);
    status[account] = state;
    if (state !== ACCOUNT_STATUS.active) continue;
    arr[account] = Number.isNaN(contract.arr) ? arrKnown(facts, account, asOf) : contract.arr;
  }
  return { arr, status };
}
