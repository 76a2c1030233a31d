import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { MIGRATIONS, SCHEMA_VERSION } from './migrations/index.ts';
import { APPLICATION_ID, closeWriter, openReader, openWriter } from './open.ts';
import { readEdits } from './reads/hand-edits.ts';
import { readModelVersions, readPromotions } from './reads/models.ts';
import { readSavedViews } from './reads/saved-views.ts';
import { countSnapshots } from './reads/snapshots.ts';
import { memoryWorkspace } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellwether-upgrade-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A workspace file as an earlier version of the application left it, with an account and a snapshot. */
function oldWorkspace(version: number): string {
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

describe('a workspace of an earlier format', () => {
  it.each([1, 2, 3])('version %i is brought up to date whole, and kept beside it as it was', (version) => {
    const path = oldWorkspace(version);
    closeWriter(openWriter(path));
    expect(existsSync(`${path}.before-v${version + 1}.bak`)).toBe(true);
    // validates: its tables are exactly those of a new workspace
    const db = openReader(path, { validate: true });
    expect(db.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
    expect(db.prepare('SELECT natural_key, name FROM account').all()).toEqual([{ natural_key: 'A1', name: 'Acme' }]);
    expect([...countSnapshots(db)]).toEqual([['003-signal@1', 1]]);
    expect([readModelVersions(db), readPromotions(db)]).toEqual([[], []]);
    expect([readEdits(db, null, -1), readSavedViews(db)]).toEqual([[], []]);
    db.close();
  });
});
