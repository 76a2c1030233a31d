import type { HealthModel } from '#shared/model/health-model.ts';
import { encodeSignal, type SignalValue, signalDefinition } from '#shared/model/signals.ts';
import { contributions, contributionsToZero } from '../explain/contributions.ts';
import { round6 } from '../math/round.ts';
import { SCORE_STATE_NAMES, scoreComposite } from './composite.ts';
import { scoreColumns } from './dimensions.ts';
import { flagsOf } from './flags.ts';
import { officialTier, tierMasks } from './official-tier.ts';
import type { SignalColumns } from './parts.ts';

export type EvaluateInput = {
  readonly id: string;
  readonly segment?: string | null | undefined;
  /** Dimension scores 0-100; a given one wins over one computed from signals, null counts as not given. */
  readonly dimensions?: Readonly<Record<string, number | null>> | null | undefined;
  readonly signals?: Readonly<Record<string, SignalValue>> | null | undefined;
};

export type EvaluateResult = {
  readonly id: string;
  readonly score: number | null;
  /** Tier of the score after flags and risk cap; null without a score. */
  readonly tier: string | null;
  readonly state: 'scored' | 'provisional' | 'none';
  readonly coverage: number;
  readonly dimensions: Readonly<Record<string, number | null>>;
  /** Renormalised weight × (score − 50), per known dimension; they add up to score − 50. Empty without a score. */
  readonly contributions: Readonly<Record<string, number>>;
  /** Renormalised weight × score, per known dimension; they add up to the score. Empty without a score. */
  readonly contributionsToZero: Readonly<Record<string, number>>;
  /** Ids of the flags that hold, in the model's order; also of an account without a score. */
  readonly flags: readonly string[];
};

/** Encodes a plain value; signals the engine has no definition of are read as numbers. */
function encodeValue(signal: string, value: SignalValue): number {
  const definition = signalDefinition(signal);
  if (definition) return encodeSignal(definition, value);
  return typeof value === 'number' && Number.isFinite(value) ? value : Number.NaN;
}

function signalColumns(inputs: readonly EvaluateInput[]): SignalColumns {
  return (signal) => Float64Array.from(inputs, (input) => encodeValue(signal, input.signals?.[signal] ?? null));
}

function named(model: HealthModel, values: ArrayLike<number>): Record<string, number> {
  const record: Record<string, number> = {};
  model.dimensions.forEach((dimension, d) => {
    const value = values[d] as number;
    if (!Number.isNaN(value)) record[dimension.id] = value;
  });
  return record;
}

/** Scores plain inputs without a workspace: the contract of `bellwether evaluate` (00-product.md 4, 30-method.md 7). */
export function evaluate(model: HealthModel, inputs: readonly EvaluateInput[]): EvaluateResult[] {
  const segments = inputs.map((input) => input.segment ?? '');
  const columns = signalColumns(inputs);
  const { scores, coverage } = scoreColumns(model, columns, segments);
  const masks = tierMasks(model, columns, inputs.length);
  model.dimensions.forEach((dimension, d) => {
    inputs.forEach((input, row) => {
      const given = input.dimensions?.[dimension.id] ?? null;
      if (given === null || Number.isNaN(given)) return;
      (scores[d] as Float64Array)[row] = round6(given);
      (coverage[d] as Float64Array)[row] = 1;
    });
  });
  const composite = scoreComposite(model, scores, coverage, segments);
  return inputs.map((input, row) => {
    const dims = scores.map((column) => column[row] as number);
    const score = composite.score[row] as number;
    const none = Number.isNaN(score);
    const mask = masks[row] as number;
    const { tier } = officialTier(model, mask, composite.tier[row] as number);
    return {
      id: input.id,
      score: none ? null : score,
      tier: model.tiers[tier]?.name ?? null,
      state: SCORE_STATE_NAMES[composite.state[row] as number] ?? 'none',
      coverage: composite.coverage[row] as number,
      dimensions: Object.fromEntries(
        model.dimensions.map((dimension, d) => [dimension.id, Number.isNaN(dims[d]) ? null : (dims[d] as number)]),
      ),
      contributions: none ? {} : named(model, contributions(model, dims)),
      contributionsToZero: none ? {} : named(model, contributionsToZero(model, dims)),
      flags: flagsOf(model, mask).map((flag) => flag.id),
    };
  });
}
