import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InputOf } from '#shared/contract/index.ts';
import { workspaceExport } from '#shared/contract/workspace-export.ts';
import { importSteady, STEADY_AS_OF } from './handlers/testing/steady.ts';
import { startTestCore, type TestCore } from './testing.ts';
import { overrideRate } from './views/overrides.ts';

const NOW = Date.UTC(2026, 10, 22, 12);

const TEXT = 'The drop is a planned migration; the team is back next week.';
let core: TestCore;
let accountsBatch = 0;

type Add = InputOf<'overrides.add'>;
const add = (more: Partial<Add>) =>
  core.call('overrides.add', {
    accountId: 'A1',
    target: { kind: 'composite', score: 40 },
    reason: 'new_information',
    text: TEXT,
    author: 'Ana',
    ...more,
  });
const refusal = async (more: Partial<Add>): Promise<string> => {
  try {
    await add(more);
    return 'accepted';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
};
const accountRow = async (accountId: string) => (await core.call('accounts.get', { accountId })).account;

beforeAll(async () => {
  core = await startTestCore(NOW);
  await core.call('workspace.create', { name: 'Overrides' });
  ({ accountsBatch } = await importSteady(core));
}, 60_000);
afterAll(() => core.close());

describe('overrides', () => {
  it('stand beside the computed score and never change it', async () => {
    const before = await core.call('accounts.get', { accountId: 'A1' });
    expect(before.account).toMatchObject({ score: 87, tier: 'Green', override: null });
    const row = await add({});
    expect(row).toMatchObject({
      accountName: 'Account A1',
      reason: 'new_information',
      from: STEADY_AS_OF,
      expires: '2026-07-28',
      createdAt: expect.any(Number),
      active: true,
      modelVersion: '003-signal@1',
      computedThen: 87,
      computedNow: 87,
      outcome: null,
    });
    const after = await core.call('accounts.get', { accountId: 'A1' });
    // Enterprise cuts of Green and Red are 65 and 40.
    expect(after.account).toEqual({ ...before.account, override: { score: 40, tier: 'Yellow' } });
    expect([after.history, after.dimensions, after.signals]).toEqual([
      before.history,
      before.dimensions,
      before.signals,
    ]);
    expect(after.overrides).toEqual([row]);
    expect(after.timeline[0]).toEqual({
      date: STEADY_AS_OF,
      kind: 'override',
      title: 'Override by Ana: score 40',
      detail: TEXT,
      tone: 'neutral',
    });
    const overridden = await core.call('accounts.list', { filters: { overridden: true } });
    expect(overridden.accounts.map(({ accountId }) => accountId)).toEqual(['A1']);
    expect((await core.call('accounts.list', { filters: { overridden: false } })).total).toBe(3);
  });

  it('a new one of the same score ends the old one, and says so', async () => {
    const [old] = (await core.call('overrides.list', { active: true })).overrides;
    const next = await add({ target: { kind: 'composite', score: 64.9 }, author: 'Ben', expires: '2026-09-26' });
    const { overrides } = await core.call('overrides.list', { accountId: 'A1' });
    expect(overrides.map(({ id, active, endedBy, replacedBy }) => [id, active, endedBy, replacedBy])).toEqual([
      [next.id, true, null, null],
      [old?.id, false, 'Ben', next.id],
    ]);
    expect((await accountRow('A1')).override).toEqual({ score: 64.9, tier: 'Yellow' });
    await expect(core.call('overrides.reopen', { id: old?.id ?? 0 })).rejects.toThrow('A newer override');
  });

  it('of dimensions make another composite, of the tier another tier', async () => {
    // Usage 90 → 20 takes 0.30 · 70 = 21 from 87, Billing 100 → 95 another 0.20 · 5 = 1: 65, the first Green score of Enterprise.
    await add({ accountId: 'A2', target: { kind: 'dimension', dimension: 'usage', score: 20 } });
    const billing = await add({ accountId: 'A2', target: { kind: 'dimension', dimension: 'billing', score: 95 } });
    expect(billing.computedThen).toBe(100);
    expect((await accountRow('A2')).override).toEqual({ score: 65, tier: 'Green' });
    await add({ accountId: 'A2', target: { kind: 'tier', tier: 'Red' } });
    expect((await accountRow('A2')).override).toEqual({ score: 65, tier: 'Red' });
    await add({ accountId: 'A3', target: { kind: 'tier', tier: 'Yellow' } });
    expect(await accountRow('A3')).toMatchObject({
      score: 87,
      tier: 'Green',
      override: { score: null, tier: 'Yellow' },
    });
  });

  it('count accounts, not entries, in the rate', async () => {
    expect((await core.call('overrides.list', {})).rate).toEqual({ accounts: 3, scored: 3, share: 1, ok: false });
  });

  it('count from the as-of date of the data they were made on', async () => {
    const past = await core.call('overrides.list', { asOf: '2026-06-27' });
    expect(past).toMatchObject({ asOf: '2026-06-21', rate: { accounts: 0, scored: 3, share: 0, ok: true } });
    expect(past.overrides.every(({ active }) => !active)).toBe(true);
    const { account, overrides, timeline } = await core.call('accounts.get', { accountId: 'A1', asOf: '2026-06-27' });
    expect([account.override, overrides]).toEqual([null, []]);
    expect(timeline.filter(({ kind }) => kind === 'override')).toEqual([]);
  });

  it('end when someone ends them, and count again when that is taken back', async () => {
    const [entry] = (await core.call('overrides.list', { accountId: 'A3' })).overrides;
    const id = entry?.id ?? 0;
    const overridden = async () => (await core.call('accounts.list', { filters: { overridden: true } })).total;
    expect(await overridden()).toBe(3);
    expect(await core.call('overrides.end', { id, by: 'Cleo' })).toMatchObject({
      active: false,
      endedBy: 'Cleo',
      endedAt: expect.any(Number),
      replacedBy: null,
    });
    const { account, timeline } = await core.call('accounts.get', { accountId: 'A3' });
    expect([account.override, await overridden()]).toEqual([null, 2]);
    expect(timeline.slice(0, 2).map(({ title }) => title)).toEqual([
      'Override ended by Cleo: tier Yellow',
      'Override by Ana: tier Yellow',
    ]);
    await expect(core.call('overrides.end', { id, by: 'Cleo' })).rejects.toThrow('ended already');
    expect(await core.call('overrides.reopen', { id })).toMatchObject({ active: true, endedBy: null, endedAt: null });
    await expect(core.call('overrides.reopen', { id })).rejects.toThrow('has not been ended');
    expect(await core.codeOf('overrides.end', { id: 999, by: 'Cleo' })).toBe('not_found');
  });

  it('are refused with a sentence', async () => {
    const asked = async (more: Partial<Add>): Promise<string> => refusal({ accountId: 'A3', ...more });
    expect(await asked({ text: `short${' '.repeat(30)}` })).toContain('at least 20 characters');
    expect(await asked({ text: '1234567890 1234567890' })).toContain('at least 20 characters');
    expect(await asked({ author: '  ' })).toContain('name of the person');
    expect(await asked({ expires: '2026-06-27' })).toContain('lies before 2026-06-28');
    expect(await asked({ expires: '2026-09-27' })).toContain('at most 90 days: until 2026-09-26');
    expect(await asked({ expires: '2026-02-30' })).toContain('not a date that exists');
    expect(await asked({ target: { kind: 'dimension', dimension: 'sentiment', score: 1 } })).toContain(
      'usage, support',
    );
    expect(await asked({ target: { kind: 'tier', tier: 'Purple' } })).toContain('Green, Yellow, Red');
    expect(await asked({ target: { kind: 'composite', score: 100.5 } })).toContain('bad_request');
    expect(await asked({ accountId: 'A4' })).toContain('A4 is no active customer on 2026-06-28');
    expect(await asked({ accountId: 'nobody' })).toContain('not_found');
  });

  it('show after 180 days whether the person was right', async () => {
    const outcomes = 'account_id,date,outcome\nA1,2026-10-01,churn\nA1,2026-08-01,renewal\nA2,2026-12-25,renewal\n';
    await core.done('import.run', {
      sources: [await core.source('later.csv', outcomes)],
      options: { kind: 'outcomes' },
    });
    const outcomesOn = async (asOf: string) => {
      await core.done('score.run', { asOf });
      const { overrides } = await core.call('overrides.list', { asOf });
      return Object.fromEntries(overrides.map(({ accountId, outcome }) => [accountId, outcome]));
    };
    // 2026-06-28 + 180 days = 2026-12-25.
    expect(await outcomesOn('2026-09-01')).toEqual({ A1: 'renewed', A2: null, A3: null });
    expect(await outcomesOn('2026-12-24')).toEqual({ A1: 'churned', A2: null, A3: null });
    expect(await outcomesOn('2026-12-25')).toEqual({ A1: 'churned', A2: 'renewed', A3: 'active' });
  });

  it('go out with the whole workspace', async () => {
    const path = join(core.dataDir, 'workspace.json');
    await core.done('export.run', { what: 'workspace', format: 'json', target: core.core.addExportTarget(path) });
    const { overrides } = workspaceExport.parse(JSON.parse(readFileSync(path, 'utf8')));
    expect(overrides?.[0]).toMatchObject({ accountId: 'A1', computed: 87, from: STEADY_AS_OF, replacedBy: 2 });
    expect(overrides?.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('of accounts whose import is taken back are out of sight until they return', async () => {
    await core.done('import.undo', { batchIds: [accountsBatch] });
    expect((await core.call('overrides.list', {})).overrides).toEqual([]);
    expect((await core.call('data.doctor', {})).ok).toBe(true);
    const back = await core.source('back.csv', 'account_id,name\nA1,Account A1\n');
    await core.done('import.run', { sources: [back] });
    const { overrides } = await core.call('overrides.list', {});
    expect(overrides.map(({ accountId }) => accountId)).toEqual(['A1', 'A1']);
  });
});

describe('the rate', () => {
  it('TV25: 9 of 100 accounts is in order, 10 of 100 is not', () => {
    expect(overrideRate(9, 100)).toEqual({ accounts: 9, scored: 100, share: 0.09, ok: true });
    expect(overrideRate(10, 100)).toEqual({ accounts: 10, scored: 100, share: 0.1, ok: false });
    expect(overrideRate(0, 0)).toEqual({ accounts: 0, scored: 0, share: null, ok: null });
  });
});
