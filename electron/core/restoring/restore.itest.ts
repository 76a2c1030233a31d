import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCore, type TestCore } from '../testing.ts';

const AT = '2026-05-01T10:00:00.000Z';
const ACCOUNTS = 'account_id,name,csm\nA1,Acme,Noor\nA2,Bolt,Ola\n';

let core: TestCore;
beforeAll(async () => {
  core = await startTestCore(Date.UTC(2026, 6, 1, 12));
});
afterAll(() => core.close());

const OVERRIDE = {
  id: 7,
  accountId: 'A1',
  target: { kind: 'composite', score: 40 },
  reason: 'new_information',
  text: 'A sponsor said they will stay.',
  author: 'Ana',
  from: '2026-05-01',
  expires: '2027-01-01',
  createdAt: AT,
  modelVersion: '003-signal@1',
  computed: 61.234567,
};
const REVIEW = { id: 3, cadence: 'monthly', period: '2026-04', items: [], note: 'Fine', doneAt: AT, doneBy: 'Ana' };
const EDIT = {
  id: 4,
  action: 'assign-csm',
  value: 'Noor',
  author: 'Ana',
  madeAt: AT,
  accounts: ['A1'],
  before: ['Kim'],
};

const manifest = (ledgers: Readonly<Record<string, unknown>>, currency = 'EUR'): string =>
  JSON.stringify({ bellwetherExport: 1, name: 'There', currency, exportedAt: AT, files: [], ...ledgers });

let archives = 0;
async function restored(ledgers: Readonly<Record<string, unknown>>, { accounts = ACCOUNTS, currency = 'EUR' } = {}) {
  archives += 1;
  const files = { 'accounts.csv': strToU8(accounts), 'manifest.json': strToU8(manifest(ledgers, currency)) };
  const source = await core.source(`archive-${archives}.zip`, zipSync(files));
  const { batches, failed } = await core.done('import.run', { sources: [source], score: false });
  expect(failed).toEqual([]);
  const records = batches.find(({ kind }) => kind === 'records');
  if (!records) throw new Error('no records');
  return { ...records, why: records.rejectedSample.map(({ column, code, message }) => [column, code, message]) };
}
async function archived(): Promise<Record<string, string>> {
  const path = join(core.dataDir, `out-${Math.random()}.zip`);
  await core.done('export.run', { what: 'workspace', format: 'zip', target: core.core.addExportTarget(path) });
  const files = Object.entries(unzipSync(readFileSync(path)));
  return Object.fromEntries(files.map(([name, bytes]) => [name, strFromU8(bytes)]));
}
async function exported(): Promise<Record<string, never[]>> {
  return JSON.parse((await archived())['manifest.json'] ?? '');
}
const newWorkspace = (name: string) => core.call('workspace.create', { name, currency: 'EUR' });

describe('records of an exported workspace', () => {
  it('keep their ids where those are free, and get others where they are taken', async () => {
    await newWorkspace('Ids');
    const later = { ...OVERRIDE, id: 9, createdAt: '2026-05-02T10:00:00.000Z' };
    const first = { ...OVERRIDE, endedAt: later.createdAt, endedOn: '2026-05-02', endedBy: 'Ana', replacedBy: 9 };
    await restored({ overrides: [first, later], reviews: [REVIEW] });
    expect((await exported())['overrides']).toEqual([first, later]);
    const other = { ...first, accountId: 'A2' };
    const third = { ...later, accountId: 'A2' };
    expect(await restored({ overrides: [other, third] })).toMatchObject({ created: 2, unchanged: 1, rejected: 0 });
    expect((await exported())['overrides']).toMatchObject([
      first,
      later,
      { accountId: 'A2', id: 10, replacedBy: 11 },
      { id: 11 },
    ]);
  });

  it('what is here stays: each contradiction is rejected in words, and the rest is restored', async () => {
    await newWorkspace('Ours');
    await core.done('import.run', { sources: [await core.source('ours.csv', ACCOUNTS)], score: false });
    const { model } = await core.call('models.get', { model: '003-signal' });
    const [usage, support] = model.dimensions;
    if (usage && support) [usage.weight, support.weight] = [support.weight, usage.weight];
    await core.call('models.save', { draft: { ...model, parentVersion: 1 }, author: 'Ola', changeNote: 'Ours' });
    await core.call('edits.add', { action: 'assign-csm', value: 'Lee', author: 'Ola', target: { accountIds: ['A1'] } });
    const definition = { filters: {}, sort: [], group: null, columns: null };
    await core.call('views.save', { name: 'All', isDefault: true, definition });

    const theirs = { ...model, version: 2, parentVersion: 1, author: 'Ana', changeNote: 'Theirs', createdAt: AT };
    const view = { ...definition, name: 'All', group: 'segment', isDefault: true, savedAt: AT };
    const promotion = { modelVersion: '003-signal@2', from: '003-signal@1', at: AT, by: 'Ana', note: 'Go' };
    const { why, created } = await restored(
      {
        models: [theirs],
        promotions: [promotion],
        overrides: [{ ...OVERRIDE, accountId: 'A9' }, { ...OVERRIDE, from: 'soon' }, OVERRIDE],
        edits: [EDIT],
        views: [view, { ...view, name: 'Others' }],
        reviews: [REVIEW],
      },
      { currency: 'USD' },
    );
    expect(why.map(([column, code]) => [column, code])).toEqual([
      ['Currency', 'conflict'],
      ['Model version', 'conflict'],
      ['Promotion', 'unknown_model'],
      ['Override', 'unknown_account'],
      ['Override', 'invalid'],
      ['Edit by hand', 'conflict'],
      ['Saved view', 'conflict'],
    ]);
    expect(why[0]?.[2]).toContain('Amounts of the export are in USD, this workspace counts in EUR.');
    expect(why[3]?.[2]).toBe('The override names account A9, which is not in this workspace.');
    expect(created).toBe(3);
    const now = await exported();
    expect(now['models']).toMatchObject([{ author: 'Ola' }]);
    expect(now['views']).toMatchObject([
      { name: 'All', group: null, isDefault: true },
      { name: 'Others', isDefault: false },
    ]);
    expect([now['currency'], now['promotions'], now['overrides']?.length]).toEqual(['EUR', [], 1]);
  });

  it('an assigned CSM holds while files repeat what it replaced, as where it was made', async () => {
    await newWorkspace('Edits');
    await restored({ edits: [EDIT] });
    expect((await exported())['edits']).toEqual([EDIT]);
    const next = async (csm: string) => {
      const source = await core.source(`next-${csm}.csv`, `account_id,name,csm\nA1,Acme,${csm}\n`);
      await core.done('import.run', { sources: [source], score: false });
      return /A1,Acme,[^\n]*?\b(Noor|Lee|Kim)\b/.exec((await archived())['accounts.csv'] ?? '')?.[1];
    };
    expect(await next('Kim')).toBe('Noor');
    expect(await next('Lee')).toBe('Lee');
  });

  it('taken back, what somebody has changed since stays', async () => {
    await newWorkspace('Back');
    const { batchId } = await restored(
      { overrides: [OVERRIDE], reviews: [REVIEW], edits: [EDIT] },
      { currency: 'USD' },
    );
    expect((await exported())['currency']).toBe('USD');
    await core.call('edits.undo', { id: 4, by: 'Ola' });
    const undo = { batchIds: [batchId ?? 0], score: false };
    expect((await core.done('import.undo', undo)).undone).toMatchObject([{ kind: 'records', removed: 3, kept: 1 }]);
    const now = await exported();
    expect([now['currency'], now['overrides'], now['reviews']]).toEqual(['EUR', [], []]);
    expect(now['edits']).toMatchObject([{ id: 4, undoneBy: 'Ola' }]);
    const { batches } = await core.call('data.batches', {});
    expect(batches[0]).toMatchObject({ kind: 'records', undoneAt: expect.any(Number) });
  });
});
