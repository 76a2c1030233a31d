import { describe, expect, it } from 'vitest';
import { monthLabel, monthTicks, ms } from '../parts.ts';
import { chartTheme } from '../theme.ts';
import { binRange, binTotal, histogramOption } from './histogram.ts';
import { drawnRenewals, renewalsOption } from './renewals.ts';
import { atRiskTrendOption, lastMonths, scoreWindow, trendOption } from './trend.ts';

const theme = chartTheme('light');
const tiers = [
  { name: 'Green', role: 'healthy', from: 70 },
  { name: 'Yellow', role: 'moderate', from: 40 },
  { name: 'Red', role: 'critical', from: 0 },
] as const;
const weekly = Array.from({ length: 104 }, (_, week) => ({
  date: new Date(ms('2026-06-28') - (103 - week) * 7 * 86_400_000).toISOString().slice(0, 10),
  mean: 74 - week * 0.02,
  arrWeighted: 75 - week * 0.02,
  atRisk: 20 + (week % 9),
}));

describe('histogram', () => {
  it('aligns bins with scores and draws one ground per tier', () => {
    expect(binRange(39, 2.5)).toEqual({ from: 97.5, to: 100 });
    expect(binTotal([1, 2, 3])).toBe(6);
    const option = histogramOption({ binWidth: 2.5, bins: [[0, 0, 2]], tiers, mean: 72.13, meanText: '72.1' }, theme);
    const series = Array.isArray(option.series) ? option.series[0] : undefined;
    expect(series).toMatchObject({ type: 'custom', data: [[0, 2]] });
    expect(series).toHaveProperty('markArea.data.length', 3);
    expect(series).toHaveProperty('markLine.data.0.xAxis', 72.13);
    expect(option.xAxis).toMatchObject({ min: 0, max: 100, axisLabel: { customValues: [0, 40, 70, 100] } });
  });
});

describe('trend', () => {
  it('cuts to months and keeps a window of at least 20 points', () => {
    expect(lastMonths(weekly, 6)[0]?.date).toBe('2025-12-28');
    expect(lastMonths(weekly, null)).toHaveLength(104);
    expect(lastMonths([], 6)).toEqual([]);
    expect(scoreWindow([72, 73])).toEqual({ min: 60, max: 85 });
    expect(scoreWindow([2, 99])).toEqual({ min: 0, max: 100 });
    expect(scoreWindow([null])).toEqual({ min: 0, max: 100 });
  });

  it('puts ticks on first days of months and names the year in January', () => {
    const ticks = monthTicks(ms('2025-06-29'), ms('2026-06-28'), 4);
    expect(ticks.map((tick) => monthLabel(tick, 'en'))).toEqual(['Oct', 'Jan 2026', 'Apr']);
  });

  it('moves the two end labels apart when their lines meet', () => {
    const option = trendOption({ points: weekly, tiers, locale: 'en' }, theme);
    expect(option).toHaveProperty('series.0.endLabel.offset', [4, -8]);
    expect(option).toHaveProperty('series.1.endLabel.offset', [4, 8]);
    expect(atRiskTrendOption({ points: weekly, tiers, locale: 'en' }, theme)).toHaveProperty('yAxis.min', 0);
  });

  it('draws nothing from nothing', () => {
    expect(() => trendOption({ points: [], tiers, locale: 'en' }, theme)).not.toThrow();
  });
});

describe('renewals', () => {
  const renewal = (id: string, score: number | null, arr: number | null) => ({
    accountId: id,
    name: `${id} Software Group`,
    days: 20,
    arr,
    score,
    tier: 'Red',
    tierRole: 'critical' as const,
  });

  it('leaves out what has no score, draws small over large and names only what is below 50', () => {
    const renewals = [renewal('A', 30, 1000), renewal('B', null, 9000), renewal('C', 80, 4000), renewal('D', 40, null)];
    expect(drawnRenewals(renewals).map((item) => item.accountId)).toEqual(['C', 'A', 'D']);
    const option = renewalsOption({ renewals, tiers, currency: 'USD', locale: 'en' }, theme);
    expect(option).toHaveProperty('series.1.data', [
      { name: '\u2068A Software\u2069 $1.0k', value: [20, 30] },
      { name: '\u2068D Software\u2069 –', value: [20, 40] },
    ]);
    expect(option).toHaveProperty('series.0.data.0.symbolSize', 26);
    expect(option).toHaveProperty('series.0.data.2.symbolSize', 6);
  });
});
