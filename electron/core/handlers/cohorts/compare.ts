import {
  type CohortHealth,
  cohortHealth,
  type Difference,
  meanDifference,
  retentionTriangle,
  sampleOf,
  shareDifference,
  survival,
  valuesByCohort,
} from '#electron/engine/index.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import type { ReadContext } from '../../context.ts';
import { type Book, bookOf } from '../../views/book.ts';
import { money } from '../../views/rows.ts';
import { tiersOf } from './health.ts';
import { cohortHead, headOf, type Population, populationOf, SMALL } from './population.ts';
import { cellsOf } from './retention.ts';
import { compareVerdict } from './verdicts.ts';

type Compared = OutputOf<'cohorts.compare'>;
type DifferenceReply = Compared['health'];

const MONTHS = [3, 6, 12] as const;

/** A difference as replies carry it; null: too few accounts to say. */
export function differenceReply(found: Difference | null): DifferenceReply {
  if (!found) return { difference: null, interval: null, evidence: null };
  const { difference, low, high } = found;
  return { difference, interval: { low, high }, evidence: low > 0 || high < 0 };
}

/** Welch's comparison of two groups of values, null with fewer than five in one. */
function compareMeans(a: Float64Array, b: Float64Array): Difference | null {
  return a.length < SMALL || b.length < SMALL ? null : meanDifference(sampleOf(a), sampleOf(b));
}

const meanOf = (values: Float64Array): number | null => (values.length === 0 ? null : sampleOf(values).mean);
function cohortNumber({ column }: Population, value: string): number {
  const cohort = column.cohorts.findIndex((candidate) => candidate.value === value);
  if (cohort < 0)
    throw new AppError(
      'not_found',
      `There is no cohort ${value} by ${column.dimension.label.toLocaleLowerCase('en')}.`,
    );
  return cohort;
}

function retentionOf(book: Book, cohortOf: Int32Array): Compared['retention'] {
  const triangle = retentionTriangle(book.timelines, book.asOf, cohortOf, 2, Math.max(...MONTHS));
  const shares = survival(triangle);
  const [a = [], b = []] = [0, 1].map((cohort) => cellsOf(triangle, shares, cohort));
  return MONTHS.map((month) => {
    const [x, y] = [a[month], b[month]];
    const side = (cell: typeof x) => ({
      n: cell?.n ?? 0,
      retained: cell?.retained ?? 0,
      rate: cell?.rate ?? null,
      grr: cell?.grr ?? null,
      nrr: cell?.nrr ?? null,
    });
    const enough = x && y && x.n >= SMALL && y.n >= SMALL;
    return {
      month,
      a: side(x),
      b: side(y),
      ...differenceReply(enough ? shareDifference(x.retained, x.n, y.retained, y.n) : null),
    };
  });
}

export function cohortCompareHandler(
  context: ReadContext,
  input: ParsedInputOf<'cohorts.compare'>,
): OutputOf<'cohorts.compare'> {
  const book = bookOf(context, input.model, input.asOf);
  const population = populationOf(book, input.by, input.filters);
  const numbers = [cohortNumber(population, input.a), cohortNumber(population, input.b)];
  if (numbers[0] === numbers[1]) throw new AppError('bad_request', 'Choose two different cohorts to compare.');
  const cohortOf = population.cohortOf.map((cohort) => (cohort < 0 ? -1 : numbers.indexOf(cohort)));
  const health = cohortHealth(book, cohortOf, 2, book.model.tiers.length);
  const [a, b] = numbers.map((cohort, number) => {
    const { value, label, accounts } = cohortHead(population, cohort);
    const own = health[number] as CohortHealth;
    const { active, scored, mean, arrWeighted } = own;
    return {
      value,
      label,
      accounts,
      active,
      scored,
      arr: money(own.arr),
      mean,
      arrWeighted,
      tiers: tiersOf(book, own),
    };
  }) as [Compared['a'], Compared['b']];
  const [scoresA, scoresB] = valuesByCohort(book.snapshot.score, cohortOf, 2) as [Float64Array, Float64Array];
  const found = compareMeans(scoresA, scoresB);
  return {
    ...headOf(context, book, [
      population.column.caution,
      population.column.retentionCaution,
      'Intervals are those of one comparison at a time: of many compared pairs one in twenty differs by chance.',
    ]),
    dimension: population.column.dimension,
    a,
    b,
    health: differenceReply(found),
    dimensions: book.model.dimensions.map(({ id, name }, dimension) => {
      const column = book.snapshot.dimensions[dimension] ?? new Float64Array();
      const [x, y] = valuesByCohort(column, cohortOf, 2) as [Float64Array, Float64Array];
      return {
        id,
        name,
        a: meanOf(x),
        aAccounts: x.length,
        b: meanOf(y),
        bAccounts: y.length,
        ...differenceReply(compareMeans(x, y)),
      };
    }),
    retention: retentionOf(book, cohortOf),
    verdict: compareVerdict(a, b, found),
  };
}
