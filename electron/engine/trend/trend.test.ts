import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_DAY } from '#shared/model/day.ts';
import { NO_TIER } from '../score/thresholds.ts';
import { change, changeColumn, comparedSnapshots } from './change.ts';
import { confirmedTierColumn, confirmedTiers } from './confirmed.ts';
import { momentumColour, TREND_CLASSES, trendClass, trendColumn } from './trend-class.ts';

const at = (days: readonly number[], scores: readonly number[]) => ({ days, scores });
const asSnapshots = ({ days, scores }: { days: readonly number[]; scores: readonly number[] }) =>
  days.map((asOf, k) => ({ asOf, score: Float64Array.of(scores[k] ?? Number.NaN), state: Uint8Array.of(2) }));

describe('change', () => {
  it('compares with the latest score dated in [t−w−7, t−w]', () => {
    const history = at([52, 58, 62, 63, 70, 100], [40, 50, 60, 61, 70, 90]);
    expect(change(history, 100, 30)).toBe(20);
    expect(change(history, 100, 31)).toBe(29);
    expect(change(history, 100, 38)).toBe(30);
    expect(change(history, 100, 49)).toBeNull();
    expect(change(history, 99, 30)).toBeNull();
    expect(change(at([70, 100], [Number.NaN, 90]), 100, 30)).toBeNull();
    expect(change(at([65, 70, 100], [60, Number.NaN, 90]), 100, 30)).toBe(30);
  });

  it('the columnar version says the same', () => {
    const scores = fc.array(fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constant(Number.NaN)), {
      minLength: 30,
      maxLength: 30,
    });
    fc.assert(
      fc.property(scores, fc.constantFrom(30, 90, 180), (values, w) => {
        const history = at(
          values.map((_, k) => k * 7),
          values,
        );
        const expected = change(history, 29 * 7, w) ?? Number.NaN;
        const snapshots = asSnapshots(history);
        expect(changeColumn(snapshots, 29, w)[0]).toBe(expected);
        const compared = comparedSnapshots(snapshots, 29, w)[0] ?? -1;
        if (!Number.isNaN(expected)) expect((values[29] ?? 0) - (values[compared] ?? 0)).toBe(expected);
        const trend = trendClass(history, 29 * 7);
        const column = trendColumn(snapshots, 29);
        expect([TREND_CLASSES[column.code[0] ?? 0], column.slope[0]]).toEqual([trend.trend, trend.slope]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('trendClass', () => {
  it.each([
    [[0, 30, 60], [60, 65, 70], 'improving', 5],
    [[0, 30, 60], [80, 75, 70], 'declining', -5],
    [[0, 30, 60], [70, 71, 70], 'stable', 0],
    [[0, 30, 60, 90], [82, 80, 40, 77], 'stable', -1.833333],
    [[0, 20, 44], [60, 65, 70], null, Number.NaN],
    [[60, 90], [60, 63], 'improving', Number.NaN],
    [[60, 90], [60, 57], 'declining', Number.NaN],
    [[60, 90], [60, 58], 'stable', Number.NaN],
    [[80, 90], [60, 50], null, Number.NaN],
    [[90], [60], null, Number.NaN],
  ] as const)('TV16 %j %j is %s', (days, scores, trend, slope) => {
    expect(trendClass({ days, scores }, days[days.length - 1] ?? 0)).toEqual({ trend, slope });
  });

  it('TV16 a single bad week does not make a trend, but the change shows it', () => {
    expect(change(at([0, 30, 60, 90], [82, 80, 40, 77]), 90, 30)).toBe(37);
  });

  it('TV16 momentum colours', () => {
    expect(momentumColour('moderate', 'improving')).toEqual({ colour: 'green', arrow: null });
    expect(momentumColour('healthy', 'declining')).toEqual({ colour: 'yellow', arrow: null });
    expect(momentumColour('moderate', 'declining')).toEqual({ colour: 'yellow', arrow: 'down' });
    expect(momentumColour('moderate', 'stable')).toEqual({ colour: 'yellow', arrow: null });
    expect(momentumColour('atrisk', 'improving')).toEqual({ colour: 'yellow', arrow: 'up' });
    expect(momentumColour('critical', 'improving')).toEqual({ colour: 'red', arrow: 'up' });
    expect(momentumColour('critical', null)).toEqual({ colour: 'red', arrow: null });
    expect(momentumColour('thriving', 'stable')).toEqual({ colour: 'green', arrow: null });
  });
});

describe('confirmedTiers', () => {
  const weekly = (scores: readonly (number | null)[], margin = 0) =>
    confirmedTiers(
      scores.map((_, k) => (k + 1) * 7),
      scores.map((score) => score ?? Number.NaN),
      [70, 40, 0],
      margin,
    );
  const weeks = (scores: readonly (number | null)[], margin = 0) =>
    weekly(scores, margin).changes.map(
      ({ period, from, to, spellStart }) => `week ${period + 1}: ${from}→${to} since week ${spellStart / 7}`,
    );

  it.each([
    ['a', [75, 69, 71, 69, 68], ['week 5: 0→1 since week 4']],
    ['b', [75, 69, 35, 36], ['week 3: 0→1 since week 2', 'week 4: 1→2 since week 3']],
    ['c', [75, 39, 38], ['week 3: 0→2 since week 2']],
    ['d', [30, 41, 39, 41, 43], ['week 5: 2→1 since week 4']],
    ['g', [75, 69, null, 68], ['week 4: 0→1 since week 2']],
    ['reset after 28 days of nulls', [75, 69, null, null, null, null, 68, 67], ['week 8: 0→1 since week 7']],
    ['up two tiers at once', [30, 75, 76], ['week 3: 2→0 since week 2']],
  ] as const)('TV20 %s', (_, scores, expected) => {
    expect(weeks(scores)).toEqual(expected);
  });

  it('TV20 d with a margin of 2', () => {
    expect(weeks([30, 41, 43], 2)).toEqual([]);
    expect(weeks([30, 42, 43], 2)).toEqual(['week 3: 2→1 since week 2']);
  });

  it('has no tier before the first score', () => {
    expect([...weekly([null, 55]).tier]).toEqual([NO_TIER, 1]);
    expect([...weekly([null, 55]).spellStart]).toEqual([NO_DAY, 14]);
  });

  it('the columnar version says the same, and provisional periods confirm nothing', () => {
    const snapshots = [75, 39, 38].map((score, k) => ({
      asOf: k * 7,
      score: Float64Array.of(score, score),
      state: Uint8Array.of(2, k === 2 ? 1 : 2),
    }));
    const { tier, spellStart } = confirmedTierColumn(snapshots, { sets: [[70, 40, 0]], setOf: Uint16Array.of(0, 0) });
    expect([...tier]).toEqual([2, 0]);
    expect([...spellStart]).toEqual([7, 0]);
  });
});
