import { describe, expect, it } from 'vitest';
import { chartTheme } from '../theme.ts';
import { binText, calibrationOption, recalibrated } from './validation-calibration.ts';
import { precisionRecallOption, rocOption } from './validation-curves.ts';
import { dropText, importanceHeight, importanceOption, importanceRange } from './validation-importance.ts';
import { intervalsFloor, intervalsHeight, intervalsOption, intervalText } from './validation-intervals.ts';
import { aucText, landmarksOption } from './validation-landmarks.ts';
import { leadTimeBins, leadTimeLabel, leadTimeOption } from './validation-lead-time.ts';
import { stepAt, survivalDays, survivalOption, survivalText } from './validation-survival.ts';

const light = chartTheme('light');
const percent = (share: number | null) => (share === null ? '–' : `${(share * 100).toFixed(1)}%`);
const number = (value: number) => value.toFixed(3);
/** What a chart draws, by the id of its series. */
const seriesOf = (option: { series?: unknown }, id: string) =>
  (option.series as { id: string; data: unknown; markLine?: { data: { xAxis?: number; yAxis?: number }[] } }[]).find(
    (series) => series.id === id,
  );

describe('ROC, precision and recall', () => {
  const points = [
    { x: 0, y: 0, threshold: null },
    { x: 0.25, y: 0.75, threshold: 40 },
    { x: 1, y: 1, threshold: 100 },
  ];

  it('draws the curve over the diagonal of chance', () => {
    const option = rocOption({ points, marks: [], percent }, light);
    expect(seriesOf(option, 'roc')?.data).toEqual([
      [0, 0],
      [0.25, 0.75],
      [1, 1],
    ]);
    expect(seriesOf(option, 'chance')?.data).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });

  it('draws no skill at the base rate and leaves out cuts above the plot', () => {
    const marks = [
      { x: 0.01, y: 1, label: 'cut 20', chosen: true },
      { x: 0.4, y: 0.08, label: 'Green 70', chosen: false },
    ];
    const low = [
      { x: 0.01, y: 1, threshold: 20 },
      { x: 0.4, y: 0.08, threshold: 70 },
      { x: 1, y: 0.03, threshold: 100 },
    ];
    const option = precisionRecallOption({ points: low, marks, baseRate: 0.03, percent }, light);
    expect(seriesOf(option, 'base')?.data).toEqual([
      [0, 0.03],
      [1, 0.03],
    ]);
    expect(seriesOf(option, 'marks')?.data).toEqual([[0.4, 0.08]]);
    expect(option.yAxis).toMatchObject({ min: 0, max: 0.1 });
  });
});

describe('calibration', () => {
  const bins = [
    { predicted: 0.01, observed: 0.013, low: 0.006, high: 0.029, n: 383, churned: 5 },
    { predicted: 0.1, observed: 0.09, low: 0.07, high: 0.12, n: 390, churned: 35 },
  ];

  it('leaves a probability alone where slope is 1 and intercept 0', () => {
    for (const p of [0, 0.02, 0.5, 1]) expect(recalibrated(p, { slope: 1, intercept: 0 })).toBeCloseTo(p, 12);
    expect(recalibrated(0.1, { slope: 1, intercept: Math.log(9) })).toBeCloseTo(0.5, 12);
  });

  it('says what was stated and what happened', () => {
    expect(binText(bins[0] as (typeof bins)[0], percent)).toBe('stated 1.0%, churned 1.3% (0.6% to 2.9%), 5 of 383');
  });

  it('has a fitted line only between the bins, and none without one', () => {
    const with_ = calibrationOption({ bins, line: { slope: 1, intercept: 0 }, baseRate: 0.03, percent }, light);
    const fitted = seriesOf(with_, 'fitted')?.data as number[][];
    expect(fitted[0]?.[0]).toBeCloseTo(0.01);
    expect(fitted.at(-1)?.[0]).toBeCloseTo(0.1);
    const without = calibrationOption({ bins, line: null, baseRate: 0.03, percent }, light);
    expect(seriesOf(without, 'fitted')?.data).toEqual([]);
  });
});

describe('retention', () => {
  const rows = [
    { name: 'Green', role: 'healthy' as const, n: 10, lost: 1, rate: 0.9, low: 0.6, high: 0.98 },
    { name: 'Red', role: 'critical' as const, n: 0, lost: 0, rate: null, low: null, high: null },
  ];

  it('begins below the lowest interval and never above 90 %', () => {
    expect(intervalsFloor(rows)).toBe(0.6);
    expect(intervalsFloor([{ ...(rows[0] as (typeof rows)[0]), low: 0.97 }])).toBe(0.9);
  });

  it('names nobody where nobody was', () => {
    expect(rows.map((row) => intervalText(row, percent))).toEqual([
      '90.0% (60.0% to 98.0%) stayed, 1 of 10 lost',
      'nobody',
    ]);
    expect(intervalsHeight(2)).toBeGreaterThan(intervalsHeight(1));
  });

  it('draws the share over all where it is inside the plot', () => {
    const option = (overall: number) => intervalsOption({ rows, overall, percent, number: String }, light);
    expect(seriesOf(option(0.95), 'intervals')?.markLine?.data).toEqual([{ xAxis: 0.95 }]);
    expect(seriesOf(option(0.5), 'intervals')?.markLine?.data).toEqual([]);
  });
});

describe('survival', () => {
  const curve = [
    { day: 0, survival: 1, low: null, high: null },
    { day: 30, survival: 0.8, low: 0.6, high: 0.9 },
  ];
  const group = { tier: 'Red', role: 'critical' as const, accounts: 6, curve, until: 370 };

  it('holds the last step and knows nothing before the first day', () => {
    expect(stepAt(curve, 29)?.survival).toBe(1);
    expect(stepAt(curve, 400)?.survival).toBe(0.8);
    expect(stepAt(curve, -1)).toBeNull();
    expect(survivalText(group, 45, percent)).toEqual(['Red: 80.0% (60.0% to 90.0%)']);
  });

  it('names at most six days', () => {
    expect(survivalDays(370)).toEqual([0, 90, 180, 270, 360]);
    expect(survivalDays(40)).toEqual([0, 30]);
  });

  it('draws the curve to the last day observed, with a band only around five accounts or more', () => {
    const option = (accounts: number) => survivalOption({ groups: [{ ...group, accounts }], percent }, light);
    expect(seriesOf(option(6), 'line-Red')?.data).toEqual([
      [0, 1],
      [30, 0.8],
      [370, 0.8],
    ]);
    expect(seriesOf(option(6), 'low-Red')?.data).toEqual([
      [30, 0.6],
      [370, 0.6],
    ]);
    expect(seriesOf(option(4), 'low-Red')).toBeUndefined();
  });
});

describe('over time and ahead of time', () => {
  const landmark = { day: '2025-03-30', label: 'Mar 2025', auc: 0.863, low: 0.7, high: 1 };

  it('leaves out landmarks with too few churns and draws chance', () => {
    const none = { ...landmark, label: 'Jun 2025', auc: null, low: null, high: null };
    const option = landmarksOption({ landmarks: [landmark, none], overall: 0.743, number }, light);
    const auc = seriesOf(option, 'auc');
    expect(auc?.data).toEqual([['Mar 2025', 0.863]]);
    expect(auc?.markLine?.data.map((line) => line.yAxis)).toEqual([0.5, 0.743]);
    expect([aucText(landmark, number), aucText(none, number)]).toEqual(['0.863 (0.700 to 1.000)', 'too few churns']);
  });

  it('counts lead times in bars of fifteen days, 180 in the last', () => {
    const bins = leadTimeBins([2, 14, 15, 180]);
    expect([bins[0], bins[1], bins.at(-1), bins.length]).toEqual([2, 1, 1, 12]);
    expect([leadTimeLabel(1), leadTimeLabel(11)]).toEqual(['15 to 29 days', '165 to 180 days']);
    expect(leadTimeOption({ days: [2, 14], median: null }, light).yAxis).toMatchObject({ max: 2, interval: 1 });
  });
});

describe('importance', () => {
  const drop = (value: number, low: number, high: number) => ({ value, low, high });
  const rows = [
    { name: 'Billing', forest: drop(0.069, 0.036, 0.11), logistic: drop(-0.003, -0.012, 0.004) },
    { name: 'Other usage signals', forest: drop(0.01, -0.002, 0.02), logistic: null },
  ];

  it('has room for every whisker, and zero on the axis', () => {
    const both = importanceRange(rows);
    expect([both.min, both.step]).toEqual([-0.05, 0.05]);
    expect(both.max).toBeCloseTo(0.15, 12);
    const { min, max, step } = importanceRange([{ name: 'A', forest: drop(0.3, 0.1, 0.42), logistic: null }]);
    expect([min, step]).toEqual([0, 0.1]);
    expect(max).toBeCloseTo(0.5, 12);
    expect(importanceRange([])).toEqual({ min: 0, max: 0.02, step: 0.02 });
  });

  it('names every group, says drops with intervals, and what is not seen', () => {
    const option = importanceOption({ rows, axis: number, number }, light);
    expect(seriesOf(option, 'importance')?.data).toEqual([
      [0.069, 0],
      [0.01, 1],
    ]);
    expect(seriesOf(option, 'importance')?.markLine?.data).toEqual([{ xAxis: 0 }]);
    expect(option.yAxis).toMatchObject({ data: ['Billing', 'Other usage signals'] });
    expect(rows.map(({ forest }) => dropText(forest, number))).toEqual([
      '0.069 (0.036 to 0.110)',
      '0.010 (-0.002 to 0.020)',
    ]);
    expect(dropText(null, number)).toBe('not seen');
    expect(dropText({ value: 0.02, low: null, high: null }, number)).toBe('0.020');
    expect(importanceHeight(3)).toBeGreaterThan(importanceHeight(2));
  });
});
