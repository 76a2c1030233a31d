import type { Filters } from '#shared/contract/common.ts';
import type { OutputOf } from '#shared/contract/index.ts';
import { isoFromDay } from '#shared/model/day.ts';
import type { ReadContext } from '../../context.ts';
import { type Book, currencyOf } from '../../views/book.ts';
import type { CohortColumn } from '../../views/cohorts.ts';
import { selectAccounts } from '../../views/filters.ts';

/** Fewer accounts than this say nothing by themselves (30-method.md 4.3). */
export const SMALL = 5;

/** The accounts of a book by one dimension, those that the filters leave; cohort and size of each. */
export type Population = {
  readonly column: CohortColumn;
  /** −1 for accounts that take no part. */
  readonly cohortOf: Int32Array;
  readonly sizes: Int32Array;
  readonly accounts: number;
};

export function populationOf(book: Book, by: string, filters: Filters | undefined): Population {
  const column = book.cohorts(by);
  const include = selectAccounts(book, filters);
  const sizes = new Int32Array(column.cohorts.length);
  let accounts = 0;
  const cohortOf = column.cohortOf.map((cohort, account) => {
    if (cohort < 0 || include[account] !== 1) return -1;
    sizes[cohort] = (sizes[cohort] ?? 0) + 1;
    accounts += 1;
    return cohort;
  });
  return { column, cohortOf, sizes, accounts };
}

type CohortHead = Pick<OutputOf<'cohorts.list'>['cohorts'][number], 'value' | 'label' | 'accounts' | 'small'>;

export function cohortHead({ column, sizes }: Population, cohort: number): CohortHead {
  const { value = '', label = '' } = column.cohorts[cohort] ?? {};
  const accounts = sizes[cohort] ?? 0;
  return { value, label, accounts, small: accounts < SMALL };
}

/** Cohorts that have accounts, in the order of the dimension. */
export function cohortsWithAccounts({ sizes }: Population): number[] {
  return Array.from(sizes.keys()).filter((cohort) => (sizes[cohort] ?? 0) > 0);
}

export function headOf(
  context: ReadContext,
  book: Book,
  notes: readonly (string | null)[],
): Pick<OutputOf<'cohorts.list'>, 'asOf' | 'modelVersion' | 'currency' | 'notes'> {
  return {
    asOf: isoFromDay(book.asOf),
    modelVersion: book.modelVersion,
    currency: currencyOf(context),
    notes: notes.filter((note) => note !== null),
  };
}

/** `1 account`, `12 accounts` */
export function accountsText(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'account' : 'accounts'}`;
}
