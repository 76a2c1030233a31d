import { describe, expect, it } from 'vitest';
import { NO_DAY } from '#shared/model/day.ts';
import type { ContractRow, FactRows } from '../testing/fixtures.ts';
import { readSignals } from '../testing/read-signals.ts';

const AS_OF = 400;

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
    [
      'a renewal is no change of plan',
      [contract(AS_OF - 50, 'downgrade'), contract(AS_OF - 10, 'renewal')],
      'downgrade',
    ],
    ['known from today', [contract(0, 'new'), contract(AS_OF - 9, 'upgrade', { known: AS_OF })], 'upgrade'],
    ['known from tomorrow', [contract(0, 'new'), contract(AS_OF - 9, 'upgrade', { known: AS_OF + 1 })], 'stable'],
    ['taken back today', [contract(0, 'new'), contract(AS_OF - 9, 'upgrade', { until: AS_OF })], 'stable'],
    ['taken back tomorrow', [contract(0, 'new'), contract(AS_OF - 9, 'upgrade', { until: AS_OF + 1 })], 'upgrade'],
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
    [
      'an upgrade that names no term keeps it',
      [contract(0, 'new', { termEnd: AS_OF + 40 }), contract(AS_OF - 9, 'upgrade')],
      undefined,
      40,
    ],
    ['unknown', [contract(0, 'new')], undefined, null],
  ])('days to renewal: %s', (_, contracts, renewalDay, expected) => {
    const signals = of(contracts, renewalDay === undefined ? {} : { renewalDay });
    expect(signals.value('days_to_renewal')).toBe(expected);
    expect(signals.stale('days_to_renewal')).toBe(false);
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
    const young = of([contract(9, 'new', { arr: 5, seats: 5 })]);
    expect([young.factDay('mrr_change_30d'), young.factDay('seat_change_90d')]).toEqual([NO_DAY, NO_DAY]);
    // A subscription of unknown value and seats adds nothing.
    const unknown = of([...contracts, contract(150, 'new', { subscription: 3 })]);
    expect([unknown.value('mrr_change_30d'), unknown.value('seat_change_90d')]).toEqual([0.113636364, 0.25]);
  });

  it.each<[string, ContractRow[], string | null]>([
    ['grown by more than 1 %', [contract(390, 'new', { arr: 100 }), contract(9, 'upgrade', { arr: 102 })], 'expansion'],
    ['within 1 %', [contract(390, 'new', { arr: 100 }), contract(9, 'upgrade', { arr: 101 })], 'none'],
    ['shrunk by 1 %', [contract(390, 'new', { arr: 100 }), contract(9, 'renewal', { arr: 99 })], 'none'],
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
    [
      'a younger customer who shrank without a word',
      [contract(60, 'new', { arr: 100 }), contract(9, 'renewal', { arr: 90 })],
      'contraction',
    ],
    ['a younger customer', [contract(60, 'new', { arr: 100 }), contract(9, 'upgrade', { arr: 150 })], 'expansion'],
    ['grown before the year', [contract(390, 'new', { arr: 100 }), contract(365, 'upgrade', { arr: 150 })], 'none'],
    [
      'no value: the latest turn',
      [contract(390, 'new'), contract(300, 'upgrade'), contract(9, 'downgrade')],
      'contraction',
    ],
    [
      'a renewal does not undo a turn',
      [contract(390, 'new'), contract(300, 'upgrade'), contract(9, 'renewal')],
      'expansion',
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

  it('the next account’s turn is none of this one', () => {
    const turn = { account: 1, day: AS_OF - 5 };
    const rows: FactRows[] = [
      { accounts: [{}, {}], contracts: [contract(390, 'new'), { ...turn, change: 'upgrade' }] },
      { accounts: [{}, {}], contracts: [contract(390, 'new')], outcomes: [{ ...turn, outcome: 'contraction' }] },
    ];
    expect(rows.map((row) => readSignals(row, AS_OF).value('expansion_12m'))).toEqual(['none', 'none']);
    const versions = [{ known: AS_OF + 1, seats: 10 }];
    const next = { versions: [{ seats: 20 }] };
    const usage = [{ account: 0, day: AS_OF, metric: 'active_users', value: 5 }];
    expect(readSignals({ accounts: [{ versions }, next], usage }, AS_OF).value('seat_utilization')).toBeNull();
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
