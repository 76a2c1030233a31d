import { dimensionMedians, PHASE } from '#electron/engine/index.ts';
import type { Book } from '../../views/book.ts';

const MIN_PEERS = 5;

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
  const scored = (candidate: number): boolean =>
    candidate !== account && book.snapshot.state[candidate] !== 0 && book.snapshot.phase[candidate] === PHASE.standard;
  const peersIn = (wanted: string | null): Uint8Array =>
    Uint8Array.from({ length: book.snapshot.score.length }, (_, candidate) =>
      Number(scored(candidate) && (wanted === null || book.records[candidate]?.segment === wanted)),
    );
  const size = (peers: Uint8Array): number => peers.reduce((sum, flag) => sum + flag, 0);
  const same = segment === null ? null : peersIn(segment);
  const usable = same !== null && size(same) >= MIN_PEERS;
  const include = usable && same ? same : peersIn(null);
  const medians = dimensionMedians(book.snapshot, include);
  const known = Float64Array.from(
    [...book.snapshot.score].filter((value, candidate) => include[candidate] === 1 && !Number.isNaN(value)),
  ).sort();
  const score =
    known.length === 0
      ? Number.NaN
      : known.length % 2 === 1
        ? (known[known.length >> 1] ?? Number.NaN)
        : ((known[known.length / 2 - 1] ?? 0) + (known[known.length / 2] ?? 0)) / 2;
  return {
    label: usable && segment !== null ? `${segment} median` : 'Portfolio median',
    accounts: size(include),
    medians,
    score,
  };
}
