import { describe, expect, it } from 'vitest';
import { type Claim, gateOf, isBetter } from './gates.ts';

const refused = (churns: number, others: number, months: number | null): Claim[] =>
  gateOf(churns, others, months).refused.map(({ what }) => what);

describe('what may be claimed (30-method.md 4.2)', () => {
  it.each([
    [4, 'counts', ['auc', 'calibration', 'thresholds', 'weights', 'segments', 'curve', 'ml']],
    [5, 'ranking', ['calibration', 'thresholds', 'weights', 'segments', 'curve', 'ml']],
    [9, 'ranking', ['calibration', 'thresholds', 'weights', 'segments', 'curve', 'ml']],
    [10, 'line', ['weights', 'segments', 'curve', 'ml']],
    [19, 'line', ['weights', 'segments', 'curve', 'ml']],
    [20, 'shape', ['ml']],
    [49, 'shape', ['ml']],
    [50, 'full', []],
  ])('%i churns over two years: %s', (churns, level, what) => {
    expect(gateOf(churns, 500, 24).level).toBe(level);
    expect(refused(churns, 500, 24)).toEqual(what);
  });

  it('says it in the words of the method', () => {
    expect(gateOf(3, 100, 24).sentence).toMatch(/^3 churns are too few to judge a model\./);
    expect(gateOf(1, 100, 24).refused[0]?.sentence).toBe('1 churn is too few to judge a model');
    expect(gateOf(60, 2, 24).sentence).toMatch(/^2 accounts that stayed are too few/);
    expect(gateOf(12, 100, 24).refused[0]?.sentence).toBe(
      '12 churns are too few for weights of your own: at least 20 are needed.',
    );
  });

  it('asks for two years, and for dates, before more freedom', () => {
    expect(refused(80, 500, 23)).toEqual(['ml']);
    expect(gateOf(80, 500, 23).refused[0]?.sentence).toMatch(/^23 months of history are too few/);
    expect(gateOf(80, 500, null).refused[0]?.sentence).toMatch(/dated rows/);
  });

  it('recommends only what ranks better for sure and is not worse calibrated', () => {
    expect(isBetter({ low90: 0.01 }, { value: -0.001 })).toBe(true);
    expect(isBetter({ low90: 0 }, { value: -0.001 })).toBe(false);
    expect(isBetter({ low90: 0.01 }, { value: 0.001 })).toBe(false);
  });
});
