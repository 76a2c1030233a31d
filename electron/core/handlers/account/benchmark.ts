import { type Benchmark, benchmarks } from '#electron/engine/index.ts';
import type { AccountDetail } from '#shared/contract/account.ts';
import type { Book } from '../../views/book.ts';
import { isPeer } from '../../views/book-columns.ts';
import { OTHER_VALUES } from '../../views/cohort-dimensions.ts';
import type { CohortColumn } from '../../views/cohorts.ts';
import { NO_VALUE } from '../../views/filters.ts';

type Compared = NonNullable<AccountDetail['benchmark']>;

/** What peers may have in common beside the segment (30-method.md 2.10). */
const OTHER_PEERS = ['industry', 'plan', 'useCase', 'tenure', 'arrTier'] as const;

function compared(found: Benchmark, peers: string): Compared {
  const { accounts, median, shrunkMean, percentile, difference, verdict, isOutlier } = found;
  return { peers, accounts, median, shrunkMean, percentile, difference, verdict, outlier: isOutlier };
}

/** The account among its peers: its segment, the whole portfolio where that has fewer than five others (30-method.md 2.10). */
export function benchmarkOf(book: Book, account: number): AccountDetail['benchmark'] {
  const found = book.benchmark(account);
  if (!found) return null;
  const segment = book.facts.accounts.segment[account] ?? '';
  const wider = segment === '' ? 'the account has no segment' : `fewer than five others in ${segment}`;
  return compared(found, found.level === 0 ? segment : `the whole portfolio (${wider})`);
}

const readers = new WeakMap<CohortColumn, ReturnType<typeof benchmarks>>();

/** Comparisons within the cohorts of a dimension (level 0), sorted once for as long as the book keeps the column. */
function readerOf(book: Book, column: CohortColumn): ReturnType<typeof benchmarks> {
  const known = readers.get(column);
  if (known) return known;
  const scores = book.snapshot.score.map((score, account) => (isPeer(book, account) ? score : Number.NaN));
  const reader = benchmarks(scores, [column.cohortOf, new Int32Array(scores.length)]);
  readers.set(column, reader);
  return reader;
}

/** The account among those it shares something else with; only where at least five others do. */
export function otherBenchmarks(book: Book, account: number): AccountDetail['otherBenchmarks'] {
  return OTHER_PEERS.flatMap((by) => {
    const column = book.cohorts(by);
    const cohort = column.cohorts[column.cohortOf[account] ?? -1];
    if (!cohort || cohort.value === NO_VALUE || cohort.value === OTHER_VALUES) return [];
    const found = readerOf(book, column)(account);
    return found?.level === 0 ? [{ by: column.dimension.label, ...compared(found, cohort.label) }] : [];
  });
}
