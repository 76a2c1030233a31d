import { dimensionMedians, MIN_PEERS, quantileOf } from '#electron/engine/index.ts';
import type { Book } from '../../views/book.ts';
import { isPeer } from '../../views/book-columns.ts';

/** What contributions compare with: the median of each dimension over the peers, NaN where none has a score. */
export type Reference = {
  readonly label: string;
  readonly accounts: number;
  readonly medians: Float64Array;
  /** Median composite of the peers, NaN without any. */
  readonly score: number;
};

/** Peers: same segment without the account itself; the whole portfolio when fewer than five are scored. Accounts in onboarding are nobody's. */
export function referenceOf(book: Book, account: number): Reference {
  const segment = book.records[account]?.segment ?? null;
  const peersIn = (wanted: string | null): Uint8Array =>
    Uint8Array.from({ length: book.snapshot.score.length }, (_, candidate) =>
      Number(
        candidate !== account &&
          isPeer(book, candidate) &&
          (wanted === null || book.records[candidate]?.segment === wanted),
      ),
    );
  const size = (peers: Uint8Array): number => peers.reduce((sum, flag) => sum + flag, 0);
  const same = segment === null ? null : peersIn(segment);
  const usable = same !== null && size(same) >= MIN_PEERS;
  const include = usable && same ? same : peersIn(null);
  const scores = book.snapshot.score.filter((_, candidate) => include[candidate] === 1).sort();
  return {
    label: usable && segment !== null ? `${segment} median` : 'Portfolio median',
    accounts: size(include),
    medians: dimensionMedians(book.snapshot, include),
    score: quantileOf(scores, 0.5),
  };
}
