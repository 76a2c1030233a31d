import { describe, expect, it } from 'vitest';
import { NO_DAY } from '#shared/model/day.ts';
import { buildFacts, type ContractRow, type FactRows } from '../testing/fixtures.ts';
import { accountStatus, arrAsOf } from './status.ts';

const contract = (day: number, change: ContractRow['change'], subscription = 0): ContractRow => ({
  account: 0,
  day,
  change,
  subscription,
});
const churn = { account: 0, day: 100, outcome: 'churn' as const };
const names = ['not started', 'active', 'churned'];
const status = (rows: Partial<FactRows>, asOf: number, account = {}) =>
  names[accountStatus(buildFacts({ accounts: [account], ...rows }), asOf)[0] ?? 9];

describe('accountStatus', () => {
  it('starts on the start date, else with the first fact', () => {
    expect([status({}, 9, { startDay: 10 }), status({}, 10, { startDay: 10 })]).toEqual(['not started', 'active']);
    const contracts = [contract(10, 'new')];
    expect([status({ contracts }, 9), status({ contracts }, 10)]).toEqual(['not started', 'active']);
  });

  const first: [string, Partial<FactRows>][] = [
    ['usage', { usage: [{ account: 0, day: 50, metric: 'logins', value: 1 }] }],
    ['a ticket', { tickets: [{ account: 0, opened: 50 }] }],
    ['a survey', { surveys: [{ account: 0, sent: 50 }] }],
    ['a touchpoint', { touchpoints: [{ account: 0, day: 50, type: 'call' }] }],
    ['an invoice', { invoices: [{ account: 0, issued: 50 }] }],
    ['a contract', { contracts: [contract(50, 'new')] }],
    ['an outcome', { outcomes: [{ account: 0, day: 50, outcome: 'renewal' }] }],
    [
      'the first of two kinds',
      { surveys: [{ account: 0, sent: 70 }], tickets: [50, 60].map((opened) => ({ account: 0, opened })) },
    ],
    ['an undated ticket says nothing', { tickets: [NO_DAY, 50].map((opened) => ({ account: 0, opened })) }],
    ['a ticket known later', { tickets: [{ account: 0, opened: 20, known: 50 }] }],
  ];
  it.each(first)('without a start date it starts with its own first fact: %s', (_, rows) => {
    // The next account has facts from day 10 on; the third has none and is there as long as there are any.
    const surveys = [...(rows.surveys ?? []), { account: 1, sent: 10 }];
    const facts = buildFacts({ accounts: [{}, {}, {}], ...rows, surveys });
    expect([9, 10, 49, 50].map((asOf) => [...accountStatus(facts, asOf)])).toEqual([
      [0, 0, 0],
      [0, 1, 1],
      [0, 1, 1],
      [1, 1, 1],
    ]);
  });

  it.each<[string, Partial<FactRows>, number, string]>([
    ['before the churn', { outcomes: [churn] }, 99, 'active'],
    ['on the day of the churn', { outcomes: [churn] }, 100, 'churned'],
    ['won back', { outcomes: [churn], contracts: [contract(0, 'new'), contract(120, 'new')] }, 130, 'active'],
    ['won back later', { outcomes: [churn], contracts: [contract(0, 'new'), contract(120, 'new')] }, 119, 'churned'],
    [
      'a downgrade is no return',
      { outcomes: [churn], contracts: [contract(0, 'new'), contract(120, 'downgrade')] },
      130,
      'churned',
    ],
    ['contract churn', { contracts: [contract(0, 'new'), contract(50, 'churn')] }, 60, 'churned'],
    [
      'contract churn, then renewal',
      { contracts: [contract(0, 'new'), contract(50, 'churn'), contract(55, 'renewal')] },
      60,
      'active',
    ],
    [
      'contract churn, then upgrade',
      { contracts: [contract(0, 'new'), contract(50, 'churn'), contract(55, 'upgrade')] },
      60,
      'active',
    ],
    [
      'contract churn, then downgrade',
      { contracts: [contract(0, 'new'), contract(50, 'churn'), contract(55, 'downgrade')] },
      60,
      'churned',
    ],
    ['a contract of the day of the churn', { outcomes: [churn], contracts: [contract(100, 'new')] }, 110, 'churned'],
    ['the next account’s churn', { accounts: [{}, {}], outcomes: [{ ...churn, account: 1 }] }, 110, 'active'],
    [
      'one subscription of two',
      { contracts: [contract(0, 'new', 1), contract(0, 'new', 2), contract(50, 'churn', 1)] },
      60,
      'active',
    ],
    [
      'both subscriptions',
      { contracts: [contract(0, 'new', 1), contract(0, 'new', 2), contract(50, 'churn', 1), contract(55, 'churn', 2)] },
      60,
      'churned',
    ],
    [
      'moved to another subscription the same day',
      { contracts: [contract(0, 'new', 1), contract(50, 'churn', 1), contract(50, 'new', 2)] },
      50,
      'active',
    ],
    [
      'outcome churn with a subscription still open',
      { outcomes: [churn], contracts: [contract(0, 'new', 1)] },
      110,
      'churned',
    ],
    [
      'notice is no churn',
      { outcomes: [{ ...churn, outcome: 'notice' }], contracts: [contract(0, 'new'), contract(50, 'cancel_notice')] },
      110,
      'active',
    ],
  ])('%s', (_, rows, asOf, expected) => {
    expect(status(rows, asOf, { startDay: 0 })).toBe(expected);
  });
});

it('ARR: latest known per open subscription, else the account’s; 0 once churned', () => {
  const facts = buildFacts({
    accounts: [{ startDay: 0, arr: 7 }, { startDay: 0, arr: 9 }, { startDay: 0 }],
    contracts: [
      { account: 0, day: 0, change: 'new', arr: 10, subscription: 1 },
      { account: 0, day: 5, change: 'new', arr: 20, subscription: 2 },
      { account: 0, day: 8, change: 'renewal', subscription: 1 },
      { account: 0, day: 9, change: 'downgrade_request', arr: 1, subscription: 1 },
      { account: 0, day: 20, change: 'churn', subscription: 1 },
      { account: 0, day: 30, change: 'churn', subscription: 2 },
    ],
  });
  expect([0, 10, 25, 30].map((asOf) => arrAsOf(facts, asOf).arr[0])).toEqual([10, 30, 20, 0]);
  expect([...arrAsOf(facts, 10).arr]).toEqual([30, 9, Number.NaN]);
});

it('ARR of a cancellation notice is not in force; a subscription of unknown ARR adds nothing', () => {
  const facts = buildFacts({
    accounts: [{ startDay: 0 }],
    contracts: [
      { account: 0, day: 0, change: 'new', arr: 10, subscription: 1 },
      { account: 0, day: 5, change: 'new', subscription: 2 },
      { account: 0, day: 8, change: 'cancel_notice', arr: 1, subscription: 1 },
    ],
  });
  expect([...arrAsOf(facts, 9).arr]).toEqual([10]);
});
