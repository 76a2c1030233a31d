import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { closeWriter, createWorkspaceFile, openReader } from '#electron/store/open.ts';
import { addModelVersion, addPromotion } from '#electron/store/writes/models.ts';
import { createReadContext } from './context.ts';
import { doctorHandler } from './handlers/data.ts';
import { loadPresets } from './models.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellwether-model-doctor-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const resourcesDir = fileURLToPath(new URL('../../resources', import.meta.url));
const [preset] = loadPresets(resourcesDir);

/** The two checks of a workspace that was written to in some way. */
function checksOf(name: string, write: (db: ReturnType<typeof createWorkspaceFile>) => void) {
  const path = join(folder, `${name}.bellwether`);
  const writer = createWorkspaceFile(path);
  write(writer);
  closeWriter(writer);
  const db = openReader(path);
  const context = createReadContext({ db, path, resourcesDir, version: '0', now: () => 0 });
  const { ok, checks } = doctorHandler(context);
  db.close();
  return { ok, details: checks.slice(-2).map(({ name: check, detail }) => `${check}: ${detail}`) };
}

describe('the doctor looks at the models', () => {
  it('all is well with versions that are here', () => {
    const { ok, details } = checksOf('well', (db) => {
      if (preset) addModelVersion(db, { ...preset, version: 2, parentVersion: 1 }, 0);
      addPromotion(db, {
        modelVersion: '003-signal@2',
        from: '003-signal@1',
        at: 0,
        by: 'Kim',
        note: 'x',
        reviewer: '',
        effectiveOn: null,
        summary: null,
      });
    });
    expect({ ok, details }).toEqual({
      ok: true,
      details: ['Model versions: 1 of this workspace, all readable', 'Promotions: 1, each of a version that is here'],
    });
  });

  it('names versions that cannot be read, that lack their parent, and promotions of what is not here', () => {
    const broken = checksOf('broken', (db) => {
      db.prepare(
        `INSERT INTO model_version (model_id, version, author, created_at, change_note, document) VALUES ('ours', 1, 'Kim', 0, 'x', '{}')`,
      ).run();
      addPromotion(db, {
        modelVersion: 'ours@1',
        from: '003-signal@1',
        at: 0,
        by: 'Kim',
        note: 'x',
        reviewer: '',
        effectiveOn: null,
        summary: null,
      });
    });
    expect(broken).toEqual({
      ok: false,
      details: ['Model versions: cannot be read: ours@1', 'Promotions: official at some time, and not here: ours@1'],
    });
    const orphan = checksOf('orphan', (db) => {
      if (preset) addModelVersion(db, { ...preset, id: 'ours', version: 3, parentVersion: 2 }, 0);
    });
    expect(orphan.details[0]).toBe('Model versions: made from a version that is not here: ours@3');
  });
});
