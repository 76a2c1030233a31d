import type { HealthModel } from '#shared/model/health-model.ts';
import { effectiveWeights } from '../explain/contributions.ts';
import { weightsOf } from '../score/composite.ts';
import { NO_TIER } from '../score/thresholds.ts';
import { boundReason } from './bound-reason.ts';

export type Mover = {
  readonly account: number;
  /** 0 when unknown. */
  readonly arr: number;
  readonly before: number;
  readonly after: number;
  readonly fromTier: number;
  readonly toTier: number;
  /** The dimension whose change of weight moved the account most in the direction it went; null when bounds or flags moved it. */
  readonly dimension: string | null;
  /** Its weight change × (sᵢ − H), score points. */
  readonly effect: number;
  /** The reason in words. */
  readonly reason: string;
};

export type MoverColumns = {
  readonly model: HealthModel;
  readonly accounts: Int32Array;
  readonly arr: Float64Array;
  /** Zero-filled dimension scores. */
  readonly columns: readonly Float64Array[];
  /** `[pattern × dimensions + d]`: 1 for a known dimension. */
  readonly known: Uint8Array;
  readonly patternOf: Uint32Array;
  readonly beforeScore: Float64Array;
  readonly beforeTier: Uint8Array;
  readonly score: Float64Array;
  readonly tier: Uint8Array;
  readonly weights: Float64Array;
  /** Lower bounds `[group × tiers + tier]` of both sides, and the group of each row. */
  readonly groupOf: Uint32Array;
  readonly boundsBefore: Float64Array;
  readonly boundsAfter: Float64Array;
};

const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`;

function boundsOf(input: MoverColumns, row: number): string | null {
  const { model, groupOf, boundsBefore, boundsAfter, beforeTier, tier } = input;
  const { tiers } = model;
  const first = (groupOf[row] as number) * tiers.length;
  const cuts = (bounds: Float64Array) => ({ tiers, bounds: bounds.subarray(first, first + tiers.length) });
  const [from, to] = [beforeTier[row] as number, tier[row] as number];
  const [before, after] = [input.beforeScore[row] as number, input.score[row] as number];
  return boundReason(cuts(boundsBefore), cuts(boundsAfter), {
    before,
    after,
    from,
    to,
    direction: Math.sign(from - to),
  });
}

function describe(input: MoverColumns, row: number): Pick<Mover, 'dimension' | 'effect' | 'reason'> {
  const { model, columns, known, patternOf, beforeScore, score, weights } = input;
  const moved = boundsOf(input, row);
  if (moved !== null) return { dimension: null, effect: 0, reason: moved };
  const width = model.dimensions.length;
  const at = (patternOf[row] as number) * width;
  const mask = Float64Array.from({ length: width }, (_, d) => (known[at + d] === 1 ? 0 : Number.NaN));
  const old = effectiveWeights(weightsOf(model), mask);
  const now = effectiveWeights(weights, mask);
  const health = beforeScore[row] as number;
  const direction = Math.sign((score[row] as number) - health);
  let best = -1;
  let effect = 0;
  for (let d = 0; d < width; d++) {
    if (Number.isNaN(mask[d] as number)) continue;
    const part = ((now[d] as number) - (old[d] as number)) * ((columns[d]?.[row] as number) - health);
    if (part * direction > effect * direction) {
      best = d;
      effect = part;
    }
  }
  const dimension = model.dimensions[best];
  if (!dimension) return { dimension: null, effect: 0, reason: 'Tiers or flags differ' };
  const value = Math.round((columns[best]?.[row] as number) * 10) / 10;
  return {
    dimension: dimension.id,
    effect,
    reason: `${dimension.name} at ${value} counts ${percent(now[best] as number)} instead of ${percent(old[best] as number)}`,
  };
}

/** Rows whose tier differs from the snapshot's, largest ARR first, then in order of the accounts; at most `limit` of them. */
function largestMoved({ model, accounts, arr, beforeTier, tier }: MoverColumns, limit: number): readonly number[] {
  const tiers = model.tiers.length;
  const best: number[] = [];
  let least = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < accounts.length; row++) {
    const from = beforeTier[row] as number;
    const to = tier[row] as number;
    if (from === to || from === tiers || to === NO_TIER) continue;
    const value = arr[row] as number;
    if (best.length === limit) {
      if (value <= least) continue;
      best.pop();
    }
    let at = best.length;
    while (at > 0 && (arr[best[at - 1] as number] as number) < value) at--;
    best.splice(at, 0, row);
    if (best.length === limit) least = arr[best[limit - 1] as number] as number;
  }
  return best;
}

/** Accounts whose tier differs from the snapshot's, largest ARR first, then by account; at most `limit` of them. */
export function findMovers(input: MoverColumns, limit: number): Mover[] {
  const { accounts, arr, beforeTier, tier, beforeScore, score } = input;
  return largestMoved(input, limit).map((row) => ({
    account: accounts[row] as number,
    arr: arr[row] as number,
    before: beforeScore[row] as number,
    after: score[row] as number,
    fromTier: beforeTier[row] as number,
    toTier: tier[row] as number,
    ...describe(input, row),
  }));
}
