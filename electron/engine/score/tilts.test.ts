import { describe, expect, it } from 'vitest';
import type { SignalValue } from '#shared/model/signals.ts';
import { readModel } from '../testing/fixtures.ts';
import { scoreColumns } from './dimensions.ts';
import { evaluate } from './evaluate.ts';
import { modelForSegment } from './tilts.ts';

type Signals = Readonly<Record<string, SignalValue>>;
const on = (id: string) => ({ ...readModel(id), tiltsEnabled: true });

describe('segment tilts', () => {
  const points = on('003-signal');
  const scores = (model: typeof points, dimension: string, signals: Signals) =>
    evaluate(
      model,
      ['SMB', 'Enterprise', 'Mid-Market', ''].map((segment) => ({ id: segment, segment, signals })),
    ).map((result) => result.dimensions[dimension]);

  it('are off in every preset', () => {
    expect(scores(readModel('003-signal'), 'usage', { login_ratio_30_90: 0.4, feature_adoption_30d: 0.8 })).toEqual([
      45, 45, 45, 45,
    ]);
  });

  it('multiply good and bad points of the rule: −20 becomes −30 and +10 becomes +15 for SMB', () => {
    const low = { login_ratio_30_90: 0.4, feature_adoption_30d: 0.8 };
    expect(scores(points, 'usage', low)).toEqual([35, 45, 45, 45]);
    expect(scores(points, 'usage', { ...low, login_ratio_30_90: 1 })).toEqual([80, 75, 75, 75]);
    expect(scores(points, 'growth', { user_change_90d: 0.1, seat_utilization: 0.5 })).toEqual([70, 80, 70, 70]);
  });

  it('the coverage follows: logins are 45 of 110 points for SMB, 30 of 95 for all others', () => {
    const login = { login_ratio_30_90: 1 };
    expect(scores(points, 'usage', login)).toEqual([65, null, null, null]);
    const coverage = evaluate(
      points,
      ['SMB', 'Enterprise'].map((segment) => ({ id: segment, segment, signals: login })),
    ).map((result) => result.coverage);
    expect(coverage).toEqual([0.122727, 0]); // 30% × 45 ÷ 110
  });

  it('multiply the weight of a part: (40·0 + 45·100 + 30·100) ÷ 115 for SMB', () => {
    const signals = { active_user_rate: 0, login_frequency: 'daily', feature_adoption_30d: 1 };
    expect(scores(on('001-five'), 'usage', signals)).toEqual([65.217391, 60, 60, 60]);
  });

  it('a signal that nobody supplies is missing in a tilted segment too', () => {
    const columns = (signal: string) => (signal === 'login_ratio_30_90' ? Float64Array.of(1, 1, 1) : undefined);
    const { scores, coverage } = scoreColumns(points, columns, ['', 'SMB', 'Enterprise']);
    expect([...(scores[0] ?? [])]).toEqual([Number.NaN, 65, Number.NaN]);
    expect([...(coverage[0] ?? [])]).toEqual([30 / 95, 45 / 110, 30 / 95]);
    expect([...(coverage[1] ?? [])]).toEqual([0, 0, 0]);
  });

  it('a segment is found however it is written; others get the model itself', () => {
    expect(modelForSegment(points, 'mid-market')).toBe(points);
    expect(modelForSegment(points, '')).toBe(points);
    expect(modelForSegment(readModel('003-signal'), 'SMB')).toEqual(readModel('003-signal'));
    const all = { ...points, segmentTilts: [{ segment: ' ', signal: 'login_ratio_30_90', factor: 3 }] };
    expect([modelForSegment(all, ''), modelForSegment(all, '-')]).toEqual([all, all]);
    const [usage] = modelForSegment(points, 's m-b').dimensions;
    expect(usage?.scoring).toMatchObject({ rules: [{ good: { points: 15 }, bad: { points: -30 } }, {}, {}, {}] });
  });
});
