import type { CohortList, CohortRetention } from '../../data/cohorts.ts';
import { cellAt, type RetentionCell, type RetentionRow, shareOf } from './cells.ts';
import { chanceOfSoFew } from './chance.ts';

/** Months after the start at which cohorts are held against everyone, in the order of preference. */
const MARKS = [12, 9, 6, 3] as const;
/** Accounts without a value, those beyond the largest cohorts, and those before the oldest one shown by itself. */
const MIXED: ReadonlySet<string> = new Set(['(none)', '(other)', '(earlier)']);

/** A cohort against everyone at one time after the start, shares 0 to 1. */
export type Standing = {
  readonly row: RetentionRow;
  readonly cell: RetentionCell;
  readonly share: number;
  readonly everyone: number;
  /** So few would stay by chance in less than one case in twenty, shared among all cohorts held against everyone. */
  readonly evident: boolean;
};

/** Cohorts that are one thing; what joins the rest or lacks a value is nobody to talk about. */
export function isNamed({ value }: { readonly value: string }): boolean {
  return !MIXED.has(value);
}

/**
 * The cohort that keeps fewest of its customers against everyone, at the latest of 12, 9, 6 and 3 months that five of its
 * accounts have been observed for; those beyond chance first. One of many cohorts is always the lowest, so the more there are
 * the more it takes (Bonferroni). Null when none is below everyone.
 */
export function weakestCohort(retention: Pick<CohortRetention, 'cohorts' | 'all'>): Standing | null {
  let tried = 0;
  const below = retention.cohorts.filter(isNamed).flatMap((row) => {
    const month = MARKS.find((mark) => cellAt(row, mark)?.small === false);
    const cell = month === undefined ? null : cellAt(row, month);
    const all = month === undefined ? null : cellAt(retention.all, month);
    if (!cell || !all) return [];
    const share = shareOf(cell, 'logo') ?? 1;
    const everyone = shareOf(all, 'logo') ?? 1;
    tried += 1;
    const chance = chanceOfSoFew(cell.retained, cell.n, everyone);
    return share < everyone ? [{ row, cell, share, everyone, chance }] : [];
  });
  const gap = ({ everyone, share }: Standing) => everyone - share;
  return (
    below
      .map(({ chance, ...standing }): Standing => ({ ...standing, evident: chance * tried < 0.05 }))
      .sort((a, b) => Number(b.evident) - Number(a.evident) || gap(b) - gap(a))[0] ?? null
  );
}

type Wanted = { readonly a?: string | undefined; readonly b?: string | undefined };

/**
 * The two cohorts to compare: those of the address where they exist; else B is the one that keeps fewest customers (or, where
 * nobody can tell, has the lowest mean health), and A the one before it in time, or the largest other. Null below two cohorts.
 */
export function comparedPair(
  { cohorts, dimension }: Pick<CohortList, 'cohorts' | 'dimension'>,
  retention: Pick<CohortRetention, 'cohorts' | 'all'>,
  wanted: Wanted,
): { readonly a: string; readonly b: string } | null {
  const values = cohorts.map((cohort) => cohort.value);
  const givenA = values.find((value) => value === wanted.a);
  const large = cohorts.filter((cohort) => isNamed(cohort) && !cohort.small);
  const lowest = large
    .filter((cohort) => cohort.mean !== null && cohort.scored > 0)
    .sort((x, y) => (x.mean ?? 0) - (y.mean ?? 0))[0];
  const candidates = [weakestCohort(retention)?.row.value, lowest?.value, large.at(-1)?.value, ...values];
  const b =
    values.find((value) => value === wanted.b) ?? candidates.find((value) => value !== undefined && value !== givenA);
  if (b === undefined) return null;
  const others = (large.some((cohort) => cohort.value !== b) ? large : cohorts).filter((cohort) => cohort.value !== b);
  const before = others.filter((cohort) => values.indexOf(cohort.value) < values.indexOf(b)).at(-1);
  const largest = [...others].sort((x, y) => y.accounts - x.accounts)[0];
  const a = givenA ?? (dimension.kind === 'time' ? (before ?? others[0]) : largest)?.value;
  return a === undefined || a === b ? null : { a, b };
}
