import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountRow } from '#shared/contract/portfolio.ts';
import { dayFromIso, isoFromDay } from '#shared/model/day.ts';
import { startTestCore, type TestCore } from '../testing.ts';

const AS_OF = '2026-06-28';
const end = dayFromIso(AS_OF) ?? 0;
const ago = (days: number): string => isoFromDay(end - days);
const daily = (id: string, from: number, line: string): string[] =>
  Array.from({ length: from + 1 }, (_, k) => `${id},${ago(from - k)},${line}`);

// NEW is the account of TV14 on its day 20; LAST and FIRST are on day 60 and 61; BIG, MID and OLD are customers for years.
const ACCOUNTS = [
  `NEW,New,SMB,9000,20,${ago(20)}`,
  `LAST,Last,,9000,20,${ago(60)}`,
  `FIRST,First,,9000,20,${ago(61)}`,
  'BIG,Big,,90000,20,2020-01-01',
  'MID,Mid,,50000,20,2020-01-01',
  'OLD,Old,,10000,20,2020-01-01',
];
const STEADY = ['LAST', 'FIRST', 'BIG', 'MID', 'OLD'];
const MILESTONES = [
  `NEW,Import,${ago(10)},${ago(15)},setup,`,
  `NEW,Sign-on,${ago(10)},${ago(8)},setup,`,
  ...['Roles', 'Alerts', 'Reports'].map((name) => `NEW,${name},${ago(0)},,setup,`),
  `NEW,Basics,${ago(5)},${ago(6)},training,`,
  `NEW,Experts,${ago(0)},,training,`,
];

let core: TestCore;
let rows: Map<string, AccountRow>;

beforeAll(async () => {
  core = await startTestCore(Date.UTC(2026, 6, 1, 12));
  await core.call('workspace.create', { name: 'Special cases' });
  const usage = [
    ...daily('NEW', 20, '5,6,,'),
    `NEW,${ago(10)},5,6,2,1`,
    ...STEADY.flatMap((id) => daily(id, id === 'FIRST' ? 61 : id === 'LAST' ? 60 : 300, '20,16,10,9')),
  ];
  await core.done('import.run', {
    sources: [
      await core.source('accounts.csv', `account_id,name,segment,arr,seats,start_date\n${ACCOUNTS.join('\n')}\n`),
      await core.source(
        'usage.csv',
        `account_id,date,logins,active_users,key_actions_started,key_actions_completed\n${usage.join('\n')}\n`,
      ),
      await core.source(
        'milestones.csv',
        `account_id,name,due_date,completed_at,kind,roi_status\n${MILESTONES.join('\n')}\n`,
      ),
      await core.source(
        'invoices.csv',
        `invoice_id,account_id,issued_at,due_at,paid_at,amount,status\n${STEADY.map((id) => `I-${id},${id},${ago(30)},${ago(5)},${ago(10)},100,paid`).join('\n')}\n`,
      ),
      await core.source(
        'tickets.csv',
        `ticket_id,account_id,opened_at,closed_at,csat\n${STEADY.map((id) => `T-${id},${id},${ago(3)},${ago(2)},5`).join('\n')}\n`,
      ),
    ],
  });
  const { accounts } = await core.call('accounts.list', {});
  rows = new Map(accounts.map((row) => [row.accountId, row]));
}, 120_000);
afterAll(() => core.close());

describe('a portfolio with new accounts', () => {
  it('TV14: day 20 is 75.8, of SMB bounds Green, with no change, momentum or dimension of the official model', () => {
    expect(rows.get('NEW')).toMatchObject({
      onboarding: true,
      score: 75.821429,
      tier: 'Green',
      state: 'scored',
      coverage: 1,
      change30: null,
      momentum: null,
      dimensions: { usage: null, support: null, billing: null, engagement: null, growth: null },
    });
    expect([rows.get('LAST')?.onboarding, rows.get('FIRST')?.onboarding]).toEqual([true, false]);
    expect(rows.get('FIRST')?.dimensions['billing']).not.toBeNull();
  });

  it('TV14: the week of the switch is no news', async () => {
    const before = await core.call('accounts.list', { asOf: ago(7), filters: { text: 'First' } });
    expect(before.accounts.map(({ onboarding, score }) => [onboarding, score === null])).toEqual([[true, false]]);
    const changes = await core.call('portfolio.changes', { filters: { text: 'First' } });
    expect(changes.since).toBe(ago(7));
    expect(changes.moves.filter(({ accounts }) => accounts > 0)).toEqual([]);
    expect(changes.health.compared).toBe(0);
    expect(rows.get('FIRST')).toMatchObject({ change30: null, momentum: null });
  });

  it('adds up: with and without a score, tiers, priorities, and what scoring reports', async () => {
    const { cards, tiers, priorities } = await core.call('portfolio.summary', {});
    const withScore = [...rows.values()].filter(({ score }) => score !== null);
    expect(cards.accounts).toBe(6);
    expect(cards.scored + cards.provisional).toBe(withScore.length);
    expect(cards.unscored).toBe(6 - withScore.length);
    expect(tiers.reduce((sum, tier) => sum + tier.accounts, 0)).toBe(withScore.length);
    expect(priorities.map(({ tier, accounts }) => [tier, accounts])).toEqual(
      ['T1', 'T2', 'T3', 'T4', 'T5'].map((tier) => [
        tier,
        withScore.filter(({ priorityTier }) => priorityTier === tier).length,
      ]),
    );
    const run = await core.done('score.run', {});
    expect([run.accountsScored, run.provisional, run.unscored]).toEqual([
      cards.scored,
      cards.provisional,
      cards.unscored,
    ]);
  });

  it('weights do not move accounts in onboarding, which count on both sides', async () => {
    const { before, after, movers } = await core.call('whatif.run', { weights: { usage: 100 } });
    expect(before.withScore).toBe([...rows.values()].filter(({ score }) => score !== null).length);
    expect(after.tiers.reduce((sum, tier) => sum + tier.accounts, 0)).toBe(after.withScore);
    // 75.8 of NEW stays in its bin of 2.5 points.
    expect([before.histogram[30], after.histogram[30]].map((accounts) => (accounts ?? 0) > 0)).toEqual([true, true]);
    expect(movers.map(({ accountId }) => accountId)).not.toContain('NEW');
  });

  it('inside a priority tier the largest ARR × (100 − H) comes first', async () => {
    const { accounts } = await core.call('accounts.list', { sort: [{ field: 'priorityTier', direction: 'asc' }] });
    const scored = accounts.filter(({ score }) => score !== null);
    const exposure = ({ arr, score }: AccountRow): number => (arr ?? 0) * (100 - (score ?? 100));
    for (const [at, row] of scored.entries()) {
      const next = scored[at + 1];
      if (!next) continue;
      expect((row.priorityTier ?? '') <= (next.priorityTier ?? '')).toBe(true);
      if (row.priorityTier === next.priorityTier) expect(exposure(row)).toBeGreaterThanOrEqual(exposure(next));
    }
    const steady = accounts.map(({ accountId }) => accountId).filter((id) => ['BIG', 'MID', 'OLD'].includes(id));
    expect(new Set(['BIG', 'MID', 'OLD'].map((id) => rows.get(id)?.score)).size).toBe(1);
    expect(steady).toEqual(['BIG', 'MID', 'OLD']);
  });
});
