import { round6 } from '../math/round.ts';

/** What the health of one person is made of, with the points of each part (30-method.md 2.7). */
export const USER_PARTS = [
  { id: 'recency', name: 'Last activity', max: 40 },
  { id: 'frequency', name: 'Active days of the last 28', max: 30 },
  { id: 'breadth', name: 'Features used', max: 20 },
  { id: 'training', name: 'Training', max: 5 },
  { id: 'community', name: 'Community and email', max: 5 },
] as const;

/** What is known of one person on a day; NaN where the data does not say. */
export type PersonActivity = {
  /** Days since the last login or activity, Infinity when there was none. */
  readonly daysSinceActive: number;
  readonly activeDays28: number;
  /** Features used in the last 30 days ÷ features available, 0-1. */
  readonly featureShare: number;
  /** 1 took part in a training, 0 did not. */
  readonly trained: number;
  /** 1 wrote in the community, or opened or answered an email, 0 did not. */
  readonly engaged: number;
};

/** A person without activity for this many days is dormant (30-method.md 2.7). */
export const DORMANT_DAYS = 30;
/** Below this share of known points a person has no health, as a dimension (30-method.md 2.5). */
const MIN_COVERAGE = 0.4;
const TIER_BOUNDS = [70, 40, 0] as const;
export const USER_TIERS = ['Green', 'Yellow', 'Red'] as const;

function recency(days: number): number {
  if (days <= 7) return 40;
  if (days <= 14) return 30;
  if (days <= 30) return 20;
  return days <= 60 ? 10 : 0;
}

function frequency(activeDays: number): number {
  if (activeDays >= 16) return 30;
  if (activeDays >= 4) return 20;
  return activeDays >= 1 ? 10 : 0;
}

const known = (value: number, points: number): number => (Number.isNaN(value) ? value : points);

/** Points of each part in the order of {@link USER_PARTS}, NaN where the data does not say. */
export function userPoints(person: PersonActivity, into: Float64Array = new Float64Array(5)): Float64Array {
  const { daysSinceActive, activeDays28, featureShare, trained, engaged } = person;
  into[0] = known(daysSinceActive, recency(daysSinceActive));
  into[1] = known(activeDays28, frequency(activeDays28));
  into[2] = 20 * Math.min(1, Math.max(0, featureShare));
  into[3] = 5 * trained;
  into[4] = 5 * engaged;
  return into;
}

/**
 * Health of a person, 0-100 at 6 decimals: 100 × points earned ÷ points possible of the parts that are known; NaN when those
 * make up less than 40 of the 100 points.
 */
export function userScore(points: Float64Array): number {
  let earned = 0;
  let possible = 0;
  for (let part = 0; part < USER_PARTS.length; part++) {
    const value = points[part] as number;
    if (Number.isNaN(value)) continue;
    earned += value;
    possible += USER_PARTS[part]?.max ?? 0;
  }
  return round6(possible / 100) < MIN_COVERAGE ? Number.NaN : round6((100 * earned) / possible);
}

/** Green from 70, Yellow from 40, else Red; null without a health. */
export function userTier(score: number): (typeof USER_TIERS)[number] | null {
  return USER_TIERS[TIER_BOUNDS.findIndex((bound) => score >= bound)] ?? null;
}
