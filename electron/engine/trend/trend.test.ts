import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_DAY } from '#shared/model/day.ts';
import { NO_TIER } from '../score/thresholds.ts';
import { RUNS, runs } from '../testing/arbitrary-inputs.ts';
import { change, changeColumn } from './change.ts';
import { confirmedTierReader, confirmedTiers } from './confirmed.ts';
import { momentumColour, TREND_CLASSES, trendClass, trendColumn } from './trend-class.ts';

const at = (days: readonly number[], scores: readonly number[]) => ({ days, scores });
type History = { days: readonly number[]; scores: readonly number[]; phases?: readonly number[] };
const asSnapshots = ({ days, scores, phases }: History) =>
  days.map((asOf, k) => ({
    asOf,
    score: Float64Array.of(scores[k] ?? Number.NaN),
    state: Uint8Array.of(2),
    phase: Uint8Array.of(phases?.[k] ?? 0),
  }));

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

  it.each([
    [[63, 100], [61, 90], 29],
    [[62, 100], [61, 90], null],
    [[70, 100], [61, 90], 29],
    [[71, 100], [61, 90], null],
    [[63, 70, 100], [61, 60, 90], 30],
    [[63, 70, 100], [61, Number.NaN, 90], 29],
    [[63, 100], [61, Number.NaN], null],
    [[100], [90], null],
  ] as const)('30 days back from day 100, of %j: %j, is %d', (days, scores, expected) => {
    const history = at(days, scores);
    const last = days.length - 1;
    expect(change(history, 100, 30)).toBe(expected);
    expect(changeColumn(asSnapshots(history), last, 30)[0]).toBe(expected ?? Number.NaN);
  });

  it('the columnar version says the same', () => {
    const scores = fc.array(fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constant(Number.NaN)), {
      minLength: 30,
      maxLength: 30,
    });
    fc.assert(
      fc.property(scores, fc.constantFrom(30, 90, 180), fc.nat(30), (values, w, young) => {
        const history = {
          ...at(
            values.map((_, k) => k * 7),
            values,
          ),
          phases: values.map((_, k) => (k < young ? 1 : 0)),
        };
        const expected = change(history, 29 * 7, w) ?? Number.NaN;
        const snapshots = asSnapshots(history);
        expect(changeColumn(snapshots, 29, w)[0]).toBe(expected);
        const trend = trendClass(history, 29 * 7);
        const column = trendColumn(snapshots, 29);
        expect([TREND_CLASSES[column.code[0] ?? 0], column.slope[0]]).toEqual([trend.trend, trend.slope]);
      }),
      runs(60),
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

  it.each([
    // Both at their bounds: 2 points per 30 days, and 3 points in all over 45 days.
    [[0, 20, 45], [60, 61.5, 63], 'improving', 2],
    [[0, 20, 45], [63, 61.5, 60], 'declining', -2],
    [[0, 20, 44], [60, 61.5, 63], null, Number.NaN],
    // Steep, but the last score is only 2 from the first.
    [[0, 30, 60, 90], [60, 66, 72, 62], 'stable', 3.333333],
    [[0, 30, 60, 90], [62, 56, 50, 60], 'stable', -3.333333],
    // 3 from the first, but flat until the last.
    [[0, 30, 60, 90], [60, 60, 60, 63], 'stable', 0.5],
    [[0, 30, 60, 90], [63, 63, 63, 60], 'stable', -0.5],
    // 90 days ago counts, 91 does not.
    [[10, 50, 100], [60, 65, 70], 'improving', 3.333333],
    [[0, 40, 70, 100], [0, 60, 60, 60], 'stable', 0],
    [[9, 60, 100], [60, 62, 62], null, Number.NaN],
    // Days without a score are no points.
    [[0, 30, 60, 90], [60, Number.NaN, 60, 60], 'stable', 0],
    [[0, 30, 60], [Number.NaN, Number.NaN, Number.NaN], null, Number.NaN],
    [[], [], null, Number.NaN],
  ] as const)('of %j: %j is %s, also in columns', (days, scores, trend, slope) => {
    const history = at(days, scores);
    const t = days[days.length - 1] ?? 0;
    expect(trendClass(history, t)).toEqual({ trend, slope });
    if (days.length === 0) return;
    const column = trendColumn(asSnapshots(history), days.length - 1);
    expect([TREND_CLASSES[column.code[0] ?? 0], column.slope[0]]).toEqual([trend, slope]);
  });

  it('reads 91 daily scores, and none after the day asked for', () => {
    const days = Array.from({ length: 100 }, (_, day) => day);
    // 0.1 a day: 3 points per 30 days, and back to where it was on day 90.
    const scores = days.map((day) => (day === 90 ? 60 : 60 + day / 10));
    expect(trendClass({ days, scores }, 89)).toEqual({ trend: 'improving', slope: 3 });
    expect(trendClass({ days, scores }, 90)).toEqual({ trend: 'stable', slope: 3 });
    expect(trendClass({ days, scores }, 99)).toEqual({ trend: 'improving', slope: 3 });
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
    expect(momentumColour('critical', 'declining')).toEqual({ colour: 'red', arrow: null });
    expect(momentumColour('atrisk', 'stable')).toEqual({ colour: 'red', arrow: null });
    expect(momentumColour('atrisk', 'declining')).toEqual({ colour: 'red', arrow: null });
    expect(momentumColour('moderate', null)).toEqual({ colour: 'yellow', arrow: null });
    expect(momentumColour('healthy', 'improving')).toEqual({ colour: 'green', arrow: null });
    expect(momentumColour('thriving', 'stable')).toEqual({ colour: 'green', arrow: null });
  });
});

describe('the end of onboarding', () => {
  // Weekly scores, onboarding up to day 56, standard from day 63 on: 30 points lower, and nothing but the switch.
  const days = Array.from({ length: 20 }, (_, week) => week * 7);
  const history = {
    days,
    scores: days.map((day) => (day <= 60 ? 80 : 50)),
    phases: days.map((day) => (day <= 30 ? 1 : day <= 60 ? 2 : 0)),
  };

  it('TV14: scores before and after the switch are never compared', () => {
    expect(change(history, 56, 30)).toBe(0);
    for (const day of [63, 70, 77, 84, 91]) expect(change(history, day, 30)).toBeNull();
    expect(change(history, 98, 30)).toBe(0);
    expect(change(history, 126, 90)).toBeNull();
    expect(trendClass(history, 56)).toEqual({ trend: 'stable', slope: 0 });
    // 63 … 105 are seven points over 42 days, 63 … 112 span 49.
    expect(trendClass(history, 105)).toEqual({ trend: null, slope: Number.NaN });
    expect(trendClass(history, 112)).toEqual({ trend: 'stable', slope: 0 });
  });

  it('TV14: the switch confirms no change of tier', () => {
    const series = history.phases.map((phase) => (phase === 0 ? 0 : 1));
    const confirmed = confirmedTiers({ ...history, series }, [
      [70, 40, 0],
      [60, 30, 0],
    ]);
    expect(confirmed.changes).toEqual([]);
    expect([confirmed.tier[8], confirmed.tier[9]]).toEqual([0, 1]);
    expect([confirmed.spellStart[8], confirmed.spellStart[9], confirmed.spellStart[19]]).toEqual([0, 63, 63]);
    const standing = (upTo: number, onboarding: readonly number[] = [60, 30, 0]) =>
      confirmedTierReader(
        asSnapshots(history).slice(0, upTo),
        { sets: [[70, 40, 0]], setOf: Uint16Array.of(0) },
        { sets: [onboarding], setOf: Uint16Array.of(0) },
      )(0);
    expect(standing(9)).toEqual({ tier: 0, spellStart: 0 });
    // Each series by its own bounds, and the first score of the new one sets the tier.
    expect(standing(9, [90, 30, 0])).toEqual({ tier: 1, spellStart: 0 });
    expect(standing(10)).toEqual({ tier: 1, spellStart: 63 });
    expect(standing(20)).toEqual({ tier: 1, spellStart: 63 });
    expect(standing(0)).toEqual({ tier: NO_TIER, spellStart: NO_DAY });
  });
});

describe('confirmedTiers', () => {
  const weekly = (scores: readonly (number | null)[], margin = 0) =>
    confirmedTiers(
      { days: scores.map((_, k) => (k + 1) * 7), scores: scores.map((score) => score ?? Number.NaN) },
      [[70, 40, 0]],
      { margin, resetAfterDays: 28 },
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
    ['28 days without a score keep what is pending', [75, 69, null, null, null, 68], ['week 6: 0→1 since week 2']],
    ['35 days void it', [75, 69, null, null, null, null, 68, 67], ['week 8: 0→1 since week 7']],
    ['up two tiers at once', [30, 75, 76], ['week 3: 2→0 since week 2']],
    ['one week below is nothing', [75, 39, 75, 39, 75], []],
    ['70 is not below 70, 40 is not below 40', [70, 70, 40, 40], ['week 4: 0→1 since week 3']],
  ] as const)('TV20 %s', (_, scores, expected) => {
    expect(weeks(scores)).toEqual(expected);
  });

  it('TV20 d with a margin of 2', () => {
    expect(weeks([30, 41, 43], 2)).toEqual([]);
    expect(weeks([30, 42, 43], 2)).toEqual(['week 3: 2→1 since week 2']);
    expect(weeks([75, 69, 68], 2)).toEqual(['week 3: 0→1 since week 2']);
  });

  /** First weekly run at which a spell has lasted so many days. */
  const reached = (score: number, after: number): number | undefined => {
    const days = Array.from({ length: 15 }, (_, week) => week * 7);
    const { spellStart } = confirmedTiers({ days, scores: days.map(() => score) }, [[70, 40, 0]]);
    return days.find((day, k) => day - (spellStart[k] ?? day) >= after);
  };

  it('TV20 e: a red spell that starts on day 0 is 30 days old at the run of day 35, 60 at that of day 63', () => {
    expect([reached(20, 30), reached(20, 60)]).toEqual([35, 63]);
  });

  it('TV20 f: a green spell that starts on day 0 is 90 days old at the run of day 91', () => {
    expect(reached(90, 90)).toBe(91);
  });

  it('TV20 h: the scores of (b) under a new model version from the second week on confirm nothing', () => {
    const scores = { days: [7, 14, 21, 28], scores: [75, 69, 35, 36] };
    const one = [70, 40, 0];
    expect(confirmedTiers(scores, [one]).changes).toHaveLength(2);
    expect(confirmedTiers({ ...scores, series: [0, 1, 1, 1] }, [one, one]).changes).toEqual([
      { period: 3, from: 1, to: 2, spellStart: 21 },
    ]);
    expect(confirmedTiers({ ...scores, scores: [75, 35, 36, 34], series: [0, 1, 1, 1] }, [one, one]).changes).toEqual(
      [],
    );
  });

  const closing = fc.array(fc.option(fc.integer({ min: 0, max: 100 }), { nil: null, freq: 6 }), { maxLength: 30 });
  const margins = fc.constantFrom(0, 2, 5);

  it('the tier is the number of bounds that are confirmed below, each on its own', () => {
    fc.assert(
      fc.property(closing, margins, (scores, margin) => {
        const periods = { days: scores.map((_, k) => k * 7), scores: scores.map((score) => score ?? Number.NaN) };
        const policy = { margin, resetAfterDays: 28 };
        const single = [70, 40].map((bound) => confirmedTiers(periods, [[bound, 0]], policy).tier);
        const { tier, changes } = confirmedTiers(periods, [[70, 40, 0]], policy);
        const started = scores.findIndex((score) => score !== null);
        tier.forEach((found, k) => {
          const expected = single.reduce((sum, column) => sum + (column[k] ?? 0), 0);
          expect(found).toBe(started < 0 || k < started ? NO_TIER : expected);
        });
        for (const { period, from, to } of changes) {
          expect([tier[period - 1], tier[period]]).toEqual([from, to]);
          expect(scores[period]).not.toBeNull();
        }
      }),
      RUNS,
    );
  });

  it('a week without a score between others changes nothing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 20 }),
        fc.nat(19),
        margins,
        (scores, gap, margin) => {
          const tiersOf = (values: readonly (number | null)[]) => [...weekly(values, margin).tier];
          const withGap = [...scores.slice(0, gap), null, ...scores.slice(gap)];
          expect(tiersOf(withGap).filter((_, k) => withGap[k] !== null)).toEqual(tiersOf(scores));
        },
      ),
      RUNS,
    );
  });

  it('has no tier before the first score', () => {
    expect([...weekly([null, 55]).tier]).toEqual([NO_TIER, 1]);
    expect([...weekly([null, 55]).spellStart]).toEqual([NO_DAY, 14]);
  });

  it('of an account of a history it is the same, and provisional periods confirm nothing', () => {
    const snapshots = [75, 39, 38].map((score, k) => ({
      asOf: k * 7,
      score: Float64Array.of(score, score),
      state: Uint8Array.of(2, k === 2 ? 1 : 2),
      phase: new Uint8Array(2),
    }));
    const read = confirmedTierReader(snapshots, { sets: [[70, 40, 0]], setOf: Uint16Array.of(0, 0) });
    expect([read(0), read(1)]).toEqual([
      { tier: 2, spellStart: 7 },
      { tier: 0, spellStart: 0 },
    ]);
  });
});
