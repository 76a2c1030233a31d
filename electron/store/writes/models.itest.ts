import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { modelFile } from '#shared/contract/model-file.ts';
import { readModelVersions, readPromotions } from '../reads/models.ts';
import { memoryWorkspace } from '../testing.ts';
import { addModelVersion, addPromotion } from './models.ts';

const preset = modelFile.parse(
  JSON.parse(readFileSync(new URL('../../../resources/models/003-signal.json', import.meta.url), 'utf8')),
);

describe('model versions are kept for ever', () => {
  it('a version is stored whole, once, in the order they came', () => {
    const db = memoryWorkspace();
    const second = { ...preset, version: 2, parentVersion: 1, author: 'Kim', changeNote: 'Why' };
    addModelVersion(db, second, 5);
    addModelVersion(db, { ...second, version: 3 }, 6);
    expect(() => addModelVersion(db, { ...second, name: 'Other' }, 7)).toThrow(/UNIQUE/);
    const stored = readModelVersions(db);
    expect(stored.map(({ modelId, version }) => `${modelId}@${version}`)).toEqual(['003-signal@2', '003-signal@3']);
    expect(JSON.parse(stored[0]?.document ?? '')).toEqual(second);
    db.close();
  });

  it('promotions are a list that grows, newest first', () => {
    const db = memoryWorkspace();
    const first = {
      modelVersion: 'a@2',
      from: 'a@1',
      at: 1,
      by: 'Kim',
      note: 'Why',
      reviewer: 'Lee',
      effectiveOn: 20_600,
      summary: '{}',
    };
    addPromotion(db, first);
    const second = {
      ...first,
      modelVersion: 'a@1',
      from: 'a@2',
      at: 2,
      reviewer: '',
      effectiveOn: null,
      summary: null,
    };
    addPromotion(db, second);
    expect(readPromotions(db)).toEqual([second, first]);
    db.close();
  });

  it('no statement of the application changes or removes a version or a promotion', () => {
    const root = fileURLToPath(new URL('../../', import.meta.url));
    const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.ts') && !name.endsWith('test.ts'),
    );
    const statements = sources.flatMap((name) =>
      [
        ...readFileSync(`${root}${name}`, 'utf8').matchAll(
          /\b(\w+(?: OR \w+)?(?: INTO| FROM)?)\s+(?:model_version|promotion)\b(?!')/g,
        ),
      ].map((match) => `${match[1]}`),
    );
    expect(statements).toContain('INSERT INTO');
    expect(statements.filter((verb) => /UPDATE|DELETE|REPLACE|DROP/i.test(verb))).toEqual([]);
  });
});
