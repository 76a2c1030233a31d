import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { WriteDb } from '#electron/store/open.ts';
import { memoryWorkspace } from '#electron/store/testing.ts';
import type { WorkControl } from '../context.ts';
import { loadPresets } from '../models.ts';
import { scoreHistories } from './history.ts';

const PRESETS = loadPresets(fileURLToPath(new URL('../../../resources', import.meta.url)));
const SCORER = new URL('../../workers/scorer.ts', import.meta.url);
const CONTROL: WorkControl = { isCancelled: () => false, onProgress: () => undefined, sources: [], target: null };
/** 2026-02-01, a Sunday. */
const FIRST = 20_485;
const [ACCOUNTS, WEEKS] = [2500, 42];

/** More accounts and weeks than one thread is left alone with. */
function workspace(): WriteDb {
  const db = memoryWorkspace();
  const numbers = (name: string, from: number, to: number): string =>
    `${name}(n) AS (SELECT ${from} UNION ALL SELECT n + 1 FROM ${name} WHERE n < ${to})`;
  db.exec(`INSERT INTO batch (id, file, kind, imported_at, sha256, bytes, rows_read, accepted, rejected, duplicates, created, updated, unchanged, waiting, mapping, warnings, sums)
      VALUES (1, 'f.csv', 'usage', 0, '', 0, 0, 0, 0, 0, 0, 0, 0, 0, '{}', '[]', '{}');
    INSERT INTO metric (id, name) VALUES (1, 'logins');
    WITH RECURSIVE ${numbers('a', 1, ACCOUNTS)} INSERT INTO account (id, natural_key, name, seats, start_date, batch_id)
      SELECT n, 'A' || n, 'Customer', 10, ${FIRST}, 1 FROM a;
    WITH RECURSIVE ${numbers('a', 1, ACCOUNTS)}, ${numbers('w', 0, WEEKS - 1)} INSERT INTO usage (key, value, batch_id)
      SELECT (a.n * 65536 + ${FIRST} + w.n * 7) * 1024 + 1, (a.n * 7 + w.n * w.n) % 11 / 3.0, 1 FROM a, w;`);
  return db;
}

/** Scores anew, and everything that is stored then. */
function stored(db: WriteDb, scorerEntry: URL | undefined): unknown[] {
  db.exec('DELETE FROM snapshot');
  const context = {
    writer: true,
    db,
    path: '',
    presets: PRESETS,
    importPresets: [],
    now: () => Date.UTC(2027, 0, 1),
    scorerEntry,
  } as const;
  const [scored] = scoreHistories(context, PRESETS.slice(0, 1), { replaceAll: true }, CONTROL);
  expect(scored).toMatchObject({ recomputed: ACCOUNTS * WEEKS });
  return db
    .prepare(
      `SELECT s.as_of, s.scored, s.mean_micro, c.name, hex(c.data) AS data
       FROM snapshot AS s JOIN snapshot_column AS c ON c.snapshot = s.id ORDER BY 1, c.name`,
    )
    .all();
}

it('comes to the same to the bit with helpers, without, and with helpers that fail', () => {
  const db = workspace();
  const alone = stored(db, undefined);
  expect(stored(db, SCORER)).toEqual(alone);
  // One that never starts, and one that takes a block and is gone.
  expect(stored(db, new URL('./no-such-module.ts', SCORER))).toEqual(alone);
  const gone = `import { workerData } from 'node:worker_threads';
    workerData.port.on('message', ({ turn }) => { Atomics.add(turn, 0, 1); process.exit(); });`;
  expect(stored(db, new URL(`data:text/javascript,${encodeURIComponent(gone)}`))).toEqual(alone);
  db.close();
}, 90_000);
