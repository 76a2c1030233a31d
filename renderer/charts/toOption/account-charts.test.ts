import { describe, expect, it } from 'vitest';
import { chartTheme } from '../theme.ts';
import {
  accountHistoryOption,
  accountHistoryTable,
  historyStart,
  mergeEvents,
  placeLabels,
} from './account-history.ts';
import { sumOfGroup, waterfallFloor, waterfallSteps } from './account-waterfall.ts';

describe('event labels', () => {
  it('never overlap in one lane and give way when there is no room', () => {
    const newestFirst = [72, 68, 64, 60].map((x) => ({ x, width: 50 }));
    const placed = placeLabels(newestFirst, 0, 100, 3);
    expect(placed.map((one) => one.lane)).toEqual([2, 1, 0, -1]);
  });

  it('turn to the right where the left has no room', () => {
    expect(placeLabels([{ x: 10, width: 50 }], 0, 200, 1)[0]).toMatchObject({ align: 'left', lane: 0 });
  });

  it('become one for repetitions within four weeks, newest first', () => {
    const event = (date: string, label: string) => ({ date, label, kind: 'customer' as const });
    const marks = mergeEvents([
      event('2026-06-01', 'Escalation'),
      event('2026-06-10', 'Escalation'),
      event('2026-06-12', 'QBR skipped'),
      event('2026-06-20', 'Escalation'),
      event('2026-01-01', 'Escalation'),
    ]);
    expect(marks).toEqual([
      { date: '2026-06-20', label: 'Escalation ×3' },
      { date: '2026-06-12', label: 'QBR skipped' },
      { date: '2026-06-10', label: null },
      { date: '2026-06-01', label: null },
      { date: '2026-01-01', label: 'Escalation' },
    ]);
  });

  it('start where the range or the history starts', () => {
    expect(historyStart('2026-06-28', '2024-01-07', 12)).toBe('2025-06-28');
    expect(historyStart('2026-06-28', '2026-05-03', 12)).toBe('2026-05-03');
    expect(historyStart('2026-06-28', '2024-01-07', null)).toBe('2024-01-07');
  });
});

describe('waterfall', () => {
  const change = {
    days: 90,
    from: '2026-03-30',
    to: '2026-06-28',
    before: 63.4,
    after: 41.6,
    versionBefore: null,
    parts: [
      { id: 'value', name: 'Value', kind: 'behaviour' as const, value: -4 },
      { id: 'usage', name: 'Usage', kind: 'behaviour' as const, value: -19.4 },
      { id: 'model', name: 'Model version', kind: 'model' as const, value: 1.6 },
    ],
  };

  it('runs from score to score, behaviour before measurement', () => {
    const steps = waterfallSteps(change, 'en');
    expect(steps.map((step) => step.name)).toEqual(['30 Mar', 'Usage', 'Value', 'Model version', '28 Jun']);
    expect(steps[3]?.to).toBeCloseTo(41.6, 9);
    expect(sumOfGroup(steps, 'behaviour')).toBeCloseTo(-23.4, 9);
    expect(sumOfGroup(steps, 'measurement')).toBeCloseTo(1.6, 9);
  });

  it('keeps the four kinds apart, in the order in which they are switched on', () => {
    const parts = [
      { id: 'override', name: 'Override', kind: 'override' as const, value: 5 },
      { id: 'model', name: 'Model v2', kind: 'model' as const, value: -1 },
      { id: 'usage', name: 'Usage', kind: 'behaviour' as const, value: -4 },
      { id: 'coverage', name: 'Missing data', kind: 'coverage' as const, value: 0 },
    ];
    const steps = waterfallSteps({ ...change, before: 50, after: 50, parts }, 'en');
    expect(steps.map((step) => [step.kind, step.to])).toEqual([
      ['total', 50],
      ['behaviour', 46],
      ['coverage', 46],
      ['model', 45],
      ['override', 50],
      ['total', 50],
    ]);
    expect(sumOfGroup(steps, 'measurement')).toBe(4);
    const still = parts.map((part) => (part.kind === 'behaviour' ? part : { ...part, value: 0 }));
    const names = waterfallSteps({ ...change, parts: still }, 'en').map((step) => step.name);
    expect(names).toEqual(['30 Mar', 'Usage', 'Missing data', '28 Jun']);
  });

  it('starts at zero unless that would hide the change', () => {
    expect(waterfallFloor(waterfallSteps(change, 'en'))).toBe(20);
    expect(waterfallFloor(waterfallSteps({ ...change, before: 12, after: 8, parts: [] }, 'en'))).toBe(0);
  });
});

describe('a history that goes on into a forecast', () => {
  const week = (date: string, score: number) => ({
    date,
    score,
    low80: score - 10,
    low50: score - 4,
    high50: score + 4,
    high80: score + 10,
  });
  const data = {
    asOf: '2026-06-28',
    history: [
      { date: '2026-06-21', score: 64, coverage: 1, dimensions: {} },
      { date: '2026-06-28', score: 61.5, coverage: 0.9, dimensions: {} },
    ],
    events: [],
    thresholds: [{ name: 'Green', role: 'healthy' as const, from: 0 }],
    forecast: {
      method: 'trend' as const,
      tierDrop: null,
      weeks: [week('2026-07-05', 60), week('2026-07-12', 58.25)],
      error: 5,
      naiveError: 6,
      forecasts: 100,
    },
    months: null,
    locale: 'en',
  };

  it('reaches to its last week, and the table says what is forecast', () => {
    const { xAxis } = accountHistoryOption(data, chartTheme('light'));
    expect(xAxis).toMatchObject({ max: Date.UTC(2026, 6, 12) });
    expect(accountHistoryTable(data).rows.at(-1)).toEqual([
      '12 Jul 2026',
      '58.3, forecast',
      '–',
      '80% interval 48.3 to 68.3',
    ]);
  });

  it('ends at the as-of date without one', () => {
    const { xAxis } = accountHistoryOption({ ...data, forecast: null }, chartTheme('light'));
    expect(xAxis).toMatchObject({ max: Date.UTC(2026, 5, 28) });
    expect(accountHistoryTable({ ...data, forecast: null }).rows).toHaveLength(2);
  });
});
