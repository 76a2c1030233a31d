import { type Day, NO_DAY } from '#shared/model/day.ts';
import { CONTRACT_CHANGES, type Facts, type Grouped, NEVER, OUTCOMES } from '#shared/model/facts.ts';
import { arrKnown } from '../signals/account-state.ts';
import { contractReader } from '../signals/contract-state.ts';
import { isKnown } from '../signals/days.ts';
import { type FactsIndex, startDayOf } from '../signals/facts-index.ts';
import { startOfCustomer } from '../signals/onboarding.ts';
import { hasLeft } from '../signals/status.ts';

/**
 * The life of every account as a customer, as known on one day: outcomes and contracts count on their own dates if they
 * were known by `knownBy`, so that a churn that was recorded late is a churn of its own date. The steps of an account
 * are grouped as in {@link Grouped}; each counts from its day until the next.
 */
export type Timelines = Grouped & {
  readonly knownBy: Day;
  /** Start date of the account, else the day of its first contract if that is new; NO_DAY when neither is known. */
  readonly start: Int32Array;
  /** ARR in the first 31 days: that of the first contract that states one, else the account's own; NaN when unknown. */
  readonly startArr: Float64Array;
  /** Ascending within an account; none after `knownBy`. */
  readonly day: Int32Array;
  /** 1 while it is a customer. */
  readonly active: Uint8Array;
  /** ARR in workspace currency, 0 unless active, NaN when unknown. */
  readonly arr: Float64Array;
};

const FIRST_DAYS = 31;
const CHURN = OUTCOMES.indexOf('churn');
const STATES_ARR: readonly boolean[] = CONTRACT_CHANGES.map(
  (change) => change !== 'downgrade_request' && change !== 'cancel_notice' && change !== 'churn',
);

/** ARR of the first contract row that states one in the first days, also when it was closed the same day. */
function statedArr(facts: Facts, account: number, start: Day, knownBy: Day): number {
  const { contracts } = facts;
  const end = contracts.offsets[account + 1] as number;
  for (let k = contracts.offsets[account] as number; k < end; k++) {
    const on = contracts.day[k] as number;
    if (on > knownBy || on >= start + FIRST_DAYS) break;
    const arr = contracts.arr[k] as number;
    if (!Number.isNaN(arr) && STATES_ARR[contracts.change[k] as number] && isKnown(contracts, k, knownBy)) return arr;
  }
  return Number.NaN;
}

/** Reads the timelines of all accounts: O(rows × rows of the same account). */
export function timelinesOf(facts: Facts, index: FactsIndex, knownBy: Day): Timelines {
  const { attributes, contracts, outcomes } = facts;
  const { count } = facts.accounts;
  const read = contractReader(facts, index);
  const room = count + contracts.day.length + outcomes.day.length + attributes.knownDay.length;
  const offsets = new Int32Array(count + 1);
  const day = new Int32Array(room);
  const active = new Uint8Array(room);
  const arr = new Float64Array(room);
  const start = new Int32Array(count).fill(NO_DAY);
  const startArr = new Float64Array(count).fill(Number.NaN);
  let used = 0;
  let days: number[] = [];
  const note = (on: Day, first: Day): void => {
    if (on > first && on <= knownBy && on !== NEVER) days.push(on);
  };

  for (let account = 0; account < count; account++) {
    const first = startDayOf(facts, index, account);
    if (first <= knownBy && first !== NO_DAY) {
      const began = startOfCustomer(facts, account, knownBy);
      start[account] = began <= knownBy ? began : NO_DAY;
      // A first contract that was recorded late may lie before the first day anything was known.
      const opened = began === NO_DAY ? first : Math.min(first, began);
      days = [opened];
      for (let k = contracts.offsets[account] as number; k < (contracts.offsets[account + 1] as number); k++)
        note(contracts.day[k] as number, opened);
      for (let k = outcomes.offsets[account] as number; k < (outcomes.offsets[account + 1] as number); k++)
        if (outcomes.outcome[k] === CHURN) note(outcomes.day[k] as number, opened);
      for (let k = attributes.offsets[account] as number; k < (attributes.offsets[account + 1] as number); k++)
        note(attributes.knownDay[k] as number, opened);
      if (days.length > 1) days.sort((a, b) => a - b);

      let base = Number.NaN;
      for (let at = 0; at < days.length; at++) {
        const on = days[at] as number;
        if (at > 0 && on === days[at - 1]) continue;
        const contract = read(account, on, knownBy);
        const isActive = !hasLeft(facts, contract, account, on, knownBy);
        day[used] = on;
        active[used] = isActive ? 1 : 0;
        arr[used] = !isActive ? 0 : Number.isNaN(contract.arr) ? arrKnown(facts, account, on) : contract.arr;
        if (Number.isNaN(base) && on >= began && on < began + FIRST_DAYS) base = contract.arr;
        used++;
      }
      if (Number.isNaN(base) && began !== NO_DAY) base = statedArr(facts, account, began, knownBy);
      startArr[account] = Number.isNaN(base) && began !== NO_DAY ? arrKnown(facts, account, began) : base;
    }
    offsets[account + 1] = used;
  }
  return {
    knownBy,
    start,
    startArr,
    offsets,
    day: day.subarray(0, used),
    active: active.subarray(0, used),
    arr: arr.subarray(0, used),
  };
}

/** Index of the step of an account that counts on a day, −1 before its first one. */
export function stepAt(timelines: Timelines, account: number, on: Day): number {
  const first = timelines.offsets[account] as number;
  let at = (timelines.offsets[account + 1] as number) - 1;
  while (at >= first && (timelines.day[at] as number) > on) at--;
  return at < first ? -1 : at;
}

/**
 * Reads the ARR of every account on days that ascend from call to call: 0 unless it is a customer then, NaN when unknown.
 * The column is reused by the next call.
 */
export function arrReader({ offsets, day, arr, start }: Timelines): (on: Day) => Float64Array {
  const next = offsets.slice(0, start.length);
  const column = new Float64Array(start.length);
  return (on) => {
    for (let account = 0; account < column.length; account++) {
      const end = offsets[account + 1] as number;
      let step = next[account] as number;
      if (step === end || (day[step] as number) > on) continue;
      while (step < end && (day[step] as number) <= on) step++;
      next[account] = step;
      column[account] = arr[step - 1] as number;
    }
    return column;
  };
}

/** ARR of every account while it was last a customer; NaN when it never was or its ARR was never known. */
export function lastArr(timelines: Timelines): Float64Array {
  const { offsets, active, arr } = timelines;
  return Float64Array.from({ length: timelines.start.length }, (_, account) => {
    for (let at = (offsets[account + 1] as number) - 1; at >= (offsets[account] as number); at--)
      if (active[at] === 1 && !Number.isNaN(arr[at] as number)) return arr[at] as number;
    return Number.NaN;
  });
}

/** First day on which any account stopped being a customer; NEVER when none did. */
export function firstLossDay({ day, active }: Timelines): Day {
  let first = NEVER;
  for (let step = 0; step < day.length; step++)
    if (active[step] === 0 && (day[step] as number) < first) first = day[step] as number;
  return first;
}
