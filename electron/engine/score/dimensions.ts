import type { HealthModel, Scoring } from '#shared/model/health-model.ts';
import { round6 } from '../math/round.ts';
import { type SignalTable, signalColumn } from '../signals/table.ts';
import { addWhere, intervalsOf } from './conditions.ts';
import { partColumn, type SignalColumns } from './parts.ts';
import { scoreFromPoints } from './points.ts';
import { overSegments } from './tilts.ts';

/** Dimension scores of a block of accounts, one column per dimension in the model's order. */
export type DimensionScores = {
  /** Score 0-100 rounded to 6 decimals, NaN when null (coverage below the model's minimum, or nothing known). */
  readonly scores: readonly Float64Array[];
  /** Coverage inside the dimension, 0-1, also of null dimensions. */
  readonly coverage: readonly Float64Array[];
};

type DimensionColumns = { readonly score: Float64Array; readonly coverage: Float64Array };
type ScoringOf<Kind extends Scoring['kind']> = Extract<Scoring, { readonly kind: Kind }>;

/** Points of rules, what of them was possible, and 0-100 by the method (30-method.md 2.2). */
function scorePoints(
  scoring: ScoringOf<'points'>,
  columns: SignalColumns,
  length: number,
  minCoverage: number,
): DimensionColumns {
  const total = new Float64Array(length);
  const possible = new Float64Array(length);
  const loss = new Float64Array(length);
  let everything = 0;
  for (const rule of scoring.rules) {
    const good = Math.abs(rule.good.points);
    const bad = Math.abs(rule.bad.points);
    everything += good + bad;
    const values = columns(rule.signal);
    if (!values) continue;
    for (let row = 0; row < length; row++) {
      const value = values[row] as number;
      // Not so for NaN, and without a branch.
      const isKnown = Number(value >= Number.NEGATIVE_INFINITY);
      possible[row] = (possible[row] as number) + good * isKnown;
      loss[row] = (loss[row] as number) + bad * isKnown;
    }
    addWhere(total, values, intervalsOf(rule.signal, rule.good.when), rule.good.points);
    addWhere(total, values, intervalsOf(rule.signal, rule.bad.when), rule.bad.points);
  }
  const score = new Float64Array(length).fill(Number.NaN);
  const coverage = new Float64Array(length);
  const { method } = scoring;
  for (let row = 0; row < length; row++) {
    const known = (possible[row] as number) + (loss[row] as number);
    if (known === 0) continue;
    const share = known / everything;
    coverage[row] = share;
    if (round6(share) >= minCoverage) {
      score[row] = round6(scoreFromPoints(method, total[row] as number, possible[row] as number, loss[row] as number));
    }
  }
  return { score, coverage };
}

/** Weighted mean of the known parts; coverage is their share of all weights (30-method.md 2.3, 2.4, 7.2). */
function scoreParts(
  scoring: ScoringOf<'parts'>,
  columns: SignalColumns,
  length: number,
  minCoverage: number,
): DimensionColumns {
  const sum = new Float64Array(length);
  const known = new Float64Array(length);
  let everything = 0;
  for (const part of scoring.parts) {
    everything += part.weight;
    const values = partColumn(part, columns, length);
    for (let row = 0; row < length; row++) {
      const value = values[row] as number;
      if (Number.isNaN(value)) continue;
      sum[row] = (sum[row] as number) + part.weight * value;
      known[row] = (known[row] as number) + part.weight;
    }
  }
  const score = new Float64Array(length).fill(Number.NaN);
  const coverage = new Float64Array(length);
  for (let row = 0; row < length; row++) {
    const weight = known[row] as number;
    if (weight === 0) continue;
    const share = weight / everything;
    coverage[row] = share;
    if (round6(share) >= minCoverage) score[row] = round6((sum[row] as number) / weight);
  }
  return { score, coverage };
}

/**
 * Scores every dimension of a model from columns of encoded signals (30-method.md 2.1-2.5, 7.2).
 *
 * @param segments segment of each row, for the tilts
 */
export function scoreColumns(model: HealthModel, columns: SignalColumns, segments: readonly string[]): DimensionScores {
  const { minDimensionCoverage } = model.missingPolicy;
  const width = model.dimensions.length;
  const scored = overSegments(model, columns, segments, ({ dimensions }, signals, length) => {
    const own = dimensions.map(({ scoring }) =>
      scoring.kind === 'points'
        ? scorePoints(scoring, signals, length, minDimensionCoverage)
        : scoreParts(scoring, signals, length, minDimensionCoverage),
    );
    return [...own.map(({ score }) => score), ...own.map(({ coverage }) => coverage)];
  });
  return { scores: scored.slice(0, width), coverage: scored.slice(width) };
}

/** The columns of a signal table, for {@link scoreColumns} and the flags. */
export function columnsOf(table: SignalTable): SignalColumns {
  return (signal) => table.values[signalColumn(signal)];
}
