import type { Dimension, HealthModel } from '#shared/model/health-model.ts';
import { round6 } from '../math/round.ts';
import { type SignalTable, signalColumn } from '../signals/table.ts';
import { compileCondition } from './compile.ts';
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

function scoreDimension(
  dimension: Dimension,
  columns: SignalColumns,
  length: number,
  minCoverage: number,
): { score: Float64Array; coverage: Float64Array } {
  const total = new Float64Array(length);
  const possible = new Float64Array(length);
  const loss = new Float64Array(length);
  let everything = 0;
  for (const rule of dimension.scoring.rules) {
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
  const { method } = dimension.scoring;
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

/** Scores every dimension of a model from columns of encoded signals (30-method.md 2.2, 2.5, 7.2). */
export function scoreColumns(model: HealthModel, columns: SignalColumns, length: number): DimensionScores {
  const parts = model.dimensions.map((dimension) =>
    scoreDimension(dimension, columns, length, model.missingPolicy.minDimensionCoverage),
  );
  return { scores: parts.map((part) => part.score), coverage: parts.map((part) => part.coverage) };
}

/** Scores every dimension of a model from a signal table; same contract as {@link scoreColumns}. */
export function scoreDimensions(model: HealthModel, table: SignalTable): DimensionScores {
  return scoreColumns(model, (signal) => table.values[signalColumn(signal)], table.to - table.from);
}
