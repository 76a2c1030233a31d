import { describe, expect, it } from 'vitest';
import { dayFromIso, NO_DAY } from '#shared/model/day.ts';
import { indexFacts } from '../signals/facts-index.ts';
import { buildFacts } from '../testing/build-facts.ts';
import { monthNumber } from './months.ts';
import { monthlyHealth, monthlyUsage, sameMonthLastYear, visitMetric } from './seasonal.ts';
import { timelinesOf } from './timelines.ts';

const on = (iso: string): number => dayFromIso(iso) ?? NO_DAY;
const month = (text: string): number => monthNumber(on(`${text}-01`));
const NONE = Number.NaN;

describe('health by month', () => {
  const scores: readonly (readonly [string, ...number[]])[] = [
    ['2025-03-09', 10, 10, 10],
    ['2025-03-30', 50, 70, 99],
    ['2025-04-27', NONE, 60, 99],
    ['2026-03-29', 58, 66, 99],
    ['2026-04-12', 90, 90, 99],
  ];
  const history = scores.map(([day, ...score]) => ({ asOf: on(day), score: Float64Array.from(score) }));
  const include = Uint8Array.of(1, 1, 0);

  it('is that of the last snapshot of each month, complete when it stands for the end of the month', () => {
    expect(monthlyHealth(history, include)).toEqual([
      { month: month('2025-03'), at: 1, mean: 60, n: 2, complete: true },
      { month: month('2025-04'), at: 2, mean: 60, n: 1, complete: true },
      { month: month('2026-03'), at: 3, mean: 62, n: 2, complete: true },
      { month: month('2026-04'), at: 4, mean: 90, n: 2, complete: false },
    ]);
  });

  it('stands for the end of a month from less than a week before it', () => {
    const of = (day: string) =>
      monthlyHealth([{ asOf: on(day), score: Float64Array.of(1, 1, 1) }], include)[0]?.complete;
    expect(['2025-03-24', '2025-03-25', '2025-03-31', '2025-02-21', '2025-02-22'].map(of)).toEqual([
      false,
      true,
      true,
      false,
      true,
    ]);
  });

  it('compares the last complete month with that of last year over the accounts that have both scores', () => {
    const months = monthlyHealth(history, include);
    expect(sameMonthLastYear(history, months, include)).toEqual({
      month: month('2026-03'),
      accounts: 2,
      mean: 62,
      lastYear: 60,
    });
    expect(sameMonthLastYear(history, months.slice(0, 2), include)).toBeNull();
    expect(sameMonthLastYear([], [], include)).toBeNull();
  });
});

describe('usage by month', () => {
  const usage = (account: number, day: string, value: number, metric = 'logins') => ({
    account,
    day: on(day),
    metric,
    value,
  });
  const facts = buildFacts({
    accounts: [{ startDay: on('2024-01-01') }, { startDay: on('2024-01-01') }, { startDay: on('2024-01-01') }],
    usage: [
      usage(0, '2026-01-11', 31, 'api_calls'),
      usage(0, '2026-01-12', 40),
      usage(0, '2026-01-31', 60),
      usage(0, '2026-02-01', 28),
      usage(1, '2026-02-10', 28),
      usage(2, '2026-02-10', 1000),
      usage(0, '2026-03-05', 20),
    ],
    outcomes: [{ account: 1, day: on('2026-03-04'), outcome: 'churn' }],
  });
  const index = indexFacts(facts);
  const metric = visitMetric(facts, index);
  const covered = { first: on('2026-01-12'), last: on('2026-03-10') };

  it('is the mean per customer and day of what was delivered; silent customers count, former ones do not', () => {
    expect(facts.usage.metrics[metric]).toBe('logins');
    const lives = timelinesOf(facts, index, on('2026-03-10'));
    expect(monthlyUsage(facts, lives, metric, Uint8Array.of(1, 1, 0), covered)).toEqual([
      // 20 days from 12 January; the second account has not used the product yet
      { month: month('2026-01'), mean: 5, accounts: 1, complete: false },
      { month: month('2026-02'), mean: 1, accounts: 2, complete: true },
      { month: month('2026-03'), mean: 2, accounts: 1, complete: false },
    ]);
  });

  it('has no metric without visits', () => {
    const silent = buildFacts({ accounts: [{}], usage: [usage(0, '2026-01-12', 1, 'api_calls')] });
    expect(visitMetric(silent, indexFacts(silent))).toBe(-1);
  });
});
