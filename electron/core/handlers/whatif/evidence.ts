import {
  atRiskTier,
  compositeOf,
  fullScores,
  type Gate,
  gateOf,
  historyMonths,
  isReweighing,
  LEAST_TO_RANK,
  modelHash,
  pairScores,
  rankAccuracy,
  rankRows,
  rocAuc,
  round6,
  thresholdsFor,
} from '#electron/engine/index.ts';
import type { OutputOf } from '#shared/contract/index.ts';
import { type Day, isoFromDay } from '#shared/model/day.ts';
import { type HealthModel, modelVersionOf } from '#shared/model/health-model.ts';
import type { ReadContext } from '../../context.ts';
import { modelsOf } from '../../model-versions.ts';
import { landmarkRowsOf, type WorkspaceRows } from '../../validation/rows.ts';
import { bookOf, headsOf, snapshotAt } from '../../views/book.ts';
import { draftSnapshot } from '../../views/draft-snapshot.ts';
import { orNull } from '../../views/rows.ts';
import { type Source, storedFor } from './sources.ts';

type Pair = OutputOf<'whatif.accuracy'>['accuracy'];
type Point = Pair['before'];

const HORIZON = 90;

/** Rows that one side alone gives a full score, the churns among them and how many of those it flags. */
type Alone = { readonly rows: number; readonly churns: number; readonly caught: number };

/** Landmark rows that both sides give a full score, the sealed landmark left out, with both scores. */
export type PairedRows = {
  readonly days: readonly Day[];
  readonly sealed: Day | null;
  /** By row: account, its number as a cluster, landmark (index into `days`), outcome, day of it and ARR. */
  readonly account: Int32Array;
  readonly cluster: Int32Array;
  readonly clusters: number;
  readonly landmark: Int32Array;
  readonly outcome: Uint8Array;
  readonly outcomeDay: Int32Array;
  readonly arr: Float64Array;
  readonly before: Float64Array;
  readonly after: Float64Array;
  readonly churns: number;
  /** Left out because the other side gives them no full score. */
  readonly onlyBefore: Alone;
  readonly onlyAfter: Alone;
  readonly gate: Gate;
};

/** What stands in the way of a comparison on the past, in a sentence. */
export type Gap = { readonly gap: string };

/** Which landmark rows take part. */
type Part = 'open' | 'sealed';

/**
 * Full score of every row under a model; NaN where it gives none. Where the dimension scores of the rows serve the model
 * they are weighed; else those of its own stored snapshots are, or the landmarks are scored anew where that may take its time.
 */
function scoresOf(
  context: ReadContext,
  source: Source,
  { rows, inner, model }: WorkspaceRows,
  allowScoring: boolean,
): Float64Array | null {
  if (isReweighing(model, source.model)) return fullScores(source.model, rows.dimensions, inner, rows.length);
  const stored = storedFor(context, source);
  const storedDays = stored ? new Set(headsOf(context, modelVersionOf(stored)).map(({ asOf }) => asOf)) : null;
  const isStored = storedDays !== null && rows.days.every((day) => storedDays.has(day));
  if (!isStored && !allowScoring) return null;
  const columns = () => source.model.dimensions.map(() => new Float64Array(rows.length).fill(Number.NaN));
  const [scores, coverage] = [columns(), columns()];
  const rowsOf = Map.groupBy(
    Array.from(rows.landmark.subarray(0, rows.length).keys()),
    (row) => rows.landmark[row] as number,
  );
  rows.days.forEach((day, landmark) => {
    const { dimensions, dimensionCoverage } =
      stored && isStored
        ? snapshotAt(context, stored, day)
        : draftSnapshot(context, bookOf(context, modelVersionOf(model), isoFromDay(day)), source.model);
    for (const row of rowsOf.get(landmark) ?? []) {
      const account = rows.account[row] as number;
      // of an account the other model leaves to onboarding there are no dimensions
      scores.forEach((column, d) => {
        column[row] = dimensions[d]?.[account] as number;
        (coverage[d] as Float64Array)[row] = dimensionCoverage[d]?.[account] as number;
      });
    }
  });
  return fullScores(source.model, scores, coverage, rows.length);
}

/** Churns among rows: an account's churn of one day counts once. */
function churnsOf({ cluster, outcome, outcomeDay }: WorkspaceRows['rows'], of: Int32Array): number {
  const churned = new Set<string>();
  for (const row of of) if (outcome[row] === 1) churned.add(`${cluster[row]} ${outcomeDay[row]}`);
  return churned.size;
}

/** What a side scores and the other does not. */
function aloneOf(
  context: ReadContext,
  { model }: Source,
  score: Float64Array,
  rows: WorkspaceRows['rows'],
  of: Int32Array,
): Alone {
  const account = Int32Array.from(of, (row) => rows.account[row] as number);
  const flagged = flaggedBy(
    context,
    model,
    account,
    Float64Array.from(of, (row) => score[row] as number),
  );
  return {
    rows: of.length,
    churns: churnsOf(rows, of),
    caught: churnsOf(
      rows,
      of.filter((_, at) => flagged[at] === 1),
    ),
  };
}

/**
 * Rows on which two models can be compared: those both give a full score by their own weights and coverage rules. Confirmation
 * and flags take no part, since an account is flagged by its score. The last landmark is sealed: it takes no part until a
 * version is promoted (30-method.md 5, point 5), unless it is the only one.
 */
export function pairedRows(
  context: ReadContext,
  before: Source,
  after: Source,
  { part = 'open', allowScoring = false }: { readonly part?: Part; readonly allowScoring?: boolean } = {},
): PairedRows | Gap {
  // whose landmarks and outcomes they are does not matter: both sides are scored on them
  const { official } = modelsOf(context);
  const base =
    storedFor(context, before) ??
    storedFor(context, after) ??
    storedFor(context, { label: official.name, model: official, base: official });
  if (!base) return { gap: `There are no scores under ${modelVersionOf(before.base)} to compare with.` };
  const found = landmarkRowsOf(context, base, { horizon: HORIZON, outcome: 'churn', everyone: true });
  const { rows, history } = found;
  if (rows.days.length === 0)
    return {
      gap: `No ${HORIZON} days of the past are complete yet, so that no score can be compared with what came after.`,
    };
  const was = scoresOf(context, before, found, allowScoring);
  const now = scoresOf(context, after, found, allowScoring);
  if (!was || !now)
    return { gap: 'The rules differ from those of every stored model: its accuracy is worked out when asked for.' };
  const last = rows.days.length - 1;
  const sealed = last > 0 ? (rows.days[last] as Day) : null;
  const takesPart = (row: number): boolean =>
    sealed === null ? part === 'open' : (rows.landmark[row] === last) === (part === 'sealed');
  const { both, onlyBefore, onlyAfter } = pairScores(was, now, takesPart);
  const ints = (column: ArrayLike<number>) => Int32Array.from(both, (row) => column[row] as number);
  const floats = (column: ArrayLike<number>) => Float64Array.from(both, (row) => column[row] as number);
  const outcome = Uint8Array.from(both, (row) => rows.outcome[row] as number);
  const numbers = new Map<number, number>();
  const cluster = Int32Array.from(both, (row) => {
    const number = numbers.get(rows.cluster[row] as number) ?? numbers.size;
    numbers.set(rows.cluster[row] as number, number);
    return number;
  });
  const churns = churnsOf(rows, both);
  const days = part === 'sealed' ? rows.days.slice(last) : sealed === null ? rows.days : rows.days.slice(0, last);
  const others = outcome.reduce((count, y) => count + 1 - y, 0);
  return {
    days,
    sealed,
    account: ints(rows.account),
    cluster,
    clusters: numbers.size,
    landmark: part === 'sealed' ? new Int32Array(both.length) : ints(rows.landmark),
    outcome,
    outcomeDay: ints(rows.outcomeDay),
    arr: floats(rows.arr),
    before: floats(was),
    after: floats(now),
    churns,
    onlyBefore: aloneOf(context, before, was, rows, onlyBefore),
    onlyAfter: aloneOf(context, after, now, rows, onlyAfter),
    gate: gateOf(churns, others, historyMonths(history.from, history.to)),
  };
}

/** 1 where a score lies below the lower bound of the tiers that are not at risk, for the segment of the account. */
export function flaggedBy(
  context: ReadContext,
  model: HealthModel,
  account: Int32Array,
  score: Float64Array,
): Uint8Array {
  const segments = bookOf(context, undefined, undefined).facts.accounts.segment;
  const at = Math.max(0, atRiskTier(model) - 1);
  const bounds = new Map<string, number>();
  return Uint8Array.from(account, (of, row) => {
    const segment = segments[of] ?? '';
    let bound = bounds.get(segment);
    if (bound === undefined) {
      bound = thresholdsFor(model, segment)[at] ?? model.atRiskBound;
      bounds.set(segment, bound);
    }
    return (score[row] as number) < bound ? 1 : 0;
  });
}

export const riskOf = (score: Float64Array): Float64Array => score.map((value) => 100 - value);

function pointOf(rows: PairedRows, score: Float64Array, flagged: Uint8Array): Point {
  const ranks = rows.gate.level !== 'counts';
  const risk = riskOf(score);
  const { auc, averagePrecision } = ranks
    ? rankAccuracy(rankRows(risk), rows.outcome)
    : { auc: Number.NaN, averagePrecision: Number.NaN };
  let tp = 0;
  let all = 0;
  let positives = 0;
  for (let row = 0; row < flagged.length; row++) {
    const y = rows.outcome[row] as number;
    positives += y;
    if (flagged[row] !== 1) continue;
    all++;
    tp += y;
  }
  return {
    rocAuc: orNull(auc),
    averagePrecision: orNull(averagePrecision),
    flagged: all,
    caught: tp,
    recall: positives > 0 ? tp / positives : null,
    precision: all > 0 ? tp / all : null,
    falseAlarms: all - tp,
  };
}

/** Point estimates of both sides: fast enough for every step of a slider. */
export function accuracyPair(context: ReadContext, before: Source, after: Source, rows: PairedRows): Pair {
  const accounts = new Set(rows.cluster).size;
  return {
    horizonDays: HORIZON,
    landmarks: rows.days.map(isoFromDay),
    sealed: rows.sealed === null ? null : isoFromDay(rows.sealed),
    rows: rows.account.length,
    accounts,
    churns: rows.churns,
    onlyBefore: rows.onlyBefore,
    onlyAfter: rows.onlyAfter,
    before: pointOf(rows, rows.before, flaggedBy(context, before.model, rows.account, rows.before)),
    after: pointOf(rows, rows.after, flaggedBy(context, after.model, rows.account, rows.after)),
    gate: { level: rows.gate.level, sentence: rows.gate.sentence },
  };
}

/**
 * Area under the curve of any weights on the open landmarks; undefined where the past allows none. The rows are those the
 * model as it stands gives a full score, whatever the weights: choices of weights are compared on the same rows.
 */
export function aucReader(context: ReadContext, source: Source): ((weights: ArrayLike<number>) => number) | undefined {
  const base = storedFor(context, source);
  if (!base) return undefined;
  const { rows, inner } = landmarkRowsOf(context, base, { horizon: HORIZON, outcome: 'churn', everyone: true });
  const last = rows.days.length - 1;
  const score = fullScores(source.model, rows.dimensions, inner, rows.length);
  const kept = Int32Array.from({ length: rows.length }, (_, row) => row).filter(
    (row) => !Number.isNaN(score[row]) && (last === 0 || (rows.landmark[row] as number) < last),
  );
  const outcome = Uint8Array.from(kept, (row) => rows.outcome[row] as number);
  const churns = outcome.reduce((sum, y) => sum + y, 0);
  if (churns < LEAST_TO_RANK || outcome.length - churns < LEAST_TO_RANK) return undefined;
  const columns = rows.dimensions.map((column) => Float64Array.from(kept, (row) => column[row] as number));
  const risk = new Float64Array(kept.length);
  const dims = new Float64Array(columns.length);
  return (weights) => {
    for (let row = 0; row < risk.length; row++) {
      for (let d = 0; d < dims.length; d++) dims[d] = columns[d]?.[row] as number;
      const score = compositeOf(weights, dims);
      // nothing known of what has a weight: neither risky nor safe
      risk[row] = Number.isNaN(score) ? 50 : 100 - round6(score);
    }
    return rocAuc(risk, outcome);
  };
}

/** Whether two models give the same scores. */
export const isSame = (a: Source, b: Source): boolean => modelHash(a.model) === modelHash(b.model);
