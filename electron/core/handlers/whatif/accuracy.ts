import {
  churnProbability,
  clusterBootstrap,
  compareJudged,
  fitCurve,
  isBetter,
  type Limits,
  modelHash,
  type PairedAccuracy,
} from '#electron/engine/index.ts';
import { readTrials } from '#electron/store/reads/analyses.ts';
import { readDataRevision } from '#electron/store/reads/ledger.ts';
import { addTrial } from '#electron/store/writes/analyses.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import { isoFromDay, NO_DAY } from '#shared/model/day.ts';
import type { ReadContext, WorkControl, WriteContext } from '../../context.ts';
import { DEFAULT_SEED, six } from '../../validation/numbers.ts';
import { bookOf } from '../../views/book.ts';
import { orNull } from '../../views/rows.ts';
import { accuracyPair, flaggedBy, isSame, type PairedRows, pairedRows, riskOf } from './evidence.ts';
import { describeSource, resolveSource, type Source } from './sources.ts';

type Result = OutputOf<'whatif.accuracy'>;
const RESAMPLES = 2000;
/** From more than this many on one history the best of them says little (30-method.md 5, point 5). */
const MANY = 20;
const NAMED = 200;

type Interval = Result['difference']['rocAuc'];

function intervalOf(value: number, { low, high }: Limits): Interval {
  const [v, l, h] = [six(value), six(low), six(high)];
  return v === null || l === null || h === null ? null : { value: v, low: l, high: h };
}

/** Recall, precision and false alarms of both sides, after − before, over the same resamples of accounts. */
function flagDifferences(rows: PairedRows, before: Uint8Array, after: Uint8Array, seed: number, resamples: number) {
  const { cluster, clusters, outcome } = rows;
  const side = (flags: Uint8Array, weight: ArrayLike<number>): readonly [number, number, number] => {
    let tp = 0;
    let all = 0;
    let positives = 0;
    for (let row = 0; row < flags.length; row++) {
      const w = weight[cluster[row] as number] as number;
      const y = outcome[row] as number;
      positives += w * y;
      if (flags[row] !== 1) continue;
      all += w;
      tp += w * y;
    }
    return [positives > 0 ? tp / positives : Number.NaN, all > 0 ? tp / all : Number.NaN, all - tp];
  };
  const boot = clusterBootstrap(
    (weight, out) => {
      const [was, now] = [side(before, weight), side(after, weight)];
      for (let index = 0; index < 3; index++) out[index] = (now[index] as number) - (was[index] as number);
    },
    { clusters, size: 3, resamples, seed },
  );
  const of = (index: number): Interval => intervalOf(boot.value[index] as number, boot.interval(index));
  return { recall: of(0), precision: of(1), falseAlarms: of(2) };
}

const NO_DIFFERENCE = {
  recall: null,
  precision: null,
  falseAlarms: null,
  rocAuc: null,
  averagePrecision: null,
} as const;

function recommend(paired: PairedAccuracy | null, gate: string): Result['recommendation'] {
  if (!paired)
    return { recommended: false, sentence: `${/[.!?]$/.test(gate) ? gate : `${gate}.`} Choose on judgement.` };
  const number = (value: number): string => `${value < 0 ? '−' : ''}${Math.abs(value).toFixed(3)}`;
  const says = (what: string, { value, low90, high90 }: PairedAccuracy['auc']): string =>
    `${what} changes by ${number(value)} (90% interval ${number(low90)} to ${number(high90)})`;
  const auc = says('The area under the curve', paired.auc);
  if (isBetter(paired.auc, paired.brier))
    return { recommended: true, sentence: `${auc}: the new model ranks churn better on this history.` };
  if (isBetter(paired.averagePrecision, paired.brier))
    return {
      recommended: true,
      sentence: `${says('The average precision', paired.averagePrecision)}: of the accounts the new model puts first more churn. ${auc}.`,
    };
  return { recommended: false, sentence: `${auc}: no evidence of difference; choose on judgement.` };
}

/** Churned accounts that one side flags and the other does not, at the last landmark before the churn; largest ARR first. */
function changedChurns(
  context: ReadContext,
  rows: PairedRows,
  only: Uint8Array,
  other: Uint8Array,
): Result['newlyCaught'] {
  const { records } = bookOf(context, undefined, undefined);
  const last = new Map<string, number>();
  for (let row = 0; row < rows.account.length; row++)
    if (rows.outcome[row] === 1) last.set(`${rows.cluster[row]} ${rows.outcomeDay[row]}`, row);
  return [...last.values()]
    .filter((row) => only[row] === 1 && other[row] === 0)
    .sort((a, b) => (rows.arr[b] || 0) - (rows.arr[a] || 0) || a - b)
    .slice(0, NAMED)
    .flatMap((row) => {
      const record = records[rows.account[row] as number];
      if (!record) return [];
      const on = rows.outcomeDay[row] as number;
      return [
        {
          accountId: record.accountId,
          name: record.name,
          landmark: isoFromDay(rows.days[rows.landmark[row] as number] as number),
          churnDate: on === NO_DAY ? null : isoFromDay(on),
          arr: orNull(rows.arr[row]),
          before: rows.before[row] as number,
          after: rows.after[row] as number,
        },
      ];
    });
}

/** How many models were tried, this one included: another name for the same scores is no other trial. */
export function triedCount(context: ReadContext, source: Source, against: Source): Result['tried'] {
  const hashes = new Set(readTrials(context.db).map((trial) => trial.modelHash));
  if (!isSame(source, against)) hashes.add(modelHash(source.model));
  const count = hashes.size;
  return {
    count,
    warning:
      count > MANY
        ? `${count} models were tried on this history. The best of many on one history looks better than it is: trust the sealed landmark, not the best figure.`
        : null,
  };
}

/** Statistics of one comparison on chosen rows; shared by what-if and promotion. */
export function judgeRows(
  context: ReadContext,
  against: Source,
  source: Source,
  rows: PairedRows,
  { seed, resamples, onStep }: { seed: number; resamples: number; onStep?: (share: number) => void },
) {
  const [was, now] = [
    flaggedBy(context, against.model, rows.account, rows.before),
    flaggedBy(context, source.model, rows.account, rows.after),
  ];
  const ranks = rows.gate.level !== 'counts';
  const probabilities = (score: Float64Array): Float64Array => {
    const curve = fitCurve(score, rows.outcome);
    return score.map((value) => churnProbability(curve, value));
  };
  const [p, q] = ranks ? [probabilities(rows.before), probabilities(rows.after)] : [null, null];
  const paired = ranks
    ? compareJudged({ risk: riskOf(rows.before), p }, { risk: riskOf(rows.after), p: q }, rows, {
        resamples,
        seed,
        ...(onStep ? { onStep } : {}),
      })
    : null;
  const brier = (values: Float64Array | null): number | null =>
    values === null
      ? null
      : six(values.reduce((sum, value, row) => sum + (value - (rows.outcome[row] as number)) ** 2, 0) / values.length);
  return {
    was,
    now,
    difference: paired
      ? {
          level: 0.95,
          rocAuc: intervalOf(paired.auc.value, paired.auc),
          averagePrecision: intervalOf(paired.averagePrecision.value, paired.averagePrecision),
          ...flagDifferences(rows, was, now, seed, resamples),
        }
      : { level: 0.95, ...NO_DIFFERENCE },
    brier: { before: brier(p), after: brier(q) },
    recommendation: recommend(paired, rows.gate.sentence),
  };
}

/** Accuracy on history with intervals (30-method.md 5, point 5). */
export function accuracyHandler(
  context: ReadContext,
  input: ParsedInputOf<'whatif.accuracy'>,
  control: WorkControl,
): Result {
  const step = (label: string, share: number): void => {
    if (control.isCancelled()) throw new AppError('cancelled', 'The comparison was cancelled.');
    control.onProgress(label, share, null);
  };
  const source = resolveSource(context, input.source);
  const against = resolveSource(context, input.against ?? {});
  const [seed, resamples] = [input.seed ?? DEFAULT_SEED, input.resamples ?? RESAMPLES];
  step('Looking back from the landmarks', 0);
  const rows = pairedRows(context, against, source, { allowScoring: true });
  if ('gap' in rows) throw new AppError('no_scores', rows.gap);
  step('Resampling accounts', 0.3);
  const { was, now, difference, brier, recommendation } = judgeRows(context, against, source, rows, {
    seed,
    resamples,
    onStep: (share) => step('Resampling accounts', 0.3 + 0.65 * share),
  });
  return {
    before: describeSource(against),
    after: describeSource(source),
    dataRevision: readDataRevision(context.db),
    seed,
    resamples,
    accuracy: accuracyPair(context, against, source, rows),
    difference,
    brier,
    recommendation,
    newlyCaught: changedChurns(context, rows, now, was),
    newlyMissed: changedChurns(context, rows, was, now),
    tried: triedCount(context, source, against),
  };
}

/** No figure depends on the count: the revision stays, and nothing is asked for again. */
export function triedHandler(context: WriteContext, input: ParsedInputOf<'whatif.tried'>): OutputOf<'whatif.tried'> {
  const first = addTrial(context.db, { ...input, firstAt: context.now() });
  return { count: readTrials(context.db).length, first };
}
