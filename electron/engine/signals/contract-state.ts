import { type Day, NO_DAY } from '#shared/model/day.ts';
import { CONTRACT_CHANGES, type Facts } from '#shared/model/facts.ts';
import type { FactsIndex } from './facts-index.ts';

const CHURN = CONTRACT_CHANGES.indexOf('churn');
const NEW = CONTRACT_CHANGES.indexOf('new');
const RENEWAL = CONTRACT_CHANGES.indexOf('renewal');
const UPGRADE = CONTRACT_CHANGES.indexOf('upgrade');
const DOWNGRADE = CONTRACT_CHANGES.indexOf('downgrade');
const DOWNGRADE_REQUEST = CONTRACT_CHANGES.indexOf('downgrade_request');
const CANCEL_NOTICE = CONTRACT_CHANGES.indexOf('cancel_notice');

/** The contracts of one account as known on a day. The object is reused by the reader: copy what has to last. */
export type ContractState = {
  /** Contract rows effective by the day. */
  rows: number;
  /** Open subscriptions (rows without a subscription id are one subscription). */
  open: number;
  /** Sum of the latest known ARR of the open subscriptions, NaN when none is known. */
  arr: number;
  /** Same for seats. */
  seats: number;
  /** Earliest term end of an open subscription on or after the day, else the latest one past, else NO_DAY. */
  termEnd: Day;
  /** Earliest and latest day of a row that counts, NO_DAY without one. */
  firstDay: Day;
  lastDay: Day;
  /** Latest upgrade, downgrade or downgrade request: index in CONTRACT_CHANGES, −1 when none, and its day. */
  planChange: number;
  planChangeDay: Day;
  /** Latest day of a contract churn, and of a new, renewal or upgrade. */
  churnDay: Day;
  reactivationDay: Day;
};

/** `knownBy` looks back: rows count on `asOf` as they were known on that later day; left out, as known on `asOf`. */
export type ContractReader = (account: number, asOf: Day, knownBy?: Day) => ContractState;

/**
 * Reader of contract states. Rows of one subscription follow each other by day: `churn` closes it, `new`, `renewal` and
 * `upgrade` open it again. ARR and seats of requests and notices are not in force and are not read.
 */
export function contractReader(facts: Facts, index: FactsIndex): ContractReader {
  const { offsets, day, change, arr, seats, termEndDay, subscription, knownDay, supersededDay } = facts.contracts;
  const slotOf = new Int32Array(index.maxSubscription + 1);
  const stamp = new Int32Array(index.maxSubscription + 1);
  const slotOpen = new Uint8Array(index.maxContractsPerAccount);
  const slotArr = new Float64Array(index.maxContractsPerAccount);
  const slotSeats = new Float64Array(index.maxContractsPerAccount);
  const slotEnd = new Int32Array(index.maxContractsPerAccount);
  let mark = 0;
  const state: ContractState = {
    rows: 0,
    open: 0,
    arr: Number.NaN,
    seats: Number.NaN,
    termEnd: NO_DAY,
    firstDay: NO_DAY,
    lastDay: NO_DAY,
    planChange: -1,
    planChangeDay: NO_DAY,
    churnDay: NO_DAY,
    reactivationDay: NO_DAY,
  };

  function settle(slots: number, asOf: Day): void {
    state.open = 0;
    state.arr = Number.NaN;
    state.seats = Number.NaN;
    state.termEnd = NO_DAY;
    for (let slot = 0; slot < slots; slot++) {
      if (slotOpen[slot] === 0) continue;
      state.open++;
      const slotValue = slotArr[slot] as number;
      if (!Number.isNaN(slotValue)) state.arr = (Number.isNaN(state.arr) ? 0 : state.arr) + slotValue;
      const slotSeat = slotSeats[slot] as number;
      if (!Number.isNaN(slotSeat)) state.seats = (Number.isNaN(state.seats) ? 0 : state.seats) + slotSeat;
      const end = slotEnd[slot] as number;
      if (end === NO_DAY) continue;
      const best = state.termEnd;
      if (best === NO_DAY || (best < asOf ? end > best : end >= asOf && end < best)) state.termEnd = end;
    }
  }

  return (account, asOf, knownBy = asOf) => {
    mark++;
    let slots = 0;
    state.rows = 0;
    state.firstDay = NO_DAY;
    state.lastDay = NO_DAY;
    state.planChange = -1;
    state.planChangeDay = NO_DAY;
    state.churnDay = NO_DAY;
    state.reactivationDay = NO_DAY;
    const end = offsets[account + 1] as number;
    for (let k = offsets[account] as number; k < end; k++) {
      const on = day[k] as number;
      if (on > asOf) break;
      if ((knownDay[k] as number) > knownBy || (supersededDay[k] as number) <= knownBy) continue;
      const what = change[k] as number;
      const id = subscription[k] as number;
      const opens = what === NEW || what === RENEWAL || what === UPGRADE;
      let slot: number;
      if (stamp[id] === mark) {
        slot = slotOf[id] as number;
        if (opens) slotOpen[slot] = 1;
      } else {
        slot = slots++;
        stamp[id] = mark;
        slotOf[id] = slot;
        slotOpen[slot] = 1;
        slotArr[slot] = Number.NaN;
        slotSeats[slot] = Number.NaN;
        slotEnd[slot] = NO_DAY;
      }
      if (state.rows === 0) state.firstDay = on;
      state.rows++;
      state.lastDay = on;
      if (what === CHURN) {
        slotOpen[slot] = 0;
        state.churnDay = on;
        continue;
      }
      if (opens) state.reactivationDay = on;
      if (what === UPGRADE || what === DOWNGRADE || what === DOWNGRADE_REQUEST) {
        state.planChange = what;
        state.planChangeDay = on;
      }
      if (termEndDay[k] !== NO_DAY) slotEnd[slot] = termEndDay[k] as number;
      if (what === DOWNGRADE_REQUEST || what === CANCEL_NOTICE) continue;
      if (!Number.isNaN(arr[k] as number)) slotArr[slot] = arr[k] as number;
      if (!Number.isNaN(seats[k] as number)) slotSeats[slot] = seats[k] as number;
    }
    settle(slots, asOf);
    return state;
  };
}
