import {
  ACCOUNT_STATUS,
  type Candidate,
  dirichletWeights,
  flagsOf,
  modelForSegment,
  NO_TIER,
  PHASE,
  routesTo,
  scoreAccount,
  scoreComposite,
  signalPoints,
  signalReader,
  thresholdsFor,
  tierOf,
  tierRange,
  withSignals,
} from '#electron/engine/index.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import { isoFromDay } from '#shared/model/day.ts';
import type { HealthModel } from '#shared/model/health-model.ts';
import { signalName, signalValueText } from '#shared/model/rule-text.ts';
import { decodeSignal, encodeSignal, type SignalValue, signalDefinition } from '#shared/model/signals.ts';
import type { ReadContext } from '../../context.ts';
import { DEFAULT_SEED } from '../../validation/numbers.ts';
import { bookOf, memo } from '../../views/book.ts';
import { signalsFor } from '../../views/draft-snapshot.ts';
import { orNull } from '../../views/rows.ts';
import { describeSource, resolveSource } from './sources.ts';

type Result = OutputOf<'whatif.account'>;
const SAMPLES = 1000;
const CONCENTRATION = 50;

function decode(signal: string, encoded: number): SignalValue {
  const definition = signalDefinition(signal);
  return definition ? decodeSignal(definition, encoded) : null;
}

/** Values as the engine reads them. Throws for signals the model does not know and values that are none. */
function changesOf(
  model: HealthModel,
  given: NonNullable<ParsedInputOf<'whatif.account'>['signals']>,
): Map<string, number> {
  return new Map(
    Object.entries(given).map(([id, value]) => {
      const definition = signalDefinition(id);
      if (!definition) throw new AppError('bad_request', `Model ${model.id} has no signal ${id}.`);
      const encoded = encodeSignal(definition, value);
      if (value !== null && Number.isNaN(encoded))
        throw new AppError('bad_request', `${definition.name} cannot be ${String(value)}.`);
      return [id, encoded];
    }),
  );
}

/** Share of models near this one in which the account keeps its tier. */
function confidenceOf(
  model: HealthModel,
  segment: string,
  dims: Float64Array,
  tier: number,
  seed: number,
): number | null {
  if (tier === NO_TIER) return null;
  const weights = model.dimensions.map(({ weight }) => weight);
  const { samples } = dirichletWeights(weights, { samples: SAMPLES, concentration: CONCENTRATION, seed });
  const bounds = thresholdsFor(model, segment);
  const columns = [...dims].map((score) => Float64Array.of(score));
  const known = [...dims].map((score) => Float64Array.of(Number.isNaN(score) ? 0 : 1));
  let kept = 0;
  for (const sample of samples) {
    const weighed = {
      ...model,
      dimensions: model.dimensions.map((own, d) => ({ ...own, weight: sample[d] as number })),
    };
    const { score } = scoreComposite(weighed, columns, known, [segment]);
    if (tierOf(bounds, score[0] as number) === tier) kept++;
  }
  return kept / samples.length;
}

/** One account under a change, and what would move it (30-method.md 5, points 6-8). */
export function accountWhatIfHandler(context: ReadContext, input: ParsedInputOf<'whatif.account'>): Result {
  const source = resolveSource(context, input.source ?? {});
  const book = bookOf(context, undefined, input.asOf);
  const positions = memo(
    context,
    'positions',
    () => new Map(book.records.flatMap((record, index) => (record ? [[record.accountId, index] as const] : []))),
  );
  const account = positions.get(input.accountId);
  const record = account === undefined ? undefined : book.records[account];
  if (account === undefined || !record)
    throw new AppError('not_found', `There is no account ${input.accountId} in this workspace.`);
  if (book.snapshot.status[account] !== ACCOUNT_STATUS.active)
    throw new AppError('bad_request', 'Only customers of the as-of date have a score that could change.');
  if (book.snapshot.phase[account] !== PHASE.standard)
    throw new AppError(
      'bad_request',
      'In its first days an account is scored by the onboarding model; its what-if begins after them.',
    );
  const { model } = source;
  const segment = book.facts.accounts.segment[account] ?? '';
  const signals = signalReader(signalsFor(context, book, model), account);
  const before = scoreAccount(model, segment, signals);
  const after = scoreAccount(model, segment, withSignals(signals, changesOf(model, input.signals ?? {})));
  const target = before.tier === NO_TIER ? model.tiers.length - 1 : Math.max(0, before.tier - 1);
  const { candidates, routes, reach } = routesTo(model, segment, signals, target);
  const gains = new Map(candidates.map(({ signal, gain }) => [signal, gain]));
  const bounds = thresholdsFor(model, segment);
  const tierAt = (tier: number) => model.tiers[tier];
  const side = ({ score, tier, coverage }: typeof before): Result['before'] => ({
    score: orNull(score),
    tier: tierAt(tier)?.name ?? null,
    role: tierAt(tier)?.role ?? null,
    coverage,
  });
  const stepOf = ({ signal, value, gain }: Candidate): Result['routes'][number]['steps'][number] => {
    const name = signalName(signal);
    const [from, to] = [
      signalValueText(signal, decode(signal, signals(signal))),
      signalValueText(signal, decode(signal, value)),
    ];
    return { signal, name, action: `${name} from ${from} to ${to}`, from, to, gain };
  };
  const next = before.tier === 0 ? undefined : tierAt(target);
  const weights = model.dimensions.map(({ weight }) => weight);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const ofScore = tierOf(bounds, before.score);
  const seen = new Set<string>();
  return {
    asOf: isoFromDay(book.asOf),
    source: describeSource(source),
    accountId: record.accountId,
    name: record.name,
    before: side(before),
    after: side(after),
    dimensions: model.dimensions.map(({ id, name }, d) => ({
      id,
      name,
      before: orNull(before.dimensions[d]),
      after: orNull(after.dimensions[d]),
    })),
    signals: signalPoints(modelForSegment(model, segment), signals).flatMap((point) => {
      const definition = signalDefinition(point.signal);
      if (!definition || seen.has(point.signal)) return [];
      seen.add(point.signal);
      const { kind } = definition;
      return [
        {
          id: point.signal,
          name: point.name,
          dimension: point.dimension,
          rule: point.rule,
          type: kind.type,
          unit: kind.type === 'number' ? kind.unit : null,
          values: kind.type === 'enum' ? [...kind.values] : [],
          value: decode(point.signal, point.value),
          gain: gains.get(point.signal) ?? 0,
        },
      ];
    }),
    next: next ? { name: next.name, role: next.role, from: bounds[target] ?? next.from } : null,
    routes: next
      ? routes.map(({ steps, score, tier }) => ({ steps: steps.map(stepOf), score, tier: tierAt(tier)?.name ?? '' }))
      : [],
    reach: { score: orNull(reach.score), tier: tierAt(reach.tier)?.name ?? null },
    obstacles: obstaclesOf(
      model,
      before,
      reach,
      next ? { name: next.name, from: bounds[target] ?? next.from, isReached: routes.length > 0 } : null,
    ),
    stability: model.dimensions.map((dimension, d) => {
      const weight = (100 * dimension.weight) / all;
      if (ofScore === NO_TIER)
        return {
          dimension: dimension.id,
          name: dimension.name,
          weight,
          low: 0,
          high: 100,
          tierBelow: null,
          tierAbove: null,
        };
      const { low, high, below, above } = tierRange(weights, before.dimensions, bounds, ofScore, d);
      return {
        dimension: dimension.id,
        name: dimension.name,
        weight,
        low: 100 * low,
        high: 100 * high,
        tierBelow: below === null ? null : (tierAt(below)?.name ?? null),
        tierAbove: above === null ? null : (tierAt(above)?.name ?? null),
      };
    }),
    confidence: confidenceOf(model, segment, before.dimensions, ofScore, input.seed ?? DEFAULT_SEED),
  };
}

/** What stands in the way, in sentences. */
function obstaclesOf(
  model: HealthModel,
  before: ReturnType<typeof scoreAccount>,
  reach: ReturnType<typeof scoreAccount>,
  next: { readonly name: string; readonly from: number; readonly isReached: boolean } | null,
): string[] {
  const sentences: string[] = [];
  if (next && !next.isReached && !Number.isNaN(reach.score))
    sentences.push(
      reach.score < next.from
        ? `With every known signal at its best the score would be ${reach.score.toFixed(1)}: below ${next.from}, where ${next.name} begins.`
        : `The score could reach ${reach.score.toFixed(1)}, but not the tier ${next.name}.`,
    );
  for (const flag of flagsOf(model, reach.flags))
    if (flag.effect.kind !== 'annotate') sentences.push(`The flag ${flag.name} decides the tier, whatever the score.`);
  model.dimensions.forEach(({ name, weight }, d) => {
    if (weight > 0 && Number.isNaN(before.dimensions[d] as number))
      sentences.push(`${name} is not known: nothing can be gained there until it is measured.`);
  });
  return sentences;
}
