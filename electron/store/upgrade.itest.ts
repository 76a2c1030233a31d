import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { SCHEMA_VERSION } from './migrations/index.ts';
import { closeWriter, openReader, openWriter } from './open.ts';
import { readTrials } from './reads/analyses.ts';
import { readEdits } from './reads/hand-edits.ts';
import { readModelVersions, readPromotions } from './reads/models.ts';
import { readReviews } from './reads/reviews.ts';
import { readSavedViews } from './reads/saved-views.ts';
import { readScenarios } from './reads/scenarios.ts';
import { readShadowRuns } from './reads/shadow-runs.ts';
import { countSnapshots } from './reads/snapshots.ts';
import { oldWorkspace } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellwether-upgrade-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a workspace of an earlier format', () => {
  it.each([1, 2, 3, 4, 5])('version %i is brought up to date whole, and kept beside it as it was', (version) => {
    const path = oldWorkspace(folder, version);
    closeWriter(openWriter(path));
    expect(existsSync(`${path}.before-v${version + 1}.bak`)).toBe(true);
    // validates: its tables are exactly those of a new workspace
    const db = openReader(path, { validate: true });
    expect(db.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
    expect(db.prepare('SELECT natural_key, name FROM account').all()).toEqual([{ natural_key: 'A1', name: 'Acme' }]);
    expect([...countSnapshots(db)]).toEqual([['003-signal@1', 1]]);
    expect([readModelVersions(db), readPromotions(db)]).toEqual([[], []]);
    expect([readEdits(db, null, -1), readSavedViews(db)]).toEqual([[], []]);
    expect([readScenarios(db), readTrials(db), readShadowRuns(db), readReviews(db)]).toEqual([[], [], [], []]);
    db.close();
  });
});
