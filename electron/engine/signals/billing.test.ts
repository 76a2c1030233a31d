import { describe, expect, it } from 'vitest';
import type { ContractRow, InvoiceRow } from '../testing/fixtures.ts';
import { readSignals } from '../testing/read-signals.ts';

const AS_OF = 400;
const invoice = (more: Omit<InvoiceRow, 'account' | 'issued'> & { issued?: number }): InvoiceRow => ({
  account: 0,
  issued: AS_OF - 90,
  ...more,
});
const paid = invoice({ due: AS_OF - 60, paid: AS_OF - 61 });
const pay = (invoices: InvoiceRow[], asOf = AS_OF) => {
  const signals = readSignals({ accounts: [{}], invoices }, asOf);
  return [signals.value('payment_status'), signals.value('arrears_days')];
};

describe('payment and arrears', () => {
  it.each<[string, InvoiceRow[], string | null, number | null]>([
    ['no invoice', [], null, null],
    ['everything paid', [paid], 'current', 0],
    ['due today', [paid, invoice({ due: AS_OF })], 'current', 0],
    ['one day over', [paid, invoice({ due: AS_OF - 1 })], 'late', 1],
    ['30 days over', [paid, invoice({ due: AS_OF - 30 })], 'late', 30],
    ['31 days over', [paid, invoice({ due: AS_OF - 31 })], 'past_due', 31],
    ['no due date: 30 days after issue', [paid, invoice({ issued: AS_OF - 40 })], 'late', 10],
    ['paid tomorrow is unpaid today', [invoice({ due: AS_OF - 5, paid: AS_OF + 1 })], null, null],
    [
      'paid tomorrow, other invoice paid',
      [paid, invoice({ due: AS_OF - 5, paid: AS_OF + 1, status: 'paid' })],
      'late',
      5,
    ],
    ['failed and unpaid', [invoice({ due: AS_OF + 5, status: 'failed' })], 'failed', 0],
    ['failed, then paid', [invoice({ due: AS_OF - 5, paid: AS_OF - 1, status: 'failed' })], 'current', 0],
    ['refunded', [invoice({ due: AS_OF - 50, status: 'refunded' })], 'current', 0],
    ['credit note', [paid, invoice({ due: AS_OF - 50, amount: -10 })], 'current', 0],
    ['status word open', [invoice({ status: 'open' })], 'current', 0],
    ['status word late', [invoice({ status: 'late' })], 'late', 30],
    ['status word past due', [invoice({ issued: AS_OF - 3, status: 'past_due' })], 'past_due', 31],
    ['paid without a date', [invoice({ due: AS_OF - 20, status: 'paid' })], 'current', 0],
    ['issued tomorrow', [invoice({ issued: AS_OF + 1, status: 'failed' })], null, null],
    ['nobody says whether it is paid', [invoice({ due: AS_OF - 50 })], null, null],
    ['source older than 100 days', [invoice({ issued: AS_OF - 101, due: AS_OF - 50, status: 'open' })], null, null],
  ])('%s', (_, invoices, payment, arrears) => {
    expect(pay(invoices)).toEqual([payment, arrears]);
  });
});

describe('contracts', () => {
  const contract = (day: number, change: ContractRow['change'], more: Partial<ContractRow> = {}): ContractRow => ({
    account: 0,
    day,
    change,
    ...more,
  });
  const of = (contracts: ContractRow[], account = {}) => readSignals({ accounts: [account], contracts }, AS_OF);

  it.each<[string, ContractRow[], string | null]>([
    ['none known', [contract(AS_OF + 1, 'new')], null],
    ['nothing recent', [contract(0, 'new'), contract(AS_OF - 90, 'downgrade')], 'stable'],
    ['89 days ago', [contract(0, 'new'), contract(AS_OF - 89, 'downgrade')], 'downgrade'],
    ['the latest counts', [contract(AS_OF - 50, 'downgrade'), contract(AS_OF - 10, 'upgrade')], 'upgrade'],
    ['a request', [contract(AS_OF - 50, 'upgrade'), contract(AS_OF - 10, 'downgrade_request')], 'downgrade_request'],
    ['effective tomorrow', [contract(0, 'new'), contract(AS_OF + 1, 'downgrade')], 'stable'],
  ])('subscription change: %s', (_, contracts, expected) => {
    expect(of(contracts).value('subscription_change')).toBe(expected);
  });

  it.each<[string, ContractRow[], number | undefined, number | null]>([
    ['from the account', [], AS_OF + 12, 12],
    ['the contract wins', [contract(0, 'new', { termEnd: AS_OF + 40 })], AS_OF + 12, 40],
    [
      'latest known term',
      [contract(0, 'new', { termEnd: AS_OF - 5 }), contract(AS_OF - 6, 'renewal', { termEnd: AS_OF + 360 })],
      undefined,
      360,
    ],
    ['not renewed: expired', [contract(0, 'new', { termEnd: AS_OF - 5 })], undefined, -5],
    [
      'renewal not known yet',
      [contract(0, 'new', { termEnd: AS_OF + 5 }), contract(AS_OF + 1, 'renewal', { termEnd: AS_OF + 370 })],
      undefined,
      5,
    ],
    [
      'earliest open future term',
      [
        contract(0, 'new', { termEnd: AS_OF + 90, subscription: 1 }),
        contract(0, 'new', { termEnd: AS_OF + 30, subscription: 2 }),
        contract(0, 'new', { termEnd: AS_OF - 30, subscription: 3 }),
        contract(0, 'new', { termEnd: AS_OF + 3, subscription: 4 }),
        contract(9, 'churn', { subscription: 4 }),
      ],
      undefined,
      30,
    ],
    ['unknown', [contract(0, 'new')], undefined, null],
  ])('days to renewal: %s', (_, contracts, renewalDay, expected) => {
    expect(of(contracts, renewalDay === undefined ? {} : { renewalDay }).value('days_to_renewal')).toBe(expected);
  });
});
