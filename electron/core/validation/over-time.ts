import {
  ACCOUNT_STATUS,
  atRiskTier,
  churnAfter,
  confirmedTiers,
  kaplanMeier,
  LAGS,
  LEAD_WINDOW,
  LEADING_WINDOW,
  LEAST_TO_CALIBRATE,
  LEAST_TO_RANK,
  leadingCell,
  leadTimes,
  logRank,
  NO_TIER,
  noticeReader,
  PHASE,
  SCORE_STATE,
  type Times,
} from '#electron/engine/index.ts';
import { isoFromDay, NO_DAY, weekCloseOf } from '#shared/model/day.ts';
import { factsOf, headsOf, snapshotAt } from '../views/book.ts';
import { proportion } from './groups.ts';
import { lastRowsBeforeChurn } from './lists.ts';
import { boundsOf, known, six, thinned } from './numbers.ts';
import { landmarkRowsOf } from './rows.ts';
import type { BackTest, Scene } from './scene.ts';

const YEAR = 365;
const STEPS = 90;

const noSurvival = (t0: string | null, refused: string): BackTest['survival'] => ({
  t0,
  groups: [],
  logRank: null,
  refused,
});

/** Kaplan-Meier by the tier at t₀, 12 months before the end of the data (30-method.md 4.3). */
export function survivalByTier({ context, book, found }: Scene): BackTest['survival'] {
  const { model } = book;
  const { dataEnd, timelines, accounts } = found;
  const t0 = headsOf(context, book.modelVersion).findLast(({ asOf }) => asOf <= dataEnd - YEAR)?.asOf;
  if (t0 === undefined)
    return noSurvival(null, 'The scores reach back less than 12 months: there is no tier of 12 months ago to follow.');
  const snapshot = snapshotAt(context, model, t0);
  const groups = model.tiers.map(() => ({ time: [] as number[], event: [] as number[] }));
  for (const account of accounts) {
    const tier = snapshot.tier[account] as number;
    const group = groups[tier];
    if (
      !group ||
      tier === NO_TIER ||
      snapshot.status[account] !== ACCOUNT_STATUS.active ||
      snapshot.state[account] !== SCORE_STATE.scored ||
      snapshot.phase[account] !== PHASE.standard
    )
      continue;
    const lost = churnAfter(timelines, account, t0);
    group.time.push((lost === NO_DAY ? dataEnd : lost) - t0);
    group.event.push(lost === NO_DAY ? 0 : 1);
  }
  const churns = groups.reduce((sum, { event }) => sum + event.reduce((all, one) => all + one, 0), 0);
  const test = churns < LEAST_TO_RANK ? null : logRank(groups);
  return {
    t0: isoFromDay(t0),
    groups: groups.flatMap((group, tier) => {
      const of = model.tiers[tier];
      return of && group.time.length > 0 ? [{ tier: of.name, role: of.role, ...curveOf(group) }] : [];
    }),
    logRank: test ? { chiSquare: known(test.chiSquare), df: test.df, p: known(test.p) } : null,
    refused:
      churns < LEAST_TO_RANK
        ? `${churns} churns since then are too few to compare tiers: at least 5 are needed.`
        : null,
  };
}

function curveOf({ time, event }: Times): Omit<BackTest['survival']['groups'][number], 'tier' | 'role'> {
  const steps = kaplanMeier({ time, event });
  const censored = new Map<number, number>();
  for (let k = 0; k < time.length; k++)
    if (event[k] === 0) censored.set(time[k] as number, (censored.get(time[k] as number) ?? 0) + 1);
  return {
    accounts: time.length,
    churned: steps.reduce((sum, step) => sum + step.events, 0),
    curve: [
      { day: 0, atRisk: time.length, churned: 0, survival: 1, low: null, high: null },
      ...thinned(steps, STEPS).map((step) => ({
        day: step.time,
        atRisk: step.atRisk,
        churned: step.events,
        survival: known(step.survival),
        low: six(step.low),
        high: six(step.high),
      })),
    ],
    censored: thinned(
      [...censored].sort(([a], [b]) => a - b),
      STEPS,
    ).map(([day, accounts]) => ({ day, accounts })),
  };
}

/** Somers' D and Spearman of the score and each dimension at growing distance from the churn (30-method.md 4.3). */
export function leadingIndicators(
  { context, book, input, step }: Scene,
  churns: number,
): BackTest['leadingIndicators'] {
  const { model } = book;
  const lags = [...LAGS];
  if (churns < LEAST_TO_CALIBRATE)
    return {
      lags,
      rows: [],
      refused: `${churns} ${churns === 1 ? 'churn is' : 'churns are'} too few to say which dimension leads: at least 10 are needed.`,
    };
  const sets = lags.map((lag) => {
    step('Asking how early each dimension tells', 0.8);
    return landmarkRowsOf(context, model, { ...input, horizon: lag + LEADING_WINDOW }).rows;
  });
  const named = [
    { dimension: 'score', name: 'Health score', at: -1 },
    ...model.dimensions.map(({ id, name }, at) => ({ dimension: id, name, at })),
  ];
  return {
    lags,
    rows: named.map(({ dimension, name, at }) => ({
      dimension,
      name,
      cells: lags.map((lag, k) => {
        const rows = sets[k] as (typeof sets)[number];
        const cell = leadingCell(rows, at < 0 ? rows.score : (rows.dimensions[at] as Float64Array), lag);
        return {
          lag,
          rows: cell.rows,
          churns: cell.churns,
          somersD: six(cell.somersD),
          interval: boundsOf(cell),
          spearman: six(cell.spearman),
        };
      }),
    })),
    refused: null,
  };
}

const ALERT =
  'An alert here is the first confirmed stay below the at-risk bound: two closed weeks in a row, by the computed score.';

/** How long before a churn the score would have spoken (30-method.md 4.3). */
export function leadTime(scene: Scene): BackTest['leadTime'] {
  const { context, book, rows, found } = scene;
  const { model, thresholds } = book;
  const worst = atRiskTier(model);
  const noticeOn = noticeReader(factsOf(context), found.dataEnd);
  const weeks = book.history.filter(({ asOf }) => weekCloseOf(asOf) === asOf);
  const days = weeks.map(({ asOf }) => asOf);
  let fromStart = 0;
  const leads = lastRowsBeforeChurn(scene).map((row) => {
    const account = rows.account[row] as number;
    const left = rows.outcomeDay[row] as number;
    const notice = scene.input.outcome === 'churn' ? noticeOn(account, left) : NO_DAY;
    const end = notice === NO_DAY ? left : notice;
    const bounds = thresholds.sets[thresholds.setOf[account] as number] as readonly number[];
    const { tier } = confirmedTiers(
      {
        days,
        scores: weeks.map(({ score, state }) =>
          state[account] === SCORE_STATE.scored ? (score[account] as number) : Number.NaN,
        ),
        series: weeks.map(({ phase }) => (phase[account] === PHASE.standard ? 0 : 1)),
      },
      [bounds, bounds],
      model.confirmPolicy,
    );
    const at = days.findIndex(
      (day, k) => day >= end - LEAD_WINDOW && day < end && tier[k] !== NO_TIER && (tier[k] as number) >= worst,
    );
    if (at < 0) return null;
    const before = at > 0 && tier[at - 1] !== NO_TIER && (tier[at - 1] as number) >= worst;
    if (before) fromStart++;
    return before ? LEAD_WINDOW : end - (days[at] as number);
  });
  const summed = leadTimes(leads);
  return {
    alert: ALERT,
    churns: summed.churns,
    detected: summed.detected,
    missed: summed.missed,
    fromStart,
    median: six(summed.median),
    q1: six(summed.q1),
    q3: six(summed.q3),
    kaplanMeierMedian: six(summed.kaplanMeierMedian),
    detectedShare: proportion(summed.detected, summed.churns),
    days: thinned(summed.days, 200),
    refused:
      summed.detected < 3
        ? `${summed.detected} detected ${summed.detected === 1 ? 'churn is' : 'churns are'} too few for a lead time: at least 3 are needed.`
        : null,
  };
}
