import type { AccountDetail } from '#shared/contract/account.ts';
import type { Book } from '../../views/book.ts';

/** The account among its peers: its segment, the whole portfolio where that has fewer than five others (30-method.md 2.10). */
export function benchmarkOf(book: Book, account: number): AccountDetail['benchmark'] {
  const found = book.benchmark(account);
  if (!found) return null;
  const { level, accounts, median, shrunkMean, percentile, difference, verdict, isOutlier } = found;
  const segment = book.facts.accounts.segment[account] ?? '';
  const wider = segment === '' ? 'the account has no segment' : `fewer than five others in ${segment}`;
  return {
    peers: level === 0 ? segment : `the whole portfolio (${wider})`,
    accounts,
    median,
    shrunkMean,
    percentile,
    difference,
    verdict,
    outlier: isOutlier,
  };
}
