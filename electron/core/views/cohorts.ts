import { ACCOUNT_STATUS } from '#electron/engine/index.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { Book } from './book.ts';
import { type CohortDefinition, DIMENSIONS } from './cohort-dimensions.ts';
import { NO_VALUE } from './filters.ts';

/** The accounts of a book by one dimension: every account that has started is in exactly one cohort. */
export type CohortColumn = Pick<CohortDefinition, 'caution' | 'retentionCaution'> & {
  readonly dimension: Pick<CohortDefinition, 'id' | 'label' | 'kind' | 'how'>;
  readonly group: CohortDefinition['group'];
  readonly cohorts: readonly { readonly value: string; readonly label: string }[];
  /** Index into `cohorts`; −1 for accounts that have not started or are not there. */
  readonly cohortOf: Int32Array;
  /** Cohorts with a known value that have accounts. */
  readonly known: number;
  /** Accounts whose value is not known: they are the last cohort. */
  readonly notKnown: number;
};

/** Everything accounts of a book can be put into cohorts by. */
export function cohortDefinitions(book: Book): CohortDefinition[] {
  return [...DIMENSIONS, ...book.attributeDimensions()];
}

const plain = (name: string): string => name.toLocaleLowerCase('en').replace(/[^\p{L}\p{N}]/gu, '');

function definitionOf(book: Book, by: string): CohortDefinition {
  const definitions = cohortDefinitions(book);
  const wanted = plain(by);
  const found =
    definitions.find(({ id }) => id === by) ??
    definitions.find(({ id, label, also }) => [id, label, ...also].some((name) => plain(name) === wanted));
  if (!found)
    throw new AppError(
      'bad_request',
      `There is no field ${by} to make cohorts by. Fields: ${definitions.map(({ id, label }) => (id.startsWith('attribute:') ? label : id)).join(', ')}.`,
    );
  return found;
}

function columnOf(book: Book, definition: CohortDefinition): CohortColumn {
  const { id, label, kind, how, group, caution, retentionCaution } = definition;
  const { cohorts, cohortOf: assigned } = definition.assign(book);
  let notKnown = 0;
  const isUsed = new Uint8Array(cohorts.length);
  const cohortOf = assigned.map((cohort, account) => {
    if (book.records[account] === undefined || book.snapshot.status[account] === ACCOUNT_STATUS.notStarted) return -1;
    if (cohort >= 0) {
      isUsed[cohort] = 1;
      return cohort;
    }
    notKnown += 1;
    return cohorts.length;
  });
  return {
    dimension: { id, label, kind, how },
    group,
    cohorts: notKnown > 0 ? [...cohorts, { value: NO_VALUE, label: 'Not known' }] : cohorts,
    cohortOf,
    known: isUsed.reduce((sum, flag) => sum + flag, 0),
    notKnown,
    caution,
    retentionCaution,
  };
}

/** Cohorts of a book by a dimension; `columns` keeps those that were worked out. */
export function cohortColumn(book: Book, by: string, columns: Map<string, CohortColumn>): CohortColumn {
  const known = columns.get(by);
  if (known) return known;
  const definition = definitionOf(book, by);
  const column = columns.get(definition.id) ?? columnOf(book, definition);
  columns.set(definition.id, column);
  columns.set(by, column);
  return column;
}
