import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { accountStatus } from '#electron/engine/index.ts';
import { MIGRATIONS } from '#electron/store/migrations/index.ts';
import type { WriteDb } from '#electron/store/open.ts';
import { readFacts } from '#electron/store/reads/facts.ts';
import { readSources } from '#electron/store/reads/ledger.ts';
import { packUsageKey } from '#electron/store/tables.ts';
import { memoryWorkspace } from '#electron/store/testing.ts';
import { markFixed } from '#electron/store/writes/ledger.ts';
import { isoFromDay, NO_DAY } from '#shared/model/day.ts';
import { importCsv, undo, visible, waitingRowCount } from './undo-testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellwether-undo-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let db: WriteDb;
beforeEach(() => {
  db = memoryWorkspace();
});
const accounts = (csv: string): number => importCsv(db, folder, csv, { kind: 'accounts' });
const tickets = (csv: string): number => importCsv(db, folder, csv, { kind: 'tickets' });

const contacts = (csv: string): number => importCsv(db, folder, csv, { kind: 'contacts' });
const usage = (csv: string): number => importCsv(db, folder, csv, { kind: 'usage' });
const contracts = (csv: string): number => importCsv(db, folder, csv, { kind: 'contracts' });
const number = (sql: string): number => db.prepare<[], { n: number }>(sql).get()?.n ?? 0;

describe('undo', () => {
  test('what a batch created disappears', () => {
    const batch = accounts('account_id,name,arr,Colour\nA1,Acme,100,red\nA2,Bolt,200,blue\n');
    expect(undo(db, batch)).toEqual([
      { batchId: batch, file: 'table.csv', kind: 'accounts', removed: 2, restored: 0, kept: 0, hidden: 0, waiting: 0 },
    ]);
    expect(visible(db)).toEqual({});
    expect(number('SELECT (SELECT count(*) FROM account) + (SELECT count(*) FROM account_attribute) AS n')).toBe(0);
  });

  test('what it changed goes back, columns it did not write stay', () => {
    const first = accounts('account_id,name,arr\nA1,Acme,100\n');
    const second = accounts('account_id,name,segment\nA1,Acme Inc,SMB\n');
    const third = accounts('account_id,name,csm\nA1,Acme Inc,Ann\n');
    expect(visible(db)).toEqual({ 'accounts A1': { name: 'Acme Inc', arr: 100, segment: 'SMB', csm: 'Ann' } });
    expect(undo(db, second)[0]).toMatchObject({ removed: 0, restored: 1, kept: 0 });
    expect(visible(db)).toEqual({ 'accounts A1': { name: 'Acme Inc', arr: 100, csm: 'Ann' } });
    undo(db, third);
    expect(visible(db)).toEqual({ 'accounts A1': { name: 'Acme', arr: 100 } });
    undo(db, first);
    expect(visible(db)).toEqual({});
  });

  test('a batch that says the same keeps the fact when the first goes, with what it says itself', () => {
    accounts('account_id,name\nA1,Acme\n');
    const created = tickets('ticket_id,account_id,opened_at,subject,csat\nT1,A1,2026-01-02,Late,4\n');
    const same = tickets('ticket_id,account_id,opened_at,subject\nT1,A1,2026-01-02,Late\n');
    expect(undo(db, created)[0]).toMatchObject({ removed: 0, restored: 1, kept: 0 });
    expect(visible(db)['tickets T1']).toEqual({ account: 'A1', opened_at: Date.UTC(2026, 0, 2), subject: 'Late' });
    expect(undo(db, same)[0]).toMatchObject({ removed: 1 });
    expect(visible(db)).toEqual({ 'accounts A1': { name: 'Acme' } });
  });

  test('a file that was imported twice is kept once when one of the two is undone', () => {
    const file = 'account_id,name\nA1,Acme\nA2,Bolt\n';
    const [first, second] = [accounts(file), accounts(file)];
    expect(undo(db, second)[0]).toMatchObject({ removed: 0, restored: 0, kept: 2 });
    const third = accounts(file);
    expect(undo(db, first)[0]).toMatchObject({ removed: 0, restored: 0, kept: 2 });
    expect(Object.keys(visible(db))).toEqual(['accounts A1', 'accounts A2']);
    expect(number('SELECT max(batch_id) AS n FROM account')).toBe(third);
  });

  test('values travel through several undos out of order', () => {
    accounts('account_id,name,arr\nA1,Acme,1\n');
    const [two, three, four] = [2, 3, 4].map((arr) => accounts(`account_id,name,arr\nA1,Acme,${arr}\n`));
    undo(db, two ?? 0, four ?? 0);
    expect(visible(db)['accounts A1']?.arr).toBe(3);
    undo(db, three ?? 0);
    expect(visible(db)['accounts A1']?.arr).toBe(1);
  });

  test('custom attributes follow their file', () => {
    accounts('account_id,name,Colour\nA1,Acme,red\n');
    const changed = accounts('account_id,name,Colour,Shape\nA1,Acme,blue,round\n');
    accounts('account_id,name,Shape\nA1,Acme,square\n');
    undo(db, changed);
    expect(visible(db)['accounts A1']).toEqual({ name: 'Acme', '@Colour': 'red', '@Shape': 'square' });
    const cleared = accounts('account_id,name,Colour\nA1,Acme,\n');
    expect(visible(db)['accounts A1']).toEqual({ name: 'Acme', '@Shape': 'square' });
    undo(db, cleared);
    expect(visible(db)['accounts A1']).toEqual({ name: 'Acme', '@Colour': 'red', '@Shape': 'square' });
  });

  test('a row that was too old to count counts when the newer one is undone', () => {
    const newer = accounts('account_id,name,Colour,source_updated_at\nA1,New,red,2026-03-02\n');
    accounts('account_id,name,Colour,source_updated_at\nA1,Old,blue,2026-03-01\n');
    expect(visible(db)['accounts A1']).toEqual({ name: 'New', '@Colour': 'red' });
    expect(undo(db, newer)[0]).toMatchObject({ restored: 1 });
    expect(visible(db)['accounts A1']).toEqual({ name: 'Old', '@Colour': 'blue' });
    expect(number('SELECT known_at AS n FROM account')).toBe(Date.UTC(2026, 2, 1));
  });

  test('usage goes back to the value and batch before', () => {
    accounts('account_id,name\nA1,Acme\n');
    contacts('contact_id,account_id\nC1,A1\n');
    const head = 'account_id,date,metric,value,contact_id';
    const first = usage(`${head}\nA1,2026-01-01,logins,1,\nA1,2026-01-02,logins,1,\nA1,2026-01-01,logins,7,C1\n`);
    const second = usage(`${head}\nA1,2026-01-01,logins,2,\nA1,2026-01-02,logins,1,\nA1,2026-01-01,logins,8,C1\n`);
    usage(`${head}\nA1,2026-01-01,logins,3,\n`);
    expect(undo(db, first)[0]).toMatchObject({ removed: 0, restored: 0, kept: 3 });
    expect(undo(db, second)[0]).toMatchObject({ removed: 2, restored: 0, kept: 1 });
    expect(visible(db)).toMatchObject({ 'usage A1 2026-01-01 logins': { value: 3 } });
    expect(number('SELECT count(*) AS n FROM usage_change')).toBe(0);
  });

  test('an account that other rows belong to goes out of sight and comes back with them', () => {
    const batch = accounts('account_id,name,arr\nA1,Acme,5\n');
    const rows = tickets('ticket_id,account_id,opened_at\nT1,A1,2026-01-02\n');
    usage('account_id,date,metric,value\nA1,2026-01-01,logins,1\n');
    const before = visible(db);
    expect(undo(db, batch)[0]).toMatchObject({ removed: 0, hidden: 1 });
    expect(visible(db)).toEqual({});
    expect(readFacts(db)).toMatchObject({ accounts: { count: 0 }, lastFactDay: NO_DAY });
    expect(readSources(db).map((source) => source.rows)).toEqual(readSources(db).map(() => 0));
    // New rows wait for it as for any account that is not there.
    tickets('ticket_id,account_id,opened_at\nT2,A1,2026-01-03\n');
    expect(waitingRowCount(db)).toBe(1);
    accounts('account_id,name,arr\nA1,Acme,5\n');
    expect(visible(db)).toEqual({ ...before, 'tickets T2': { account: 'A1', opened_at: Date.UTC(2026, 0, 3) } });
    undo(db, rows);
    expect(Object.keys(visible(db)).sort()).toEqual(['accounts A1', 'tickets T2', 'usage A1 2026-01-01 logins']);
  });

  test('hidden accounts and contacts go with the last row that belongs to them', () => {
    const account = accounts('account_id,name\nA1,Acme\n');
    const contact = contacts('contact_id,account_id\nC1,A1\n');
    const rows = usage('account_id,date,metric,value,contact_id\nA1,2026-01-01,logins,7,C1\n');
    expect(undo(db, contact, account).map(({ hidden }) => hidden)).toEqual([1, 1]);
    undo(db, rows);
    expect(number('SELECT (SELECT count(*) FROM account) + (SELECT count(*) FROM contact) AS n')).toBe(0);
  });

  test('ids of accounts that are gone are no customers', () => {
    const first = accounts('account_id,name\nA1,Acme\nA2,Bolt\n');
    accounts('account_id,name\nA3,Cord\n');
    usage('account_id,date,metric,value\nA2,2026-01-01,logins,1\nA3,2026-01-02,logins,1\n');
    undo(db, first);
    const facts = readFacts(db);
    expect([...accountStatus(facts, facts.lastFactDay)]).toEqual([0, 0, 1]);
    expect(isoFromDay(facts.firstFactDay)).toBe('2026-01-02');
    expect(facts.usage.offsets).toEqual(Int32Array.of(0, 0, 0, 1));
  });

  test('an account that a row may go back to stays', () => {
    const first = accounts('account_id,name\nA1,Acme\n');
    accounts('account_id,name\nA2,Bolt\n');
    tickets('ticket_id,account_id,opened_at\nT1,A1,2026-01-02\n');
    const moved = tickets('ticket_id,account_id,opened_at\nT1,A2,2026-01-02\n');
    expect(undo(db, first)[0]).toMatchObject({ removed: 0, hidden: 1 });
    expect(visible(db)['tickets T1']?.account).toBe('A2');
    undo(db, moved);
    expect(Object.keys(visible(db))).toEqual(['accounts A2']);
    accounts('account_id,name\nA1,Acme\n');
    expect(visible(db)['tickets T1']?.account).toBe('A1');
  });

  test('subscriptions go unless other contract rows name them', () => {
    accounts('account_id,name\nA1,Acme\n');
    const head = 'account_id,effective_date,change,subscription_id';
    const first = contracts(`${head}\nA1,2026-01-01,new,S1\nA1,2026-01-01,new,S2\n`);
    const second = contracts(`${head}\nA1,2026-02-01,upgrade,S1\n`);
    undo(db, first);
    expect(Object.keys(visible(db)).filter((key) => key.startsWith('subscription'))).toEqual(['subscription S1']);
    expect(number('SELECT batch_id AS n FROM subscription')).toBe(second);
    undo(db, second);
    expect(number('SELECT count(*) AS n FROM subscription')).toBe(0);
  });

  test('rows that wait go with their batch, rows that joined late as well', () => {
    const early = tickets('ticket_id,account_id,opened_at\nT1,A1,2026-01-02\nT2,A9,2026-01-02\n');
    accounts('account_id,name\nA1,Acme\n');
    expect(undo(db, early)[0]).toMatchObject({ removed: 1, waiting: 1 });
    expect(waitingRowCount(db)).toBe(0);
    expect(Object.keys(visible(db))).toEqual(['accounts A1']);
  });

  test('a late row confirms in the order in which it joined', () => {
    accounts('account_id,name\nA2,Bolt\n');
    tickets('ticket_id,account_id,opened_at,subject\nT1,A1,2026-01-02,Slow\n');
    tickets('ticket_id,account_id,opened_at,subject\nT1,A2,2026-01-02,Fast\n');
    const parent = accounts('account_id,name\nA1,Acme\n');
    expect(visible(db)['tickets T1']).toMatchObject({ account: 'A1', subject: 'Slow' });
    undo(db, 2);
    expect(visible(db)['tickets T1']).toMatchObject({ account: 'A2', subject: 'Fast' });
    expect(undo(db, parent)[0]).toMatchObject({ removed: 1, hidden: 0 });
  });

  test('rejected rows that the batch had corrected are open again', () => {
    const [first, fix] = [accounts('account_id,name\nA1,Acme\n'), accounts('account_id,name\nA2,Bolt\n')];
    db.prepare(`INSERT INTO rejected_row VALUES (1, ?, 3, '', 'bad', 'bad', 'x', NULL)`).run(first);
    markFixed(db, first, fix, [1]);
    undo(db, fix);
    expect(db.prepare('SELECT fixed_in FROM rejected_row').get()).toEqual({ fixed_in: null });
  });

  test('is refused for what is not there or undone already', () => {
    const batch = accounts('account_id,name\nA1,Acme\n');
    undo(db, batch);
    expect(() => undo(db, batch)).toThrow(`Batch ${batch} (table.csv) has been undone already. Nothing was changed.`);
    expect(() => undo(db, 99)).toThrow('There is no batch 99.');
  });

  test('batches of a workspace of version 1 are undone by what it kept', () => {
    db = memoryWorkspace(1);
    const batch = db.prepare(
      `INSERT INTO batch VALUES (?, 'old.csv', ?, ?, '', 0, 0, 0, 0, 0, 0, 0, 0, 0, ?, '[]', '{}')`,
    );
    batch.run(1, 'accounts', 10, '{"Id":"account_id","Name":"name","ARR":"arr"}');
    batch.run(2, 'usage', 20, '{}');
    batch.run(3, 'accounts', 30, '{"Id":"account_id","Name":"name","Owner":"csm"}');
    batch.run(4, 'usage', 40, '{}');
    db.exec(`
      INSERT INTO account (id, natural_key, name, arr, csm, batch_id) VALUES (1, 'A1', 'Acme Inc', 5, 'Ann', 3), (2, 'A2', 'Bolt', 6, NULL, 1);
      INSERT INTO account_attribute VALUES (1, 'Colour', 'red', 3);
      INSERT INTO change (batch_id, kind, natural_key, before_values) VALUES
        (3, 'accounts', 'A1', '{"id":1,"name":"Acme","csm":null}'),
        (3, 'account_attribute', '1' || char(31) || 'Colour', '{"value":"blue"}'),
        (4, 'usage', '${packUsageKey(1, 100, 1)}', '{"value":1}');
      INSERT INTO metric VALUES (1, 'logins');
      INSERT INTO usage VALUES (${packUsageKey(1, 100, 1)}, 2, 4), (${packUsageKey(1, 101, 1)}, 3, 2);
    `);
    for (const migration of MIGRATIONS.slice(1)) db.exec(migration);
    undo(db, 4);
    expect(visible(db)['usage A1 1970-04-11 logins']).toEqual({ value: 1 });
    undo(db, 3);
    expect(visible(db)['accounts A1']).toEqual({ name: 'Acme', arr: 5, '@Colour': 'blue' });
    undo(db, 2, 1);
    expect(visible(db)).toEqual({});
    expect(number('SELECT count(*) AS n FROM account')).toBe(0);
  });

  test('the first of two batches of version 1 leaves what the second wrote', () => {
    db = memoryWorkspace(1);
    db.exec(`
      INSERT INTO batch VALUES
        (1, 'a.csv', 'accounts', 10, '', 0, 0, 0, 0, 0, 0, 0, 0, 0, '{"Id":"account_id","Name":"name","ARR":"arr"}', '[]', '{}'),
        (2, 'b.csv', 'accounts', 20, '', 0, 0, 0, 0, 0, 0, 0, 0, 0, '{"Id":"account_id","Name":"name","Owner":"csm"}', '[]', '{}');
      INSERT INTO account (id, natural_key, name, arr, csm, batch_id) VALUES (1, 'A1', 'Acme Inc', 5, 'Ann', 2);
      INSERT INTO change (batch_id, kind, natural_key, before_values) VALUES (2, 'accounts', 'A1', '{"id":1,"name":"Acme","csm":null}');
    `);
    for (const migration of MIGRATIONS.slice(1)) db.exec(migration);
    undo(db, 1);
    expect(visible(db)).toEqual({ 'accounts A1': { name: 'Acme Inc', csm: 'Ann' } });
  });
});
