import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeWriter, openWriter } from '#electron/store/open.ts';
import { readModelVersions } from '#electron/store/reads/models.ts';
import { countSnapshots } from '#electron/store/reads/snapshots.ts';
import { memoryWorkspace } from '#electron/store/testing.ts';
import { AppError } from '#shared/contract/errors.ts';
import { modelFile } from '#shared/contract/model-file.ts';
import { modelVersionOf } from '#shared/model/health-model.ts';
import { createWriteContext, type WorkControl, type WriteContext } from '../context.ts';
import { modelsOf } from '../model-versions.ts';
import { loadPresets } from '../models.ts';
import { startTestCore, type TestCore } from '../testing.ts';
import { fillWorkspace } from '../testing-data.ts';
import { saveModelHandler } from './models.ts';
import { promoteHandler } from './promote.ts';

const RESOURCES = fileURLToPath(new URL('../../../resources', import.meta.url));
const NOW = Date.UTC(2026, 6, 1, 12);
const presets = loadPresets(RESOURCES);
const control: WorkControl = { isCancelled: () => false, onProgress: () => undefined, sources: [], target: null };
const decision = { by: 'Kim', note: 'Agreed', reviewer: 'Lee' };

/** A draft of a version with its first two weights shifted by `points`. */
function shifted(context: WriteContext, version: string, points: number) {
  const model = modelsOf(context).models.find((candidate) => modelVersionOf(candidate) === version);
  const draft = modelFile.parse({ ...model, parentVersion: model?.version });
  const [first, second] = draft.dimensions;
  if (first && second) {
    first.weight += points;
    second.weight -= points;
  }
  return draft;
}

describe('versions and promotions of a workspace', () => {
  it('whatever is saved and promoted: versions never change, numbers are never used twice, the last promotion counts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ save: fc.boolean(), pick: fc.nat(), points: fc.integer({ min: -3, max: 3 }) }), {
          maxLength: 12,
        }),
        (steps) => {
          const db = memoryWorkspace();
          const context: WriteContext = { writer: true, db, path: '', presets, importPresets: [], now: () => NOW };
          const documents = new Map<string, string>();
          let official = '003-signal@1';
          for (const { save, pick, points } of steps) {
            const { models } = modelsOf(context);
            const target = modelVersionOf(models[pick % models.length] ?? modelsOf(context).official);
            if (save) {
              const draft = shifted(context, target, points);
              const isRefused = points === 0 || draft.dimensions.some(({ weight }) => weight < 0);
              const saving = () => saveModelHandler(context, { draft, author: 'Kim', changeNote: 'x' }).modelVersion;
              if (isRefused) {
                expect(saving).toThrow(AppError);
                continue;
              }
              const saved = saving();
              expect(documents.has(saved)).toBe(false);
              expect(presets.map(modelVersionOf)).not.toContain(saved);
            } else if (target === official) {
              expect(() => promoteHandler(context, { model: target, ...decision }, control)).toThrow('already');
            } else {
              expect(promoteHandler(context, { model: target, ...decision }, control).promotion.from).toBe(official);
              official = target;
            }
            for (const { modelId, version, document } of readModelVersions(db)) {
              const name = modelVersionOf({ id: modelId, version });
              expect(documents.get(name) ?? document).toBe(document);
              documents.set(name, document);
            }
            expect(readModelVersions(db)).toHaveLength(documents.size);
            expect(modelVersionOf(modelsOf(context).official)).toBe(official);
          }
          db.close();
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('a promotion that does not come to its end', () => {
  let core: TestCore;
  let path = '';
  beforeEach(async () => {
    core = await startTestCore(NOW);
    await fillWorkspace(core, NOW);
    await core.call('workspace.close', {});
    path = join(core.dataDir, readdirSync(core.dataDir).find((name) => name.endsWith('.bellwether')) ?? '');
  });
  afterEach(() => core.close());

  /** Works on the closed workspace as its writer thread would; whatever happens, the file is only let go of. */
  function asWriter<T>(work: (context: WriteContext) => T): T {
    const db = openWriter(path);
    try {
      return work(createWriteContext({ db, path, resourcesDir: RESOURCES, now: () => NOW }));
    } finally {
      closeWriter(db);
    }
  }
  const state = (context: WriteContext) => ({
    official: modelVersionOf(modelsOf(context).official),
    days: countSnapshots(context.db),
  });

  it('leaves the old version official when scoring breaks off, and every score as it was', () => {
    const before = asWriter((context) => {
      saveModelHandler(context, { draft: shifted(context, '003-signal@1', 10), author: 'Kim', changeNote: 'x' });
      return state(context);
    });
    expect(before.days.get('003-signal@1')).toBeGreaterThan(10);
    const breaking = (fraction: number | null): void => {
      if ((fraction ?? 0) > 0.5) throw new Error('the power went');
    };
    const promote = (onProgress: WorkControl['onProgress']) =>
      asWriter((context) =>
        promoteHandler(context, { model: '003-signal@2', ...decision }, { ...control, onProgress }),
      );
    expect(() => promote((_label, fraction) => breaking(fraction))).toThrow('the power went');
    expect(asWriter(state)).toEqual(before);
    expect(before).toMatchObject({ official: '003-signal@1' });
    expect(before.days.has('003-signal@2')).toBe(false);
  });

  it('between the scores and the switch the old version is official; the next attempt has the scores already', () => {
    asWriter((context) =>
      saveModelHandler(context, { draft: shifted(context, '003-signal@1', 10), author: 'Kim', changeNote: 'x' }),
    );
    const switching = (context: WriteContext) =>
      promoteHandler(
        context,
        { model: '003-signal@2', ...decision },
        { ...control, isCancelled: () => countSnapshots(context.db).has('003-signal@2') && !context.db.inTransaction },
      );
    expect(() => asWriter(switching)).toThrow('003-signal@1 is still the official version');
    const between = asWriter(state);
    expect(between.official).toBe('003-signal@1');
    expect(between.days.get('003-signal@2')).toBe(between.days.get('003-signal@1'));
    const { snapshots } = asWriter((context) =>
      promoteHandler(context, { model: '003-signal@2', ...decision }, control),
    );
    expect(snapshots).toBe(between.days.get('003-signal@2'));
    expect(asWriter(state)).toEqual({ ...between, official: '003-signal@2' });
  });
});
