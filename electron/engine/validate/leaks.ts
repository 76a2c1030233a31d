import { LEAST_TO_RANK } from './gates.ts';
import { rocAuc } from './ranking.ts';

/** A single input that ranks better than this is too good to be true (30-method.md 4.1). */
export const LEAK_LIMIT = 0.97;

export type Separation = {
  /** AUC in the direction that separates better, 0.5-1. */
  readonly auc: number;
  readonly rows: number;
  readonly churns: number;
};

/** How well numbers alone separate the outcome, whichever way they point; NaN is missing. Null with fewer than 5 of a class. */
export function numberSeparation(values: ArrayLike<number>, outcome: ArrayLike<number>): Separation | null {
  const known: number[] = [];
  const out: number[] = [];
  let churns = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (Number.isNaN(value)) continue;
    known.push(value);
    out.push(outcome[row] as number);
    churns += outcome[row] as number;
  }
  if (churns < LEAST_TO_RANK || known.length - churns < LEAST_TO_RANK) return null;
  const auc = rocAuc(known, out);
  return { auc: Math.max(auc, 1 - auc), rows: known.length, churns };
}

/**
 * How well words alone separate the outcome: each half of the rows is given the churn rates of the words in the other half,
 * so that words of one account each (names, keys) separate nothing. −1, the missing word, is a word of its own.
 */
export function wordSeparation(word: ArrayLike<number>, outcome: ArrayLike<number>): Separation | null {
  const n = word.length;
  const counts = [0, 1].map(() => new Map<number, { n: number; churned: number }>());
  const totals = [
    { n: 0, churned: 0 },
    { n: 0, churned: 0 },
  ];
  // Halves of each class take turns, so that both have both however the rows are ordered.
  const half = new Uint8Array(n);
  const turn = [0, 0];
  for (let row = 0; row < n; row++) {
    const churned = outcome[row] as number;
    const side = (turn[churned] as number) % 2;
    turn[churned] = (turn[churned] as number) + 1;
    half[row] = side;
    const of = counts[side]?.get(word[row] as number) ?? { n: 0, churned: 0 };
    of.n++;
    of.churned += churned;
    counts[side]?.set(word[row] as number, of);
    const total = totals[side] as { n: number; churned: number };
    total.n++;
    total.churned += churned;
  }
  const churns = (totals[0]?.churned ?? 0) + (totals[1]?.churned ?? 0);
  if (churns < LEAST_TO_RANK || n - churns < LEAST_TO_RANK) return null;
  const rate = Float64Array.from({ length: n }, (_, row) => {
    const other = 1 - (half[row] as number);
    const of = counts[other]?.get(word[row] as number) ?? (totals[other] as { n: number; churned: number });
    return of.churned / of.n;
  });
  const auc = rocAuc(rate, outcome);
  return { auc: Math.max(auc, 1 - auc), rows: n, churns };
}
