import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobState } from '#shared/contract/events.ts';
import type { OutputOf } from '#shared/contract/index.ts';
import { startTestCore, type TestCore } from '../testing.ts';
import { longPortfolio } from './testing.ts';

type Result = OutputOf<'validation.challenge'>;
const NOW = Date.UTC(2026, 6, 3);
const digits = ({ dataRevision: _, ...rest }: Result): object => rest;

const cores: TestCore[] = [];
afterAll(() => Promise.all(cores.map((core) => core.close())));

async function made(turned: boolean): Promise<TestCore> {
  const test = await startTestCore(NOW);
  cores.push(test);
  await test.call('workspace.create', { name: 'Long', currency: 'USD' });
  const files = Object.entries(longPortfolio(turned));
  const sources = await Promise.all(files.map(([name, content]) => test.source(name, content)));
  await test.done('import.run', { sources });
  await test.done('score.run', {});
  return test;
}

describe('a portfolio with thirty months of history', () => {
  let test: TestCore;
  let result: Result;
  beforeAll(async () => {
    test = await made(false);
    result = await test.done('validation.challenge', { resamples: 200 });
  });

  it('compares challengers with the score on the same later landmarks', async () => {
    expect(result.refused).toBeNull();
    expect(result.gate.level).toBe('full');
    const { design, official, challengers } = result;
    expect(design.landmarks.length).toBeGreaterThanOrEqual(3);
    expect(design.landmarks.map(({ landmark }) => landmark)).not.toContain(design.sealed);
    expect(design.rows).toBe(design.landmarks.reduce((sum, { rows }) => sum + rows, 0));
    for (const { trainedChurns } of design.landmarks) expect(trainedChurns).toBeGreaterThanOrEqual(20);
    const whole = await test.done('validation.run', { resamples: 0 });
    for (const { landmark, rows, churns } of design.landmarks) {
      const judged = whole.perLandmark.find((one) => one.landmark === landmark);
      expect({ rows, churns }).toEqual({ rows: judged?.rows, churns: judged?.churns });
    }
    for (const one of challengers) {
      expect(one.difference.auc.value).toBeCloseTo((one.auc.value ?? 0) - (official?.auc.value ?? 0), 5);
      expect(one.difference.brier.value).toBeCloseTo((one.brier.value ?? 0) - (official?.brier.value ?? 0), 5);
      expect(one.difference.auc.low).toBeLessThan(one.difference.auc.value ?? 0);
    }
  });

  it('finds that customers leave at the end of a term, which the weighted score hardly counts', () => {
    const forest = result.challengers.find(({ id }) => id === 'forest');
    expect(forest?.verdict).toBe('better');
    expect(result.headline).toMatch(/^Something is left on the table: the random forest tells churn better/);
    expect(result.signals[0]).toMatchObject({ id: 'days_to_renewal', isInModel: true });
    expect(result.signals[0]?.forest.low).toBeGreaterThan(0);
    const group = result.importance.find(({ signals }) => signals.includes('Days to renewal'));
    expect(group?.forest?.low).toBeGreaterThan(0);
    // What the model does not use is seen by the forest alone.
    const outside = result.importance.filter(({ isInModel }) => !isInModel);
    expect(outside.length).toBeGreaterThan(0);
    expect(outside.every(({ logistic }) => logistic === null)).toBe(true);
    expect(JSON.stringify(result).length).toBeLessThan(64 * 1024);
  });

  it('has the same digits whatever the order of the accounts, from memory at once, and others for another seed', async () => {
    expect(await test.done('validation.challenge', { resamples: 200 })).toEqual(result);
    const other = await made(true);
    expect(digits(await other.done('validation.challenge', { resamples: 200 }))).toEqual(digits(result));
    const seed = await test.done('validation.challenge', { resamples: 200, seed: 5 });
    expect(seed.official?.auc.value).toBe(result.official?.auc.value);
    expect(seed.challengers[1]?.auc.value).not.toBe(result.challengers[1]?.auc.value);
  });

  it('can be cancelled; queries are answered meanwhile', async () => {
    const started = await test.core.dispatch('validation.challenge', { resamples: 20_000, seed: 9 });
    const { jobId } = (started.ok ? started.data : {}) as { jobId: string };
    expect((await test.call('portfolio.summary', {})).asOf).toBe('2026-06-28');
    await test.call('job.cancel', { jobId });
    for (;;) {
      const { job } = (await test.call('job.get', { jobId })) as { job: JobState };
      if (job.state !== 'running') {
        expect(job.state).toBe('cancelled');
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
});
