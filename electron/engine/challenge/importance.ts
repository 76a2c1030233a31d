import type { Estimate, JudgedRows, ResampleOptions } from '../validate/accuracy.ts';
import { rankingStatistic } from '../validate/accuracy.ts';
import { clusterBootstrap } from '../validate/bootstrap.ts';

/** Order in which rows are dealt the values of other rows of the same landmark; `below(n)` is a whole number from 0 to n − 1. */
export function shuffled(n: number, below: (n: number) => number): Int32Array {
  const order = Int32Array.from({ length: n }, (_, row) => row);
  for (let at = n - 1; at > 0; at--) {
    const other = below(at + 1);
    const moved = order[at] as number;
    order[at] = order[other] as number;
    order[other] = moved;
  }
  return order;
}

/**
 * Permutation importance: how far the AUC falls when a group of columns is shuffled among the rows, the mean over repeats, with
 * the 95 % interval over resampled accounts (30-method.md 4.3). 0 where the columns say nothing; below 0 where shuffling helped by
 * chance.
 *
 * @param risk as foretold, by row
 * @param permuted by group, by repeat: the risk foretold with that group shuffled
 */
export function aucDrops(
  risk: Float64Array,
  permuted: readonly (readonly Float64Array[])[],
  rows: JudgedRows,
  { resamples, seed, onStep }: ResampleOptions,
): Estimate[] {
  const whole = rankingStatistic(risk, rows);
  const groups = permuted.map((repeats) => repeats.map((own) => rankingStatistic(own, rows)));
  const room = new Float64Array(3);
  const boot = clusterBootstrap(
    (weight, out) => {
      whole(weight, room, 0);
      const auc = room[0] as number;
      groups.forEach((repeats, group) => {
        let sum = 0;
        for (const repeat of repeats) {
          repeat(weight, room, 0);
          sum += room[0] as number;
        }
        out[group] = auc - sum / repeats.length;
      });
    },
    { clusters: rows.clusters, size: permuted.length, resamples, seed, ...(onStep ? { onStep } : {}) },
  );
  return permuted.map((_, group) => ({ value: boot.value[group] as number, ...boot.interval(group) }));
}
