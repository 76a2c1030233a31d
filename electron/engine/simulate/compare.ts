import { type HealthModel, TIER_ROLES } from '#shared/model/health-model.ts';
import { effectiveWeights } from '../explain/contributions.ts';
import {
  type HealthSummary,
  knownArr,
  scoreHistogram,
  summariseHealth,
  type TierCount,
  tierCounts,
} from '../portfolio/aggregates.ts';
import { weightsOf } from '../score/composite.ts';
import type { Snapshot } from '../score/snapshot.ts';
import { NO_TIER, thresholdsFor } from '../score/thresholds.ts';
import { boundReason } from './bound-reason.ts';
import type { Mover } from './movers.ts';
import type { Moved } from './sums.ts';

/** A model with its scores; both sides of a comparison have the same accounts on the same day. */
export type ComparedModel = { readonly model: HealthModel; readonly snapshot: Snapshot };

/** Accounts with a score of one side, provisional ones included; tiers in the order of its model. */
export type ComparedSide = {
  readonly summary: HealthSummary;
  readonly tiers: readonly TierCount[];
  /** Accounts per 2.5-point bin. */
  readonly histogram: readonly number[];
};

export type ModelComparison = {
  readonly before: ComparedSide;
  readonly after: ComparedSide;
  /** Pairs of tiers with at least one account, as indexes in the tiers of each side's model. */
  readonly migration: readonly (Moved & { readonly from: number; readonly to: number })[];
  readonly movedUp: Moved;
  readonly movedDown: Moved;
  readonly lostScore: Moved;
  readonly gainedScore: Moved;
  /** Accounts that moved up or down, largest ARR first, then by account. */
  readonly movers: readonly Mover[];
  readonly moversTotal: number;
};

/**
 * Rank of each tier of both models on one scale, 0 best. Models with the same tiers are compared tier by tier; other ones
 * through the colours of the roles, never by name (30-method.md 5, point 4).
 */
export function tierRanks(before: HealthModel, after: HealthModel): readonly [readonly number[], readonly number[]] {
  const same =
    before.tiers.length === after.tiers.length &&
    before.tiers.every((tier, at) => tier.name === after.tiers[at]?.name && tier.role === after.tiers[at]?.role);
  const rank = (model: HealthModel): number[] =>
    model.tiers.map((tier, at) => (same ? at : TIER_ROLES.indexOf(tier.role)));
  return [rank(before), rank(after)];
}

function sideOf({ model, snapshot }: ComparedModel, arr: ArrayLike<number>): ComparedSide {
  return {
    summary: summariseHealth(snapshot, arr),
    tiers: tierCounts(model, snapshot, arr),
    histogram: scoreHistogram(model, snapshot).map((bin) => bin.reduce((sum, accounts) => sum + accounts, 0)),
  };
}

const share = (weight: number): string => `${Math.round(weight * 1000) / 10}%`;
const points = (value: number): string => `${Math.round(value * 10) / 10}`;

/**
 * Why an account scores differently: the dimension that moved it most in the direction it went. The parts
 * w′ₙ(sₙ − sₒ) + (w′ₙ − w′ₒ)(sₒ − Hₒ), and w′ₙ(sₙ − Hₒ) or −w′ₒ(sₒ − Hₒ) where only one side knows the dimension, add up to
 * the change of the score.
 */
function reasonOf(
  before: ComparedModel,
  after: ComparedModel,
  account: number,
  { direction, segment }: { readonly direction: number; readonly segment: string },
): Pick<Mover, 'dimension' | 'effect' | 'reason'> {
  const cuts = ({ model }: ComparedModel) => ({
    tiers: model.tiers,
    bounds: thresholdsFor(model, segment),
  });
  const moved = boundReason(cuts(before), cuts(after), {
    before: before.snapshot.score[account] as number,
    after: after.snapshot.score[account] as number,
    from: before.snapshot.tier[account] as number,
    to: after.snapshot.tier[account] as number,
    direction,
  });
  if (moved !== null) return { dimension: null, effect: 0, reason: moved };
  const dims = ({ snapshot }: ComparedModel): Float64Array =>
    Float64Array.from(snapshot.dimensions, (column) => column[account] as number);
  const [oldDims, newDims] = [dims(before), dims(after)];
  const oldWeights = effectiveWeights(weightsOf(before.model), oldDims);
  const newWeights = effectiveWeights(weightsOf(after.model), newDims);
  const health = before.snapshot.score[account] as number;
  const ids = [...new Set([...after.model.dimensions, ...before.model.dimensions].map((dimension) => dimension.id))];
  let best: Pick<Mover, 'dimension' | 'effect' | 'reason'> = {
    dimension: null,
    effect: 0,
    reason: 'Tiers or flags differ',
  };
  for (const id of ids) {
    const o = before.model.dimensions.findIndex((dimension) => dimension.id === id);
    const n = after.model.dimensions.findIndex((dimension) => dimension.id === id);
    const [oldScore, newScore] = [oldDims[o] ?? Number.NaN, newDims[n] ?? Number.NaN];
    const [oldWeight, newWeight] = [oldWeights[o] ?? Number.NaN, newWeights[n] ?? Number.NaN];
    const [isOld, isNew] = [!Number.isNaN(oldWeight), !Number.isNaN(newWeight)];
    if (!isOld && !isNew) continue;
    const name = (after.model.dimensions[n] ?? before.model.dimensions[o])?.name ?? id;
    const effect =
      isOld && isNew
        ? newWeight * (newScore - oldScore) + (newWeight - oldWeight) * (oldScore - health)
        : isNew
          ? newWeight * (newScore - health)
          : -oldWeight * (oldScore - health);
    if (effect * direction <= best.effect * direction) continue;
    const reason =
      isOld && isNew
        ? [
            newScore === oldScore
              ? `${name} at ${points(newScore)}`
              : `${name} is ${points(newScore)} instead of ${points(oldScore)}`,
            newWeight === oldWeight ? '' : ` counts ${share(newWeight)} instead of ${share(oldWeight)}`,
          ].join(newScore === oldScore || newWeight === oldWeight ? '' : ' and')
        : isNew
          ? `${name} at ${points(newScore)} counts ${share(newWeight)}, before not at all`
          : `${name} at ${points(oldScore)} counts no more, before ${share(oldWeight)}`;
    best = { dimension: id, effect, reason };
  }
  return best;
}

/**
 * What scoring by another model changes on one day: tiers, migration, accounts that move up or down, with the reason
 * (30-method.md 5, points 3 and 4).
 *
 * @param arr ARR per account in workspace currency, NaN unknown
 * @param limit movers to name at most
 * @param segments segment per account, for bounds that segments shift
 */
export function compareModels(
  before: ComparedModel,
  after: ComparedModel,
  arr: ArrayLike<number>,
  limit: number,
  segments: readonly string[] = [],
): ModelComparison {
  const [oldRanks, newRanks] = tierRanks(before.model, after.model);
  const [oldTiers, newTiers] = [before.snapshot.tier, after.snapshot.tier];
  const width = newRanks.length;
  const accounts = new Float64Array(oldRanks.length * width);
  const money = new Float64Array(oldRanks.length * width);
  const none = (): { accounts: number; arr: number } => ({ accounts: 0, arr: 0 });
  const [movedUp, movedDown, lostScore, gainedScore] = [none(), none(), none(), none()];
  const byArr = (a: number, b: number): number => knownArr(arr, b) - knownArr(arr, a) || a - b;
  let moved: number[] = [];
  let least = Number.NEGATIVE_INFINITY;
  let moversTotal = 0;
  for (let account = 0; account < oldTiers.length; account++) {
    const from = oldTiers[account] as number;
    const to = newTiers[account] as number;
    if (from === NO_TIER && to === NO_TIER) continue;
    const value = knownArr(arr, account);
    let into: { accounts: number; arr: number } | null = null;
    if (to === NO_TIER) into = lostScore;
    else if (from === NO_TIER) into = gainedScore;
    else {
      const cell = from * width + to;
      accounts[cell] = (accounts[cell] as number) + 1;
      money[cell] = (money[cell] as number) + value;
      const step = (newRanks[to] as number) - (oldRanks[from] as number);
      if (step === 0) continue;
      into = step < 0 ? movedUp : movedDown;
      moversTotal++;
      if (value >= least) moved.push(account);
      if (moved.length >= 4096 && moved.length >= limit * 2) {
        moved = moved.sort(byArr).slice(0, limit);
        // later accounts come after earlier ones of the same ARR, so those with less are out for good
        least = limit === 0 ? Number.POSITIVE_INFINITY : knownArr(arr, moved[limit - 1] as number);
      }
    }
    into.accounts++;
    into.arr += value;
  }
  const migration: (Moved & { from: number; to: number })[] = [];
  accounts.forEach((count, cell) => {
    if (count > 0)
      migration.push({ from: Math.floor(cell / width), to: cell % width, accounts: count, arr: money[cell] as number });
  });
  const movers = moved
    .sort(byArr)
    .slice(0, limit)
    .map((account) => ({
      account,
      arr: knownArr(arr, account),
      before: before.snapshot.score[account] as number,
      after: after.snapshot.score[account] as number,
      fromTier: oldTiers[account] as number,
      toTier: newTiers[account] as number,
      ...reasonOf(before, after, account, {
        direction: Math.sign(
          (oldRanks[oldTiers[account] as number] as number) - (newRanks[newTiers[account] as number] as number),
        ),
        segment: segments[account] ?? '',
      }),
    }));
  return {
    before: sideOf(before, arr),
    after: sideOf(after, arr),
    migration,
    movedUp,
    movedDown,
    lostScore,
    gainedScore,
    movers,
    moversTotal,
  };
}
