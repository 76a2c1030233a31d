import Database from 'better-sqlite3';
import { MIGRATIONS } from './migrations/index.ts';
import type { WriteDb } from './open.ts';

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
