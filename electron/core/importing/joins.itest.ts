import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { closeWriter, openWriter } from '#electron/store/open.ts';
import { readLookups } from '#electron/store/reads/lookups.ts';
import { createWorkspace } from '../workspaces.ts';
import { findAccount, joinOf } from './joins.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellwether-joins-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function workspace() {
  const path = join(folder, 'joins.bellwether');
  createWorkspace(path, { name: 'Joins', currency: 'EUR', now: 0 });
  const db = openWriter(path);
  db.exec(`
    INSERT INTO batch (id,file,kind,imported_at,sha256,bytes,rows_read,accepted,rejected,duplicates,created,updated,unchanged,waiting,mapping,warnings,sums)
      VALUES (1,'f','accounts',0,'',0,0,0,0,0,0,0,0,0,'{}','[]','{}');
    INSERT INTO account (id, natural_key, name, batch_id, present) VALUES
      (1,'001D000000IqhSLIAZ','Société  Générale',1,1), (2,'001D000000iqhSL','Twin – One',1,1), (3,'A3','Same',1,1), (4,'A4','SAME',1,1), (5,'A5','Gone',1,0);
    INSERT INTO account_attribute VALUES (3,'Website','https://www.three.example/about',1);
    INSERT INTO contact (natural_key, account, email, batch_id, present) VALUES
      ('C1',1,'Ann@One.example',1,1), ('C2',1,'bob@one.example',1,1), ('C3',2,'cy@gmail.com',1,1), ('C4',2,'x@mixed.example',1,1), ('C5',3,'y@mixed.example',1,1), ('C6',4,'z@gone.example',1,0);
    INSERT INTO ticket (natural_key, account, opened_at, batch_id) VALUES ('T1', 4, 0, 1);
  `);
  return db;
}

test('rows find their account by every key, and by none that two accounts share', () => {
  const db = workspace();
  const lookups = readLookups(db);
  const find = (field: Parameters<typeof findAccount>[1], value: string) => findAccount(lookups, field, value);
  expect(find('account_id', 'A3')).toBe(3);
  expect(find('account_id', 'A5')).toBeNull();
  expect(find('account_id', 'a3')).toBeNull();
  // 15 and 18 characters of one Salesforce id; case counts in the first 15, and the last three must fit them.
  expect(find('account_id', '001D000000IqhSL')).toBe(1);
  expect(find('account_id', '001D000000iqhSLIAZ')).toBeNull();
  expect(find('account_id', '001D000000iqhSLIAY')).toBe(2);
  expect(find('email', 'ann@one.EXAMPLE')).toBe(1);
  expect(find('email', 'new@one.example')).toBe(1);
  expect(find('email', 'someone@gmail.com')).toBeNull();
  expect(find('email', 'q@mixed.example')).toBeNull();
  expect(find('email', 'z@gone.example')).toBeNull();
  expect(find('domain', 'three.example')).toBe(3);
  expect(find('domain', 'http://one.example/')).toBe(1);
  expect(find('ticket_id', 'T1')).toBe(4);
  expect(find('account_name', 'société générale')).toBe(1);
  expect(find('account_name', 'Twin \u2014 One')).toBe(2);
  expect(find('account_name', 'same')).toBeNull();
  expect(find('account_name', 'Gone')).toBeNull();
  expect(joinOf(['ticket_id', 'email'], ['ticket_id'])).toEqual({ field: 'email', index: 1 });
  closeWriter(db);
});
