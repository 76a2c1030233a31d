import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { UsageFacts } from '#shared/model/facts.ts';
import type { WriteDb } from '../open.ts';
import { runDoctor } from '../reads/doctor.ts';
import { readFacts } from '../reads/facts.ts';
import { packUsageKey } from '../tables.ts';
import { memoryWorkspace } from '../testing.ts';
import { undoUsage } from './undo/usage.ts';
import { mergeUsage, metricIds } from './usage.ts';
import { refreshUsageBlocks } from './usage-blocks.ts';
import { UsageBuffer } from './usage-buffer.ts';

/** Two blocks of accounts: 256 accounts each. */
const ACCOUNTS = [1, 2, 256, 257, 300];

function workspace(): WriteDb {
  const db = memoryWorkspace();
  const batch = db.prepare(
    `INSERT INTO batch (file, kind, imported_at, sha256, bytes, rows_read, accepted, rejected, duplicates, created, updated, unchanged, waiting, mapping, warnings, sums)
     VALUES ('f', 'usage', 0, '', 0, 0, 0, 0, 0, 0, 0, 0, 0, '{}', '[]', '{}')`,
  );
  for (let id = 1; id <= 8; id++) batch.run();
  for (const id of ACCOUNTS)
    db.prepare('INSERT INTO account (id, natural_key, name, batch_id) VALUES (?, ?, ?, 1)').run(id, `A${id}`, 'A');
  for (const name of ['logins', 'feature:x']) metricIds(db).idOf(name);
  return db;
}

type Fact = readonly [account: number, day: number, metric: number, value: number];

function merge(db: WriteDb, batch: number, facts: readonly Fact[]): void {
  const buffer = new UsageBuffer();
  facts.forEach(([account, day, metric, value], row) => {
    buffer.push(packUsageKey(account, day, metric), value, row);
  });
  const sorted = buffer.sorted(() => undefined);
  mergeUsage(
    db,
    'usage',
    sorted,
    { id: batch, knownAt: 0, step: batch },
    () => undefined,
    () => undefined,
  );
}

/** Usage as read without the columns. */
function fromRows(db: WriteDb): UsageFacts {
  return db.transaction(() => {
    const kept = db.prepare(`SELECT value FROM meta WHERE key = 'usage_blocks'`).get() as { value: string } | undefined;
    db.exec(`DELETE FROM meta WHERE key = 'usage_blocks'`);
    const { usage } = readFacts(db);
    if (kept) db.prepare(`INSERT INTO meta (key, value) VALUES ('usage_blocks', ?)`).run(kept.value);
    return usage;
  })();
}

const columnsCheck = (db: WriteDb): { ok: boolean; detail: string } | undefined =>
  runDoctor(db, import.meta.filename).find(({ name }) => name === 'Usage columns');

it('the columns are the rows, whatever is written and undone', () => {
  // Days around the borders of spans: 91 × 220 = 20,020.
  const fact = fc.tuple(
    fc.constantFrom(...ACCOUNTS),
    fc.constantFrom(20_019, 20_020, 20_021, 20_110, 20_111, 20_200),
    fc.constantFrom(1, 2),
    fc.double({ noNaN: true, min: -10, max: 1e9 }),
  );
  const step = fc.oneof(
    { arbitrary: fc.array(fact, { minLength: 1, maxLength: 12 }), weight: 3 },
    { arbitrary: fc.nat(7), weight: 1 },
  );
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
      const db = workspace();
      let batch = 0;
      for (const action of steps) {
        if (typeof action === 'number') undoUsage(db, 'usage', action + 1, () => undefined);
        else {
          batch += 1;
          merge(db, batch, action);
        }
        // Out of date, made anew, and left alone: always what the rows say.
        const expected = fromRows(db);
        expect(readFacts(db).usage).toEqual(expected);
        refreshUsageBlocks(db, () => undefined);
        expect(readFacts(db).usage).toEqual(expected);
      }
      db.prepare('UPDATE account SET present = 0 WHERE id IN (2, 257)').run();
      expect(readFacts(db).usage).toEqual(fromRows(db));
      db.close();
    }),
    { numRuns: 300, interruptAfterTimeLimit: 20_000 },
  );
}, 60_000);

it('damaged columns are found out, and the rows are read instead', () => {
  const db = workspace();
  merge(db, 1, [
    [1, 20_000, 1, 5],
    [257, 20_000, 1, 7],
  ]);
  expect(columnsCheck(db)).toMatchObject({ ok: true, detail: 'out of date, made anew by the next scoring' });
  refreshUsageBlocks(db, () => undefined);
  expect(columnsCheck(db)).toMatchObject({ ok: true, detail: '2 values beside their rows' });
  const expected = fromRows(db);
  db.exec(
    `UPDATE usage_block SET vals = x'0000000000001440' WHERE block = 0; UPDATE usage_block SET vals = x'0000000000000040' WHERE block = 1`,
  );
  expect(columnsCheck(db)).toMatchObject({ ok: false, detail: 'damaged; the rows themselves are read instead' });
  expect([...readFacts(db).usage.value]).toEqual([5, 7]);
  expect(readFacts(db).usage).toEqual(expected);
  db.exec(`DELETE FROM usage_block; DELETE FROM meta WHERE key = 'usage_blocks'`);
  refreshUsageBlocks(db, () => undefined);
  db.exec('DELETE FROM usage_block WHERE block = 1');
  expect(columnsCheck(db)).toMatchObject({ ok: false, detail: '1 values for 2 rows' });
  db.close();
});

it('stopped on the way the columns stay as they were', () => {
  const db = workspace();
  merge(db, 1, [[1, 20_000, 1, 5]]);
  refreshUsageBlocks(db, () => undefined);
  merge(db, 2, [[1, 20_000, 1, 6]]);
  const stop = (): void => {
    throw new Error('stop');
  };
  expect(() => refreshUsageBlocks(db, stop)).toThrow('stop');
  expect(columnsCheck(db)?.detail).toBe('out of date, made anew by the next scoring');
  expect([...readFacts(db).usage.value]).toEqual([6]);
  db.close();
});
