import type { HealthModel, PointMethod, Scoring } from '#shared/model/health-model.ts';
import { round6 } from '../math/round.ts';
import { type SignalRows, signalColumn } from '../signals/table.ts';
import { partColumn, type SignalColumns } from './parts.ts';
import { codesOf, type PointSums, pointCodes } from './point-codes.ts';
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
/** Scores a dimension for some rows. */
type Scorer = (columns: SignalColumns, length: number) => DimensionColumns;
type ScoringOf<Kind extends Scoring['kind']> = Extract<Scoring, { readonly kind: Kind }>;

/** 0-100 by the method, and what share of all points could be known (30-method.md 2.2). */
function scoreSums(
  method: PointMethod,
  { total, possible, possibleLoss }: PointSums,
  everything: number,
  minCoverage: number,
): DimensionColumns {
  const score = new Float64Array(total.length).fill(Number.NaN);
  const coverage = new Float64Array(total.length);
  for (let at = 0; at < total.length; at++) {
    const [gain, loss] = [possible[at] as number, possibleLoss[at] as number];
    const known = gain + loss;
    if (known === 0) continue;
    const share = known / everything;
    coverage[at] = share;
    if (round6(share) >= minCoverage) score[at] = round6(scoreFromPoints(method, total[at] as number, gain, loss));
  }
  return { score, coverage };
}

/** The entry of a table that each code names. */
function lookUp(table: Float64Array, codes: Int32Array): Float64Array {
  const column = new Float64Array(codes.length);
  for (let row = 0; row < codes.length; row++) column[row] = table[codes[row] as number] as number;
  return column;
}

function addLookedUp(sums: Float64Array, table: Float64Array, codes: Int32Array): void {
  for (let row = 0; row < codes.length; row++)
    sums[row] = (sums[row] as number) + (table[codes[row] as number] as number);
}

/** Points of rules, what of them was possible, and 0-100 by the method (30-method.md 2.2). */
function pointScorer({ method, rules }: ScoringOf<'points'>, minCoverage: number): Scorer {
  const everything = rules.reduce((sum, { good, bad }) => sum + (Math.abs(good.points) + Math.abs(bad.points)), 0);
  const { first, others } = pointCodes(rules);
  if (others.length === 0) {
    const { score, coverage } = scoreSums(method, first.sums, everything, minCoverage);
    return (columns, length) => {
      const codes = codesOf(first, columns, length);
      return { score: lookUp(score, codes), coverage: lookUp(coverage, codes) };
    };
  }
  return (columns, length) => {
    const codes = codesOf(first, columns, length);
    const sums: PointSums = {
      total: lookUp(first.sums.total, codes),
      possible: lookUp(first.sums.possible, codes),
      possibleLoss: lookUp(first.sums.possibleLoss, codes),
    };
    for (const other of others) {
      const own = codesOf(other, columns, length);
      addLookedUp(sums.total, other.sums.total, own);
      addLookedUp(sums.possible, other.sums.possible, own);
      addLookedUp(sums.possibleLoss, other.sums.possibleLoss, own);
    }
    return scoreSums(method, sums, everything, minCoverage);
  };
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

const scorers = new WeakMap<HealthModel, readonly Scorer[]>();

/** What scores the dimensions of a model, made once per model, which must not change. */
function scorersOf(model: HealthModel): readonly Scorer[] {
  const { minDimensionCoverage } = model.missingPolicy;
  const known = scorers.get(model);
  if (known) return known;
  const made = model.dimensions.map(
    ({ scoring }): Scorer =>
      scoring.kind === 'points'
        ? pointScorer(scoring, minDimensionCoverage)
        : (columns, length) => scoreParts(scoring, columns, length, minDimensionCoverage),
  );
  scorers.set(model, made);
  return made;
}

/**
 * Scores every dimension of a model from columns of encoded signals (30-method.md 2.1-2.5, 7.2).
 *
 * @param segments segment of each row, for the tilts
 */
export function scoreColumns(model: HealthModel, columns: SignalColumns, segments: readonly string[]): DimensionScores {
  const width = model.dimensions.length;
  const scored = overSegments(model, columns, segments, (tilted, signals, length) => {
    const own = scorersOf(tilted).map((score) => score(signals, length));
    return [...own.map(({ score }) => score), ...own.map(({ coverage }) => coverage)];
  });
  return { scores: scored.slice(0, width), coverage: scored.slice(width) };
}

/** The columns of rows of signals, for {@link scoreColumns} and the flags. */
export function columnsOf(signals: SignalRows): SignalColumns {
  return (signal) => signals.values[signalColumn(signal)];
}
