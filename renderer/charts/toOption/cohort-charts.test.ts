import { describe, expect, it } from 'vitest';
import { chartTheme } from '../theme.ts';
import { boxesFloor, boxesHeight, boxesOption, boxText, type CohortBox } from './cohort-boxes.ts';
import { differencesOption, differencesWindow } from './cohort-differences.ts';
import { healthOption, lineEnd, namedEnds } from './cohort-health.ts';
import { changesOption, changesWindow, changeText, initiativeOption } from './cohort-initiative.ts';
import { shortened, tagged, tierGround } from './cohort-parts.ts';
import { retentionOption, retentionWindow } from './cohort-retention.ts';
import { seasonOption } from './cohort-season.ts';

const theme = chartTheme('light');
const tiers = [
  { name: 'Green', role: 'healthy', from: 70 },
  { name: 'Yellow', role: 'moderate', from: 40 },
  { name: 'Red', role: 'critical', from: 0 },
] as const;
const score = (value: number | null) => (value === null ? '–' : value.toFixed(1));
const signed = (value: number | null) => (value === null ? '–' : `${value > 0 ? '+' : ''}${value}`);
const percent = (share: number | null) => (share === null ? '–' : `${Math.round(share * 100)}%`);

describe('what the charts of cohorts share', () => {
  it('carries the letter before the name, and leaves the middle of a long one out', () => {
    expect(tagged('B', '2025 Q3')).toBe('B 2025 Q3');
    expect(tagged(null, '2025 Q3')).toBe('2025 Q3');
    expect(shortened('Consultancy partner 13', 16)).toBe('Consultanc…er 13');
    expect(shortened('Consultancy', 16)).toBe('Consultancy');
    expect([...shortened('شركة النور للتقنية والبرمجيات', 16)].length).toBeLessThanOrEqual(16);
  });

  it('draws the bands of the tiers that a window shows, and names those with room', () => {
    expect(tierGround(tiers, { min: 50, max: 100 }, 'yAxis', theme)).toMatchObject([
      [{ yAxis: 70, label: { show: true, formatter: 'Green 70+' } }, { yAxis: 100 }],
      [{ yAxis: 50, label: { show: true, formatter: 'Yellow' } }, { yAxis: 70 }],
    ]);
    const narrow = tierGround(tiers, { min: 38, max: 72 }, 'yAxis', theme);
    expect(narrow.map(([low]) => (low as { label: { show: boolean } }).label.show)).toEqual([false, true, false]);
    expect(tierGround(tiers, { min: 0, max: 100 }, 'xAxis', theme)[0]?.[0]).toMatchObject({
      xAxis: 70,
      label: { show: false },
    });
  });
});

describe('retention of two cohorts', () => {
  const point = (month: number, share: number, low: number | null = null, high: number | null = null) => ({
    month,
    share,
    low,
    high,
  });
  const a = { tag: 'A', name: '2025 Q1', points: [point(0, 1), point(1, 0.97), point(2, 0.92, 0.79, 0.97)] } as const;
  const b = { tag: 'B', name: '2025 Q3', points: [point(0, 1), point(1, 0.86)] } as const;

  it('shows at least four tenths, and room above 100% only for growth', () => {
    expect(retentionWindow([b])).toEqual({ min: 0.6, max: 1, step: 0.1 });
    expect(retentionWindow([{ ...b, points: [point(0, 1), point(1, 0.31)] }])).toEqual({ min: 0.2, max: 1, step: 0.2 });
    expect(retentionWindow([{ ...b, points: [point(0, 1), point(1, 1.23)] }])).toEqual({
      min: 0.8,
      max: 1.3,
      step: 0.1,
    });
    expect(retentionWindow([])).toEqual({ min: 0.6, max: 1, step: 0.1 });
  });

  it('steps down where customers left, with a band where there is an interval', () => {
    const option = retentionOption({ lines: [a, b], percent }, theme);
    const series = Array.isArray(option.series) ? option.series : [];
    expect(series.map((item) => item.id)).toEqual(['low-A', 'high-A', 'line-A', 'line-B']);
    expect(series[0]).toMatchObject({ data: [[2, 0.79]], endLabel: { show: false } });
    expect(series[2]).toMatchObject({
      step: 'end',
      data: [
        [0, 1],
        [1, 0.97],
        [2, 0.92],
      ],
    });
    expect(option.xAxis).toMatchObject({ max: 2, axisLabel: { customValues: [0, 1, 2] } });
  });

  it('moves the names apart where both lines end together', () => {
    const close = { ...b, points: [point(0, 1), point(1, 0.9), point(2, 0.91)] };
    const option = retentionOption({ lines: [a, close], percent }, theme);
    expect(option).toHaveProperty('series.2.endLabel.offset', [2, -8]);
    expect(option).toHaveProperty('series.3.endLabel.offset', [2, 8]);
    const apart = retentionOption({ lines: [a, b], percent }, theme);
    expect(apart).toHaveProperty('series.3.endLabel.offset', [2, 0]);
  });
});

describe('health per cohort', () => {
  const spread = { whiskerLow: 41, q1: 60, median: 68.2, q3: 76, whiskerHigh: 85, outliersLow: 2, outliersHigh: 0 };
  const row: CohortBox = { tag: 'B', name: '2025 Q3', scored: 35, box: spread, few: false };
  const none: CohortBox = { tag: null, name: '2026 Q2', scored: 0, box: null, few: true };

  it('starts at the tens below the lowest whisker, and shows half of the scale or more', () => {
    expect(boxesFloor([row])).toBe(40);
    expect(boxesFloor([none])).toBe(50);
    expect(boxesFloor([{ ...row, box: { ...spread, whiskerLow: 4 } }])).toBe(0);
    expect([boxesHeight(3), boxesHeight(8), boxesHeight(40)]).toEqual([154, 310, 982]);
  });

  it('has a row for every cohort, one without scores included', () => {
    const option = boxesOption({ rows: [row, none], tiers, score }, theme);
    expect(option).toHaveProperty('yAxis.data', ['B 2025 Q3', '2026 Q2']);
    expect(option).toHaveProperty('series.0.data', [
      [68.2, 0],
      [40, 1],
    ]);
    expect(option).toHaveProperty('xAxis.axisLabel.customValues', [40, 70, 100]);
  });

  it('says the spread in words', () => {
    expect(boxText(row, score)).toBe('median 68.2, half between 60.0 and 76.0, 35 scores');
    expect(boxText({ ...row, scored: 1 }, score)).toBe('median 68.2, half between 60.0 and 76.0, 1 score');
    expect(boxText(none, score)).toBe('no scores');
  });
});

describe('health over time', () => {
  const dates = ['2026-04-30', '2026-05-31', '2026-06-28'];
  const line = (name: string, mean: (number | null)[], named = true, tag: 'A' | 'B' | null = null) => ({
    name,
    mean,
    named,
    tag,
  });
  const lines = [
    line('Old', [70, 71, null]),
    line('Grey', [60, 61, 62], false),
    line('New', [null, 74, 75], false, 'B'),
  ];

  it('names the picked lines and the compared ones where they end', () => {
    expect(lineEnd([70, 71, null])).toEqual({ at: 1, mean: 71 });
    expect(lineEnd([null])).toBeNull();
    expect(namedEnds({ dates, lines })).toEqual([
      { line: 0, tag: null, text: 'Old', time: Date.UTC(2026, 4, 31), mean: 71 },
      { line: 2, tag: 'B', text: 'B New', time: Date.UTC(2026, 5, 28), mean: 75 },
    ]);
  });

  it('draws every line in its order, the ends last', () => {
    const option = healthOption({ dates, lines, tiers, locale: 'en', score }, theme);
    const series = Array.isArray(option.series) ? option.series : [];
    expect(series.map((item) => item.id)).toEqual(['line-0', 'line-1', 'line-2', 'ends']);
    expect(series[1]).toMatchObject({ lineStyle: { width: 1, color: theme.ghost } });
    expect(series[2]).toMatchObject({ lineStyle: { width: 2, color: theme.accent } });
    expect(series[3]).toHaveProperty('data.length', 2);
    expect(() => healthOption({ dates: [], lines: [], tiers, locale: 'en', score }, theme)).not.toThrow();
  });
});

describe('dimensions of two cohorts', () => {
  it('shows at least thirty points in tens', () => {
    expect(differencesWindow([{ name: 'Usage', a: 77, b: 66 }])).toEqual({ min: 50, max: 80 });
    expect(differencesWindow([{ name: 'Usage', a: 4, b: 12 }])).toEqual({ min: 0, max: 30 });
    expect(differencesWindow([{ name: 'Usage', a: 98, b: null }])).toEqual({ min: 70, max: 100 });
    expect(differencesWindow([{ name: 'Usage', a: null, b: null }])).toEqual({ min: 0, max: 100 });
    const option = differencesOption(
      { rows: [{ name: 'Usage', a: 77, b: 66 }], names: { a: 'One', b: 'Two' }, score, signed },
      theme,
    );
    expect(option).toHaveProperty('xAxis.axisLabel.customValues', [50, 60, 70, 80]);
  });
});

describe('seasons', () => {
  it('has a line a year, the newest in ink', () => {
    const option = seasonOption(
      {
        years: [
          { year: 2025, values: [71, 72, 73] },
          { year: 2026, values: [70, null, null] },
        ],
        months: ['Jan', 'Feb', 'Mar'],
        window: null,
        format: score,
      },
      theme,
    );
    expect(option).toHaveProperty('series.0.lineStyle.color', theme.series3);
    expect(option).toHaveProperty('series.1.lineStyle.color', theme.ink);
    expect(option).toHaveProperty('series.1.showSymbol', true);
    expect(option).toHaveProperty('series.2.data', [
      [2, 73],
      [0, 70],
    ]);
    expect(option).toHaveProperty('yAxis.min', 0);
  });
});

describe('before and after', () => {
  const difference = { name: 'Difference', value: 3.3, low: -0.4, high: 12.1, strong: true };
  const rows = [{ name: 'Touched', value: 7.2, low: null, high: null, strong: false }, difference];

  it('has room for every end of an interval, in fives around zero', () => {
    expect(changesWindow(rows)).toEqual({ min: -5, max: 15 });
    expect(changesWindow([])).toEqual({ min: -5, max: 5 });
    expect(changesOption({ rows, signed }, theme)).toHaveProperty('xAxis.axisLabel.customValues', [-5, 0, 15]);
    expect(changeText(difference, signed)).toBe('+3.3 points (-0.4 to +12.1)');
    expect(changeText({ name: 'x', value: null, low: null, high: null, strong: false }, signed)).toBe('not known');
  });

  it('marks the day, and ends each line where it is last known', () => {
    const weeks = [
      { week: -1, touched: 60, comparable: 61 },
      { week: 0, touched: 61, comparable: 61 },
      { week: 1, touched: 64, comparable: null },
    ];
    const option = initiativeOption({ weeks, tiers, score }, theme);
    expect(option.xAxis).toMatchObject({ min: -1, max: 1 });
    expect(option).toHaveProperty('series.0.markLine.data.0.xAxis', 0);
    expect(option).toHaveProperty('series.2.data', [
      [1, 64],
      [0, 61],
    ]);
    expect(() => initiativeOption({ weeks: [], tiers, score }, theme)).not.toThrow();
  });
});
