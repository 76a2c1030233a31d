import type { HealthModel, Scoring } from '#shared/model/health-model.ts';
import { round6 } from '../math/round.ts';
import { type SignalTable, signalColumn } from '../signals/table.ts';
import { compileCondition, compilePart } from './compile.ts';
import { scoreFromPoints } from './points.ts';

/** Dimension scores of a block of accounts, one column per dimension in the model's order. */
export type DimensionScores = {
  /** Score 0-100 rounded to 6 decimals, NaN when null (coverage below the model's minimum, or nothing known). */
  readonly scores: readonly Float64Array[];
  /** Coverage inside the dimension, 0-1, also of null dimensions. */
  readonly coverage: readonly Float64Array[];
};

/** Signal columns of one block: encoded values, or undefined for a signal that nobody supplies. */
export type SignalColumns = (signal: string) => Float64Array | undefined;

type DimensionColumns = { score: Float64Array; coverage: Float64Array };
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
    const isGood = compileCondition(rule.signal, rule.good.when);
    const isBad = compileCondition(rule.signal, rule.bad.when);
    for (let row = 0; row < length; row++) {
      const encoded = values[row] as number;
      if (Number.isNaN(encoded)) continue;
      possible[row] = (possible[row] as number) + good;
      loss[row] = (loss[row] as number) + bad;
      if (isGood(encoded)) total[row] = (total[row] as number) + rule.good.points;
      else if (isBad(encoded)) total[row] = (total[row] as number) + rule.bad.points;
    }
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
    const partValue = compilePart(part);
    const used = new Map(
      [part.signal, ...(part.fallback === null ? [] : [part.fallback]), ...part.unless.map(({ signal }) => signal)]
        .concat(part.curve.kind === 'pace' ? [part.curve.clock] : [])
        .map((signal) => [signal, columns(signal)] as const),
    );
    let row = 0;
    const encodedOf = (signal: string): number => used.get(signal)?.[row] ?? Number.NaN;
    for (; row < length; row++) {
      const value = partValue(encodedOf);
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
    coverage[row] = weight / everything;
    if (round6(weight / everything) >= minCoverage) score[row] = round6((sum[row] as number) / weight);
  }
  return { score, coverage };
}

/** Scores every dimension of a model from columns of encoded signals (30-method.md 2.2, 2.5, 7.2). */
export function scoreColumns(model: HealthModel, columns: SignalColumns, length: number): DimensionScores {
  const { minDimensionCoverage } = model.missingPolicy;
  const parts = model.dimensions.map(({ scoring }) =>
    scoring.kind === 'points'
      ? scorePoints(scoring, columns, length, minDimensionCoverage)
      : scoreParts(scoring, columns, length, minDimensionCoverage),
  );
  return { scores: parts.map((part) => part.score), coverage: parts.map((part) => part.coverage) };
}

/** Scores every dimension of a model from a signal table; same contract as {@link scoreColumns}. */
export function scoreDimensions(model: HealthModel, table: SignalTable): DimensionScores {
  return scoreColumns(model, (signal) => table.values[signalColumn(signal)], table.to - table.from);
}
