import type { HealthModel } from '#shared/model/health-model.ts';
import { NO_TIER } from '../score/thresholds.ts';
import { type AucOf, tierChurn } from './tornado.ts';
import type { WhatIfKernel } from './what-if.ts';

export type ExploredPoint = {
  /** Percent, in the model's order. */
  readonly weights: Float64Array;
  /** Accounts that change tier against the model as it is. */
  readonly changed: number;
  /** NaN when unknown. */
  readonly auc: number;
};

export type Exploration = {
  readonly points: readonly ExploredPoint[];
  /** Tier of each row of the kernel under the model as it is. */
  readonly tier: Uint8Array;
  /** `[row × tiers + tier]`: in how many samples a row has the tier. */
  readonly counts: Uint32Array;
};

/**
 * Scores a portfolio under many weights (30-method.md 5, point 7): accuracy against tier churn, and how often each account
 * is in which tier.
 *
 * @param samples weights in the model's order
 * @param onSample hears after each sample how many are done; may throw to stop
 */
export function explore(
  kernel: WhatIfKernel,
  model: HealthModel,
  arr: ArrayLike<number>,
  samples: readonly Float64Array[],
  { aucOf = () => Number.NaN, onSample }: { readonly aucOf?: AucOf; readonly onSample?: (done: number) => void } = {},
): Exploration {
  const tiers = model.tiers.length;
  const bounds = model.tiers.map(({ from }) => from);
  const own = model.dimensions.map(({ weight }) => weight);
  const reference = kernel.run(own, bounds, model).tier.slice();
  const counts = new Uint32Array(reference.length * tiers);
  const points = samples.map((weights, at) => {
    const { tier } = kernel.run(weights, bounds, model);
    for (let row = 0; row < tier.length; row++) {
      const now = tier[row] as number;
      if (now === NO_TIER) continue;
      const cell = row * tiers + now;
      counts[cell] = (counts[cell] as number) + 1;
    }
    const { accounts } = tierChurn(kernel, tier, reference, arr);
    onSample?.(at + 1);
    return { weights, changed: accounts, auc: aucOf(weights) };
  });
  return { points, tier: reference, counts };
}

export type TernaryCell = {
  /** Percent of the three dimensions; they add up to what the three have together. */
  readonly weights: readonly [number, number, number];
  readonly changed: number;
  readonly changedArr: number;
  readonly auc: number;
};

/**
 * All ways three weights can share what they have together, in `steps` equal parts a side; the other weights stay
 * (30-method.md 5, point 7). (steps + 1)(steps + 2) ÷ 2 cells.
 *
 * @param chosen indexes of three dimensions
 */
export function ternaryGrid(
  kernel: WhatIfKernel,
  model: HealthModel,
  arr: ArrayLike<number>,
  chosen: readonly [number, number, number],
  steps: number,
  aucOf: AucOf = () => Number.NaN,
): { readonly total: number; readonly cells: readonly TernaryCell[] } {
  const bounds = model.tiers.map(({ from }) => from);
  const all = model.dimensions.reduce((sum, { weight }) => sum + weight, 0);
  const own = model.dimensions.map(({ weight }) => (100 * weight) / all);
  const reference = kernel.run(own, bounds, model).tier.slice();
  const total = chosen.reduce((sum, d) => sum + (own[d] as number), 0);
  const cells: TernaryCell[] = [];
  for (let first = 0; first <= steps; first++) {
    for (let second = 0; second <= steps - first; second++) {
      const weights = [first, second, steps - first - second].map((part) => (total * part) / steps) as [
        number,
        number,
        number,
      ];
      const next = own.slice();
      chosen.forEach((d, at) => {
        next[d] = weights[at] as number;
      });
      const { tier } = kernel.run(next, bounds, model);
      const churn = tierChurn(kernel, tier, reference, arr);
      cells.push({ weights, changed: churn.accounts, changedArr: churn.arr, auc: aucOf(next) });
    }
  }
  return { total, cells };
}
