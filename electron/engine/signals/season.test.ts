import { describe, expect, it } from 'vitest';
import { rulePoints, ruleState } from '../score/states.ts';
import { buildFacts, day, type FactRows, pointRules, readModel, type UsageRow } from '../testing/fixtures.ts';
import { computeSignals, type SignalSettings } from './compute.ts';
import { signalColumn } from './table.ts';

const preset = readModel('003-signal');
const MONTHS = [1, 1, 1, 1, 1, 1, 0.4, 0.4, 1, 1.4, 1.4, 1.4];
const retail: SignalSettings = {
  ...preset,
  seasonalPolicy: { ...preset.seasonalPolicy, profiles: [{ industry: 'Retail & Shops', months: MONTHS }] },
};
const AS_OF = day('2026-08-15');
const YEAR = 364;

/** One login row a day with the value of its window, both counted back from the as-of date. */
const logins = (from: number, to: number, value: number): UsageRow[] =>
  Array.from({ length: to - from + 1 }, (_, k) => ({ account: 0, day: AS_OF + from + k, metric: 'logins', value }));
/** The last 30 days and the 90 before, and the same a year earlier. */
const twoYears = (recent: number, before: number, recentThen: number, beforeThen: number): UsageRow[] => [
  ...logins(-119 - YEAR, -30 - YEAR, beforeThen),
  ...logins(-29 - YEAR, -YEAR, recentThen),
  ...logins(-YEAR + 1, -120, 100),
  ...logins(-119, -30, before),
  ...logins(-29, 0, recent),
];
const read = (usage: UsageRow[], settings: SignalSettings = preset, account: FactRows['accounts'][number] = {}) => {
  const table = computeSignals(buildFacts({ accounts: [account], usage }), AS_OF, settings);
  const at = (column: ArrayLike<number>): number => column[0] as number;
  return {
    login: at(table.values[signalColumn('login_ratio_30_90')] as Float64Array),
    change60: at(table.values[signalColumn('usage_change_60d')] as Float64Array),
    raw: at(table.seasonal.raw),
    lastYear: at(table.seasonal.lastYear),
    factor: at(table.seasonal.factor),
    applied: at(table.seasonal.applied) === 1,
  };
};

const loginRule = pointRules(preset, 0).find((rule) => rule.signal === 'login_ratio_30_90');
const points = (ratio: number): number => (loginRule ? rulePoints(loginRule, ruleState(loginRule, ratio)) : Number.NaN);

describe('TV13', () => {
  it('0.45 after 0.47 a year ago is 0.957447 of what the season lets expect: +10 instead of −20', () => {
    const { login, raw, lastYear, factor, applied } = read(twoYears(45, 100, 47, 100));
    expect({ raw, lastYear, factor, applied }).toEqual({ raw: 0.45, lastYear: 0.47, factor: 0.47, applied: true });
    expect(login).toBe(0.957446809);
    expect([points(login), points(raw)]).toEqual([10, -20]);
  });

  it('70 % of last year’s logins are a collapse, whatever the season: no adjustment, −20', () => {
    // 63 = 0.7 × 90; 63 ÷ 140 = 90 ÷ 200 = 0.45.
    const { login, lastYear, factor, applied } = read(twoYears(63, 140, 90, 200));
    expect({ login, lastYear, factor, applied }).toEqual({ login: 0.45, lastYear: 0.45, factor: 0.45, applied: false });
    expect(points(login)).toBe(-20);
    // 72 = 0.8 × 90 is just enough.
    expect(read(twoYears(72, 160, 90, 200)).login).toBe(1);
  });
});

describe('season of the year before', () => {
  it('stays within the limits of the policy', () => {
    expect(read(twoYears(90, 100, 30, 100))).toMatchObject({ lastYear: 0.3, factor: 0.45, login: 2 });
    expect(read(twoYears(300, 100, 300, 100))).toMatchObject({ lastYear: 3, factor: 2, login: 1.5 });
  });

  it('is that of the logins, whatever else is measured, rows without a number left out', () => {
    const logged = twoYears(45, 100, 47, 100);
    const others = logged.flatMap((row) => [
      { ...row, metric: 'api_calls', value: 9 },
      { ...row, metric: 'sessions', value: row.day },
    ]);
    const blank = { account: 0, day: AS_OF - YEAR, metric: 'logins', value: Number.NaN };
    expect(read([...others, ...logged, blank])).toMatchObject({ lastYear: 0.47, factor: 0.47, login: 0.957446809 });
  });

  it('over a year ago without any login is none', () => {
    expect(read(twoYears(45, 100, 47, 0))).toMatchObject({ lastYear: Number.NaN, factor: Number.NaN, login: 0.45 });
    expect(read(twoYears(45, 100, 0, 0))).toMatchObject({ lastYear: Number.NaN, factor: Number.NaN, login: 0.45 });
  });

  it('is switched off by the policy', () => {
    const off = { ...preset, seasonalPolicy: { ...preset.seasonalPolicy, enabled: false } };
    expect(read(twoYears(45, 100, 47, 100), off)).toMatchObject({ login: 0.45, factor: Number.NaN, applied: false });
  });

  it('needs 72 of the 90 days of then, and 24 of the 30', () => {
    // The old windows begin 483 and end 364 days before: 18 days of the first may be missing.
    const from = (age: number) => twoYears(45, 100, 50, 100).filter((row) => row.day >= AS_OF - age);
    expect(read(from(465)).factor).toBe(0.5);
    expect(read(from(464)).factor).toBeNaN();
    const without = (first: number, last: number) =>
      twoYears(45, 100, 50, 100).filter(({ day: on }) => on < AS_OF - YEAR + first || on > AS_OF - YEAR + last);
    // A gap of the whole source: 6 days are a long weekend, 7 are missing days, up to 18 and 6 of them in a window.
    expect(read(without(-40, -35)).lastYear).toBeCloseTo(50 / (84 / 90) / 100, 12);
    expect(read(without(-60, -43)).factor).toBe(0.5);
    expect(read(without(-60, -42)).factor).toBeNaN();
    expect(read(without(-8, -2)).factor).toBeNaN();
  });

  it('the 60-day change is adjusted by its own windows', () => {
    const usage = [
      ...logins(-89 - YEAR, -60 - YEAR, 100),
      ...logins(-59 - YEAR, -30 - YEAR, 100),
      ...logins(-29 - YEAR, -YEAR, 80),
      ...logins(-YEAR + 1, -30, 100),
      ...logins(-29, 0, 72),
    ];
    // 72 ÷ 100 against 80 ÷ 100 a year ago: 0.9.
    expect(read(usage).change60).toBe(-0.1);
    // The 90 days before began with 30 days without any use: the login ratio has no complete year.
    expect(read(usage).factor).toBeNaN();
    // 63 are 0.7 of the 90 a day of last year: a collapse, −55 % as measured.
    expect(read(twoYears(63, 140, 90, 200)).change60).toBe(-0.55);
    expect(read(twoYears(72, 160, 90, 200)).change60).toBe(0);
  });
});

describe('industry profile', () => {
  const usage = twoYears(45, 100, 50, 100).filter((row) => row.day >= AS_OF - 119);
  it('stands in for a year of one’s own: expected activity of the one window ÷ the other', () => {
    // 17 July to 15 August: 0.4 a day. 18 April to 16 July: 74 days of 1 and 16 of 0.4.
    const expected = 0.4 / ((74 + 16 * 0.4) / 90);
    expect(read(usage, retail, { industry: 'retail-&shops' }).factor).toBe(0.45);
    const wide = { ...retail, seasonalPolicy: { ...retail.seasonalPolicy, least: 0.1 } };
    const found = read(usage, wide, { industry: 'retail-&shops' });
    expect(found.factor).toBeCloseTo(expected, 12);
    expect(found.login).toBeCloseTo(0.45 / expected, 8);
    expect(found).toMatchObject({ lastYear: Number.NaN, applied: true });
    // 18 May to 16 June: 1 a day, so that 0.45 of the logins are 1.125 of what 0.4 lets expect.
    expect(found.change60).toBe(0.125);
    expect(read(usage, retail, { industry: 'Banking' }).factor).toBeNaN();
  });

  it('counts once beside n years of own history', () => {
    // One year of usage (483 days) and the profile, which the limit raises to 0.45.
    const { factor } = read(twoYears(45, 100, 60, 100), retail, { industry: 'Retail & Shops' });
    expect(factor).toBeCloseTo((1 * 0.6 + 0.45) / 2, 12);
    const since = (age: number) =>
      read([...logins(-age, -484, 100), ...twoYears(45, 100, 60, 100)], retail, { industry: 'Retail & Shops' }).factor;
    expect(since(728)).toBeCloseTo((1 * 0.6 + 0.45) / 2, 12);
    expect(since(729)).toBeCloseTo((2 * 0.6 + 0.45) / 3, 12);
  });
});
