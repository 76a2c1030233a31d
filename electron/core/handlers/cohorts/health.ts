import { arrReader, type CohortHealth, cohortHealth, healthPoint } from '#electron/engine/index.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import { isoFromDay } from '#shared/model/day.ts';
import type { ReadContext } from '../../context.ts';
import { type Book, bookOf, type HistoryEntry } from '../../views/book.ts';
import { cohortDefinitions } from '../../views/cohorts.ts';
import { money, orNull } from '../../views/rows.ts';
import { cohortHead, cohortsWithAccounts, headOf, populationOf, SMALL } from './population.ts';

export function cohortDimensionsHandler(
  context: ReadContext,
  input: ParsedInputOf<'cohorts.dimensions'>,
): OutputOf<'cohorts.dimensions'> {
  const book = bookOf(context, input.model, input.asOf);
  const dimensions = cohortDefinitions(book).map(({ id }) => {
    const { dimension, group, known, notKnown } = book.cohorts(id);
    return { ...dimension, group, cohorts: known, notKnown };
  });
  const accounts = book.cohorts('segment').cohortOf.reduce((sum, cohort) => sum + Number(cohort >= 0), 0);
  return { asOf: isoFromDay(book.asOf), modelVersion: book.modelVersion, accounts, dimensions };
}

/** What every figure of a cohort's health is told with. */
export function healthFields(book: Book, health: CohortHealth) {
  const { atRiskAccounts, atRiskArr, arr, active, churned, scored, mean, arrWeighted, change90, changed, box } = health;
  return {
    active,
    churned,
    scored,
    arr: money(arr),
    atRiskAccounts,
    atRiskArr: money(atRiskArr),
    mean,
    arrWeighted,
    change90,
    changed,
    tiers: tiersOf(book, health),
    box,
  };
}

export function tiersOf({ model }: Book, { tiers }: Pick<CohortHealth, 'tiers'>) {
  return model.tiers.map(({ name, role }, tier) => ({ name, role, accounts: tiers[tier] ?? 0 }));
}

export function cohortListHandler(
  context: ReadContext,
  input: ParsedInputOf<'cohorts.list'>,
): OutputOf<'cohorts.list'> {
  const book = bookOf(context, input.model, input.asOf);
  const population = populationOf(book, input.by, input.filters);
  const { column, cohortOf, accounts } = population;
  const tierCount = book.model.tiers.length;
  const health = cohortHealth(book, cohortOf, column.cohorts.length, tierCount);
  const [all] = cohortHealth(
    book,
    cohortOf.map((cohort) => Math.min(cohort, 0)),
    1,
    tierCount,
  );
  return {
    ...headOf(context, book, []),
    dimension: column.dimension,
    cohorts: cohortsWithAccounts(population).map((cohort) => ({
      ...cohortHead(population, cohort),
      ...healthFields(book, health[cohort] as CohortHealth),
    })),
    all: { value: '', label: 'All', accounts, small: accounts < SMALL, ...healthFields(book, all as CohortHealth) },
  };
}

/** Snapshots up to the as-of date: all, or the last of each month. */
function snapshotsOf({ history, at }: Book, every: 'week' | 'month'): readonly HistoryEntry[] {
  const entries = history.slice(0, at + 1);
  if (every === 'week') return entries;
  const monthOf = (entry: HistoryEntry | undefined): string => (entry ? isoFromDay(entry.asOf).slice(0, 7) : '');
  return entries.filter((entry, index) => monthOf(entry) !== monthOf(entries[index + 1]));
}

export function cohortHealthHandler(
  context: ReadContext,
  input: ParsedInputOf<'cohorts.health'>,
): OutputOf<'cohorts.health'> {
  const book = bookOf(context, input.model, input.asOf);
  const every = input.every ?? 'month';
  const population = populationOf(book, input.by, input.filters);
  const { column, cohortOf } = population;
  const entries = snapshotsOf(book, every);
  const arrOn = arrReader(book.timelines);
  const points = entries.map(({ asOf, score }) => healthPoint(score, arrOn(asOf), cohortOf, column.cohorts.length));
  return {
    ...headOf(context, book, [column.caution]),
    dimension: column.dimension,
    every,
    dates: entries.map(({ asOf }) => isoFromDay(asOf)),
    cohorts: cohortsWithAccounts(population).map((cohort) => ({
      ...cohortHead(population, cohort),
      mean: points.map(({ mean }) => orNull(mean[cohort])),
      arrWeighted: points.map(({ arrWeighted }) => orNull(arrWeighted[cohort])),
      n: points.map(({ n }) => n[cohort] ?? 0),
    })),
  };
}
