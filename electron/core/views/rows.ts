import {
  ACCOUNT_STATUS,
  drivers,
  flagsOf,
  modelForSegment,
  NO_TIER,
  officialTier,
  onboardingBounds,
  overriddenScore,
  PHASE,
  PRIORITY_TIERS,
  SCORE_STATE_NAMES,
  signalReader,
  TREND_CLASSES,
  thresholdsFor,
  tierOf,
} from '#electron/engine/index.ts';
import type { AccountRow } from '#shared/contract/portfolio.ts';
import { isoFromDay, NO_DAY } from '#shared/model/day.ts';
import type { HealthModel } from '#shared/model/health-model.ts';
import type { Book } from './book.ts';
import { driverPhrase } from './phrases.ts';

export const STATUS_NAMES = ['not_started', 'active', 'churned'] as const;
const SPARK_WEEKS = 26;

/** NaN and what is not a number become null: JSON knows neither. */
export function orNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

export function isoOrNull(day: number | undefined): string | null {
  return day === undefined || day === NO_DAY ? null : isoFromDay(day);
}

/** Whole units of currency cents: sums of floating ARR shown to people and compared by tests. */
export function money(value: number): number {
  return Math.round(value * 100) / 100;
}

export function dimensionScores(book: Book, account: number): Float64Array {
  return Float64Array.from(book.snapshot.dimensions, (column) => column[account] ?? Number.NaN);
}

/** Dimension scores the contributions of an account compare with: the medians of its segment (30-method.md 2.6). */
export function referenceOf({ references, facts }: Book, account: number): Float64Array | null {
  return references.get(facts.accounts.segment[account] ?? '') ?? null;
}

/** What pulls a score below its segment most, in words: the worst signal, else the dimension that is lower. */
export function topDriver(book: Book, account: number): string | null {
  if (book.snapshot.state[account] === 0) return null;
  const { model, dimensions } = scoringOf(book, account);
  const segment = book.facts.accounts.segment[account] ?? '';
  const reference = model === book.model ? referenceOf(book, account) : null;
  const found = drivers(modelForSegment(model, segment), dimensions, reference, signalReader(book.signals, account));
  const worst = found.find((driver) => driver.signal !== null)?.signal;
  if (worst) return driverPhrase(worst.decidedBy.signal, worst.decidedBy.value);
  return found[0] ? `${found[0].dimensionName} below ${model === book.model ? 'peers' : 'plan'}` : null;
}

/** The model an account's score is made by, with its dimensions: the onboarding model in the first days (30-method.md 2.7). */
export type Scoring = {
  readonly model: HealthModel;
  /** Scores in the model's order, NaN for null. */
  readonly dimensions: Float64Array;
  /** Coverage inside each dimension, 0-1. */
  readonly coverage: Float64Array;
  /** Lower bounds of the official model's tiers for this score. */
  readonly bounds: readonly number[];
};

export function scoringOf(book: Book, account: number): Scoring {
  const { snapshot, onboarding, model } = book;
  const of = (columns: readonly Float64Array[]): Float64Array =>
    Float64Array.from(columns, (column) => column[account] ?? Number.NaN);
  const segment = book.facts.accounts.segment[account] ?? '';
  if (onboarding && snapshot.phase[account] !== PHASE.standard)
    return {
      model: onboarding,
      dimensions: of(snapshot.onboardingDimensions),
      coverage: of(snapshot.onboardingCoverage),
      bounds: onboardingBounds(model, onboarding, segment),
    };
  return {
    model,
    dimensions: of(snapshot.dimensions),
    coverage: of(snapshot.dimensionCoverage),
    bounds: thresholdsFor(model, segment),
  };
}

/**
 * Score and tier that active overrides put beside the computed ones; null where they say nothing. Flags and risk factors act on
 * the tier of an overridden score as on that of a computed one; an overridden tier stands.
 */
export function overrideOf(book: Book, account: number): AccountRow['override'] {
  const overrides = book.overrides.get(account);
  if (!overrides || book.snapshot.status[account] !== ACCOUNT_STATUS.active) return null;
  const { model, dimensions, coverage, bounds } = scoringOf(book, account);
  const score = overriddenScore(model, dimensions, coverage, overrides);
  const named = book.model.tiers.findLast(({ name }) =>
    overrides.some((override) => override.kind === 'tier' && override.tier === name),
  );
  const mask = book.snapshot.flags[account] ?? 0;
  const tier = named ?? book.model.tiers[officialTier(book.model, mask, tierOf(bounds, score)).tier];
  return tier ? { score: orNull(score), tier: tier.name } : null;
}

/** One account as lists show it. `account` is the index (surrogate id − 1). */
export function accountRowOf(book: Book, account: number): AccountRow | null {
  const record = book.records[account];
  if (!record) return null;
  const { snapshot, model } = book;
  const tierIndex = snapshot.tier[account] ?? NO_TIER;
  const tier = model.tiers[tierIndex];
  const isActive = snapshot.status[account] === 1;
  const confirmed = isActive ? model.tiers[book.confirmed(account).tier] : undefined;
  const spark: (number | null)[] = [];
  for (let index = Math.max(0, book.at - SPARK_WEEKS); index <= book.at; index++)
    spark.push(orNull(book.history[index]?.score[account]));
  return {
    accountId: record.accountId,
    name: record.name,
    segment: record.segment,
    csm: record.csm,
    region: record.region,
    industry: record.industry,
    plan: record.plan,
    country: record.country,
    channel: record.channel,
    useCase: record.useCase,
    size: record.size,
    tags: [...(book.tags.get(account) ?? [])],
    attributes: {},
    status: STATUS_NAMES[snapshot.status[account] ?? 0] ?? 'not_started',
    arr: orNull(book.arr[account]),
    score: orNull(snapshot.score[account]),
    tier: tier?.name ?? null,
    tierRole: tier?.role ?? null,
    confirmedTier: confirmed?.name ?? null,
    coverage: snapshot.coverage[account] ?? 0,
    state: SCORE_STATE_NAMES[snapshot.state[account] ?? 0] ?? 'none',
    changeMonth: orNull(book.changeMonth[account]),
    change30: orNull(book.change30[account]),
    change90: orNull(book.change90[account]),
    change180: orNull(book.change180[account]),
    momentum: TREND_CLASSES[book.trend[account] ?? 0] ?? null,
    priorityTier: PRIORITY_TIERS[book.priority[account] ?? 0] ?? null,
    renewalDate: isActive ? isoOrNull(book.renewalDay[account]) : null,
    lastTouch: isoOrNull(book.lastTouchDay[account]),
    openAlerts: 0,
    dimensions: Object.fromEntries(
      model.dimensions.map((dimension, index) => [dimension.id, orNull(snapshot.dimensions[index]?.[account])]),
    ),
    spark,
    onboarding: snapshot.phase[account] !== PHASE.standard,
    override: overrideOf(book, account),
    flags: flagsOf(model, snapshot.flags[account] ?? 0).map((flag) => flag.id),
    topDriver: topDriver(book, account),
    seatUtilization: orNull(book.seatUtilization[account]),
  };
}

export function rowsOf(book: Book, accounts: readonly number[]): AccountRow[] {
  return accounts.flatMap((account) => {
    const row = accountRowOf(book, account);
    return row ? [row] : [];
  });
}
