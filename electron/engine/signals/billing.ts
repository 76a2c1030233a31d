import { type Day, NO_DAY } from '#shared/model/day.ts';
import { CONTRACT_CHANGES, type Facts, INVOICE_STATUSES, OUTCOMES } from '#shared/model/facts.ts';
import { round9 } from '../math/round.ts';
import { arrKnown, renewalKnown, seatsKnown } from './account-state.ts';
import { type ContractState, contractReader } from './contract-state.ts';
import { isKnown, latestDay } from './days.ts';
import type { FactsIndex } from './facts-index.ts';
import { FINANCIAL_MISSING_AFTER_DAYS, FINANCIAL_STALE_AFTER_DAYS } from './freshness.ts';
import { type SignalRows, signalWriter } from './table.ts';

const PAID = INVOICE_STATUSES.indexOf('paid');
const LATE = INVOICE_STATUSES.indexOf('late');
const PAST_DUE = INVOICE_STATUSES.indexOf('past_due');
const OPEN = INVOICE_STATUSES.indexOf('open');
const FAILED = INVOICE_STATUSES.indexOf('failed');
const REFUNDED = INVOICE_STATUSES.indexOf('refunded');

/** Payment terms assumed where an invoice has no due date, days. */
const DEFAULT_TERM_DAYS = 30;
/** Overdue by more than this is past due, days. */
const PAST_DUE_AFTER_DAYS = 30;

const turns = (words: readonly string[], grown: string, shrunk: string): Int8Array =>
  Int8Array.from(words, (word) => Number(word === grown) - Number(word === shrunk));
const CONTRACT_TURN = turns(CONTRACT_CHANGES, 'upgrade', 'downgrade');
const OUTCOME_TURN = turns(OUTCOMES, 'expansion', 'contraction');

const PAYMENT = { current: 0, late: 1, past_due: 2, failed: 3 } as const;
const SUBSCRIPTION = { upgrade: 0, stable: 1, downgrade_request: 2, downgrade: 3 } as const;

/** Days an unpaid invoice is overdue; a status word without dates counts as what it says. */
function overdueDays(asOf: Day, issued: Day, due: Day, status: number): number {
  if (due !== NO_DAY) return asOf - due;
  const assumed = asOf - (issued + DEFAULT_TERM_DAYS);
  if (status === OPEN) return Math.min(0, assumed);
  if (status === LATE) return Math.min(PAST_DUE_AFTER_DAYS, Math.max(1, assumed));
  if (status === PAST_DUE) return Math.max(PAST_DUE_AFTER_DAYS + 1, assumed);
  return assumed;
}

/** Windows the value and the seats of the contracts are compared over, days. */
const YEAR_DAYS = 365;
const SEAT_DAYS = 90;
const MONTH_DAYS = 30;
/** Change of the contract value within which it counts as steady (30-method.md 7.1). */
const STEADY = 0.01;
const EXPANSION = { expansion: 0, none: 1, contraction: 2 } as const;

export type BillingSignals = (row: number, account: number, at: number, contract: ContractState) => void;

/**
 * Writes the billing family of one account: payment, arrears, subscription change, days to renewal (30-method.md 2.2).
 * An invoice is unpaid when issued by the as-of date, not refunded, and not paid by then. Credit notes (amount ≤ 0) owe
 * nothing. Where no invoice of the workspace says by then whether it is paid, payment is missing.
 *
 * Changes of contract value and seats compare the open subscriptions of the as-of date with those 30, 90 and 365 days
 * before; where no value (no seats) is in the contracts, with the account's own attributes as known on both days. A younger
 * customer's year begins with the first contract. Without any value, expansion is what the latest upgrade, downgrade,
 * expansion or contraction of the year says.
 */
export function billingSignals(
  facts: Facts,
  index: FactsIndex,
  rows: SignalRows,
  days: readonly Day[],
): BillingSignals {
  const { offsets, issuedDay, dueDay, paidDay, amount, status } = facts.invoices;
  const sources = days.map((asOf) => {
    const last = latestDay(index.invoiceDays, asOf);
    return {
      asOf,
      last,
      isMissing: asOf - last > FINANCIAL_MISSING_AFTER_DAYS,
      isKnown: last !== NO_DAY && index.firstPaymentDay <= asOf,
      isStale: asOf - last > FINANCIAL_STALE_AFTER_DAYS,
      contractsStale: asOf - latestDay(index.contractDays, asOf) > FINANCIAL_STALE_AFTER_DAYS,
    };
  });
  type Source = (typeof sources)[number];

  const payment = signalWriter(rows, 'payment_status');
  const arrears = signalWriter(rows, 'arrears_days');
  const subscription = signalWriter(rows, 'subscription_change');
  const renewal = signalWriter(rows, 'days_to_renewal');
  const expansion = signalWriter(rows, 'expansion_12m');
  const valueChange = signalWriter(rows, 'mrr_change_30d');
  const seatChange = signalWriter(rows, 'seat_change_90d');
  const contractThen = contractReader(facts, index);

  function writePayment(
    row: number,
    account: number,
    { asOf, last: sourceLast, isMissing, isStale: stale }: Source,
  ): void {
    const first = offsets[account] as number;
    const end = offsets[account + 1] as number;
    let factDay: Day = NO_DAY;
    for (let k = first; k < end && (issuedDay[k] as number) <= asOf; k++) {
      if (isKnown(facts.invoices, k, asOf)) factDay = issuedDay[k] as number;
    }
    if (factDay === NO_DAY) return;
    if (isMissing) {
      payment.put(row, Number.NaN, sourceLast, true);
      arrears.put(row, Number.NaN, sourceLast, true);
      return;
    }
    let worst = 0;
    let failed = false;
    for (let k = first; k < end; k++) {
      const issued = issuedDay[k] as number;
      if (issued > asOf) break;
      if (!isKnown(facts.invoices, k, asOf)) continue;
      const word = status[k] as number;
      if (word === REFUNDED || (amount[k] as number) <= 0) continue;
      const due = dueDay[k] as number;
      let paid = paidDay[k] as number;
      if (paid === NO_DAY && word === PAID) paid = due === NO_DAY ? issued + DEFAULT_TERM_DAYS : due;
      if (paid !== NO_DAY && paid <= asOf) {
        factDay = Math.max(factDay, paid);
        continue;
      }
      if (word === FAILED) failed = true;
      worst = Math.max(worst, overdueDays(asOf, issued, due, word));
    }
    const state = failed
      ? PAYMENT.failed
      : worst > PAST_DUE_AFTER_DAYS
        ? PAYMENT.past_due
        : worst > 0
          ? PAYMENT.late
          : PAYMENT.current;
    payment.put(row, state, factDay, stale);
    arrears.put(row, worst, factDay, stale);
  }

  function subscriptionValue(contract: ContractState, asOf: Day): number {
    if (contract.planChange < 0 || contract.planChangeDay < asOf - 89) return SUBSCRIPTION.stable;
    const word = CONTRACT_CHANGES[contract.planChange];
    if (word === 'upgrade') return SUBSCRIPTION.upgrade;
    return word === 'downgrade' ? SUBSCRIPTION.downgrade : SUBSCRIPTION.downgrade_request;
  }

  /** (now ÷ before) − 1, NaN without both or from nothing. */
  const changeOf = (now: number, before: number): number => (before > 0 ? round9(now / before - 1) : Number.NaN);

  /** Contract value on an earlier day, of the contracts if they say one now, else of the account. */
  function valueThen(account: number, day: Day, fromContracts: boolean): number {
    return fromContracts ? contractThen(account, day).arr : arrKnown(facts, account, day);
  }

  /** Latest change of the last year by contracts and outcomes: 1 grown, −1 shrunk, 0 neither. */
  function directionOfYear(account: number, asOf: Day): number {
    let direction = 0;
    let latest: Day = asOf - YEAR_DAYS;
    const { contracts, outcomes } = facts;
    const take = (day: Day, turn: number): void => {
      if (turn === 0 || day <= latest || day > asOf) return;
      latest = day;
      direction = turn;
    };
    for (let k = contracts.offsets[account] as number; k < (contracts.offsets[account + 1] as number); k++) {
      if (isKnown(contracts, k, asOf))
        take(contracts.day[k] as number, CONTRACT_TURN[contracts.change[k] as number] ?? 0);
    }
    for (let k = outcomes.offsets[account] as number; k < (outcomes.offsets[account + 1] as number); k++) {
      if (isKnown(outcomes, k, asOf)) take(outcomes.day[k] as number, OUTCOME_TURN[outcomes.outcome[k] as number] ?? 0);
    }
    return direction;
  }

  function writeChanges(row: number, account: number, contract: ContractState, { asOf, contractsStale }: Source): void {
    const { firstDay, lastDay } = contract;
    const hasValue = !Number.isNaN(contract.arr);
    const value = hasValue ? contract.arr : arrKnown(facts, account, asOf);
    const month = changeOf(value, valueThen(account, asOf - MONTH_DAYS, hasValue));
    if (!Number.isNaN(month)) valueChange.put(row, month, lastDay, contractsStale);
    const hasSeats = !Number.isNaN(contract.seats);
    const seats = hasSeats ? contract.seats : seatsKnown(facts, account, asOf);
    const seatsThen = hasSeats
      ? contractThen(account, asOf - SEAT_DAYS).seats
      : seatsKnown(facts, account, asOf - SEAT_DAYS);
    const quarter = changeOf(seats, seatsThen);
    if (!Number.isNaN(quarter)) seatChange.put(row, quarter, lastDay, contractsStale);

    const year = changeOf(value, valueThen(account, Math.max(asOf - YEAR_DAYS, firstDay), hasValue));
    if (!Number.isNaN(year)) {
      const state = year > STEADY ? EXPANSION.expansion : year < -STEADY ? EXPANSION.contraction : EXPANSION.none;
      expansion.put(row, state, lastDay, contractsStale);
    } else if (contract.rows > 0) {
      expansion.put(row, EXPANSION.none - directionOfYear(account, asOf), lastDay, contractsStale);
    }
  }

  return (row, account, at, contract) => {
    const source = sources[at] as Source;
    const { asOf } = source;
    writeChanges(row, account, contract, source);
    if (source.isKnown) writePayment(row, account, source);
    if (contract.rows > 0)
      subscription.put(row, subscriptionValue(contract, asOf), contract.lastDay, source.contractsStale);
    if (contract.termEnd !== NO_DAY) {
      renewal.put(row, contract.termEnd - asOf, contract.lastDay, false);
    } else {
      const date = renewalKnown(facts, account, asOf);
      if (date !== NO_DAY) renewal.put(row, date - asOf, NO_DAY, false);
    }
  };
}
