import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobState } from '#shared/contract/events.ts';
import type { OutputOf } from '#shared/contract/index.ts';
import { startTestCore, type TestCore } from '../../testing.ts';

type Result = OutputOf<'calibration.run'>;

const DATA = fileURLToPath(new URL('../../../../../shared/data/ravenstack', import.meta.url));
const SAMPLE = fileURLToPath(new URL('../../../../resources/sample/data', import.meta.url));
const present = existsSync(DATA);
if (!present) console.log('skipped: ../shared/data/ravenstack is not here, it was not calibrated');

let test: TestCore;
beforeAll(async () => {
  test = await startTestCore(Date.UTC(2026, 6, 1));
});
afterAll(() => test.close());

describe('the sample portfolio', () => {
  let result: Result;
  beforeAll(async () => {
    await test.call('workspace.open', { ref: 'sample' });
    result = await test.done('calibration.run', { resamples: 200 });
  });

  it('gets an answer that says how sure it is, from all landmarks but the newest', () => {
    const { proposal, evidence, gate, design } = result;
    expect(gate).toMatchObject({ level: 'full', churns: 63, months: 24 });
    expect(design.landmarks).toHaveLength(6);
    expect(design.sealed).toBe('2026-03-29');
    expect(design.landmarks).not.toContain(design.sealed);
    expect(proposal?.answer).toBe('keep');
    expect(proposal?.rows.map(({ current }) => current)).toEqual([30, 20, 20, 15, 15]);
    expect(proposal?.rows.reduce((sum, { proposed }) => sum + proposed, 0)).toBe(100);
    for (const { low, high, exact } of proposal?.rows ?? []) {
      expect(low ?? 100).toBeLessThan(exact);
      expect(high ?? 0).toBeGreaterThan(exact);
    }
    expect(proposal?.stability.sentence).toMatch(/200 refits/);
    expect(evidence?.landmarks).toHaveLength(4);
    expect(evidence?.aucCurrent.value).toBeGreaterThan(0.7);
    expect(proposal?.recommended).toBe(false);
    expect(result.headline).toMatch(/^Keep the current weights/);
  });

  it('has cuts by four criteria beside the bounds of the model, and segments drawn towards the portfolio', () => {
    const { criteria, bounds, curve } = result.thresholds?.current ?? { criteria: [], bounds: [], curve: [] };
    expect(criteria.map(({ criterion }) => criterion)).toEqual(['target', 'cost', 'youden', 'drop']);
    expect(criteria[0]?.row?.falseAlarmShare).toBeLessThanOrEqual(0.5);
    expect(bounds.map(({ tier, threshold }) => [tier, threshold])).toEqual([
      ['Yellow', 40],
      ['Green', 70],
    ]);
    expect(curve).toHaveLength(101);
    expect(result.segments?.find(({ segment }) => segment === 'Enterprise')).toMatchObject({ churns: 8, pooled: null });
    expect(result.segments?.find(({ segment }) => segment === 'SMB')?.pooled).toBeGreaterThan(40);
  });

  it('shows today’s portfolio as What-if will', async () => {
    const weights = Object.fromEntries((result.proposal?.rows ?? []).map((row) => [row.dimension, row.proposed]));
    const whatIf = await test.call('whatif.run', { weights });
    const { cells, movedUp, movedDown, asOf } = result.proposal?.migration ?? {};
    expect({ cells, movedUp, movedDown, asOf }).toEqual({
      cells: whatIf.migration,
      movedUp: whatIf.movedUp,
      movedDown: whatIf.movedDown,
      asOf: whatIf.asOf,
    });
  });

  it('has the same digits again in another thread, and other intervals for another seed', async () => {
    await test.call('workspace.close', {});
    await test.call('workspace.open', { ref: 'sample' });
    expect(await test.done('calibration.run', { resamples: 200 })).toEqual(result);
    const other = await test.done('calibration.run', { resamples: 200, seed: 7 });
    const percents = ({ proposal }: Result): (number | undefined)[] => proposal?.rows.map((row) => row.proposed) ?? [];
    expect(percents(other)).toEqual(percents(result));
    expect(other.proposal?.rows).not.toEqual(result.proposal?.rows);
  });

  it('stays inside the documented ranges when asked', async () => {
    const { proposal } = await test.done('calibration.run', { resamples: 100, useDocRanges: true });
    for (const { proposed, high, documentedRange } of proposal?.rows ?? []) {
      expect(proposed).toBeGreaterThanOrEqual(documentedRange?.min ?? 0);
      expect(proposed).toBeLessThanOrEqual(documentedRange?.max ?? 100);
      expect(high ?? 0).toBeLessThanOrEqual((documentedRange?.max ?? 100) + 1e-6);
    }
  });

  it('can be cancelled; queries are answered meanwhile', async () => {
    const started = await test.core.dispatch('calibration.run', { resamples: 20_000, seed: 99 });
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

  it('refuses what is out of range, and a model without scores by name', async () => {
    expect(await test.codeOf('calibration.run', { falseAlarmTarget: 1 })).toBe('bad_request');
    expect(await test.codeOf('calibration.run', { horizon: 91 })).toBe('bad_request');
    expect(await test.job('calibration.run', { model: '001-five' })).toMatchObject({
      state: 'failed',
      error: { code: 'no_scores' },
    });
  });
});

it('does not depend on the order in which accounts came', async () => {
  await test.call('workspace.open', { ref: 'sample' });
  const before = await test.done('calibration.run', { resamples: 100 });
  const files = readdirSync(SAMPLE).sort().reverse();
  const sources = await Promise.all(
    files.map((file) => {
      const [header = '', ...rows] = readFileSync(join(SAMPLE, file), 'utf8').trimEnd().split('\n');
      return test.source(
        file,
        file === 'accounts.csv' ? [header, ...rows.reverse()].join('\n') : [header, ...rows].join('\n'),
      );
    }),
  );
  await test.call('workspace.create', { name: 'Reversed', currency: 'USD' });
  await test.done('import.run', { sources });
  await test.done('score.run', {});
  const after = await test.done('calibration.run', { resamples: 100 });
  expect({ ...after, dataRevision: 0 }).toEqual({ ...before, dataRevision: 0 });
});

describe.skipIf(!present)('ravenstack', () => {
  it('gets no weights, and is told plainly that nothing predicts churn there', async () => {
    await test.call('workspace.create', { name: 'Ravenstack', currency: 'USD' });
    const { ref } = await test.core.addSource(DATA);
    await test.done('import.run', { sources: [ref] });
    await test.done('score.run', { model: '004-minimal' });
    const { proposal, thresholds, auc, gate, headline, refused } = await test.done('calibration.run', {
      model: '004-minimal',
      resamples: 500,
    });
    expect(gate.churns).toBeGreaterThan(50);
    expect(auc.low).toBeLessThan(0.5);
    expect(auc.high).toBeGreaterThan(0.5);
    expect([proposal, thresholds]).toEqual([null, null]);
    expect(headline).toMatch(/^The scores do not predict churn in this history/);
    expect(refused.map(({ what }) => what)).toEqual(['weights', 'thresholds']);
    // Under the default model too little is known of every account.
    const none = await test.done('calibration.run', {});
    expect(none.headline).toMatch(/^No account had a full score/);
  });
});
