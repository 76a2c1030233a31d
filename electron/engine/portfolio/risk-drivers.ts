import { AT_RISK_SCORE, type HealthModel } from '#shared/model/health-model.ts';
import { signalName } from '#shared/model/rule-text.ts';
import { contributions } from '../explain/contributions.ts';
import type { LostPoints } from '../explain/lost-points.ts';
import type { Snapshot } from '../score/snapshot.ts';
import { knownArr, type Selection } from './aggregates.ts';

export type RiskDriver = {
  readonly signal: string;
  readonly name: string;
  readonly dimension: string;
  /** At-risk accounts in which the signal is bad. */
  readonly accounts: number;
  /** Σ ARR × share of the negative contribution, in currency × score points. */
  readonly arrPoints: number;
};

/**
 * What pulls the accounts with H < 50 down: ARR × |negative contribution|, summed by signal, largest first (30-method.md
 * 2.6). A dimension's negative contribution is split over its bad rules and parts in proportion to the points they cost. A
 * contribution without a bad rule behind it belongs to no signal and is left out.
 *
 * @param costs what every rule and part costs, of the same accounts and day as the snapshot
 * @param referenceOf dimension scores the contributions of an account compare with; 50 for none
 */
export function riskDrivers(
  model: HealthModel,
  costs: readonly LostPoints[],
  snapshot: Pick<Snapshot, 'score' | 'dimensions'>,
  arr: ArrayLike<number>,
  referenceOf: (account: number) => ArrayLike<number> | null = () => null,
  include?: Selection,
): RiskDriver[] {
  const totals = new Map<string, { accounts: number; arrPoints: number; dimension: string }>();
  const dims = new Float64Array(model.dimensions.length);
  const lost = new Float64Array(model.dimensions.length);
  for (let account = 0; account < snapshot.score.length; account++) {
    const score = snapshot.score[account] as number;
    if (!(score < AT_RISK_SCORE) || include?.[account] === 0) continue;
    for (let d = 0; d < dims.length; d++) dims[d] = snapshot.dimensions[d]?.[account] as number;
    const parts = contributions(model, dims, referenceOf(account));
    lost.fill(0);
    for (const cost of costs) lost[cost.dimension] = (lost[cost.dimension] as number) + (cost.lost[account] as number);
    for (const cost of costs) {
      const points = cost.lost[account] as number;
      const part = parts[cost.dimension] as number;
      if (!(part < 0) || points <= 0) continue;
      const { id } = model.dimensions[cost.dimension] as HealthModel['dimensions'][number];
      const total = totals.get(cost.signal) ?? { accounts: 0, arrPoints: 0, dimension: id };
      total.accounts++;
      total.arrPoints += knownArr(arr, account) * -part * (points / (lost[cost.dimension] as number));
      totals.set(cost.signal, total);
    }
  }
  return [...totals]
    .map(([signal, total]) => ({ signal, name: signalName(signal), ...total }))
    .sort((a, b) => b.arrPoints - a.arrPoints || b.accounts - a.accounts || (a.signal < b.signal ? -1 : 1));
}
