import { cutsOption } from '../../charts/toOption/calibration-cuts.ts';
import { spreadHeight, spreadOption } from '../../charts/toOption/calibration-spread.ts';
import { weightsHeight, weightsOption } from '../../charts/toOption/calibration-weights.ts';
import { calibrationOption } from '../../charts/toOption/validation-calibration.ts';
import { precisionRecallOption, rocOption } from '../../charts/toOption/validation-curves.ts';
import { importanceHeight, importanceOption } from '../../charts/toOption/validation-importance.ts';
import { intervalsHeight, intervalsOption } from '../../charts/toOption/validation-intervals.ts';
import { landmarksOption } from '../../charts/toOption/validation-landmarks.ts';
import { leadTimeOption } from '../../charts/toOption/validation-lead-time.ts';
import { survivalOption } from '../../charts/toOption/validation-survival.ts';
import type { Drawn, State } from './chart-kind.ts';
import { datesOf, TIERS } from './chart-samples.ts';
import { NAMES } from './samples.ts';

const few = <T>(state: State, all: readonly T[], count: number): readonly T[] =>
  state === 'few' ? all.slice(0, count) : all;

const IMPORTANCE = [
  {
    name: 'Billing',
    forest: { value: 0.069, low: 0.036, high: 0.11 },
    logistic: { value: 0, low: -0.004, high: 0.004 },
  },
  { name: 'Other usage signals', forest: { value: 0.066, low: 0.033, high: 0.096 }, logistic: null },
  {
    name: 'Usage',
    forest: { value: 0.008, low: 0, high: 0.017 },
    logistic: { value: 0.102, low: 0.048, high: 0.162 },
  },
];

const CUTS = Array.from({ length: 21 }, (_, at) => at * 5);
/** Recall of everyone below a cut, and the share of those that stayed among them. */
const recall = (cut: number): number => 1 - (1 - cut / 100) ** 2.2;
const fallOut = (cut: number): number => (cut / 100) ** 1.6;

const MARKS = TIERS.filter(({ from }) => from > 0).map(({ name, from }, at) => ({
  x: fallOut(from),
  y: recall(from),
  label: `${name} ${from}`,
  chosen: at === 1,
}));

const CURVE = CUTS.slice(2, 19).map((cut) => ({
  cut,
  falseAlarms: 0.35 + 0.6 * (cut / 100) ** 1.4,
  recall: recall(cut),
}));

const SPREAD = ['Largest Youden J', 'Recall of 80%', NAMES[1]].map((name, row) => ({
  name,
  cut: row === 2 ? null : 46 + row * 9,
  low: row === 2 ? null : 40 + row * 8,
  high: row === 2 ? null : 57 + row * 7,
  counts: Array.from({ length: 40 }, (_, bin) => Math.round(30 * Math.exp(-(((bin - 19 - row * 3) / 3) ** 2)))),
}));

const WEIGHTS = ['Usage', 'Support', 'Billing', NAMES[1]].map((name, row) => ({
  name,
  current: 30 - row * 6,
  proposed: 44 - row * 11,
  low: row === 3 ? null : 36 - row * 10,
  high: row === 3 ? null : 55 - row * 9,
  zeroShare: row === 3 ? null : row * 0.04,
  range: row === 1 ? null : { min: 20 - row * 5, max: 40 - row * 6 },
}));

const BINS = Array.from({ length: 6 }, (_, bin) => {
  const predicted = 0.02 + bin * 0.045;
  return {
    predicted,
    observed: predicted * 1.1,
    low: predicted * 0.5,
    high: predicted * 1.8,
    n: 240,
    churned: 4 + bin * 3,
  };
});

const INTERVALS = TIERS.map(({ name, role }, row) => {
  const rate = 0.97 - row * 0.08;
  return { name, role, n: 160 - row * 45, lost: 5 + row * 4, rate, low: rate - 0.03 * (row + 1), high: rate + 0.02 };
});

const LANDMARKS = datesOf(7 * 13)
  .filter((_, week) => week % 13 === 0)
  .map((day, at) => ({
    day,
    label: day.slice(0, 7),
    auc: at === 2 ? null : 0.7 + 0.05 * Math.sin(at * 2),
    low: at === 2 ? null : 0.55 + 0.05 * Math.sin(at * 2),
    high: at === 2 ? null : 0.83 + 0.05 * Math.sin(at * 2),
  }));

const LEAD = Array.from({ length: 48 }, (_, at) => (at * at * 7) % 178);

const SURVIVAL = TIERS.map(({ name, role }, row) => ({
  tier: name,
  role,
  accounts: 160 - row * 50,
  until: 540,
  curve: Array.from({ length: 12 }, (_, at) => {
    const survival = 1 - at * 0.008 * (row + 1) ** 1.5;
    const width = 0.012 * (row + 1);
    return { day: at * 45, survival, low: Math.max(0, survival - width), high: Math.min(1, survival + width) };
  }),
}));

/** What Validation and its Calibration draw. */
export const VALIDATION_CHARTS: readonly Drawn[] = [
  {
    name: 'ROC curve',
    of: (state, { percent }) => {
      if (state === 'none') return null;
      const cuts = state === 'few' ? [0, 40, 100] : CUTS;
      const points = cuts.map((cut) => ({ x: fallOut(cut), y: recall(cut), threshold: cut }));
      const data = { points, marks: few(state, MARKS, 0), percent };
      return { option: (theme) => rocOption(data, theme), height: 240 };
    },
  },
  {
    name: 'Precision and recall',
    of: (state, { percent }) => {
      if (state === 'none') return null;
      const cuts = state === 'few' ? [20, 100] : CUTS.slice(1);
      const points = cuts.map((cut) => ({ x: recall(cut), y: 0.05 + 0.3 * (1 - cut / 100) ** 2, threshold: cut }));
      const data = { points, marks: [], baseRate: 0.05, percent };
      return { option: (theme) => precisionRecallOption(data, theme), height: 240 };
    },
  },
  {
    name: 'Stated and observed churn',
    of: (state, { percent }) => {
      if (state === 'none') return null;
      const line = state === 'few' ? null : { slope: 1.1, intercept: 0.2 };
      const data = {
        bins: few(state, BINS, 2),
        line,
        baseRate: 0.06,
        percent: (share: number | null) => percent(share, 0),
      };
      return { option: (theme) => calibrationOption(data, theme), height: 240 };
    },
  },
  {
    name: 'AUC by landmark',
    of: (state, { number }) => {
      if (state === 'none') return null;
      const data = { landmarks: few(state, LANDMARKS, 1), overall: 0.743, number: (value: number) => number(value, 3) };
      return { option: (theme) => landmarksOption(data, theme), height: 200 };
    },
  },
  {
    name: 'Survival by tier',
    of: (state, { percent }) => {
      if (state === 'none') return null;
      const groups =
        state === 'few'
          ? SURVIVAL.slice(0, 1).map((group) => ({ ...group, accounts: 3, until: 90, curve: group.curve.slice(0, 3) }))
          : SURVIVAL;
      const data = { groups, percent: (share: number) => percent(share, 0) };
      return { option: (theme) => survivalOption(data, theme), height: 240 };
    },
  },
  {
    name: 'Lead time',
    of: (state) => {
      if (state === 'none') return null;
      const data = { days: few(state, LEAD, 2), median: state === 'few' ? null : 62 };
      return { option: (theme) => leadTimeOption(data, theme), height: 180 };
    },
  },
  {
    name: 'Retention by tier',
    wide: true,
    of: (state, { percent, number }) => {
      if (state === 'none') return null;
      const rows = few(state, INTERVALS, 1);
      const data = { rows, overall: 0.92, percent: (share: number | null) => percent(share, 1), number };
      return { option: (theme) => intervalsOption(data, theme), height: intervalsHeight(rows.length) };
    },
  },
  {
    name: 'What challengers look at',
    of: (state, { number }) => {
      if (state === 'none') return null;
      const rows = few(state, IMPORTANCE, 1);
      const three = (value: number) => number(value, 3);
      const data = { rows, axis: (value: number) => number(value, 2), number: three };
      return { option: (theme) => importanceOption(data, theme), height: importanceHeight(rows.length) };
    },
  },
  {
    name: 'Weights, now and fitted',
    wide: true,
    of: (state, { number }) => {
      if (state === 'none') return null;
      const data = { rows: few(state, WEIGHTS, 1), percent: (value: number) => `${number(value, 0)}%` };
      return { option: (theme) => weightsOption(data, theme), height: weightsHeight(data.rows.length) };
    },
  },
  {
    name: 'Cuts of one criterion',
    of: (state, { percent, score }) => {
      if (state === 'none') return null;
      const curve = few(state, CURVE, 2);
      const at = CURVE[7] ?? null;
      const bounds = TIERS.flatMap(({ name, from }) =>
        CURVE.filter(({ cut }) => cut === from).map((point) => ({ ...point, name })),
      );
      const shape = { percent: (share: number) => percent(share, 0), score };
      const data = { curve, bounds: few(state, bounds, 0), chosen: state === 'few' ? null : at, ...shape };
      return { option: (theme) => cutsOption(data, theme), height: 200 };
    },
  },
  {
    name: 'Spread of a cut',
    wide: true,
    of: (state, { percent, score }) => {
      if (state === 'none') return null;
      const rows = few(state, SPREAD, 1);
      const bounds = few(state, TIERS.filter(({ from }) => from > 0).toReversed(), 1);
      const data = { rows, bounds, resamples: 200, percent: (share: number) => percent(share, 0), score, exact: score };
      return { option: (theme) => spreadOption(data, theme), height: spreadHeight(rows.length) };
    },
  },
];
