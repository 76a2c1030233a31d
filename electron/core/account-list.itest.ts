import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InputOf } from '#shared/contract/index.ts';
import { startTestCore, type TestCore } from './testing.ts';

const NOW = Date.UTC(2026, 6, 1, 12);
// Four segments, one of them missing; ARR and a custom attribute in an order of their own.
const BOOK = `account_id,name,csm,segment,arr,headcount,motto
A1,acme,Ben,SMB,100,9,b
A2,Bolt,Ben,Enterprise,4000,10,
A3,Crest,,SMB,300,100,a
A4,Delta,Cora,,20,,c
A5,Echo 10,Cora,Mid 2,,7,B
A6,Echo 9,Ben,Mid 10,50,8,
`;

let core: TestCore;
beforeAll(async () => {
  core = await startTestCore(NOW);
  await core.call('workspace.create', { name: 'List' });
  // A ticket makes a day to score as of.
  const tickets = 'ticket_id,account_id,opened_at,csat\nT1,A1,2026-06-20,4\n';
  const sources = [await core.source('accounts.csv', BOOK), await core.source('tickets.csv', tickets)];
  await core.done('import.run', { sources });
}, 60_000);
afterAll(() => core.close());

const list = (input: InputOf<'accounts.list'>) => core.call('accounts.list', input);
const ids = async (input: InputOf<'accounts.list'>): Promise<string> =>
  (await list(input)).accounts.map(({ accountId }) => accountId).join(' ');
const by = (
  field: NonNullable<InputOf<'accounts.list'>['sort']>[number]['field'],
  direction: 'asc' | 'desc' = 'asc',
) => ({
  sort: [{ field, direction }],
});

describe('the order of the account list', () => {
  it('puts what is missing last in both directions, and reads numbers inside words', async () => {
    expect(await ids(by('arr'))).toBe('A4 A6 A1 A3 A2 A5');
    expect(await ids(by('arr', 'desc'))).toBe('A2 A3 A1 A6 A4 A5');
    expect(await ids(by('name'))).toBe('A1 A2 A3 A4 A6 A5');
    expect(await ids(by('segment'))).toBe('A2 A5 A6 A1 A3 A4');
  });

  it('goes by custom attributes: as numbers where all are, else as words', async () => {
    expect(await ids(by('attribute:headcount'))).toBe('A5 A6 A1 A2 A3 A4');
    expect(await ids(by('attribute:headcount', 'desc'))).toBe('A3 A2 A1 A6 A5 A4');
    // b and B are the same word: ties stay in the order of the accounts.
    expect(await ids(by('attribute:motto'))).toBe('A3 A1 A5 A4 A2 A6');
    expect(await ids(by('attribute:not there'))).toBe('A1 A2 A3 A4 A5 A6');
  });

  it('carries the attributes that were asked for', async () => {
    const { accounts } = await list({ ...by('accountId'), attributes: ['motto', 'not there'], limit: 2 });
    expect(accounts.map(({ attributes }) => attributes)).toEqual([{ motto: 'b' }, {}]);
    expect((await list({ limit: 1 })).accounts[0]?.attributes).toEqual({});
  });
});

describe('groups of the account list', () => {
  it('stand together with their subtotals, in the order of the list, the missing value last', async () => {
    const { groups, accounts, total } = await list({ group: 'segment', ...by('arr', 'desc') });
    expect(total).toBe(6);
    expect(groups?.map(({ value, accounts: count, arr, withArr }) => [value, count, arr, withArr])).toEqual([
      ['Enterprise', 1, 4000, 1],
      ['SMB', 2, 400, 2],
      ['Mid 10', 1, 50, 1],
      ['Mid 2', 1, 0, 0],
      ['(none)', 1, 20, 1],
    ]);
    expect(accounts.map(({ accountId }) => accountId)).toEqual(['A2', 'A3', 'A1', 'A6', 'A5', 'A4']);
  });

  it('are named in order where the list goes by something they do not have', async () => {
    const { groups } = await list({ group: 'segment', ...by('accountId') });
    expect(groups?.map(({ value }) => value)).toEqual(['Enterprise', 'Mid 2', 'Mid 10', 'SMB', '(none)']);
    const turned = await list({ group: 'segment', ...by('segment', 'desc') });
    expect(turned.groups?.map(({ value }) => value)).toEqual(['SMB', 'Mid 10', 'Mid 2', 'Enterprise', '(none)']);
  });

  it('come with the first page only, and only of what the filters leave', async () => {
    expect((await list({ group: 'csm', offset: 1 })).groups).toBeNull();
    expect((await list({})).groups).toBeNull();
    const { groups } = await list({ group: 'csm', filters: { csm: ['Cora'] } });
    expect(groups).toHaveLength(1);
    expect(groups?.[0]).toMatchObject({
      value: 'Cora',
      accounts: 2,
      arr: 20,
      mean: null,
      change30: null,
      atRiskArr: 0,
    });
    expect(groups?.[0]?.tiers.reduce((sum, count) => sum + count, 0)).toBe(0);
  });
});

describe('the accounts behind a list', () => {
  it('are named in its order, in part or without some', async () => {
    const { accountIds } = await core.call('accounts.resolve', { group: 'segment', ...by('arr', 'desc') });
    expect(accountIds).toEqual(['A2', 'A3', 'A1', 'A6', 'A5', 'A4']);
    expect(await core.call('accounts.resolve', { ...by('accountId'), offset: 1, limit: 3, except: ['A3'] })).toEqual({
      accountIds: ['A2', 'A4'],
    });
    expect(await core.call('accounts.resolve', { filters: { openAlerts: true } })).toEqual({ accountIds: [] });
  });
});

describe('the list as a file', () => {
  const exported = async (
    format: 'csv' | 'xlsx',
    more: NonNullable<InputOf<'export.run'>['list']>,
  ): Promise<Buffer> => {
    const path = join(core.dataDir, `list-${randomUUID()}.${format}`);
    const target = core.core.addExportTarget(path);
    await core.done('export.run', { target, what: 'account-list', format, list: more });
    return readFileSync(path);
  };
  const lines = async (more: Parameters<typeof exported>[1]): Promise<string[]> =>
    (await exported('csv', more)).toString('utf8').trimEnd().split('\r\n');

  it('has the columns, the order, the groups and the filters of the list, and runs nothing in a spreadsheet', async () => {
    const edit = { action: 'add-tag' as const, value: '=1+1', author: 'Ana', target: { accountIds: ['A1'] } };
    const { id } = await core.call('edits.add', edit);
    const columns = ['name', 'arr', 'attribute:motto', 'tags', 'openAlerts'];
    expect(await lines({ ...by('arr', 'desc'), group: 'segment', filters: { text: 'c' }, columns })).toEqual([
      'Account id,Segment,Account,ARR,motto,Tags,Open alerts',
      'A3,SMB,Crest,300,a,,',
      "A1,SMB,acme,100,b,'=1+1,",
      'A6,Mid 10,Echo 9,50,,,',
      'A5,Mid 2,Echo 10,,B,,',
      'A4,,Delta,20,c,,',
    ]);
    await core.call('edits.undo', { id, by: 'Ana' });
  });

  it('can be of some accounts, or of all but some', async () => {
    const columns = ['name'];
    expect(await lines({ ...by('accountId'), columns, only: ['A2', 'A5', 'gone'] })).toEqual([
      'Account id,Account',
      'A2,Bolt',
      'A5,Echo 10',
    ]);
    expect(await lines({ ...by('accountId'), columns, except: ['A1', 'A3', 'A4', 'A6'] })).toHaveLength(3);
  });

  it('has subtotals and what it is of on sheets of a workbook', async () => {
    const files = unzipSync(
      await exported('xlsx', { group: 'segment', ...by('arr', 'desc'), columns: ['name', 'arr'] }),
    );
    expect(strFromU8(files['xl/workbook.xml'] ?? new Uint8Array())).toMatch(
      /name="accounts".*name="subtotals".*name="about"/,
    );
    const subtotals = strFromU8(files['xl/worksheets/sheet2.xml'] ?? new Uint8Array());
    expect(subtotals).toContain('Enterprise');
    expect(subtotals).toContain('<v>4000</v>');
    expect(strFromU8(files['xl/worksheets/sheet3.xml'] ?? new Uint8Array())).toContain('2026-06-20');
  });

  it('refuses a column there is not', async () => {
    const target = core.core.addExportTarget(join(core.dataDir, 'not.csv'));
    const state = await core.job('export.run', {
      target,
      what: 'account-list',
      format: 'csv',
      list: { columns: ['nonsense'] },
    });
    expect(state).toMatchObject({ state: 'failed', error: { code: 'bad_request' } });
  });
});
