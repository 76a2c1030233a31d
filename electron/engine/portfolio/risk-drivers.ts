import { AT_RISK_SCORE, type HealthModel } from '#shared/model/health-model.ts';
import { signalDefinition } from '#shared/model/signals.ts';
import { contributions } from '../explain/contributions.ts';
import { signalPoints } from '../explain/signal-points.ts';
import type { Snapshot } from '../score/snapshot.ts';
import { type SignalTable, signalReader } from '../signals/table.ts';
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
 * 2.6). A dimension's negative contribution is split over its bad rules and parts in proportion to the points they cost. A contribution
 * without a bad rule behind it belongs to no signal and is left out.
 *
 * @param table signals of the same accounts and day as the snapshot
 * @param reference dimension scores contributions compare with; 50 when absent
 */
export function riskDrivers(
  model: HealthModel,
  table: SignalTable,
  snapshot: Pick<Snapshot, 'score' | 'dimensions'>,
  arr: ArrayLike<number>,
  reference: ArrayLike<number> | null = null,
  include?: Selection,
): RiskDriver[] {
  const totals = new Map<string, { accounts: number; arrPoints: number; dimension: string }>();
  const dims = new Float64Array(model.dimensions.length);
  for (let account = table.from; account < table.to; account++) {
    const score = snapshot.score[account] as number;
    if (!(score < AT_RISK_SCORE) || include?.[account] === 0) continue;
    for (let d = 0; d < dims.length; d++) dims[d] = snapshot.dimensions[d]?.[account] as number;
    const parts = contributions(model, dims, reference);
    const bad = signalPoints(model, signalReader(table, account)).filter((point) => point.lost > 0);
    model.dimensions.forEach((dimension, d) => {
      const part = parts[d] as number;
      if (!(part < 0)) return;
      const own = bad.filter((point) => point.dimension === dimension.id);
      const lost = own.reduce((sum, point) => sum + point.lost, 0);
      for (const point of own) {
        const total = totals.get(point.signal) ?? { accounts: 0, arrPoints: 0, dimension: dimension.id };
        total.accounts++;
        total.arrPoints += knownArr(arr, account) * -part * (point.lost / lost);
        totals.set(point.signal, total);
      }
    });
  }
  return [...totals]
    .map(([signal, total]) => ({ signal, name: signalDefinition(signal)?.name ?? signal, ...total }))
    .sort((a, b) => b.arrPoints - a.arrPoints || b.accounts - a.accounts || (a.signal < b.signal ? -1 : 1));
}
