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

/** Visits what pulls an account with H < 50 down: the place of each cost, and its share of the account's score. */
type Visit = (cost: LostPoints, points: number) => void;

function accountVisitor(
  model: HealthModel,
  costs: readonly LostPoints[],
  snapshot: Pick<Snapshot, 'score' | 'dimensions'>,
  referenceOf: (account: number) => ArrayLike<number> | null,
): (account: number, visit: Visit) => void {
  const dims = new Float64Array(model.dimensions.length);
  const lost = new Float64Array(model.dimensions.length);
  return (account, visit) => {
    if (!((snapshot.score[account] as number) < AT_RISK_SCORE)) return;
    for (let d = 0; d < dims.length; d++) dims[d] = snapshot.dimensions[d]?.[account] as number;
    const parts = contributions(model, dims, referenceOf(account));
    lost.fill(0);
    for (const cost of costs) lost[cost.dimension] = (lost[cost.dimension] as number) + (cost.lost[account] as number);
    for (const cost of costs) {
      const points = cost.lost[account] as number;
      const part = parts[cost.dimension] as number;
      if (part < 0 && points > 0) visit(cost, -part * (points / (lost[cost.dimension] as number)));
    }
  };
}

/** Whether a signal pulls an account down: exactly the accounts that {@link riskDrivers} counts for it. */
export function riskDriverReader(
  model: HealthModel,
  costs: readonly LostPoints[],
  snapshot: Pick<Snapshot, 'score' | 'dimensions'>,
  referenceOf: (account: number) => ArrayLike<number> | null,
): (account: number, signal: string) => boolean {
  const visitAccount = accountVisitor(model, costs, snapshot, referenceOf);
  return (account, signal) => {
    let found = false;
    visitAccount(account, (cost) => {
      if (cost.signal === signal) found = true;
    });
    return found;
  };
}

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
  const totals = new Map<string, { accounts: number; last: number; arrPoints: number; dimension: string }>();
  const visitAccount = accountVisitor(model, costs, snapshot, referenceOf);
  for (let account = 0; account < snapshot.score.length; account++) {
    if (include?.[account] === 0) continue;
    visitAccount(account, ({ signal, dimension }, points) => {
      const { id } = model.dimensions[dimension] as HealthModel['dimensions'][number];
      const total = totals.get(signal) ?? { accounts: 0, last: -1, arrPoints: 0, dimension: id };
      // A signal that several rules read pulls an account once.
      if (total.last !== account) total.accounts++;
      total.last = account;
      total.arrPoints += knownArr(arr, account) * points;
      totals.set(signal, total);
    });
  }
  return [...totals]
    .map(([signal, { accounts, arrPoints, dimension }]) => ({
      signal,
      name: signalName(signal),
      dimension,
      accounts,
      arrPoints,
    }))
    .sort((a, b) => b.arrPoints - a.arrPoints || b.accounts - a.accounts || (a.signal < b.signal ? -1 : 1));
}
