import type { HealthModel } from '#shared/model/health-model.ts';
import { weightsOf } from '../score/composite.ts';
import { isSameSeries, PHASE } from '../score/onboarding.ts';
import type { Snapshot } from '../score/snapshot.ts';
import type { Selection } from './aggregates.ts';

type Scores = Pick<Snapshot, 'score' | 'phase' | 'dimensions'>;

/** Parts of a change of mean health, in score points; `before + Σ parts = after`. */
export type MeanChange = {
  /** Mean H of the accounts with a score on each day, null without any. */
  readonly before: number | null;
  readonly after: number | null;
  /** Accounts with a score of one series on both days. */
  readonly compared: number;
  /** By dimension, model order: changes on the dimensions an account has on both days. */
  readonly behaviour: Float64Array;
  /** Changes of onboarding scores. */
  readonly onboarding: number;
  /** Dimensions that appeared or vanished. */
  readonly coverage: number;
  /** Accounts that came, went, gained or lost a score, or left onboarding. */
  readonly accounts: number;
};

/**
 * Splits the change of mean health between two days under one model version into behaviour by dimension, missing data and
 * the accounts that came and went (30-method.md 2.6, summed over accounts). An account's behaviour is Σ w′Δs over the
 * dimensions it has on both days; the rest of its ΔH is missing data.
 */
export function meanChange(model: HealthModel, before: Scores, after: Scores, include?: Selection): MeanChange {
  const weights = weightsOf(model);
  const size = weights.length;
  const behaviour = new Float64Array(size);
  const sums = { before: 0, after: 0, commonBefore: 0, commonAfter: 0, onboarding: 0, explained: 0 };
  let withBefore = 0;
  let withAfter = 0;
  let compared = 0;
  for (let account = 0; account < after.score.length; account++) {
    if (include?.[account] === 0) continue;
    const from = before.score[account] as number;
    const to = after.score[account] as number;
    if (!Number.isNaN(from)) {
      withBefore++;
      sums.before += from;
    }
    if (!Number.isNaN(to)) {
      withAfter++;
      sums.after += to;
    }
    const phase = after.phase[account] as number;
    if (Number.isNaN(from) || Number.isNaN(to) || !isSameSeries(before.phase[account] as number, phase)) continue;
    compared++;
    sums.commonBefore += from;
    sums.commonAfter += to;
    if (phase !== PHASE.standard) {
      sums.onboarding += to - from;
      continue;
    }
    let common = 0;
    for (let d = 0; d < size; d++)
      if (!Number.isNaN((before.dimensions[d]?.[account] as number) + (after.dimensions[d]?.[account] as number)))
        common += weights[d] as number;
    if (common === 0) continue;
    for (let d = 0; d < size; d++) {
      const moved = (after.dimensions[d]?.[account] as number) - (before.dimensions[d]?.[account] as number);
      if (Number.isNaN(moved)) continue;
      const part = ((weights[d] as number) * moved) / common;
      behaviour[d] = (behaviour[d] as number) + part;
      sums.explained += part;
    }
  }
  const share = (sum: number): number => (compared === 0 ? 0 : sum / compared);
  const mean = (sum: number, count: number): number | null => (count === 0 ? null : sum / count);
  const moved = share(sums.commonAfter - sums.commonBefore);
  const [first, last] = [mean(sums.before, withBefore), mean(sums.after, withAfter)];
  return {
    before: first,
    after: last,
    compared,
    behaviour: behaviour.map(share),
    onboarding: share(sums.onboarding),
    coverage: share(sums.commonAfter - sums.commonBefore - sums.onboarding - sums.explained),
    accounts: first === null || last === null ? 0 : last - first - moved,
  };
}
