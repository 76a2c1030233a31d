import type { HealthModel } from '#shared/model/health-model.ts';
import { NO_TIER } from '../score/thresholds.ts';
import { renormalise } from './renormalise.ts';
import type { WhatIfKernel } from './what-if.ts';

/** What one choice of weights changes against the tiers of now. */
export type TierChurn = {
  /** Accounts that change tier, and their ARR. */
  readonly accounts: number;
  readonly arr: number;
  /** Accounts that come to a better or a worse tier. */
  readonly up: number;
  readonly down: number;
};

/** Area under the curve of a choice of weights on the landmarks, NaN when unknown. */
export type AucOf = (weights: ArrayLike<number>) => number;

export type TornadoStep = TierChurn & {
  /** Percent after the step. */
  readonly weight: number;
  /** AUC after − before, NaN when unknown. */
  readonly deltaAuc: number;
};
export type TornadoBar = { readonly dimension: number; readonly less: TornadoStep; readonly more: TornadoStep };

/**
 * Counts the accounts whose tier differs from reference tiers.
 *
 * @param tier of the kernel's rows after a run, `reference` of the same rows; NO_TIER for none
 * @param arr per account
 */
export function tierChurn(
  kernel: Pick<WhatIfKernel, 'accounts'>,
  tier: Uint8Array,
  reference: Uint8Array,
  arr: ArrayLike<number>,
): TierChurn {
  let accounts = 0;
  let money = 0;
  let up = 0;
  let down = 0;
  for (let row = 0; row < tier.length; row++) {
    const now = tier[row] as number;
    const was = reference[row] as number;
    if (now === was) continue;
    accounts++;
    const value = arr[kernel.accounts[row] as number] as number;
    money += Number.isNaN(value) ? 0 : value;
    if (now === NO_TIER || was === NO_TIER) continue;
    if (now < was) up++;
    else down++;
  }
  return { accounts, arr: money, up, down };
}

/**
 * Sensitivity of tiers and accuracy to each weight: one weight moves by a step, the others share the rest in proportion
 * (30-method.md 5, point 6). A step that would leave 0-100 stops there.
 *
 * @param model the model as edited; `kernel` is of a snapshot with its dimensions
 * @param step percentage points
 */
export function tornado(
  kernel: WhatIfKernel,
  model: HealthModel,
  arr: ArrayLike<number>,
  step: number,
  aucOf: AucOf = () => Number.NaN,
): TornadoBar[] {
  const bounds = model.tiers.map(({ from }) => from);
  const total = model.dimensions.reduce((sum, { weight }) => sum + weight, 0);
  const weights = Object.fromEntries(model.dimensions.map(({ id, weight }) => [id, (100 * weight) / total]));
  const order = (of: Readonly<Record<string, number>>): number[] => model.dimensions.map(({ id }) => of[id] as number);
  const reference = kernel.run(order(weights), bounds, model).tier.slice();
  const now = aucOf(order(weights));
  const stepTo = (id: string, value: number): TornadoStep => {
    const clamped = Math.min(100, Math.max(0, value));
    // a single dimension has nothing to share with: its weight stays
    const moved = renormalise(weights, id, clamped);
    const next = order(moved ?? weights);
    const { tier } = kernel.run(next, bounds, model);
    return {
      weight: moved ? clamped : (weights[id] as number),
      ...tierChurn(kernel, tier, reference, arr),
      deltaAuc: aucOf(next) - now,
    };
  };
  return model.dimensions.map(({ id }, dimension) => ({
    dimension,
    less: stepTo(id, (weights[id] as number) - step),
    more: stepTo(id, (weights[id] as number) + step),
  }));
}
