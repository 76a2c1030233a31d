import { describe, expect, it } from 'vitest';
import { readModel } from '../testing/fixtures.ts';
import { meanChange } from './mean-change.ts';
import { countMove, type DayState, MOVE, moveMasks, tierFlow } from './moves.ts';

const NONE = Number.NaN;
const model = readModel('003-signal');

type Row = {
  readonly status?: number;
  readonly phase?: number;
  readonly score?: number;
  readonly tier?: number;
  readonly coverage?: number;
  readonly arr?: number;
};

function day(rows: readonly Row[]): DayState {
  return {
    snapshot: {
      status: Uint8Array.from(rows, (row) => row.status ?? 1),
      phase: Uint8Array.from(rows, (row) => row.phase ?? 0),
      score: Float64Array.from(rows, (row) => row.score ?? NONE),
      tier: Uint8Array.from(rows, (row) => row.tier ?? 255),
      coverage: Float64Array.from(rows, (row) => row.coverage ?? 1),
    },
    arr: Float64Array.from(rows, (row) => row.arr ?? NONE),
  };
}

describe('moves between two snapshots', () => {
  it.each<[string, Row, Row, number]>([
    ['nothing', { score: 60, tier: 1, arr: 10 }, { score: 60, tier: 1, arr: 10 }, 0],
    ['a new customer', { status: 0 }, { score: 60, tier: 1 }, MOVE.new],
    ['a customer who came back', { status: 2 }, { score: 60, tier: 1 }, MOVE.new],
    ['a churned customer', { score: 60, tier: 1 }, { status: 2 }, MOVE.lost],
    ['below 50', { score: 50, tier: 1 }, { score: 49.999999, tier: 1 }, MOVE.enteredAtRisk],
    ['50 again', { score: 49, tier: 1 }, { score: 50, tier: 1 }, MOVE.leftAtRisk],
    ['a worse tier', { score: 71, tier: 0 }, { score: 69, tier: 1 }, MOVE.tierDown],
    ['a better tier', { score: 69, tier: 1 }, { score: 71, tier: 0 }, MOVE.tierUp],
    ['coverage 0.20 lower', { score: 60, tier: 1, coverage: 0.9 }, { score: 60, tier: 1, coverage: 0.7 }, 64],
    ['coverage 0.19 lower', { score: 60, tier: 1, coverage: 0.9 }, { score: 60, tier: 1, coverage: 0.71 }, 0],
    ['more ARR', { arr: 10 }, { arr: 12 }, MOVE.arrUp],
    ['less ARR', { arr: 10 }, { arr: 8 }, MOVE.arrDown],
    ['the end of onboarding', { phase: 1, score: 80, tier: 0, coverage: 1 }, { score: 40, tier: 1, coverage: 0.6 }, 0],
    ['a lost score', { score: 40, tier: 1 }, {}, 0],
  ])('%s', (_, before, after, mask) => {
    expect([...moveMasks(day([before]), day([after]))]).toEqual([mask]);
  });

  it('are counted with the ARR that moved', () => {
    const before = day([{ arr: 100 }, { arr: 50 }, { arr: 30 }, { status: 0 }, { arr: 7 }]);
    const after = day([{ arr: 120 }, { arr: 45 }, { status: 2 }, { arr: 9 }, { arr: 8 }]);
    const masks = moveMasks(before, after);
    const count = (move: number, include?: Uint8Array) => countMove(masks, move, before.arr, after.arr, include);
    expect(count(MOVE.arrUp)).toEqual({ accounts: 2, arr: 21 });
    expect(count(MOVE.arrDown)).toEqual({ accounts: 1, arr: 5 });
    expect(count(MOVE.lost)).toEqual({ accounts: 1, arr: 30 });
    expect(count(MOVE.new)).toEqual({ accounts: 1, arr: 9 });
    expect(count(MOVE.arrUp, Uint8Array.of(0, 1, 1, 1, 1))).toEqual({ accounts: 1, arr: 1 });
  });

  it('fill a flow from tier to tier, no score and no customer', () => {
    const before = day([{ score: 80, tier: 0, arr: 5 }, { score: 80, tier: 0, arr: 7 }, { arr: 2 }, { status: 0 }]);
    const after = day([
      { score: 60, tier: 1, arr: 6 },
      { status: 2 },
      { score: 80, tier: 0, arr: 2 },
      { score: 30, tier: 2 },
    ]);
    const flow = tierFlow(model, before, after);
    expect(flow.size).toBe(5);
    const cells = [...flow.accounts].flatMap((count, cell) =>
      count === 0 ? [] : [[Math.floor(cell / 5), cell % 5, count, flow.arr[cell]]],
    );
    expect(cells).toEqual([
      [0, 1, 1, 6],
      [0, 4, 1, 7],
      [3, 0, 1, 2],
      [4, 2, 1, 0],
    ]);
    expect([...tierFlow(model, before, after, Uint8Array.of(1, 0, 0, 0)).accounts].reduce((a, b) => a + b)).toBe(1);
  });
});

describe('the change of mean health', () => {
  // Usage 30, engagement 20, support 20, relationship 15, billing 15.
  const scores = (rows: readonly { score: number; phase?: number; dims?: readonly number[] }[]) => ({
    score: Float64Array.from(rows, (row) => row.score),
    phase: Uint8Array.from(rows, (row) => row.phase ?? 0),
    dimensions: model.dimensions.map((_, d) => Float64Array.from(rows, (row) => row.dims?.[d] ?? NONE)),
  });

  it('is behaviour, missing data and the accounts that came and went', () => {
    const before = scores([
      { score: 60, dims: [60, 60, 60, 60, 60] },
      { score: 80, dims: [80, 80, 80, 80, 80] },
      { score: 40, dims: [40, 40, 40, 40, 40] },
      { score: 50, phase: 1 },
      { score: NONE },
    ]);
    const after = scores([
      { score: 54, dims: [40, 60, 60, 60, 60] },
      { score: 90, dims: [90, NONE, 90, 90, 90] },
      { score: NONE },
      { score: 56, phase: 2 },
      { score: 100, dims: [100, 100, 100, 100, 100] },
    ]);
    const change = meanChange(model, before, after);
    expect(change).toMatchObject({ before: 57.5, after: 75, compared: 3 });
    const third = 1 / 3;
    [-6 + 3.75, 0, 2.5, 1.875, 1.875].forEach((points, d) => {
      expect(change.behaviour[d]).toBeCloseTo(points * third, 12);
    });
    expect(change.onboarding).toBeCloseTo(2, 12);
    expect(change.coverage).toBeCloseTo(0, 12);
    // 17.5 in all, 10 ÷ 3 of it by the three accounts with a score on both days
    expect(change.accounts).toBeCloseTo(17.5 - 10 / 3, 12);
  });

  it('is missing data where a dimension vanished and the others stood still', () => {
    const change = meanChange(
      model,
      scores([{ score: 64, dims: [80, 50, 60, 60, 60] }]),
      scores([{ score: 67.5, dims: [80, NONE, 60, 60, 60] }]),
    );
    expect([...change.behaviour]).toEqual([0, 0, 0, 0, 0]);
    expect(change.coverage).toBe(3.5);
    expect(change.accounts).toBe(0);
  });

  it('claims nothing where a day has no score, or no account is left', () => {
    const one = scores([{ score: 60, dims: [60, 60, 60, 60, 60] }]);
    const none = scores([{ score: NONE }]);
    expect(meanChange(model, none, one)).toMatchObject({ before: null, after: 60, compared: 0, accounts: 0 });
    expect(meanChange(model, one, one, Uint8Array.of(0))).toMatchObject({ before: null, after: null, compared: 0 });
  });
});
