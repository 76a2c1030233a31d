import { rowsAt, rowsKnownBy, type TimedRows } from '../calibrate/timed-rows.ts';
import { filledColumns } from '../calibrate/weight-fit.ts';
import type { Estimate } from '../validate/accuracy.ts';
import { LEAST_TO_RANK } from '../validate/gates.ts';
import { churnProbability, fitCurve } from '../validate/probability.ts';
import { dealColumns, dice, encodeFor, type ForestOptions, foretell, growForest } from './forest.ts';
import { aucDrops, shuffled } from './importance.ts';
import { chooseRidge, fitInteractions, interactionP } from './interactions.ts';
import { judgeSideBySide, type Measures } from './side-by-side.ts';

export const CHALLENGERS = ['logistic', 'forest'] as const;
export type ChallengerId = (typeof CHALLENGERS)[number];

/** Rows of landmarks with what was known at them, in an order that does not depend on storage. */
export type ChallengeRows = Omit<TimedRows, 'columns' | 'counts'> & {
  /** Official score 0-100. */
  readonly score: Float64Array;
  /** Dimension scores 0-100, NaN where missing; every row has one at least. */
  readonly dimensions: readonly Float64Array[];
  /** Signal values, NaN where missing. */
  readonly signals: readonly Float64Array[];
};

/** Columns that are shuffled together: indices into `dimensions` and `signals`. */
export type FeatureGroup = { readonly dimensions: readonly number[]; readonly signals: readonly number[] };

export type ChallengeOptions = {
  readonly weights: readonly number[];
  readonly groups: readonly FeatureGroup[];
  readonly accounts: number;
  /** Trees of the forest. */
  readonly trees: number;
  /** Shuffles of each group of columns. */
  readonly repeats: number;
  readonly resamples: number;
  readonly seed: number;
  /** Told what is being done and what share of all is done; may throw to stop. */
  readonly onStep?: (label: string, share: number) => void;
};

export type ChallengedLandmark = {
  readonly landmark: number;
  readonly trained: number;
  readonly trainedChurns: number;
  readonly rows: number;
  readonly churns: number;
  /** Ridge of the logistic regression, chosen inside the training part. */
  readonly ridge: number;
};

export type Challenger = Measures & {
  /** Less the official score, on the same resampled accounts. */
  readonly difference: Measures;
  /** Fall of the AUC with each group of columns shuffled; null where it has none of them. */
  readonly drops: readonly (Estimate | null)[];
};

export type Challenge = {
  readonly tested: readonly ChallengedLandmark[];
  readonly rows: number;
  readonly churns: number;
  readonly official: Measures;
} & { readonly [Id in ChallengerId]: Challenger };

/** Drawn rows a leaf holds at least, and splits down to it at most. */
export const FOREST = { leaf: 10, depth: 20 } as const;
/** Resampled portfolios behind the interval of an importance. */
export const DROP_RESAMPLES = 300;
/** Churns a landmark has to have before it: from so many on weights may be fitted (30-method.md 4.2). */
const LEAST_TRAINED_CHURNS = 20;
/** A challenger at one landmark: what it foretells of the rows tested, and of them with a group of columns dealt anew. */
type Foreteller = {
  readonly p: Float64Array;
  /** Null where it has no column of the group. */
  readonly dealt: (group: FeatureGroup, order: Int32Array) => Float64Array | null;
};

const deal = (column: Float64Array, order: Int32Array): Float64Array =>
  column.map((_, row) => column[order[row] as number] as number);

function logisticAt(
  train: readonly Float64Array[],
  churned: Uint8Array,
  test: Float64Array[],
  ridge: number,
): Foreteller {
  const fit = fitInteractions(train, churned, ridge);
  return {
    p: interactionP(fit, test),
    dealt: ({ dimensions }, order) =>
      dimensions.length === 0
        ? null
        : interactionP(
            fit,
            test.map((column, d) => (dimensions.includes(d) ? deal(column, order) : column)),
          ),
  };
}

function forestAt(
  train: readonly Float64Array[],
  churned: Uint8Array,
  test: readonly Float64Array[],
  signalsFrom: number,
  grow: Pick<ForestOptions, 'trees' | 'seed' | 'onStep'>,
): Foreteller {
  const forest = growForest(train, churned, { ...FOREST, ...grow });
  const coded = encodeFor(forest, test);
  return {
    p: foretell(forest, coded),
    dealt: ({ dimensions, signals }, order) => {
      const columns = [...dimensions, ...signals.map((signal) => signalsFrom + signal)];
      return columns.length === 0 ? null : foretell(forest, dealColumns(coded, columns, order));
    },
  };
}

/**
 * Challengers of the weighted score (30-method.md 4.2, 4.3): a ridge logistic regression on dimension scores and their pairwise
 * products, and a random forest on dimension scores and signal values. At each landmark they learn from the landmarks whose
 * outcome was known by then and foretell its rows; the official score gets its probabilities from a curve fitted on the same
 * earlier rows. Null where no landmark has 20 churns before it. The same rows and seed give the same digits.
 *
 * @param days landmark days, ascending
 */
export function challenge(
  rows: ChallengeRows,
  days: readonly number[],
  { weights, groups, accounts, trees, repeats, resamples, seed, onStep }: ChallengeOptions,
): Challenge | null {
  const { score, dimensions, signals, ...rest } = rows;
  const d = dimensions.length;
  const timed: TimedRows = {
    ...rest,
    columns: [score, ...filledColumns(dimensions, weights), ...dimensions, ...signals],
  };
  const folds = days.flatMap((day, landmark) => {
    const [train, test] = [
      counted(rows, (row) => (rows.horizonEnd[row] as number) <= day),
      counted(rows, (row) => rows.landmarkOf[row] === landmark),
    ];
    const isEnough = train.churns >= LEAST_TRAINED_CHURNS && train.rows - train.churns >= LEAST_TO_RANK;
    return isEnough && test.rows > 0 ? [{ day, landmark, test, train }] : [];
  });
  const size = folds.reduce((sum, { test }) => sum + test.rows, 0);
  const churns = folds.reduce((sum, { test }) => sum + test.churns, 0);
  if (churns === 0 || churns === size) return null;
  const churned = new Uint8Array(size);
  const accountOf = new Int32Array(size);
  const official = { risk: new Float64Array(size), p: new Float64Array(size) };
  const stated = { logistic: new Float64Array(size), forest: new Float64Array(size) };
  const permuted = {
    logistic: groups.map((group) => (group.dimensions.length === 0 ? null : many(repeats, size))),
    forest: groups.map((group) => (group.dimensions.length + group.signals.length === 0 ? null : many(repeats, size))),
  };
  const tested: ChallengedLandmark[] = [];
  const below = dice(seed);
  let from = 0;
  folds.forEach(({ day, landmark, ...counts }, fold) => {
    const [train, test] = [rowsKnownBy(timed, day), rowsAt(timed, landmark)];
    const step = (label: string, share: number): void => onStep?.(label, (0.7 * (fold + share)) / folds.length);
    step('Fitting a logistic regression with interactions', 0);
    const own = (of: TimedRows): Float64Array[] => of.columns.slice(1, 1 + d);
    const n = test.churned.length;
    churned.set(test.churned, from);
    accountOf.set(test.accountOf, from);
    const curve = fitCurve(train.columns[0] as Float64Array, train.churned);
    (test.columns[0] as Float64Array).forEach((health, row) => {
      official.risk[from + row] = 100 - health;
      official.p[from + row] = churnProbability(curve, health);
    });
    const ridge = chooseRidge({ ...train, columns: own(train) }, days);
    const foretellers = {
      logistic: logisticAt(own(train), train.churned, own(test), ridge),
      forest: forestAt(train.columns.slice(1 + d), train.churned, test.columns.slice(1 + d), d, {
        trees,
        seed: seed + landmark,
        onStep: (share) => step('Growing a random forest', 0.1 + 0.5 * share),
      }),
    };
    for (const id of CHALLENGERS) stated[id].set(foretellers[id].p, from);
    for (let repeat = 0; repeat < repeats; repeat++) {
      step('Shuffling what they look at', 0.6 + (0.4 * repeat) / repeats);
      const order = shuffled(n, below);
      groups.forEach((group, at) => {
        for (const id of CHALLENGERS) {
          const room = permuted[id][at];
          const dealt = room && foretellers[id].dealt(group, order);
          if (room && dealt) (room[repeat] as Float64Array).set(dealt, from);
        }
      });
    }
    tested.push({
      landmark,
      trained: counts.train.rows,
      trainedChurns: counts.train.churns,
      rows: n,
      churns: counts.test.churns,
      ridge,
    });
    from += n;
  });

  const judged = { cluster: accountOf, clusters: accounts, outcome: churned };
  const sides = [official, ...CHALLENGERS.map((id) => ({ risk: stated[id], p: stated[id] }))];
  const { own, differences } = judgeSideBySide(sides, judged, {
    resamples,
    seed,
    onStep: (share) => onStep?.('Drawing accounts again and again', 0.7 + 0.15 * share),
  });
  const challengerOf = (id: ChallengerId, at: number): Challenger => {
    const some = permuted[id].flatMap((room, group) => (room ? [{ room, group }] : []));
    const found = aucDrops(
      stated[id],
      some.map(({ room }) => room),
      judged,
      {
        resamples: Math.min(DROP_RESAMPLES, resamples),
        seed,
        onStep: (share) => onStep?.('Drawing accounts again and again', 0.85 + 0.075 * (at + share)),
      },
    );
    const drops: (Estimate | null)[] = groups.map(() => null);
    some.forEach(({ group }, k) => {
      drops[group] = found[k] ?? null;
    });
    return { ...(own[at + 1] as Measures), difference: differences[at] as Measures, drops };
  };
  return {
    tested,
    rows: size,
    churns,
    official: own[0] as Measures,
    logistic: challengerOf('logistic', 0),
    forest: challengerOf('forest', 1),
  };
}

function counted({ churned }: ChallengeRows, include: (row: number) => boolean): { rows: number; churns: number } {
  let [rows, churns] = [0, 0];
  for (let row = 0; row < churned.length; row++) {
    if (!include(row)) continue;
    rows++;
    churns += churned[row] as number;
  }
  return { rows, churns };
}

const many = (count: number, size: number): Float64Array[] =>
  Array.from({ length: count }, () => new Float64Array(size));
