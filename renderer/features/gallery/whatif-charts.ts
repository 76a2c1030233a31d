import { agreementOption } from '../../charts/toOption/agreement.ts';
import { beforeAfterOption } from '../../charts/toOption/before-after.ts';
import { ternaryOption } from '../../charts/toOption/ternary.ts';
import { tierEntriesOption } from '../../charts/toOption/tier-entries.ts';
import { tierFlowHeight, tierFlowOption } from '../../charts/toOption/tier-flow.ts';
import { type TornadoData, tornadoHeight, tornadoOption } from '../../charts/toOption/tornado.ts';
import { weightSpaceOption } from '../../charts/toOption/weight-space.ts';
import type { Drawn } from './chart-kind.ts';
import { datesOf, TIERS } from './chart-samples.ts';
import { MODELS, NAMES } from './samples.ts';

const WEEKS = { data: 53, few: 2 } as const;
const NAMED = { before: 'official', after: 'scenario' } as const;

const mean = (week: number): number => 66 + 3 * Math.sin(week / 7) - (week > 40 ? (week - 40) * 0.5 : 0);
const entries = (week: number): number => Math.max(0, Math.round(3 + 3 * Math.sin(week / 3) + (week > 44 ? 4 : 0)));

const POINTS = Array.from({ length: 180 }, (_, at) => {
  const a = 8 + ((at * 37) % 90);
  return [a, Math.min(100, Math.max(0, a + 9 * Math.sin(at) - (a < 40 ? 6 : 0))), at] as const;
});

/** Accounts that change tier, over every mix of three weights in steps of a tenth. */
const MIXES = Array.from({ length: 11 }, (_, top) =>
  Array.from({ length: 11 - top }, (__, left) => {
    const weights = [top * 10, left * 10, (10 - top - left) * 10] as const;
    return { weights, value: Math.round(Math.hypot(top - 4, left - 3) * 9) };
  }),
).flat();

const step = (weight: number, accounts: number, deltaAuc: number | null) => ({
  weight,
  accounts,
  arr: accounts * 31_000,
  deltaAuc,
});
const BARS: TornadoData['bars'] = [
  { name: 'Usage', less: step(25, 34, -0.012), more: step(35, 41, 0.009) },
  { name: 'Support', less: step(17, 18, 0.004), more: step(27, 22, -0.006) },
  { name: NAMES[1], less: step(5, 6, null), more: step(15, 0, null) },
];

const FLOWS = [
  { from: 0, to: 0, accounts: 148, arr: 4_100_000 },
  { from: 0, to: 1, accounts: 12, arr: 610_000 },
  { from: 1, to: 1, accounts: 96, arr: 2_300_000 },
  { from: 1, to: 0, accounts: 7, arr: 95_000 },
  { from: 1, to: 2, accounts: 21, arr: 480_000 },
  { from: 2, to: 2, accounts: 27, arr: 300_000 },
];

/** What What-if draws. */
export const WHAT_IF_CHARTS: readonly Drawn[] = [
  {
    name: 'Tier flow',
    wide: true,
    of: (state, { locale, money }) => {
      if (state === 'none') return null;
      const tiers = MODELS[0]?.tiers ?? [];
      const flows = state === 'few' ? FLOWS.slice(0, 1) : FLOWS;
      const data = {
        before: tiers,
        after: tiers,
        flows,
        measure: 'accounts',
        names: NAMED,
        money: money,
        locale,
      } as const;
      return { option: (theme) => tierFlowOption(data, theme), height: tierFlowHeight(tiers.length, tiers.length) };
    },
  },
  {
    name: 'History under a scenario',
    wide: true,
    of: (state, { locale, score }) => {
      if (state === 'none') return null;
      const before = datesOf(WEEKS[state]).map((_, week) => mean(week));
      const after = before.map((value, week) => (week < 6 && state === 'data' ? null : value - 2 - week / 20));
      const shape = { names: NAMED, words: score, minSpan: 8, fromZero: false, locale };
      const data = { dates: datesOf(WEEKS[state]), before, after, ...shape };
      return { option: (theme) => beforeAfterOption(data, theme), height: 150 };
    },
  },
  {
    name: 'Alerts a week',
    wide: true,
    of: (state, { locale }) => {
      if (state === 'none') return null;
      const dates = datesOf(WEEKS[state]);
      const before = dates.map((_, week) => entries(week));
      const data = { dates, before, after: dates.map((_, week) => entries(week + 2)), locale };
      return { option: (theme) => tierEntriesOption(data, theme), height: 130 };
    },
  },
  {
    name: 'Agreement of two models',
    of: (state, { locale, score }) => {
      if (state === 'none') return null;
      const points = state === 'few' ? POINTS.slice(0, 3) : POINTS;
      const names = points.map((_, at) => ({ name: NAMES[at % NAMES.length] ?? '' }));
      const sides = { a: { label: 'Official', tiers: TIERS }, b: { label: 'Scenario', tiers: TIERS } };
      const data = { points, names, density: [], ...sides, score, locale };
      return { option: (theme) => agreementOption(data, theme), height: 320 };
    },
  },
  {
    name: 'Agreement of many accounts',
    of: (state, { locale, score }) => {
      if (state === 'none') return null;
      const cells = POINTS.map(
        ([a, b, at]) => [Math.floor(a / 2.5), Math.floor(b / 2.5), 1 + ((at * 17) % 400)] as const,
      );
      const density = state === 'few' ? cells.slice(0, 3) : cells;
      const sides = { a: { label: 'Official', tiers: TIERS }, b: { label: 'Scenario', tiers: TIERS } };
      const data = { points: [], names: [], density, ...sides, score, locale };
      return { option: (theme) => agreementOption(data, theme), height: 320 };
    },
  },
  {
    name: 'Weights, one at a time',
    wide: true,
    of: (state, { locale, number }) => {
      if (state === 'none') return null;
      const bars = state === 'few' ? BARS.slice(0, 1) : BARS;
      const data = { bars, measure: 'accounts', step: 5, words: number, locale } as const;
      return { option: (theme) => tornadoOption(data, theme), height: tornadoHeight(bars.length) };
    },
  },
  {
    name: 'Three weights together',
    of: (state, { locale, number }) => {
      if (state === 'none') return null;
      const cells =
        state === 'few' ? MIXES.filter(({ weights }) => weights.every((weight) => weight % 50 === 0)) : MIXES;
      const names = ['Usage', 'Support', NAMES[1]] as const;
      const data = { names, cells, now: [40, 30, 30], words: number, locale } as const;
      return { option: (theme) => ternaryOption(data, theme), height: 300 };
    },
  },
  {
    name: 'Models nearby',
    of: (state, { locale }) => {
      if (state === 'none') return null;
      const all = Array.from({ length: 140 }, (_, at) => ({
        changed: (at * 29) % 90,
        rocAuc: at % 23 === 0 ? null : 0.74 - ((at * 29) % 90) / 1400 + 0.02 * Math.sin(at * 1.7),
      }));
      const points = state === 'few' ? all.slice(1, 4) : all;
      return { option: (theme) => weightSpaceOption({ points, currentAuc: 0.743, locale }, theme), height: 240 };
    },
  },
];
