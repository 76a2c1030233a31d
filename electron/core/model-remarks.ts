import { AppError } from '#shared/contract/errors.ts';
import type { ModelRemark } from '#shared/contract/models.ts';
import type { Dimension, HealthModel } from '#shared/model/health-model.ts';
import { percentText, signalName } from '#shared/model/rule-text.ts';
import { compositeRange } from '#shared/model/score-range.ts';
import { signalDefinition } from '#shared/model/signals.ts';
import { modelErrors } from './model-checks.ts';
import { fallsWhenBetter } from './model-direction.ts';
import { onboardingAmong } from './model-versions.ts';
import { decodeModel } from './models.ts';

const error = (message: string): ModelRemark => ({ level: 'error', at: null, message });
const warning = (at: string | null, message: string): ModelRemark => ({ level: 'warning', at, message });

const round = (value: number): number => Math.round(value * 100) / 100;

function reachWarnings(model: HealthModel): ModelRemark[] {
  const { least, most } = compositeRange(model);
  if (model.dimensions.every(({ weight }) => weight === 0) || (least === 0 && most === 100)) return [];
  return [warning(null, `Scores of this model reach from ${round(least)} to ${round(most)}, not from 0 to 100.`)];
}

/** A dimension that carries more than this decides most scores alone, whatever the others say (requirement text 002). */
const ONE_DIMENSION_AT_MOST = 50;

function weightWarnings({ dimensions }: HealthModel): ModelRemark[] {
  return dimensions.flatMap(({ id, name, weight, documentedRange: range }) => {
    if (weight === 0) return [warning(id, `${name} has weight 0: it is computed and shown, and counts for nothing.`)];
    const remarks =
      range && (weight < range.min || weight > range.max)
        ? [
            warning(
              id,
              `${name} weighs ${round(weight)}%; the document it comes from states ${range.min}% to ${range.max}%.`,
            ),
          ]
        : [];
    if (weight > ONE_DIMENSION_AT_MOST)
      remarks.push(warning(id, `${name} alone carries ${round(weight)}% of the score.`));
    return remarks;
  });
}

/** Signals of a dimension with their share of it: of the possible points, or of the part weights. */
function sharesOf({ scoring }: Dimension): { readonly signal: string; readonly share: number }[] {
  const weighed =
    scoring.kind === 'points'
      ? scoring.rules.map(({ signal, good, bad }) => ({ signal, weight: good.points - bad.points }))
      : scoring.parts;
  const all = weighed.reduce((sum, { weight }) => sum + weight, 0);
  return weighed.map(({ signal, weight }) => ({ signal, share: all === 0 ? 0 : weight / all }));
}

/** Share of a score from which signals that only confirm the loss dominate it (requirement texts 001 and 002). */
const LAGGING_AT_MOST = 0.4;

function laggingWarnings(model: HealthModel): ModelRemark[] {
  const lagging = model.dimensions
    .flatMap((dimension) => sharesOf(dimension).map((own) => ({ ...own, share: own.share * dimension.weight })))
    .filter(({ signal }) => signalDefinition(signal)?.timing === 'lagging')
    .reduce((sum, { share }) => sum + share / 100, 0);
  return lagging > LAGGING_AT_MOST
    ? [
        warning(
          null,
          `Lagging signals carry ${percentText(round(lagging))} of the score: they confirm a loss when it is too late to act.`,
        ),
      ]
    : [];
}

function directionWarnings({ dimensions }: HealthModel): ModelRemark[] {
  return dimensions.flatMap(({ scoring }) =>
    (scoring.kind === 'points' ? scoring.rules : scoring.parts)
      .filter(fallsWhenBetter)
      .map(({ signal }) => warning(signal, `The score falls when ${signalName(signal)} gets better.`)),
  );
}

function tiltWarnings({ dimensions, segmentTilts }: HealthModel): ModelRemark[] {
  const used = new Set(dimensions.flatMap((dimension) => sharesOf(dimension).map(({ signal }) => signal)));
  return segmentTilts
    .filter(({ signal }) => !used.has(signal))
    .map(({ segment, signal }) =>
      warning(signal, `${signalName(signal)} is tilted for ${segment}, but nothing in this model is scored by it.`),
    );
}

/** The onboarding model has to exist, and to score accounts itself. */
function onboardingErrors(model: HealthModel, models: readonly HealthModel[]): ModelRemark[] {
  const policy = model.onboardingPolicy;
  if (!policy) return [];
  const named = onboardingAmong(models, model);
  if (!named) return [error(`New accounts are to be scored by the model ${policy.model}, which does not exist here.`)];
  return named.onboardingPolicy === null
    ? []
    : [
        error(
          `The onboarding model ${policy.model} has an onboarding model itself; new accounts need one that has none.`,
        ),
      ];
}

/** Throws what keeps a draft from being saved: an invalid model, or an onboarding model that does not exist. */
export function checkDraft(draft: unknown, models: readonly HealthModel[]): HealthModel {
  const model = decodeModel(draft);
  const wrong = onboardingErrors(model, models)[0];
  if (wrong) throw new AppError('model_invalid', wrong.message);
  return model;
}

/**
 * What an editor should say about a draft. An `error` is what keeps it from being saved; a `warning` is a choice that the
 * documents or the arithmetic make worth a second look (30-method.md 2.1, 2.2).
 *
 * @param models what there is besides the draft
 */
export function modelRemarks(draft: HealthModel, models: readonly HealthModel[]): ModelRemark[] {
  return [
    ...modelErrors(draft),
    ...onboardingErrors(draft, models),
    ...weightWarnings(draft),
    ...laggingWarnings(draft),
    ...directionWarnings(draft),
    ...tiltWarnings(draft),
    ...reachWarnings(draft),
  ];
}
