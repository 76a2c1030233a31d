import { expect, it } from 'vitest';
import { memoryWorkspace } from '../testing.ts';
import { deferIndexes } from './bulk.ts';

const INDEXES = `SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'ticket' ORDER BY name`;

it('takes the indexes of an empty table off and puts back the same ones', () => {
  const db = memoryWorkspace();
  const before = db.prepare(INDEXES).all();
  const restore = deferIndexes(db, 'ticket', 100_000);
  expect(db.prepare(INDEXES).all()).toHaveLength(before.length - 1);
  restore();
  expect(db.prepare(INDEXES).all()).toEqual(before);
});

it.each([10, 500_001])('leaves them where %i rows come', (rows) => {
  const db = memoryWorkspace();
  const before = db.prepare(INDEXES).all();
  deferIndexes(db, 'ticket', rows);
  expect(db.prepare(INDEXES).all()).toEqual(before);
});

it('leaves them where the table has rows', () => {
  const db = memoryWorkspace();
  db.exec(`INSERT INTO batch (id,file,kind,imported_at,sha256,bytes,rows_read,accepted,rejected,duplicates,created,updated,unchanged,waiting,mapping,warnings,sums) VALUES (1,'f','tickets',0,'',0,0,0,0,0,0,0,0,0,'{}','[]','{}');
    INSERT INTO account (id, natural_key, name, batch_id) VALUES (1, 'A1', 'One', 1);
    INSERT INTO ticket (natural_key, account, opened_at, batch_id) VALUES ('T1', 1, 0, 1)`);
  const before = db.prepare(INDEXES).all();
  deferIndexes(db, 'ticket', 100_000);
  expect(db.prepare(INDEXES).all()).toEqual(before);
});
