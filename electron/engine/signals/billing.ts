import { type Day, NO_DAY } from '#shared/model/day.ts';
import { CONTRACT_CHANGES, type Facts, INVOICE_STATUSES } from '#shared/model/facts.ts';
import { renewalKnown } from './account-state.ts';
import type { ContractState } from './contract-state.ts';
import { type FactsIndex, isKnown, latestDay } from './facts-index.ts';
import { FINANCIAL_MISSING_AFTER_DAYS, FINANCIAL_STALE_AFTER_DAYS } from './freshness.ts';
import { type SignalTable, signalWriter } from './table.ts';

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

export type BillingSignals = (row: number, account: number, contract: ContractState) => void;

/**
 * Writes the billing family of one account: payment, arrears, subscription change, days to renewal (30-method.md 2.2).
 * An invoice is unpaid when issued by the as-of date, not refunded, and not paid by then. Credit notes (amount ≤ 0) owe
 * nothing. Where no invoice of the workspace says by then whether it is paid, payment is missing.
 */
export function billingSignals(facts: Facts, index: FactsIndex, table: SignalTable): BillingSignals {
  const { asOf } = table;
  const { offsets, issuedDay, dueDay, paidDay, amount, status } = facts.invoices;
  const sourceLast = latestDay(index.invoiceDays, asOf);
  const sourceMissing = asOf - sourceLast > FINANCIAL_MISSING_AFTER_DAYS;
  const sourceKnown = sourceLast !== NO_DAY && index.firstPaymentDay <= asOf;
  const stale = asOf - sourceLast > FINANCIAL_STALE_AFTER_DAYS;
  const contractsStale = asOf - latestDay(index.contractDays, asOf) > FINANCIAL_STALE_AFTER_DAYS;

  const payment = signalWriter(table, 'payment_status');
  const arrears = signalWriter(table, 'arrears_days');
  const subscription = signalWriter(table, 'subscription_change');
  const renewal = signalWriter(table, 'days_to_renewal');

  function writePayment(row: number, account: number): void {
    const first = offsets[account] as number;
    const end = offsets[account + 1] as number;
    let factDay: Day = NO_DAY;
    for (let k = first; k < end && (issuedDay[k] as number) <= asOf; k++) {
      if (isKnown(facts.invoices, k, asOf)) factDay = issuedDay[k] as number;
    }
    if (factDay === NO_DAY) return;
    if (sourceMissing) {
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
      worst = Math.max(
        worst,
        paid === NO_DAY
          ? overdueDays(asOf, issued, due, word)
          : asOf - (due === NO_DAY ? issued + DEFAULT_TERM_DAYS : due),
      );
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

  function subscriptionValue(contract: ContractState): number {
    if (contract.planChange < 0 || contract.planChangeDay < asOf - 89) return SUBSCRIPTION.stable;
    const word = CONTRACT_CHANGES[contract.planChange];
    if (word === 'upgrade') return SUBSCRIPTION.upgrade;
    return word === 'downgrade' ? SUBSCRIPTION.downgrade : SUBSCRIPTION.downgrade_request;
  }

  return (row, account, contract) => {
    if (sourceKnown) writePayment(row, account);
    if (contract.rows > 0) subscription.put(row, subscriptionValue(contract), contract.lastDay, contractsStale);
    if (contract.termEnd !== NO_DAY) {
      renewal.put(row, contract.termEnd - asOf, contract.lastDay, false);
    } else {
      const date = renewalKnown(facts, account, asOf);
      if (date !== NO_DAY) renewal.put(row, date - asOf, NO_DAY, false);
    }
  };
}
