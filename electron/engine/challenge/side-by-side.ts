import {
  BCA_FROM,
  countChurns,
  type Estimate,
  type Judged,
  type JudgedRows,
  probabilityStatistic,
  type ResampleOptions,
  rankingStatistic,
} from '../validate/accuracy.ts';
import { clusterBootstrap } from '../validate/bootstrap.ts';

/** How one way to score rows does; lower is better for Brier. */
export type Measures = { readonly auc: Estimate; readonly averagePrecision: Estimate; readonly brier: Estimate };

export type SideBySide = {
  readonly own: readonly Measures[];
  /** Of each but the first, less the first. */
  readonly differences: readonly Measures[];
};

const MEASURES = 3;

/**
 * Several ways to score the same rows, and each one's difference to the first, from the same resampled accounts (30-method.md
 * 4.1, 4.2): 95 % intervals.
 */
export function judgeSideBySide(
  sides: readonly Required<Judged>[],
  rows: JudgedRows,
  { resamples, seed, onStep }: ResampleOptions,
): SideBySide {
  const statistics = sides.map(({ risk, p }) => ({
    rank: rankingStatistic(risk, rows),
    probability: probabilityStatistic(p as ArrayLike<number>, rows),
  }));
  const room = new Float64Array(5);
  const differencesAt = sides.length * MEASURES;
  const boot = clusterBootstrap(
    (weight, out) => {
      statistics.forEach(({ rank, probability }, side) => {
        rank(weight, room, 0);
        probability(weight, room, 3);
        out[side * MEASURES] = room[0] as number;
        out[side * MEASURES + 1] = room[1] as number;
        out[side * MEASURES + 2] = room[3] as number;
      });
      for (let at = 0; at + MEASURES < differencesAt; at++)
        out[differencesAt + at] = (out[at + MEASURES] as number) - (out[at % MEASURES] as number);
    },
    {
      clusters: rows.clusters,
      size: (2 * sides.length - 1) * MEASURES,
      resamples,
      seed,
      bca: countChurns(rows) >= BCA_FROM,
      ...(onStep ? { onStep } : {}),
    },
  );
  const estimateAt = (index: number): Estimate => ({ value: boot.value[index] as number, ...boot.interval(index) });
  const measuresAt = (index: number): Measures => ({
    auc: estimateAt(index),
    averagePrecision: estimateAt(index + 1),
    brier: estimateAt(index + 2),
  });
  return {
    own: sides.map((_, side) => measuresAt(side * MEASURES)),
    differences: sides.slice(1).map((_, at) => measuresAt(differencesAt + at * MEASURES)),
  };
}
