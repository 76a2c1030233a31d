import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { MIGRATIONS } from './migrations/index.ts';
import { APPLICATION_ID, type WriteDb } from './open.ts';

const images = new Map<number, Buffer>();

/** An empty workspace in memory, brought to a schema version (default: the current one). */
export function memoryWorkspace(version: number = MIGRATIONS.length): WriteDb {
  const db = new Database(imageOf(version));
  db.pragma('foreign_keys = ON');
  return db as WriteDb;
}

/** The empty workspace as a file would hold it: running the migrations anew for each test would be most of its time. */
function imageOf(version: number): Buffer {
  const known = images.get(version);
  if (known) return known;
  const db = new Database(':memory:');
  for (const migration of MIGRATIONS.slice(0, version)) db.exec(migration);
  const image = db.serialize();
  db.close();
  images.set(version, image);
  return image;
}

/** A workspace file as an earlier version of the application left it, with an account and a snapshot. */
export function oldWorkspace(folder: string, version: number): string {
  const db = memoryWorkspace(1);
  db.exec(`
    INSERT INTO meta (key, value) VALUES ('name', 'Old');
    INSERT INTO batch VALUES (1, 'a.csv', 'accounts', 10, '', 0, 0, 0, 0, 0, 0, 0, 0, 0, '{}', '[]', '{}');
    INSERT INTO account (id, natural_key, name, batch_id) VALUES (1, 'A1', 'Acme', 1);
    INSERT INTO snapshot (model_version, as_of, computed_at, accounts, scored, provisional, unscored, mean_micro)
      VALUES ('003-signal@1', 20000, 0, 1, 1, 0, 0, 56000000);
  `);
  for (const migration of MIGRATIONS.slice(1, version)) db.exec(migration);
  db.pragma(`application_id = ${APPLICATION_ID}`);
  db.pragma(`user_version = ${version}`);
  const path = join(folder, `v${version}.bellwether`);
  writeFileSync(path, db.serialize(), { mode: 0o600 });
  db.close();
  return path;
}
