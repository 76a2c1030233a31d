import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { WriteDb } from '#electron/store/open.ts';
import { memoryWorkspace } from '#electron/store/testing.ts';
import { importCsv, undo, visible } from './undo-testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellwether-undo-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let db: WriteDb;
beforeEach(() => {
  db = memoryWorkspace();
});
const accounts = (csv: string): number => importCsv(db, folder, csv, { kind: 'accounts' });
const tickets = (csv: string): number => importCsv(db, folder, csv, { kind: 'tickets' });

describe('undo', () => {
  test('what a batch created disappears', () => {
    const before = visible(db);
    const batch = accounts('account_id,name,arr,Colour\nA1,Acme,100,red\nA2,Bolt,200,blue\n');
    expect(undo(db, batch)).toEqual([
      { batchId: batch, file: 'table.csv', kind: 'accounts', removed: 2, restored: 0, kept: 0, hidden: 0, waiting: 0 },
    ]);
    expect(visible(db)).toEqual(before);
  });

  test('what it changed goes back, columns it did not write stay', () => {
    const first = accounts('account_id,name,arr\nA1,Acme,100\n');
    const second = accounts('account_id,name,segment\nA1,Acme Inc,SMB\n');
    const third = accounts('account_id,name,csm\nA1,Acme Inc,Ann\n');
    expect(visible(db)).toEqual({ 'accounts A1': { name: 'Acme Inc', arr: 100, segment: 'SMB', csm: 'Ann' } });
    undo(db, second);
    expect(visible(db)).toEqual({ 'accounts A1': { name: 'Acme Inc', arr: 100, csm: 'Ann' } });
    undo(db, third);
    expect(visible(db)).toEqual({ 'accounts A1': { name: 'Acme', arr: 100 } });
    undo(db, first);
    expect(visible(db)).toEqual({});
  });

  test('a batch that says the same keeps the fact when the first goes', () => {
    const first = tickets('ticket_id,account_id,opened_at,subject\n');
    expect(first).toBe(1);
    accounts('account_id,name\nA1,Acme\n');
    const created = tickets('ticket_id,account_id,opened_at,subject,csat\nT1,A1,2026-01-02,Late,4\n');
    tickets('ticket_id,account_id,opened_at,subject\nT1,A1,2026-01-02,Late\n');
    expect(undo(db, created)[0]).toMatchObject({ removed: 0, restored: 1, kept: 0 });
    expect(visible(db)['tickets T1']).toEqual({ account: 'A1', opened_at: Date.UTC(2026, 0, 2), subject: 'Late' });
  });
});
