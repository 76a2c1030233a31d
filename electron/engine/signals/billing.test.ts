import { describe, expect, it } from 'vitest';
import type { InvoiceRow } from '../testing/fixtures.ts';
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
    [
      'paid tomorrow, no due date, said to be open',
      [invoice({ issued: AS_OF - 60, paid: AS_OF + 1, status: 'open' })],
      'current',
      0,
    ],
    ['failed and unpaid', [invoice({ due: AS_OF + 5, status: 'failed' })], 'failed', 0],
    ['failed, then paid', [invoice({ due: AS_OF - 5, paid: AS_OF - 1, status: 'failed' })], 'current', 0],
    ['paid today', [invoice({ due: AS_OF - 5, paid: AS_OF })], 'current', 0],
    ['refunded', [invoice({ due: AS_OF - 50, status: 'refunded' })], 'current', 0],
    ['credit note', [paid, invoice({ due: AS_OF - 50, amount: -10 })], 'current', 0],
    ['status word open', [invoice({ status: 'open' })], 'current', 0],
    ['status word late', [invoice({ status: 'late' })], 'late', 30],
    ['status word past due', [invoice({ issued: AS_OF - 3, status: 'past_due' })], 'past_due', 31],
    ['paid without a date', [invoice({ due: AS_OF - 20, status: 'paid' })], 'current', 0],
    ['issued and said to be open today', [invoice({ issued: AS_OF, status: 'open' })], 'current', 0],
    ['issued tomorrow', [invoice({ issued: AS_OF + 1, status: 'failed' })], null, null],
    ['nobody says whether it is paid', [invoice({ due: AS_OF - 50 })], null, null],
    ['source 100 days old', [invoice({ issued: AS_OF - 100, status: 'open' })], 'current', 0],
    ['one failed today', [paid, invoice({ issued: AS_OF, status: 'failed' })], 'failed', 0],
    ['one fails tomorrow', [paid, invoice({ issued: AS_OF + 1, status: 'failed' })], 'current', 0],
    ['source older than 100 days', [invoice({ issued: AS_OF - 101, due: AS_OF - 50, status: 'open' })], null, null],
  ])('%s', (_, invoices, payment, arrears) => {
    expect(pay(invoices)).toEqual([payment, arrears]);
  });
});

it('payment is as old as the last thing known of it: paid without any date means 30 days after the issue', () => {
  const fact = (...invoices: InvoiceRow[]) =>
    readSignals({ accounts: [{}], invoices }, AS_OF).factDay('payment_status');
  expect(fact(invoice({ issued: AS_OF - 40, status: 'paid' }))).toBe(AS_OF - 10);
  expect(fact(invoice({ issued: AS_OF - 20, status: 'paid' }))).toBe(AS_OF - 20);
  expect(fact(invoice({ issued: AS_OF - 90, due: AS_OF - 20, status: 'paid' }))).toBe(AS_OF - 20);
  expect(fact(paid, invoice({ issued: AS_OF - 70, due: AS_OF - 65, paid: AS_OF - 62 }))).toBe(AS_OF - 61);
  expect(fact(paid, invoice({ issued: AS_OF - 5, status: 'open' }))).toBe(AS_OF - 5);
});

it('only the version of the day counts', () => {
  const versions = [
    invoice({ due: AS_OF - 40, status: 'failed', until: AS_OF - 10 }),
    invoice({ due: AS_OF - 40, status: 'paid', paid: AS_OF - 12, known: AS_OF - 10 }),
  ];
  expect(pay([paid, ...versions], AS_OF - 11)).toEqual(['failed', 29]);
  expect(pay([paid, ...versions], AS_OF - 10)).toEqual(['current', 0]);
  const fact = (invoices: InvoiceRow[]) =>
    readSignals({ accounts: [{}, {}], invoices: [...invoices, { ...paid, account: 1 }] }, AS_OF);
  // The last row is that of another account; an invoice nobody knows of yet is none.
  expect(fact([]).factDay('payment_status')).not.toBe(AS_OF - 90);
  expect(fact([]).value('payment_status')).toBeNull();
  const unknown = fact([invoice({ issued: AS_OF - 70, known: AS_OF + 1 })]);
  expect([unknown.value('payment_status'), unknown.value('payment_status', 1)]).toEqual([null, 'current']);
  const older = fact([invoice({ status: 'open' }), invoice({ issued: AS_OF - 70, known: AS_OF + 1 })]);
  expect(older.factDay('payment_status')).toBe(AS_OF - 90);
  expect(fact([invoice({ status: 'open' }), invoice({ issued: AS_OF + 3 })]).factDay('payment_status')).toBe(
    AS_OF - 90,
  );
  expect(fact([invoice({ due: AS_OF - 5, amount: 0, status: 'open' })]).value('payment_status')).toBe('current');
  const missing = pay([invoice({ issued: AS_OF - 101, status: 'open' })], AS_OF);
  expect(missing).toEqual([null, null]);
  const old = readSignals({ accounts: [{}], invoices: [invoice({ issued: AS_OF - 101, status: 'open' })] }, AS_OF);
  expect([old.stale('payment_status'), old.stale('arrears_days')]).toEqual([true, true]);
  expect(old.factDay('arrears_days')).toBe(AS_OF - 101);
});

it('billing is flagged as old beyond 62 days, each source for itself', () => {
  const flags = (invoiceAge: number, contractAge: number) => {
    const signals = readSignals(
      {
        accounts: [{}],
        invoices: [invoice({ issued: AS_OF - invoiceAge, status: 'open' })],
        contracts: [{ account: 0, day: AS_OF - contractAge, change: 'new' }],
      },
      AS_OF,
    );
    return [signals.stale('payment_status'), signals.stale('arrears_days'), signals.stale('subscription_change')];
  };
  expect(flags(62, 63)).toEqual([false, false, true]);
  expect(flags(63, 62)).toEqual([true, true, false]);
});
