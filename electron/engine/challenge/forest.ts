import { seededRandom } from '../math/random.ts';

import { type Cuts, cutsOf, encode } from './codes.ts';
import { addTree, addTreeDealt, growTree, type Tree } from './tree.ts';

export type ForestOptions = {
  readonly trees: number;
  /** Drawn rows a leaf holds at least. */
  readonly leaf: number;
  /** Splits between the root and a leaf, at most. */
  readonly depth: number;
  readonly seed: number;
  /** Told what share is grown; may throw to stop. */
  readonly onStep?: (share: number) => void;
};

export type Forest = { readonly cuts: readonly Cuts[]; readonly trees: readonly Tree[] };

/** Uniform whole numbers from a seed. */
export function dice(seed: number): (n: number) => number {
  const random = seededRandom(seed);
  return (n) => Math.floor(((random.next() >>> 0) * n) / 4_294_967_296);
}

/**
 * Random forest (Breiman 2001; 30-method.md 4.3): each tree sees as many rows as there are, drawn with replacement, and in each
 * node √(columns) of the columns; Gini impurity; a leaf says the share of its rows that churned. Missing values are no number:
 * every split learns on which side they belong, and may be between known and missing. The same rows and seed give the same trees.
 *
 * @param columns one array a predictor, NaN where a value is missing
 * @param churned 0/1 by row, both present
 */
export function growForest(
  columns: readonly Float64Array[],
  churned: Uint8Array,
  { trees, leaf, depth, seed, onStep }: ForestOptions,
): Forest {
  const cuts = columns.map(cutsOf);
  const data = {
    columns: columns.map((column, j) => encode(column, cuts[j] as Cuts)),
    sizes: cuts.map((own) => own.length + 1),
    churned,
  };
  const below = dice(seed);
  const n = churned.length;
  const tried = Math.max(1, Math.floor(Math.sqrt(columns.length)));
  return {
    cuts,
    trees: Array.from({ length: trees }, (_, tree) => {
      onStep?.(tree / trees);
      const drawn = Int32Array.from({ length: n }, () => below(n));
      return growTree(data, drawn, { tried, leaf, depth, below });
    }),
  };
}

/** Rows to foretell: codes row after row, `width` of them each. */
export type Coded = { readonly codes: Uint8Array; readonly width: number };

/** Codes of rows to foretell, by the cuts of the forest. */
export function encodeFor({ cuts }: Forest, columns: readonly Float64Array[]): Coded {
  const width = columns.length;
  const codes = new Uint8Array(width * (columns[0]?.length ?? 0));
  columns.forEach((column, j) => {
    encode(column, cuts[j] as Cuts).forEach((code, row) => {
      codes[row * width + j] = code;
    });
  });
  return { codes, width };
}

/** Rows of which the trees say the same are level, in whatever order it was added up. */
function meanOf(sum: Float64Array, trees: number): Float64Array {
  return sum.map((value) => Math.round((value / trees) * 1e12) / 1e12);
}

/** Probability of churn of each row, 0-1: the mean of what the trees say. */
export function foretell({ trees }: Forest, { codes, width }: Coded): Float64Array {
  const sum = new Float64Array(codes.length / width);
  for (const tree of trees) addTree(tree, codes, width, sum);
  return meanOf(sum, trees.length);
}

/**
 * What the forest says of rows, and what it says where the columns of a set are taken from other rows, those of row order[r] for
 * row r: by set, by order.
 */
export function foretellDealt(
  { trees }: Forest,
  { codes, width }: Coded,
  sets: readonly (readonly number[])[],
  orders: readonly Int32Array[],
  onStep?: (share: number) => void,
): { readonly p: Float64Array; readonly dealt: readonly (readonly Float64Array[])[] } {
  const n = codes.length / width;
  const sum = new Float64Array(n);
  const deals = {
    members: sets.map((set) => Uint8Array.from({ length: width }, (_, column) => (set.includes(column) ? 1 : 0))),
    orders,
    changes: sets.map(() => orders.map(() => new Float64Array(n))),
  };
  trees.forEach((tree, at) => {
    onStep?.(at / trees.length);
    addTreeDealt(tree, codes, width, sum, deals);
  });
  return {
    p: meanOf(sum, trees.length),
    dealt: deals.changes.map((repeats) =>
      repeats.map((change) =>
        meanOf(
          change.map((more, row) => (sum[row] as number) + more),
          trees.length,
        ),
      ),
    ),
  };
}
