import type { HealthModel, OnboardingPolicy } from '#shared/model/health-model.ts';
import { groupBounds, type ThresholdSets, thresholdsFor } from './thresholds.ts';

/**
 * Which model an account's official score is from: the standard one, the onboarding model alone, or the onboarding model
 * with the standard score beside it as a preview (30-method.md 2.7, C18).
 */
export const PHASE = { standard: 0, onboarding: 1, onboardingWithPreview: 2 } as const;

/** Phase of an active account on a day of its onboarding; NaN, an account without a known start, is standard. */
export function phaseOf(policy: NonNullable<OnboardingPolicy>, onboardingDay: number): number {
  if (!(onboardingDay <= policy.lastDay)) return PHASE.standard;
  return onboardingDay < policy.previewFrom ? PHASE.onboarding : PHASE.onboardingWithPreview;
}

/** Scores of different series are never compared: not their changes, trends or confirmed tiers (30-method.md 2.7). */
export function isSameSeries(phase: number, other: number): boolean {
  return (phase === PHASE.standard) === (other === PHASE.standard);
}

/** Index of the best tier that reaches the model's healthy bound, and of the worst one that reaches its at-risk bound. */
export function healthyTier(model: HealthModel): number {
  return model.tiers.findIndex((tier) => tier.from <= model.healthyBound);
}
function lastTierNotAtRisk(model: HealthModel): number {
  return model.tiers.findLastIndex((tier) => tier.from >= model.atRiskBound);
}

/** Index of the tier just below the model's at-risk bound. */
export function atRiskTier(model: HealthModel): number {
  return Math.min(lastTierNotAtRisk(model) + 1, model.tiers.length - 1);
}

/**
 * Lower bounds, in the official model's tiers, of a score of the onboarding model: tiers are matched by meaning. From the
 * onboarding model's healthy bound on an account is in the official tier at the healthy bound, below its at-risk bound in
 * the one just below the at-risk bound, in between just below healthy. Better tiers cannot be reached.
 */
export function onboardingBounds(model: HealthModel, onboarding: HealthModel, segment: string): number[] {
  const own = thresholdsFor(onboarding, segment);
  const healthy = own[healthyTier(onboarding)] as number;
  const atRisk = own[lastTierNotAtRisk(onboarding)] as number;
  const best = healthyTier(model);
  const worst = atRiskTier(model);
  return model.tiers.map((_, tier) => {
    if (tier < best) return Number.POSITIVE_INFINITY;
    if (tier === best) return healthy;
    return tier < worst ? atRisk : 0;
  });
}

/** {@link onboardingBounds} of every account. */
export function onboardingSets(
  model: HealthModel,
  onboarding: HealthModel,
  segments: readonly string[],
): ThresholdSets {
  return groupBounds(segments, (segment) => onboardingBounds(model, onboarding, segment));
}
