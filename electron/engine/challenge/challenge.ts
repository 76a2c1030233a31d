import { rowsAt, rowsKnownBy, type TimedRows } from '../calibrate/timed-rows.ts';
import { filledColumns } from '../calibrate/weight-fit.ts';
import type { Estimate } from '../validate/accuracy.ts';
import { LEAST_TO_RANK } from '../validate/gates.ts';
import { churnProbability, fitCurve } from '../validate/probability.ts';
import { rocAuc } from '../validate/ranking.ts';
import { dice, encodeFor, foretellDealt, growForest } from './forest.ts';
import { aucDrops, shuffled } from './importance.ts';
import { chooseRidge, fitInteractions, interactionP } from './interactions.ts';
import { judgeSideBySide, type Measures } from './side-by-side.ts';

export const CHALLENGERS = ['logistic', 'forest'] as const;
export type ChallengerId = (typeof CHALLENGERS)[number];

/** Rows of landmarks with what was known at them, in an order that does not depend on storage. */
export type ChallengeRows = Omit<TimedRows, 'columns' | 'counts'> & {
  /** Official score 0-100. */
  readonly score: Float64Array;
  /** Dimension scores 0-100, NaN where missing. */
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
  /** The signals the forest would miss most, each shuffled alone; index into the signals given. */
  readonly signals: readonly { readonly signal: number; readonly drop: Estimate }[];
} & { readonly [Id in ChallengerId]: Challenger };

/** Drawn rows a leaf holds at least, and splits down to it at most. */
export const FOREST = { leaf: 10, depth: 20 } as const;
/** Resampled portfolios behind the interval of an importance. */
export const DROP_RESAMPLES = 300;
/** Signals that are judged one by one. */
const LEADING_SIGNALS = 8;
/** Churns a landmark has to have before it: from so many on weights may be fitted (30-method.md 4.2). */
const LEAST_TRAINED_CHURNS = 20;
/** What a challenger foretells of the rows tested at a landmark, and with each set of columns dealt anew, by repeat. */
type Foretold = { readonly p: Float64Array; readonly dealt: readonly (readonly Float64Array[])[] };

const deal = (column: Float64Array, order: Int32Array): Float64Array =>
  column.map((_, row) => column[order[row] as number] as number);

function logisticAt(
  train: readonly Float64Array[],
  churned: Uint8Array,
  test: readonly Float64Array[],
  ridge: number,
  sets: readonly (readonly number[])[],
  orders: readonly Int32Array[],
): Foretold {
  const fit = fitInteractions(train, churned, ridge);
  return {
    p: interactionP(fit, test),
    dealt: sets.map((set) =>
      orders.map((order) =>
        interactionP(
          fit,
          test.map((column, d) => (set.includes(d) ? deal(column, order) : column)),
        ),
      ),
    ),
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
    columns: [score, ...wholeColumns(dimensions, weights), ...dimensions, ...signals],
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
  // Sets of columns that are dealt: the groups a challenger sees anything of, and every signal alone for the forest.
  const inForest = groups.map(({ dimensions: scores, signals: own }) => [
    ...scores,
    ...own.map((signal) => d + signal),
  ]);
  const sets = {
    logistic: groups.map(({ dimensions: scores }) => scores),
    forest: [...inForest, ...signals.map((_, signal) => [d + signal])],
  };
  const roomFor = (id: ChallengerId) => ({
    p: new Float64Array(size),
    dealt: sets[id].map((set) => (set.length === 0 ? [] : many(repeats, size))),
  });
  const stated = { logistic: roomFor('logistic'), forest: roomFor('forest') };
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
    const orders = Array.from({ length: repeats }, () => shuffled(n, below));
    const forest = growForest(train.columns.slice(1 + d), train.churned, {
      ...FOREST,
      trees,
      seed: seed + landmark,
      onStep: (share) => step('Growing a random forest', 0.1 + 0.4 * share),
    });
    const foretold = {
      logistic: logisticAt(own(train), train.churned, own(test), ridge, sets.logistic, orders),
      forest: foretellDealt(forest, encodeFor(forest, test.columns.slice(1 + d)), sets.forest, orders, (share) =>
        step('Shuffling what it looks at', 0.5 + 0.5 * share),
      ),
    };
    for (const id of CHALLENGERS) {
      stated[id].p.set(foretold[id].p, from);
      stated[id].dealt.forEach((room, set) => {
        room.forEach((into, repeat) => {
          into.set(foretold[id].dealt[set]?.[repeat] as Float64Array, from);
        });
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
  const sides = [official, ...CHALLENGERS.map((id) => ({ risk: stated[id].p, p: stated[id].p }))];
  const label = 'Drawing accounts again and again';
  const { own, differences } = judgeSideBySide(sides, judged, {
    resamples,
    seed,
    onStep: (share) => onStep?.(label, 0.7 + 0.15 * share),
  });
  const dropsOf = (id: ChallengerId, chosen: readonly number[], start: number): Estimate[] =>
    aucDrops(
      stated[id].p,
      chosen.map((set) => stated[id].dealt[set] as Float64Array[]),
      judged,
      {
        resamples: Math.min(DROP_RESAMPLES, resamples),
        seed,
        onStep: (share) => onStep?.(label, start + 0.05 * share),
      },
    );
  const challengerOf = (id: ChallengerId, at: number): Challenger => {
    const seen = [...groups.keys()].filter((group) => (sets[id][group] as readonly number[]).length > 0);
    const found = dropsOf(id, seen, 0.85 + 0.05 * at);
    const drops: (Estimate | null)[] = groups.map(() => null);
    seen.forEach((group, k) => {
      drops[group] = found[k] ?? null;
    });
    return { ...(own[at + 1] as Measures), difference: differences[at] as Measures, drops };
  };
  const auc = rocAuc(stated.forest.p, churned);
  const single = signals
    .map((_, signal) => {
      const repeated = stated.forest.dealt[groups.length + signal] as Float64Array[];
      return { signal, drop: auc - repeated.reduce((sum, p) => sum + rocAuc(p, churned), 0) / repeats };
    })
    .sort((a, b) => b.drop - a.drop || a.signal - b.signal)
    .slice(0, LEADING_SIGNALS);
  const singleDrops = dropsOf(
    'forest',
    single.map(({ signal }) => groups.length + signal),
    0.95,
  );
  return {
    tested,
    rows: size,
    churns,
    official: own[0] as Measures,
    logistic: challengerOf('logistic', 0),
    forest: challengerOf('forest', 1),
    signals: single.map(({ signal }, k) => ({ signal, drop: singleDrops[k] as Estimate })),
  };
}

/** Dimension scores without gaps; a row with none of them (the others are suspected leaks) stands in the middle. */
function wholeColumns(dimensions: readonly Float64Array[], weights: readonly number[]): Float64Array[] {
  return filledColumns(dimensions, weights).map((column) => column.map((value) => (Number.isNaN(value) ? 0.5 : value)));
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
