import {
  OVERRIDE_MAX_DAYS,
  OVERRIDE_MIN_TEXT,
  type OVERRIDE_REASONS,
  type OverrideRow,
  type OverrideTarget,
} from '#shared/contract/overrides.ts';
import { daysBetween, formatDate, formatDayMonth } from '#shared/format/date.ts';
import { formatTrimmed } from '#shared/format/number.ts';
import { dayFromIso, isoFromDay } from '#shared/model/day.ts';

export const REASONS: Readonly<Record<(typeof OVERRIDE_REASONS)[number], string>> = {
  customer_is_fine: 'The customer is fine',
  new_information: 'New information',
  relationship: 'Relationship',
  commercial: 'Commercial',
  one_off_event: 'One-off event',
  data_problem: 'Data problem',
  other: 'Other',
};

/** `75`, `Usage 80` or `Yellow`: what a person puts beside the computed score. */
export function targetText(target: OverrideTarget, dimensionName: (id: string) => string, locale: string): string {
  switch (target.kind) {
    case 'composite':
      return formatTrimmed(target.score, locale, 1);
    case 'dimension':
      return `${dimensionName(target.dimension)} ${formatTrimmed(target.score, locale, 1)}`;
    case 'tier':
      return target.tier;
  }
}

/** A date with its year only where it is not the year of the data. */
export function nearDate(iso: string, asOf: string, locale: string): string {
  return iso.slice(0, 4) === asOf.slice(0, 4) ? formatDayMonth(iso, locale) : formatDate(iso, locale);
}

/** `Dana Reyes says 75 until 12 Dec` */
export function statement(
  row: Pick<OverrideRow, 'author' | 'target' | 'expires'>,
  asOf: string,
  dimensionName: (id: string) => string,
  locale: string,
): string {
  return `${row.author} says ${targetText(row.target, dimensionName, locale)} until ${nearDate(row.expires, asOf, locale)}`;
}

/** Where an override stands at the as-of date, in words. */
export function standing(
  row: Pick<OverrideRow, 'active' | 'endedAt' | 'endedBy' | 'replacedBy' | 'from' | 'expires'>,
  asOf: string,
  locale: string,
): string {
  if (row.active) {
    const left = daysBetween(asOf, row.expires) ?? 0;
    return left <= 0 ? 'active, last day' : `active, ${left} d left`;
  }
  if (row.from > asOf) return `from ${nearDate(row.from, asOf, locale)}`;
  if (row.replacedBy !== null) return 'replaced by a newer one';
  if (row.endedAt !== null) return row.endedBy === null ? 'ended' : `ended by ${row.endedBy}`;
  return `expired ${nearDate(row.expires, asOf, locale)}`;
}

/**
 * Whether the person or the model was nearer to what happened, for overrides of the whole score: who said more than
 * the model is right when the customer stayed, who said less when it left. Null while that is open or cannot be said.
 */
export function hindsight(row: Pick<OverrideRow, 'target' | 'computedThen' | 'outcome'>): 'person' | 'model' | null {
  const { target, computedThen, outcome } = row;
  if (outcome === null || target.kind !== 'composite' || computedThen === null || target.score === computedThen)
    return null;
  return target.score > computedThen === (outcome !== 'churned') ? 'person' : 'model';
}

export const OUTCOMES: Readonly<Record<NonNullable<OverrideRow['outcome']>, string>> = {
  churned: 'churned',
  renewed: 'renewed',
  active: 'still a customer',
};

/** What is typed into the dialog, before it is checked. */
export type Draft = {
  readonly kind: OverrideTarget['kind'];
  readonly score: string;
  readonly dimension: string;
  readonly tier: string;
  readonly text: string;
  readonly author: string;
  readonly expires: string;
};

export type DraftErrors = Partial<Record<'score' | 'text' | 'author' | 'expires', string>>;

/** The date `days` after another. */
export function daysAfter(iso: string, days: number): string {
  const day = dayFromIso(iso);
  return day === null ? iso : isoFromDay(day + days);
}

/** Characters that count: trimmed, runs of spaces once. */
export function lettersOf(text: string): number {
  return [...text.trim().replace(/\s+/gu, ' ')].length;
}

/** What is wrong with a draft, field by field, in words; empty when it can be stored. */
export function draftErrors(draft: Draft, asOf: string, locale: string): DraftErrors {
  const errors: DraftErrors = {};
  if (draft.kind !== 'tier' && scoreOf(draft.score) === null) errors.score = 'A number from 0 to 100';
  if (lettersOf(draft.text) < OVERRIDE_MIN_TEXT || !/\p{L}/u.test(draft.text))
    errors.text = `Say why in at least ${OVERRIDE_MIN_TEXT} characters; ${lettersOf(draft.text)} so far`;
  if (draft.author.trim() === '') errors.author = 'An override is signed';
  const days = dayFromIso(draft.expires) === null ? null : daysBetween(asOf, draft.expires);
  const last = formatDate(daysAfter(asOf, OVERRIDE_MAX_DAYS), locale);
  if (days === null || days < 0 || days > OVERRIDE_MAX_DAYS)
    errors.expires = `A day from ${formatDate(asOf, locale)} to ${last}, ${OVERRIDE_MAX_DAYS} days at most`;
  return errors;
}

/** The score typed, or null when it is none. A decimal comma is read as a point. */
export function scoreOf(text: string): number | null {
  const plain = text.trim().replace(',', '.');
  if (!/^\d{1,3}(\.\d+)?$/.test(plain)) return null;
  const value = Number(plain);
  return value <= 100 ? value : null;
}

/** The target of a draft without errors. */
export function targetOf(draft: Draft): OverrideTarget {
  const score = scoreOf(draft.score) ?? 0;
  switch (draft.kind) {
    case 'composite':
      return { kind: 'composite', score };
    case 'dimension':
      return { kind: 'dimension', dimension: draft.dimension, score };
    case 'tier':
      return { kind: 'tier', tier: draft.tier };
  }
}
