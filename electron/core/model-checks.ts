import { doOverlap, intervalsOf } from '#electron/engine/index.ts';
import type { ModelRemark } from '#shared/contract/models.ts';
import type {
  Condition,
  Curve,
  Dimension,
  HealthModel,
  Part,
  PointRule,
  SignalCondition,
} from '#shared/model/health-model.ts';
import { decimals, signalName } from '#shared/model/rule-text.ts';
import { type SignalDefinition, signalDefinition } from '#shared/model/signals.ts';
import { segmentKey, thresholdsFor } from '#shared/model/thresholds.ts';

/** Weights may miss 100 by this much: thirds and sevenths have no end. */
const WEIGHT_TOLERANCE = 0.001;

const error = (at: string | null, message: string): ModelRemark => ({ level: 'error', at, message });
const number = (value: number): string => decimals(value, 0, 6);

/** What occurs more than once. */
function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

function wordsOf({ kind }: SignalDefinition): readonly string[] {
  if (kind.type === 'boolean') return ['true', 'false'];
  return kind.type === 'enum' ? kind.values : [];
}

/** Errors of a condition: its signal exists and can have what it is compared with. */
function conditionErrors(at: string, { signal, when }: SignalCondition): ModelRemark[] {
  const definition = signalDefinition(signal);
  if (!definition) return [error(at, `There is no signal ${signal}.`)];
  const words = wordsOf(definition);
  if (when.op !== 'in') {
    return words.length === 0
      ? []
      : [error(at, `${definition.name} cannot be compared with a number: it is ${words.join(', ')}.`)];
  }
  if (words.length === 0) return [error(at, `${definition.name} is a number: compare it with one.`)];
  const isKnown = (value: string | boolean): boolean =>
    definition.kind.type === 'boolean' ? typeof value === 'boolean' : words.includes(String(value));
  return when.values
    .filter((value) => !isKnown(value))
    .map((value) => error(at, `${definition.name} is never ${String(value)}: it is ${words.join(', ')}.`));
}

function ruleErrors(rule: PointRule): ModelRemark[] {
  const at = rule.signal;
  const name = signalName(at);
  const of = (when: Condition): ModelRemark[] => conditionErrors(at, { signal: at, when });
  const errors = of(rule.good.when);
  if (signalDefinition(at)) errors.push(...of(rule.bad.when));
  if (doOverlap(intervalsOf(at, rule.good.when), intervalsOf(at, rule.bad.when)))
    errors.push(error(at, `The good and the bad condition of ${name} can hold at the same time.`));
  if (rule.good.points < 0) errors.push(error(at, `${name} takes points away when it is good.`));
  if (rule.bad.points > 0) errors.push(error(at, `${name} gives points when it is bad.`));
  return errors;
}

function curveErrors(at: string, curve: Curve): ModelRemark[] {
  const name = signalName(at);
  if (curve.kind === 'steps') return curve.steps.flatMap(({ when }) => conditionErrors(at, { signal: at, when }));
  const errors = signalDefinition(at)?.kind.type === 'enum' ? [error(at, `${name} is a word: score it by steps.`)] : [];
  if (curve.kind === 'pace') return signalDefinition(curve.clock) ? errors : [...errors, unknown(curve.clock)];
  if (curve.anchors.some(([x], index) => index > 0 && x <= (curve.anchors[index - 1]?.[0] ?? x)))
    errors.push(error(at, `The anchors of ${name} must ascend, each to the right of the one before.`));
  return errors;
}

const unknown = (signal: string): ModelRemark => error(signal, `There is no signal ${signal}.`);

function partErrors(part: Part): ModelRemark[] {
  const at = part.signal;
  if (!signalDefinition(at)) return [unknown(at)];
  return [
    ...curveErrors(at, part.curve),
    ...(part.fallback === null || signalDefinition(part.fallback) ? [] : [unknown(part.fallback)]),
    ...part.unless.flatMap((exception) => conditionErrors(at, exception)),
  ];
}

function dimensionErrors({ id, name, documentedRange: range, scoring }: Dimension): ModelRemark[] {
  const errors = scoring.kind === 'points' ? scoring.rules.flatMap(ruleErrors) : scoring.parts.flatMap(partErrors);
  const counts =
    scoring.kind === 'points'
      ? scoring.rules.some((rule) => rule.good.points !== 0 || rule.bad.points !== 0)
      : scoring.parts.some((part) => part.weight > 0);
  if (!counts) errors.push(error(id, `No signal of ${name} counts, so it could never have a score.`));
  if (range && range.min > range.max) errors.push(error(id, `The documented range of ${name} is upside down.`));
  return errors;
}

function weightErrors({ dimensions }: HealthModel): ModelRemark[] {
  const total = dimensions.reduce((sum, dimension) => sum + dimension.weight, 0);
  const errors = repeated(dimensions.map(({ id }) => id)).map((id) => error(id, `Two dimensions have the id ${id}.`));
  if (Math.abs(total - 100) > WEIGHT_TOLERANCE)
    errors.push(error(null, `The weights add up to ${number(total)}, not 100.`));
  return errors;
}

function tierErrors(model: HealthModel): ModelRemark[] {
  const { tiers } = model;
  const errors = repeated(tiers.map(({ name }) => name)).map((name) => error(name, `Two tiers are called ${name}.`));
  tiers.forEach(({ name, from }, index) => {
    const better = tiers[index - 1];
    if (better && from >= better.from)
      errors.push(error(name, `Tier ${name} must start below tier ${better.name}: tiers go from best to worst.`));
  });
  const last = tiers.at(-1);
  if (last && last.from !== 0) errors.push(error(last.name, `The last tier, ${last.name}, must start at 0.`));
  const bounds = tiers.slice(0, -1).map(({ from }) => from);
  for (const [what, bound] of [
    ['healthy', model.healthyBound],
    ['at-risk', model.atRiskBound],
  ] as const) {
    if (!bounds.includes(bound))
      errors.push(error(null, `The ${what} bound ${number(bound)} is not the bound of a tier above the last one.`));
  }
  if (model.healthyBound < model.atRiskBound)
    errors.push(error(null, 'The healthy bound must not be below the at-risk bound.'));
  return errors;
}

function segmentErrors(model: HealthModel): ModelRemark[] {
  const errors = repeated(model.segmentOverlays.map(({ segment }) => segmentKey(segment))).map((key) => {
    const named = model.segmentOverlays.find(({ segment }) => segmentKey(segment) === key)?.segment ?? key;
    return error(named, `Segment ${named} has thresholds twice.`);
  });
  for (const { segment } of model.segmentOverlays) {
    const bounds = thresholdsFor(model, segment);
    const at = bounds.findIndex((bound, tier) => bound > 100 || (tier > 0 && bound >= (bounds[tier - 1] as number)));
    if (at >= 0)
      errors.push(
        error(segment, `With the bounds of ${segment}, no score is in tier ${model.tiers[Math.max(0, at - 1)]?.name}.`),
      );
  }
  for (const { signal } of model.segmentTilts) if (!signalDefinition(signal)) errors.push(unknown(signal));
  return errors;
}

function flagErrors({ flags, tiers }: HealthModel): ModelRemark[] {
  const errors = repeated(flags.map(({ id }) => id)).map((id) => error(id, `Two flags have the id ${id}.`));
  for (const { id, name, all, effect } of flags) {
    errors.push(...all.flatMap((condition) => conditionErrors(id, condition)));
    if (effect.kind !== 'annotate' && tiers.every((tier) => tier.name !== effect.tier))
      errors.push(error(id, `${name} names the tier ${effect.tier}, which the model does not have.`));
  }
  return errors;
}

function policyErrors(model: HealthModel): ModelRemark[] {
  const { missingPolicy: missing, onboardingPolicy, riskOverlay, priorityPolicy: priority } = model;
  const errors = missing.requiredDimensions
    .filter((required) => model.dimensions.every(({ id }) => id !== required))
    .map((required) => error(required, `The model requires ${required}, which is none of its dimensions.`));
  if (missing.minProvisionalCoverage > missing.minScoredCoverage)
    errors.push(error(null, 'An account must need less coverage to be provisional than to be scored.'));
  if (onboardingPolicy?.model === model.id)
    errors.push(error(null, 'A model cannot be the onboarding model of itself.'));
  errors.push(
    ...repeated(riskOverlay.factors.map(({ id }) => id)).map((id) => error(id, `Two risk factors have the id ${id}.`)),
    ...riskOverlay.factors.flatMap(({ id, any }) => any.flatMap((condition) => conditionErrors(id, condition))),
    ...repeated(model.seasonalPolicy.profiles.map(({ industry }) => industry)).map((industry) =>
      error(industry, `Industry ${industry} has two seasonal profiles.`),
    ),
  );
  if (priority.arrLow !== null && priority.arrHigh !== null && priority.arrLow > priority.arrHigh)
    errors.push(error(null, 'Low ARR must not end above where high ARR starts.'));
  return errors;
}

/** Everything that keeps a model of the right shape from being used, one sentence each; empty for a valid model. */
export function modelErrors(model: HealthModel): ModelRemark[] {
  return [
    ...weightErrors(model),
    ...model.dimensions.flatMap(dimensionErrors),
    ...tierErrors(model),
    ...segmentErrors(model),
    ...flagErrors(model),
    ...policyErrors(model),
  ];
}
