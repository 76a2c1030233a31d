import {
  type ChangeExplanation,
  explainChange,
  isSameSeries,
  PHASE,
  type ScoreOverride,
  type ShownScore,
  scoreAccounts,
} from '#electron/engine/index.ts';
import type { AccountDetail, Waterfall } from '#shared/contract/account.ts';
import { type Day, dayFromEpochMs, isoFromDay } from '#shared/model/day.ts';
import { type HealthModel, modelVersionOf } from '#shared/model/health-model.ts';
import type { ReadContext } from '../../context.ts';
import { modelsOf, onboardingModel } from '../../model-versions.ts';
import { type Book, overridesOn } from '../../views/book.ts';
import { pointBefore, type SeriesPoint } from './series.ts';

const CHANGE_WINDOWS = [30, 90, 180] as const;

/** Day from which a promotion counts: the one that was named, else that on which it was made. */
const countsFrom = ({ at, effectiveOn }: { readonly at: number; readonly effectiveOn: Day | null }): Day =>
  effectiveOn ?? dayFromEpochMs(at);

/** Days up to the book's from which another version counted as the official one. */
export function versionMarkers(context: ReadContext, book: Book): AccountDetail['versionMarkers'] {
  return modelsOf(context)
    .promotions.map((promotion) => ({ day: countsFrom(promotion), modelVersion: promotion.modelVersion }))
    .filter(({ day }) => day <= book.asOf)
    .map(({ day, modelVersion }) => ({ date: isoFromDay(day), modelVersion }))
    .toReversed();
}

/**
 * The version that was official on a day, where it is another one than the book's. Null also for a view under a version that
 * is not the official one, and where the version cannot be read any more.
 */
export function otherVersionOn(context: ReadContext, book: Book, day: Day): HealthModel | null {
  const { models, official, promotions } = modelsOf(context);
  if (modelVersionOf(official) !== book.modelVersion) return null;
  const made = promotions.find((promotion) => countsFrom(promotion) <= day);
  const named = made ? made.modelVersion : promotions.at(-1)?.from;
  if (named === undefined || named === book.modelVersion) return null;
  return models.find((model) => modelVersionOf(model) === named) ?? null;
}

/** One account's score of a day under any model, as it would be stored. */
type Scored = { readonly model: HealthModel; readonly phase: number; readonly dimensions: Float64Array };

function scoredUnder(context: ReadContext, book: Book, model: HealthModel, day: Day, account: number): Scored {
  const onboarding = onboardingModel(context, model);
  const snapshot = scoreAccounts(book.facts, model, day, Int32Array.of(account), book.index, { onboarding });
  const phase = snapshot.phase[0] ?? PHASE.standard;
  const isYoung = onboarding !== null && phase !== PHASE.standard;
  const columns = isYoung ? snapshot.onboardingDimensions : snapshot.dimensions;
  return {
    model: isYoung ? onboarding : model,
    phase,
    dimensions: Float64Array.from(columns, (column) => column[0] ?? Number.NaN),
  };
}

function storedUnder(book: Book, point: SeriesPoint): Scored {
  const { phase } = point;
  return book.onboarding && phase !== PHASE.standard
    ? { model: book.onboarding, phase, dimensions: point.onboardingDimensions }
    : { model: book.model, phase, dimensions: point.dimensions };
}

/** What changed over 30, 90 and 180 days; a window without a score of the same series at its beginning is left out. */
export function waterfalls(
  context: ReadContext,
  book: Book,
  account: number,
  series: readonly SeriesPoint[],
): Waterfall[] {
  const last = series.at(-1);
  if (!last || Number.isNaN(last.score)) return [];
  const now = storedUnder(book, last);
  return CHANGE_WINDOWS.flatMap((days) => {
    const point = pointBefore(series, days);
    if (!point) return [];
    const other = otherVersionOn(context, book, point.asOf);
    const under = (at: SeriesPoint): Scored =>
      other ? scoredUnder(context, book, other, at.asOf, account) : storedUnder(book, at);
    const then = under(point);
    const held = under(last);
    if (!isSameSeries(then.phase, held.phase)) return [];
    const before = { ...then, overrides: overridesOn(context, point.asOf).get(account) ?? [] };
    const after = { ...now, overrides: book.overrides.get(account) ?? [] };
    const explained = explainChange(before, held.dimensions, after);
    if (!explained) return [];
    return [
      {
        days,
        from: isoFromDay(point.asOf),
        to: isoFromDay(last.asOf),
        before: explained.before,
        after: explained.after,
        versionBefore: other && modelVersionOf(other),
        parts: partsOf(explained, before, after, other !== null),
      },
    ];
  });
}

const ofScore = ({ kind }: ScoreOverride): boolean => kind !== 'tier';

/** Model version and override only where there are two versions, and an override of a score on one of the days. */
function partsOf(
  explained: ChangeExplanation,
  before: ShownScore,
  after: ShownScore,
  isOtherVersion: boolean,
): Waterfall['parts'] {
  const parts: Waterfall['parts'] = before.model.dimensions.map((dimension, index) => ({
    id: dimension.id,
    name: dimension.name,
    kind: 'behaviour',
    value: explained.behaviour[index] ?? 0,
  }));
  parts.push({ id: 'coverage', name: 'Missing data', kind: 'coverage', value: explained.coverageEffect });
  if (isOtherVersion) parts.push({ id: 'model', name: 'Model version', kind: 'model', value: explained.modelEffect });
  if ([...before.overrides, ...after.overrides].some(ofScore))
    parts.push({ id: 'override', name: 'Override', kind: 'override', value: explained.overrideEffect });
  return parts;
}
