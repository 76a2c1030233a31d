import { describe, expect, it } from 'vitest';
import { readSealedLooks, readTrials } from '../reads/analyses.ts';
import { readReviews } from '../reads/reviews.ts';
import { readScenario, readScenarios, scenarioNamed } from '../reads/scenarios.ts';
import { readShadowRuns } from '../reads/shadow-runs.ts';
import { memoryWorkspace } from '../testing.ts';
import { addSealedLook, addTrial } from './analyses.ts';
import { addReview } from './reviews.ts';
import { addScenario, markScenarioDeleted, replaceScenario, type ScenarioContent } from './scenarios.ts';
import { addShadowRun, endShadowRun } from './shadow-runs.ts';

const content: ScenarioContent = {
  name: 'Usage first',
  baseVersion: '003-signal@1',
  document: '{}',
  locks: '["usage"]',
  asOf: 20_000,
  seed: 7,
  modelHash: 'abc',
  note: '',
  author: 'Kim',
  savedAt: 5,
};

describe('scenarios', () => {
  it('are kept by a name that only one of them has, whatever its case; a deleted one gives its name up', () => {
    const db = memoryWorkspace();
    const id = addScenario(db, content);
    expect(() => addScenario(db, { ...content, name: 'usage FIRST' })).toThrow(/UNIQUE/);
    expect(scenarioNamed(db, 'usage FIRST')).toBe(id);
    replaceScenario(db, id, { ...content, note: 'why', savedAt: 9 });
    expect(readScenarios(db)).toEqual([{ ...content, id, note: 'why', createdAt: 5, savedAt: 9, deletedAt: null }]);
    markScenarioDeleted(db, id, 11);
    expect([readScenarios(db), scenarioNamed(db, content.name)]).toEqual([[], null]);
    expect(readScenario(db, id)?.deletedAt).toBe(11);
    const second = addScenario(db, { ...content, savedAt: 12 });
    expect(() => markScenarioDeleted(db, id, null)).toThrow(/UNIQUE/);
    markScenarioDeleted(db, second, 13);
    markScenarioDeleted(db, id, null);
    expect(readScenarios(db).map((scenario) => scenario.id)).toEqual([id]);
    expect(readScenario(db, 99)).toBeNull();
    db.close();
  });
});

describe('evidence', () => {
  it('a model is tried once, however often its accuracy is looked at', () => {
    const db = memoryWorkspace();
    expect(addTrial(db, { modelHash: 'a', firstAt: 1, what: 'Usage 45' })).toBe(true);
    expect(addTrial(db, { modelHash: 'a', firstAt: 2, what: 'again' })).toBe(false);
    expect(readTrials(db)).toEqual([{ modelHash: 'a', firstAt: 1, what: 'Usage 45' }]);
    db.close();
  });

  it('sealed looks, shadow runs and reviews come back as they were stored, newest first', () => {
    const db = memoryWorkspace();
    const look = { modelVersion: 'a@2', modelHash: 'h', landmark: 20_000, lookedAt: 4, lookedBy: 'Kim', result: '{}' };
    addSealedLook(db, look);
    expect(readSealedLooks(db)).toEqual([{ ...look, id: 1 }]);
    const shadow = {
      name: 'Beside',
      modelVersion: 'a@2',
      modelHash: 'h',
      officialVersion: 'a@1',
      fromDay: 20_000,
      weeks: 8,
      startedAt: 5,
      startedBy: 'Kim',
      note: 'why',
    };
    const id = addShadowRun(db, shadow);
    expect(readShadowRuns(db)).toEqual([{ ...shadow, id, endedAt: null, endedBy: null, endNote: null }]);
    endShadowRun(db, id, 9, 'Ola', 'enough');
    endShadowRun(db, id, 10, 'Someone', 'too late');
    expect(readShadowRuns(db)).toEqual([{ ...shadow, id, endedAt: 9, endedBy: 'Ola', endNote: 'enough' }]);
    expect(() => addShadowRun(db, { ...shadow, weeks: 0 })).toThrow(/CHECK/);
    const review = { cadence: 'monthly', period: '2026-11', items: '[]', note: '', doneAt: 1, doneBy: 'Kim' } as const;
    addReview(db, review);
    addReview(db, { ...review, period: '2026-12', doneAt: 2 });
    expect(readReviews(db).map(({ period }) => period)).toEqual(['2026-12', '2026-11']);
    db.close();
  });
});
