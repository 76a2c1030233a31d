import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SCORE_STATE } from '../score/composite.ts';
import type { Snapshot } from '../score/snapshot.ts';
import { thresholdSets } from '../score/thresholds.ts';
import { runs } from '../testing/arbitrary-inputs.ts';
import { readModel, snapshotOfDimensions } from '../testing/fixtures.ts';
import { confirmedTiers } from '../trend/confirmed.ts';
import { changedModel } from './change.ts';
import { createHistoryReplay } from './replay.ts';
import { createWhatIfKernel } from './what-if.ts';

const model = readModel('003-signal');
const x = Number.NaN;

/** One account whose dimensions all have the score of the week. */
const level = (scores: readonly number[]): Snapshot[] =>
  scores.map((score, week) => ({
    ...snapshotOfDimensions(model, [[score, score, score, score, score]]),
    asOf: 7 * week,
  }));
const replayOf = (snapshots: readonly Snapshot[], segments: readonly string[] = ['']) =>
  createHistoryReplay(
    snapshots.map((snapshot) => ({ snapshot, arr: segments.map(() => 100), closed: true })),
    segments,
  );

describe('a history under another model', () => {
  it('TV20 (b): below 70 for two weeks, then below 40: two confirmed entries, each once', () => {
    const entries: unknown[] = [];
    const weeks = replayOf(level([75, 69, 35, 36])).run(model, (entry) => entries.push(entry));
    expect(entries).toEqual([
      { account: 0, week: 2, from: 0, to: 1 },
      { account: 0, week: 3, from: 1, to: 2 },
    ]);
    expect(weeks.map(({ down }) => [...down])).toEqual([
      [0, 0, 0],
      [0, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    expect(weeks.map(({ mean, atRiskAccounts, atRiskArr }) => [mean, atRiskAccounts, atRiskArr])).toEqual([
      [75, 0, 0],
      [69, 0, 0],
      [35, 1, 100],
      [36, 1, 100],
    ]);
  });

  it('TV20 (d): red, then 41, 39, 41, 43 is confirmed in the last week; with a margin of 2 it is not', () => {
    const replay = replayOf(level([30, 41, 39, 41, 43]));
    expect(replay.run(model).map(({ up }) => up[1])).toEqual([0, 0, 0, 0, 1]);
    const margin = changedModel(model, { confirm: { margin: 2, resetAfterDays: 28 } });
    expect(replay.run(margin).map(({ up }) => up[1])).toEqual([0, 0, 0, 0, 0]);
  });

  it('other bounds send other alerts; a week that is not over confirms nothing', () => {
    const snapshots = level([75, 69, 69]);
    const eased = changedModel(model, { bounds: [65, 40, 0] });
    expect(
      replayOf(snapshots)
        .run(eased)
        .map(({ down }) => down[1]),
    ).toEqual([0, 0, 0]);
    const open = createHistoryReplay(
      snapshots.map((snapshot, week) => ({ snapshot, arr: [x], closed: week < 2 })),
      [''],
    );
    expect(open.run(model).map(({ down }) => down[1])).toEqual([0, 0, 0]);
  });

  it('the end of onboarding begins a series of its own, and young accounts count with their own scores', () => {
    const snapshots = level([75, 30, 69, 69, 69]);
    snapshots[1]?.phase.fill(1);
    const weeks = replayOf(snapshots).run(model);
    expect(weeks.map(({ down, up }) => [...down, ...up].reduce((sum, n) => sum + n, 0))).toEqual([0, 0, 0, 0, 0]);
    expect(weeks[1]).toMatchObject({ withScore: 1, mean: 30, atRiskAccounts: 1, atRiskArr: 100 });
  });

  it('equals the what-if of every week and the confirmed tiers of every account, whatever is missing', () => {
    const score = fc.oneof(
      { arbitrary: fc.integer({ min: 0, max: 20 }).map((step) => step * 5), weight: 6 },
      { arbitrary: fc.constant(x), weight: 1 },
    );
    const segments = ['SMB', '', 'Enterprise'];
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.array(score, { minLength: 5, maxLength: 5 }), { minLength: 3, maxLength: 3 }), {
          minLength: 1,
          maxLength: 8,
        }),
        fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 5, maxLength: 5 }).filter((w) => w.some((v) => v > 0)),
        fc.constantFrom(0, 2),
        (history, weights, margin) => {
          const now = changedModel(model, {
            weights: Object.fromEntries(model.dimensions.map(({ id }, d) => [id, weights[d] as number])),
            confirm: { margin, resetAfterDays: 10 },
          });
          const snapshots = history.map((dims, week) => ({
            ...snapshotOfDimensions(model, dims, segments),
            asOf: week * 7,
          }));
          const entries: { account: number; week: number; from: number; to: number }[] = [];
          const weeks = replayOf(snapshots, segments).run(now, (entry) => entries.push(entry));
          const steps = snapshots.map((snapshot) => {
            const kernel = createWhatIfKernel({ model, snapshot, arr: [100, 100, 100], segments });
            const { after, score: scores } = kernel.run(now.dimensions.map(({ weight }) => weight));
            return { after: { ...after }, scores: scores.slice() };
          });
          steps.forEach(({ after }, week) => {
            const { withScore, atRiskAccounts, atRiskArr, mean } = weeks[week] as (typeof weeks)[number];
            expect([withScore, atRiskAccounts, atRiskArr]).toEqual([
              after.accounts,
              after.atRiskAccounts,
              after.atRiskArr,
            ]);
            if (withScore > 0) expect(mean).toBeCloseTo(after.mean, 5);
          });
          const { sets, setOf } = thresholdSets(now, segments);
          const expected = segments.flatMap((_, account) => {
            const scored = snapshots.map((_, week) => {
              const dims = history[week]?.[account] as number[];
              const total = weights.reduce((sum, weight) => sum + weight, 0);
              const covered = weights.reduce((sum, weight, d) => sum + (Number.isNaN(dims[d]) ? 0 : weight), 0) / total;
              const isScored = covered >= 0.6 && !Number.isNaN(dims[0]);
              return isScored ? (steps[week]?.scores[account] as number) : x;
            });
            const { changes } = confirmedTiers(
              { days: snapshots.map(({ asOf }) => asOf), scores: scored },
              [sets[setOf[account] as number] as readonly number[]],
              now.confirmPolicy,
            );
            return changes.map(({ period, from, to }) => ({ account, week: period, from, to }));
          });
          const order = (list: typeof entries) => list.toSorted((a, b) => a.week - b.week || a.account - b.account);
          expect(order(entries)).toEqual(order(expected));
          expect(SCORE_STATE.scored).toBe(2);
        },
      ),
      runs(100),
    );
  });
});
