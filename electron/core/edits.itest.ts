import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InputOf } from '#shared/contract/index.ts';
import type { AccountRow } from '#shared/contract/portfolio.ts';
import { startTestCore, type TestCore } from './testing.ts';

const NOW = Date.UTC(2026, 6, 1, 12);
const BOOK = `account_id,name,csm,arr
A1,Acme,Ben,12000
A2,Bolt,Ben,250000
A3,Crest,,8000
`;

let core: TestCore;
beforeEach(async () => {
  core = await startTestCore(NOW);
  await core.call('workspace.create', { name: 'Edits' });
  await importText('accounts.csv', BOOK);
  // A day to score as of.
  await importText('tickets.csv', 'ticket_id,account_id,opened_at,csat\nT1,A1,2026-06-20,4\n', 'tickets');
});
afterEach(() => core.close());

async function importText(name: string, text: string, kind: 'accounts' | 'tickets' = 'accounts'): Promise<number> {
  const source = await core.source(name, text);
  const { batches } = await core.done('import.run', { sources: [source], options: { kind } });
  return batches[0]?.batchId ?? 0;
}
const edit = (more: Partial<InputOf<'edits.add'>>) =>
  core.call('edits.add', {
    action: 'assign-csm',
    value: 'Cora',
    author: 'Ana',
    target: { accountIds: ['A1'] },
    ...more,
  });
async function shown<T>(of: (account: AccountRow) => T): Promise<T[]> {
  const { accounts } = await core.call('accounts.list', { sort: [{ field: 'accountId', direction: 'asc' }] });
  return accounts.map(of);
}
const csms = (): Promise<(string | null)[]> => shown(({ csm }) => csm);
const tags = (): Promise<string[]> => shown(({ tags: all }) => all.join('+'));
const statuses = (): Promise<(string | null)[]> =>
  core
    .call('edits.list', {})
    .then(({ edits }) =>
      edits.map(
        ({ value, replaced, undoneBy }) => `${value}: ${replaced} replaced${undoneBy ? `, undone by ${undoneBy}` : ''}`,
      ),
    );

/** Who assigned its CSM, as the account's page says it. */
const assigned = async (): Promise<string | undefined> => {
  const { attributes } = await core.call('accounts.get', { accountId: 'A1' });
  return attributes.find(({ name }) => name === 'CSM assigned')?.value;
};

describe('a CSM assigned by hand', () => {
  it('is what everything shows, is kept in the ledger and taken back, and scores stay', async () => {
    const before = await core.call('accounts.get', { accountId: 'A1' });
    const row = await edit({ target: { accountIds: ['A1', 'A3', 'not here'] } });
    expect(row).toEqual({
      id: 1,
      action: 'assign-csm',
      value: 'Cora',
      author: 'Ana',
      madeAt: expect.any(Number),
      accounts: 2,
      sample: [
        { accountId: 'A1', name: 'Acme' },
        { accountId: 'A3', name: 'Crest' },
      ],
      replaced: 0,
      undoneAt: null,
      undoneBy: null,
    });
    expect(await csms()).toEqual(['Cora', 'Ben', 'Cora']);
    const { facets } = await core.call('workspace.summary', {});
    expect(facets.csm).toEqual([
      { value: 'Cora', accounts: 2 },
      { value: 'Ben', accounts: 1 },
    ]);
    expect((await core.call('accounts.list', { filters: { csm: ['Cora'] } })).total).toBe(2);
    const after = await core.call('accounts.get', { accountId: 'A1' });
    expect(after.account).toEqual({ ...before.account, csm: 'Cora' });
    expect(after.history).toEqual(before.history);

    expect(await core.call('edits.undo', { id: 1, by: 'Ben' })).toMatchObject({
      undoneAt: expect.any(Number),
      undoneBy: 'Ben',
    });
    expect(await csms()).toEqual(['Ben', 'Ben', null]);
    expect(await core.codeOf('edits.undo', { id: 1, by: 'Ben' })).toBe('bad_request');
    await core.call('edits.redo', { id: 1 });
    expect(await csms()).toEqual(['Cora', 'Ben', 'Cora']);
    expect(await core.codeOf('edits.redo', { id: 1 })).toBe('bad_request');
    expect(await core.codeOf('edits.redo', { id: 9 })).toBe('not_found');
    expect((await core.call('edits.list', { accountId: 'A2' })).edits).toEqual([]);
    expect((await core.call('edits.list', { accountId: 'A3' })).edits).toHaveLength(1);
  });

  it('stands while files repeat what it replaced, and gives way to what they say anew', async () => {
    await edit({});
    await importText('repeated.csv', BOOK.replace('12000', '13000'));
    expect([await csms(), await statuses()]).toEqual([['Cora', 'Ben', null], ['Cora: 0 replaced']]);
    expect(await assigned()).toMatch(/^by Ana, \d+ \w{3} \d{4}$/);
    const news = await importText('news.csv', BOOK.replace('Acme,Ben', 'Acme,Dora'));
    expect([await csms(), await statuses()]).toEqual([['Dora', 'Ben', null], ['Cora: 1 replaced']]);
    expect(await assigned()).toBeUndefined();
    // Without that file the edit stands again.
    await core.done('import.undo', { batchIds: [news] });
    expect([await csms(), await statuses()]).toEqual([['Cora', 'Ben', null], ['Cora: 0 replaced']]);
    // The file has caught up with the edit: nobody was overruled.
    await importText('agrees.csv', BOOK.replace('Acme,Ben', 'Acme,Cora'));
    expect([await csms(), await statuses()]).toEqual([['Cora', 'Ben', null], ['Cora: 0 replaced']]);
  });

  it('also stands when the file it was made after is taken back', async () => {
    const second = await importText('second.csv', BOOK.replace('Acme,Ben', 'Acme,Dora'));
    await edit({ value: 'Cora' });
    await core.done('import.undo', { batchIds: [second] });
    expect(await csms()).toEqual(['Cora', 'Ben', null]);
  });

  it('is one layer of several: taking one back shows the one below', async () => {
    await edit({ value: 'Cora' });
    await edit({ value: 'Dora' });
    expect(await csms()).toEqual(['Dora', 'Ben', null]);
    await core.call('edits.undo', { id: 1, by: 'Ana' });
    expect(await csms()).toEqual(['Dora', 'Ben', null]);
    await core.call('edits.redo', { id: 1 });
    await core.call('edits.undo', { id: 2, by: 'Ana' });
    expect(await csms()).toEqual(['Cora', 'Ben', null]);
  });

  it('can be taken away from everybody a filter leaves, but for some', async () => {
    await edit({ value: null, target: { filters: { csm: ['Ben'] }, except: ['A2'] } });
    expect(await csms()).toEqual([null, 'Ben', null]);
    expect(
      await core.codeOf('edits.add', {
        action: 'assign-csm',
        value: 'Ben',
        author: 'Ana',
        target: { accountIds: ['A2'] },
      }),
    ).toBe('bad_request');
    expect(
      await core.codeOf('edits.add', {
        action: 'assign-csm',
        value: 'Ben',
        author: '  ',
        target: { accountIds: ['A1'] },
      }),
    ).toBe('bad_request');
  });

  it('survives its account going with the import and coming back, and is in what is exported', async () => {
    await edit({});
    await core.done('import.undo', { batchIds: [1] });
    await importText('again.csv', BOOK);
    expect(await csms()).toEqual(['Cora', 'Ben', null]);
    expect((await core.call('data.doctor', {})).checks.filter(({ ok }) => !ok)).toEqual([]);
  });
});

describe('tags', () => {
  it('are added and removed in one spelling, filtered by and counted', async () => {
    await edit({ action: 'add-tag', value: '  Renewal   risk ', target: { accountIds: ['A1', 'A2'] } });
    await edit({ action: 'add-tag', value: 'renewal RISK', target: { accountIds: ['A3'] } });
    await edit({ action: 'add-tag', value: 'Board', target: { accountIds: ['A1'] } });
    expect(await tags()).toEqual(['Board+Renewal risk', 'Renewal risk', 'Renewal risk']);
    expect((await core.call('workspace.summary', {})).facets.tag).toEqual([
      { value: 'Renewal risk', accounts: 3 },
      { value: 'Board', accounts: 1 },
    ]);
    const removed = await edit({
      action: 'remove-tag',
      value: 'Renewal risk',
      target: { filters: {}, except: ['A2'] },
    });
    expect(removed.accounts).toBe(2);
    expect(await tags()).toEqual(['Board', 'Renewal risk', '']);
    expect((await core.call('accounts.list', { filters: { tag: ['Board'] } })).total).toBe(1);
    expect((await core.call('accounts.list', { filters: { tag: ['(none)', 'Board'] } })).total).toBe(2);
    expect(
      await core.codeOf('edits.add', {
        action: 'remove-tag',
        value: 'Board',
        author: 'Ana',
        target: { accountIds: ['A3'] },
      }),
    ).toBe('bad_request');
    expect(
      await core.codeOf('edits.add', { action: 'add-tag', value: ' ', author: 'Ana', target: { accountIds: ['A3'] } }),
    ).toBe('bad_request');
    // Taking back the first leaves what later edits did.
    await core.call('edits.undo', { id: 1, by: 'Ana' });
    expect(await tags()).toEqual(['Board', '', '']);
  });
});

describe('saved views', () => {
  const definition = {
    filters: { csm: ['Ben'] },
    sort: [{ field: 'dimension:usage' as const, direction: 'desc' as const }],
    group: 'segment' as const,
    columns: [
      { id: 'name', width: null },
      { id: 'arr', width: 90 },
    ],
  };

  it('are kept, renamed, removed and brought back; one is the default', async () => {
    const mine = await core.call('views.save', { name: ' Mine ', definition, isDefault: true });
    expect(mine).toEqual({ id: 1, name: 'Mine', definition, isDefault: true, savedAt: expect.any(Number) });
    expect(await core.codeOf('views.save', { name: 'MINE', definition, isDefault: false })).toBe('bad_request');
    const other = await core.call('views.save', { name: 'Other', definition, isDefault: true });
    expect((await core.call('views.list', {})).views.map(({ name, isDefault }) => [name, isDefault])).toEqual([
      ['Mine', false],
      ['Other', true],
    ]);
    await core.call('views.save', { id: mine.id, name: 'Yours', definition, isDefault: false });
    expect(await core.call('views.remove', { id: other.id })).toEqual(other);
    expect(await core.codeOf('views.remove', { id: other.id })).toBe('not_found');
    const { id: _gone, savedAt: _then, ...view } = other;
    await core.call('views.save', view);
    expect((await core.call('views.list', {})).views.map(({ name }) => name)).toEqual(['Other', 'Yours']);
  });
});
