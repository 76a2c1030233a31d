import { describe, expect, it } from 'vitest';
import { changedModel, type ModelChange } from '../simulate/change.ts';
import { readModel } from '../testing/fixtures.ts';
import { fullScores, pairScores } from './paired.ts';

const { NaN: gone } = Number;
// weights 30, 20, 20, 15, 15; a full score from 60 % coverage, nothing required
const model = changedModel(readModel('003-signal'), { coverage: { required: [] } });
const ROWS = [
  { scores: [65, 50, 80, 40, 30], inner: [1, 1, 1, 1, 1] }, // C 1
  { scores: [gone, 50, 80, 40, 30], inner: [0, 1, 1, 1, 1] }, // C 0.7
  { scores: [gone, gone, 80, 40, 30], inner: [0, 0, 1, 1, 1] }, // C 0.5
  { scores: [65, 50, 80, 40, 30], inner: [0.5, 0.5, 0.5, 0.5, 0.5] }, // C 0.5
];
const columns = (of: 'scores' | 'inner') =>
  model.dimensions.map((_, d) => Float64Array.from(ROWS, (row) => row[of][d] as number));

const scores = (change: ModelChange = {}): number[] => [
  ...fullScores(changedModel(model, change), columns('scores'), columns('inner'), ROWS.length),
];

describe('rows a model gives a full score', () => {
  it('are those whose coverage reaches what the rule asks, with the composite of what is known', () => {
    expect(scores()).toEqual([56, 52.142857, gone, gone]);
    expect(scores({ coverage: { scored: 0.7 } })).toEqual([56, 52.142857, gone, gone]);
    expect(scores({ coverage: { scored: 0.71 } })).toEqual([56, gone, gone, gone]);
    expect(scores({ coverage: { scored: 0.5 } })).toEqual([56, 52.142857, 53, 56]);
  });

  it('change with required dimensions and with the weights, and not with bounds, confirmation or flags', () => {
    expect(scores({ coverage: { required: ['usage'] } })).toEqual([56, gone, gone, gone]);
    // usage counts 60 %: without it 40 % is known
    expect(scores({ weights: { usage: 60, support: 10, billing: 10, engagement: 10, growth: 10 } })).toEqual([
      59, // (60 × 65 + 10 × 50 + 10 × 80 + 10 × 40 + 10 × 30) ÷ 100
      gone,
      gone,
      gone,
    ]);
    expect(scores({ bounds: [90, 80, 0], confirm: { margin: 9, resetAfterDays: 0 }, flagPolicy: 'annotate' })).toEqual([
      56,
      52.142857,
      gone,
      gone,
    ]);
  });
});

describe('rows of a paired comparison', () => {
  it('are those both sides score; the others are kept apart by the side that does', () => {
    const [before, after] = [scores(), scores({ coverage: { scored: 0.5, required: ['support'] } })];
    expect(after).toEqual([56, 52.142857, gone, 56]);
    const split = (takesPart: (row: number) => boolean) => {
      const { both, onlyBefore, onlyAfter } = pairScores(before, after, takesPart);
      return [[...both], [...onlyBefore], [...onlyAfter]];
    };
    expect(split(() => true)).toEqual([[0, 1], [], [3]]);
    expect(split((row) => row < 1)).toEqual([[0], [], []]);
    expect(pairScores(before, scores({ coverage: { scored: 0.71 } }), () => true).onlyBefore).toEqual(Int32Array.of(1));
  });
});
