import { type Day, isoFromDay } from '#shared/model/day.ts';
import type { AccountHistory } from '../../charts/toOption/account-history.ts';
import type { MetricSeries } from '../../charts/toOption/account-metric.ts';
import type { waterfallSteps } from '../../charts/toOption/account-waterfall.ts';
import type { CohortBox } from '../../charts/toOption/cohort-boxes.ts';
import type { DimensionPair } from '../../charts/toOption/cohort-differences.ts';
import type { HealthLine } from '../../charts/toOption/cohort-health.ts';
import type { ChangeRow, InitiativeWeek } from '../../charts/toOption/cohort-initiative.ts';
import type { RetentionLine, RetentionPoint } from '../../charts/toOption/cohort-retention.ts';
import type { SeasonYear } from '../../charts/toOption/cohort-season.ts';
import type { Renewal } from '../../charts/toOption/renewals.ts';
import type { TrendPoint } from '../../charts/toOption/trend.ts';
import { COUNTS, MODELS, NAMES } from './samples.ts';

/** Sunday, 28 June 2026. */
const LAST: Day = 20_632;
const WEEKS = 53;

export const TIERS = MODELS[1]?.tiers ?? [];

/** Dates of the last weeks, ascending. */
export const datesOf = (weeks: number): readonly string[] =>
  Array.from({ length: weeks }, (_, week) => isoFromDay(LAST - 7 * (weeks - 1 - week)));

/** A line that moves like a mean of many: slow waves, one fall near its end. */
const wave = (week: number, level: number, swing: number): number =>
  level + swing * Math.sin(week / 6) - (week > 44 ? (week - 44) * 1.4 : 0);

const trendPoint = (date: string, week: number): TrendPoint => ({
  date,
  mean: wave(week, 68, 2),
  arrWeighted: wave(week, 71, 3),
  atRisk: Math.round(24 + 6 * Math.sin(week / 9) + (week > 44 ? week - 44 : 0)),
});
const trend = datesOf(WEEKS).map(trendPoint);
export const TREND = { data: trend, few: trend.slice(-2), none: [] } as const;

const renewal = (at: number): Renewal => {
  const score = 22 + ((at * 37) % 70);
  const tier = TIERS.find(({ from }) => score >= from);
  return {
    accountId: `A-${at}`,
    name: at % 5 === 0 ? (NAMES[at % NAMES.length] ?? '') : `Account ${at}`,
    days: (at * 13) % 90,
    arr: at % 7 === 0 ? null : 4_000 + ((at * 7_919) % 90_000),
    score,
    tier: tier?.name ?? null,
    tierRole: tier?.role ?? null,
  };
};
const renewals = Array.from({ length: 36 }, (_, at) => renewal(at + 1));
export const RENEWALS = { data: renewals, few: renewals.slice(0, 2), none: [] } as const;

const HISTORY: AccountHistory['history'] = datesOf(WEEKS).map((date, week) => ({
  date,
  score: week > 18 && week < 22 ? null : wave(week, 62, 9),
  coverage: 0.9,
  dimensions: {},
}));
const AHEAD = Array.from({ length: 13 }, (_, week) => {
  const middle = 41 - week * 0.4;
  const room = 3 + week * 0.9;
  return {
    date: isoFromDay(LAST + 7 * (week + 1)),
    score: middle,
    low80: middle - 2 * room,
    low50: middle - room,
    high50: middle + room,
    high80: middle + 2 * room,
  };
});
const EVENTS: AccountHistory['events'] = [
  { date: isoFromDay(LAST - 210), label: 'Renewed', kind: 'customer' },
  { date: isoFromDay(LAST - 120), label: 'Champion left', kind: 'customer' },
  { date: isoFromDay(LAST - 34), label: 'Escalation', kind: 'customer' },
  { date: isoFromDay(LAST - 20), label: 'Model version 2', kind: 'system' },
];
const history = (points: AccountHistory['history'], rest: Partial<AccountHistory>): AccountHistory => ({
  asOf: isoFromDay(LAST),
  history: points,
  events: [],
  thresholds: TIERS,
  forecast: null,
  months: null,
  locale: 'en',
  ...rest,
});
export const ACCOUNT = {
  data: history(HISTORY, {
    events: EVENTS,
    forecast: { method: 'trend', weeks: AHEAD, tierDrop: null, error: 4.1, naiveError: 4.6, forecasts: 812 },
  }),
  few: history(HISTORY.slice(-2), { events: EVENTS.slice(-1) }),
  none: null,
} as const;

const metric = (weeks: number): MetricSeries['metric'] => ({
  id: 'logins',
  name: 'Logins',
  unit: 'count',
  weeks: datesOf(weeks).map((date, week) => ({
    date,
    value: week % 11 === 7 ? null : Math.round(wave(week, 320, 40)),
  })),
});
export const METRIC = { data: metric(26), few: metric(1), none: null } as const;

type Waterfall = Parameters<typeof waterfallSteps>[0];
const waterfall = (parts: Waterfall['parts'], after: number): Waterfall => ({
  days: 90,
  from: isoFromDay(LAST - 90),
  to: isoFromDay(LAST),
  before: 63.4,
  after,
  versionBefore: null,
  parts,
});
export const WATERFALL = {
  data: waterfall(
    [
      { id: 'usage', name: 'Usage', kind: 'behaviour', value: -14.4 },
      { id: 'support', name: 'Support', kind: 'behaviour', value: -5.2 },
      { id: 'billing', name: 'Billing', kind: 'behaviour', value: 2.1 },
      { id: 'coverage', name: 'Missing data', kind: 'coverage', value: -1.9 },
      { id: 'model', name: 'Model version', kind: 'model', value: 1.6 },
      { id: 'override', name: 'Override', kind: 'override', value: 4 },
    ],
    49.6,
  ),
  few: waterfall([{ id: 'usage', name: 'Usage', kind: 'behaviour', value: 0.3 }], 63.7),
  none: null,
} as const;

const box = (tag: CohortBox['tag'], name: string, scored: number, median: number): CohortBox => ({
  tag,
  name,
  scored,
  box:
    scored === 0
      ? null
      : {
          whiskerLow: median - 22,
          q1: median - 9,
          median,
          q3: median + 7,
          whiskerHigh: Math.min(100, median + 19),
          outliersLow: 2,
          outliersHigh: 0,
        },
  few: scored < 5,
});
export const BOXES: Readonly<Record<'data' | 'few' | 'none', readonly CohortBox[]>> = {
  data: [
    box('A', 'Enterprise', 84, 74),
    box('B', 'SMB', 211, 61),
    box(null, NAMES[1], 31, 68),
    box(null, NAMES[2], 12, 55),
    box(null, 'Not scored', 0, 0),
  ],
  few: [box('A', 'Enterprise', 3, 70)],
  none: [],
};

const PAIRS: readonly DimensionPair[] = [
  { name: 'Usage', a: 72, b: 55 },
  { name: 'Engagement', a: 64, b: 66 },
  { name: 'Support', a: 58, b: 49 },
  { name: 'Billing', a: 81, b: 80 },
  { name: 'Growth', a: null, b: 40 },
];
export const DIFFERENCES = { data: PAIRS, few: PAIRS.slice(0, 1), none: [] } as const;

const healthLine = (tag: HealthLine['tag'], name: string, level: number, weeks: number): HealthLine => ({
  tag,
  name,
  named: tag !== null,
  mean: Array.from({ length: weeks }, (_, week) => wave(week, level, 3)),
});
export const HEALTH = {
  data: {
    dates: datesOf(WEEKS),
    lines: [
      healthLine('A', 'Enterprise', 75, WEEKS),
      healthLine('B', 'SMB', 62, WEEKS),
      healthLine(null, 'Other', 68, WEEKS),
    ],
  },
  few: { dates: datesOf(2), lines: [healthLine('A', 'Enterprise', 75, 2)] },
  none: { dates: [], lines: [] },
} as const;

const steps: readonly InitiativeWeek[] = Array.from({ length: 25 }, (_, at) => ({
  week: at - 12,
  touched: 55 + (at > 12 ? (at - 12) * 0.8 : 0) + Math.sin(at),
  comparable: 56 + Math.cos(at),
}));
export const INITIATIVE = { data: steps, few: steps.slice(11, 14), none: [] } as const;

const CHANGED: readonly ChangeRow[] = [
  { name: 'Touched', value: 8.2, low: null, high: null, strong: false },
  { name: 'Comparable', value: 0.4, low: null, high: null, strong: false },
  { name: 'Difference', value: 7.8, low: 2.1, high: 13.5, strong: true },
];
export const CHANGES = { data: CHANGED, few: [{ ...CHANGED[2], value: null, low: null, high: null }], none: [] } as {
  readonly [State in 'data' | 'few' | 'none']: readonly ChangeRow[];
};

const retained = (months: number, loss: number): readonly RetentionPoint[] =>
  Array.from({ length: months + 1 }, (_, month) => {
    const share = (1 - loss) ** month;
    return {
      month,
      share,
      low: month === 0 ? null : share - 0.05,
      high: month === 0 ? null : Math.min(1, share + 0.04),
    };
  });
export const RETENTION: Readonly<Record<'data' | 'few' | 'none', readonly RetentionLine[]>> = {
  data: [
    { tag: 'A', name: '2024 Q3', points: retained(18, 0.008) },
    { tag: 'B', name: '2025 Q1', points: retained(12, 0.021) },
  ],
  few: [{ tag: 'A', name: '2026 Q2', points: retained(1, 0.03) }],
  none: [],
};

const year = (value: number, months: number, level: number): SeasonYear => ({
  year: value,
  values: Array.from({ length: 12 }, (_, month) => (month < months ? level + 80 * Math.sin(month / 2) : null)),
});
export const SEASON: Readonly<Record<'data' | 'few' | 'none', readonly SeasonYear[]>> = {
  data: [year(2024, 12, 310), year(2025, 12, 350), year(2026, 6, 340)],
  few: [year(2026, 1, 340)],
  none: [],
};

const shift = COUNTS.map((count, bin) => Math.max(0, count + (bin < 11 ? 3 : -2)));
export const WHAT_IF = {
  data: { before: [...COUNTS], after: shift },
  few: { before: COUNTS.map((_, bin) => Number(bin === 12)), after: COUNTS.map((_, bin) => Number(bin === 9)) },
  none: { before: COUNTS.map(() => 0), after: COUNTS.map(() => 0) },
} as const;
