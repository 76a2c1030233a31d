import { statSync } from 'node:fs';
import { expectedSchema, type ReadDb, reportedPragmas } from '../open.ts';
import { COMPLETE } from '../usage-blocks.ts';
import { getMeta } from './ledger.ts';
import { countUnreadableOverrides } from './overrides.ts';
import { countStaleBlocks, usageBlocks } from './usage-blocks.ts';

export type Check = { readonly name: string; readonly ok: boolean; readonly detail: string };

type Count = { n: number };
const count = (db: ReadDb, sql: string): number => db.prepare<[], Count>(sql).get()?.n ?? 0;

/** The columns beside the usage rows: whole, and as many as there are rows. Where they are not, the rows are read. */
function usageColumnsState(db: ReadDb): { ok: boolean; detail: string } {
  const usage = count(db, 'SELECT count(*) AS n FROM usage');
  const stale = countStaleBlocks(db);
  if (getMeta(db, COMPLETE) === null || stale > 0)
    return { ok: true, detail: 'out of date, made anew by the next scoring' };
  let rows = 0;
  for (const { spans } of usageBlocks(db)) {
    if (spans === null) return { ok: false, detail: 'damaged; the rows themselves are read instead' };
    for (const { places } of spans) rows += places.length;
  }
  return rows === usage
    ? { ok: true, detail: `${rows} values beside their rows` }
    : { ok: false, detail: `${rows} values for ${usage} rows` };
}

/** Integrity of the file and of the ledger's arithmetic; reads only. */
export function runDoctor(db: ReadDb, path: string): Check[] {
  const checks: Check[] = [];
  const add = (name: string, ok: boolean, detail: string): void => {
    checks.push({ name, ok, detail });
  };
  const integrity = db.pragma('integrity_check(10)', { simple: true });
  add(
    'Database integrity',
    integrity === 'ok',
    integrity === 'ok' ? 'every page and index is sound' : String(integrity),
  );
  const broken = db.pragma('foreign_key_check');
  const brokenCount = Array.isArray(broken) ? broken.length : 0;
  add(
    'References',
    brokenCount === 0,
    brokenCount === 0 ? 'every fact belongs to an account' : `${brokenCount} broken references`,
  );
  const pragmas = reportedPragmas(db);
  const version = Number(pragmas.user_version);
  const schema = db
    .prepare<[], { entry: string }>(
      `SELECT type || ' ' || name || ' ' || coalesce(sql, '') AS entry FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name`,
    )
    .all()
    .map((row) => row.entry);
  const expected = expectedSchema(version);
  const foreign = schema.length !== expected.length || schema.some((entry, index) => entry !== expected[index]);
  add(
    'Format',
    !foreign,
    foreign
      ? 'tables differ from those of this version'
      : `schema version ${version}, no foreign tables, views or triggers`,
  );
  const wrongSums = count(
    db,
    'SELECT count(*) AS n FROM batch WHERE rows_read <> accepted + rejected OR accepted <> created + updated + unchanged + duplicates + waiting',
  );
  add(
    'Ledger arithmetic',
    wrongSums === 0,
    wrongSums === 0 ? 'rows read = accepted + rejected in every batch' : `${wrongSums} batches do not add up`,
  );
  const quarantine = count(
    db,
    'SELECT count(*) AS n FROM batch WHERE rejected <> (SELECT count(*) FROM rejected_row WHERE batch_id = batch.id)',
  );
  add(
    'Quarantine',
    quarantine === 0,
    quarantine === 0 ? 'every rejected row is kept with its reason' : `${quarantine} batches miss rejected rows`,
  );
  const orphans =
    count(
      db,
      'SELECT count(*) AS n FROM usage WHERE batch_id NOT IN (SELECT id FROM batch) OR key / 67108864 NOT IN (SELECT id FROM account)',
    ) +
    count(
      db,
      'SELECT count(*) AS n FROM contact_usage WHERE batch_id NOT IN (SELECT id FROM batch) OR key / 67108864 NOT IN (SELECT id FROM contact)',
    );
  add(
    'Usage',
    orphans === 0,
    orphans === 0 ? 'every usage fact has its account and batch' : `${orphans} usage facts without account or batch`,
  );
  const columns = usageColumnsState(db);
  add('Usage columns', columns.ok, columns.detail);
  const stray =
    count(
      db,
      'SELECT count(*) AS n FROM change WHERE batch_id IN (SELECT id FROM batch WHERE undone_at IS NOT NULL) OR step < batch_id',
    ) +
    count(
      db,
      'SELECT count(*) AS n FROM confirmed WHERE batch_id IN (SELECT id FROM batch WHERE undone_at IS NOT NULL)',
    ) +
    ['usage', 'contact_usage']
      .map((table) =>
        count(db, `SELECT count(*) AS n FROM ${table}_change WHERE key NOT IN (SELECT key FROM ${table})`),
      )
      .reduce((sum, n) => sum + n, 0);
  add(
    'Undo journal',
    stray === 0,
    stray === 0 ? 'every change belongs to a batch that stands' : `${stray} entries without batch or fact`,
  );
  const snapshots = count(db, 'SELECT count(*) AS n FROM snapshot WHERE leading = 0');
  const incomplete = count(
    db,
    `SELECT count(*) AS n FROM snapshot WHERE NOT EXISTS (SELECT 1 FROM snapshot_column WHERE snapshot = snapshot.id AND name = 'score')`,
  );
  add(
    'Scores',
    incomplete === 0,
    incomplete === 0 ? `${snapshots} snapshots complete` : `${incomplete} of ${snapshots} snapshots are incomplete`,
  );
  const unreadable = countUnreadableOverrides(db);
  add(
    'Overrides',
    unreadable === 0,
    unreadable === 0 ? 'every override can be read' : `${unreadable} overrides cannot be read and count for nothing`,
  );
  const mode = statSync(path).mode & 0o777;
  add(
    'File mode',
    process.platform === 'win32' || (mode & 0o077) === 0,
    process.platform === 'win32' ? 'not applicable' : mode.toString(8).padStart(4, '0'),
  );
  return checks;
}
