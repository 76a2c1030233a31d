import { describe, expect, it } from 'vitest';
import type { ContractRow, FactRows, InvoiceRow } from '../testing/fixtures.ts';
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
    ...[
      [-30, -5],
      [-5, -30],
    ].map(([one = 0, other = 0]): [string, ContractRow[], undefined, number] => [
      'all expired: the latest',
      [
        contract(0, 'new', { termEnd: AS_OF + one, subscription: 1 }),
        contract(0, 'new', { termEnd: AS_OF + other, subscription: 2 }),
      ],
      undefined,
      -5,
    ]),
    [
      'ends today, and is open',
      [
        contract(0, 'new', { termEnd: AS_OF + 9, subscription: 1 }),
        contract(0, 'new', { termEnd: AS_OF, subscription: 2 }),
        contract(0, 'new', { termEnd: AS_OF + 5, subscription: 3 }),
      ],
      undefined,
      0,
    ],
    ['unknown', [contract(0, 'new')], undefined, null],
  ])('days to renewal: %s', (_, contracts, renewalDay, expected) => {
    expect(of(contracts, renewalDay === undefined ? {} : { renewalDay }).value('days_to_renewal')).toBe(expected);
  });
});

describe('contract value and seats over time', () => {
  const contract = (age: number, change: ContractRow['change'], more: Partial<ContractRow> = {}): ContractRow => ({
    account: 0,
    day: AS_OF - age,
    change,
    ...more,
  });
  const of = (contracts: ContractRow[], more: Omit<FactRows, 'accounts'> = {}, account = {}) =>
    readSignals({ accounts: [account], contracts, ...more }, AS_OF);

  it('value now against 30 days ago, seats against 90 days ago, over all open subscriptions', () => {
    const contracts = [
      contract(200, 'new', { arr: 100, seats: 10, subscription: 1 }),
      contract(150, 'new', { arr: 100, seats: 30, subscription: 2 }),
      contract(60, 'upgrade', { seats: 20, subscription: 1 }),
      contract(30, 'upgrade', { arr: 120, subscription: 1 }),
      contract(29, 'upgrade', { arr: 145, subscription: 1 }),
    ];
    // (145 + 100) ÷ (120 + 100) and (20 + 30) ÷ (10 + 30).
    expect(of(contracts).value('mrr_change_30d')).toBe(0.113636364);
    expect(of(contracts).value('seat_change_90d')).toBe(0.25);
    expect(of([contract(29, 'new', { arr: 5, seats: 5 })]).value('mrr_change_30d')).toBeNull();
    expect(of([contract(89, 'new', { seats: 5 })]).value('seat_change_90d')).toBeNull();
  });

  it.each<[string, ContractRow[], string | null]>([
    ['grown by more than 1 %', [contract(390, 'new', { arr: 100 }), contract(9, 'upgrade', { arr: 102 })], 'expansion'],
    ['within 1 %', [contract(390, 'new', { arr: 100 }), contract(9, 'upgrade', { arr: 101 })], 'none'],
    ['shrunk', [contract(390, 'new', { arr: 100 }), contract(9, 'renewal', { arr: 98 })], 'contraction'],
    [
      'back where it was a year ago',
      [
        contract(390, 'new', { arr: 100 }),
        contract(90, 'downgrade', { arr: 50 }),
        contract(9, 'upgrade', { arr: 100 }),
      ],
      'none',
    ],
    ['a younger customer', [contract(60, 'new', { arr: 100 }), contract(9, 'upgrade', { arr: 150 })], 'expansion'],
    ['grown before the year', [contract(390, 'new', { arr: 100 }), contract(365, 'upgrade', { arr: 150 })], 'none'],
    [
      'no value: the latest turn',
      [contract(390, 'new'), contract(300, 'upgrade'), contract(9, 'downgrade')],
      'contraction',
    ],
    ['no value, nothing happened', [contract(390, 'new'), contract(365, 'downgrade')], 'none'],
    ['a request is no contraction', [contract(390, 'new'), contract(9, 'downgrade_request')], 'none'],
    [
      'from nothing: the latest turn',
      [contract(390, 'new', { arr: 0 }), contract(9, 'upgrade', { arr: 10 })],
      'expansion',
    ],
    ['grown today', [contract(390, 'new'), contract(0, 'upgrade')], 'expansion'],
    ['grows tomorrow', [contract(390, 'new'), contract(-1, 'upgrade')], 'none'],
    ['grown, but nobody knows yet', [contract(390, 'new'), contract(9, 'upgrade', { known: AS_OF + 1 })], 'none'],
    ['no contract', [], null],
  ])('expansion in 12 months: %s', (_, contracts, expected) => {
    expect(of(contracts).value('expansion_12m')).toBe(expected);
  });

  it('without value an outcome says it too', () => {
    const outcomes = [{ account: 0, day: AS_OF - 5, outcome: 'expansion' as const }];
    expect(of([contract(390, 'new')], { outcomes }).value('expansion_12m')).toBe('expansion');
    const said = (age: number, known?: number) =>
      of([contract(390, 'new'), contract(9, 'downgrade')], {
        outcomes: [{ account: 0, day: AS_OF - age, outcome: 'expansion', ...(known === undefined ? {} : { known }) }],
      }).value('expansion_12m');
    // The later of both counts, of one day the contract.
    expect([0, 8, 9, 10].map((age) => said(age))).toEqual(['expansion', 'expansion', 'contraction', 'contraction']);
    expect([said(-1), said(5, AS_OF), said(5, AS_OF + 1)]).toEqual(['contraction', 'expansion', 'contraction']);
    expect(
      of([contract(200, 'new', { arr: 0 }), contract(9, 'upgrade', { arr: 10 })]).value('mrr_change_30d'),
    ).toBeNull();
  });

  it('where contracts say nothing, the attributes of the account as known on both days', () => {
    const versions = [
      { until: AS_OF - 60, seats: 10, arr: 100, renewalDay: AS_OF + 5 },
      { known: AS_OF - 60, until: AS_OF - 20, seats: 15, arr: 100, renewalDay: AS_OF + 5 },
      { known: AS_OF - 20, seats: 20, arr: 80, renewalDay: AS_OF + 99 },
    ];
    const signals = of([], {}, { seats: 20, arr: 80, renewalDay: AS_OF + 99, versions });
    expect(signals.value('seat_change_90d')).toBe(1);
    expect(signals.value('mrr_change_30d')).toBe(-0.2);
    expect(signals.value('days_to_renewal')).toBe(99);
    expect(signals.value('expansion_12m')).toBe('contraction');
    const before = readSignals({ accounts: [{ renewalDay: AS_OF + 99, versions }] }, AS_OF - 21);
    expect(before.value('days_to_renewal')).toBe(26);
    const late = { seats: 9, renewalDay: AS_OF + 9, versions: [{ known: AS_OF + 1, seats: 9, renewalDay: AS_OF + 9 }] };
    expect(of([], {}, late).value('days_to_renewal')).toBeNull();
  });
});
