import Database from 'better-sqlite3';
import { MIGRATIONS } from './migrations/index.ts';
import type { WriteDb } from './open.ts';

/** An empty workspace in memory, brought to a schema version (default: the current one). */
export function memoryWorkspace(version: number = MIGRATIONS.length): WriteDb {
  const db = new Database(':memory:');
  db.pragma('foreign_keys = ON');
  for (const migration of MIGRATIONS.slice(0, version)) db.exec(migration);
  return db as WriteDb;
}
