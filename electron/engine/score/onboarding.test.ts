import { describe, expect, it } from 'vitest';
import { readModel } from '../testing/fixtures.ts';
import { atRiskTier, healthyTier, isSameSeries, onboardingBounds, PHASE, phaseOf } from './onboarding.ts';
import { tierOf } from './thresholds.ts';

const signal = readModel('003-signal');
const policy = { model: 'onboarding', lastDay: 60, previewFrom: 31, checkInDays: [7, 14, 30] };

describe('phaseOf', () => {
  it.each([
    [-3, PHASE.onboarding],
    [0, PHASE.onboarding],
    [30, PHASE.onboarding],
    [31, PHASE.onboardingWithPreview],
    [60, PHASE.onboardingWithPreview],
    [61, PHASE.standard],
    [400, PHASE.standard],
    [Number.NaN, PHASE.standard],
  ])('TV14: day %d is phase %d', (day, phase) => {
    expect(phaseOf(policy, day)).toBe(phase);
  });

  it('onboarding with and without preview is one series', () => {
    expect(isSameSeries(PHASE.onboarding, PHASE.onboardingWithPreview)).toBe(true);
    expect(isSameSeries(PHASE.standard, PHASE.standard)).toBe(true);
    expect(isSameSeries(PHASE.onboardingWithPreview, PHASE.standard)).toBe(false);
  });
});

describe('tiers of the onboarding model in those of the official one', () => {
  const onboarding = {
    ...signal,
    id: 'onboarding',
    tiers: signal.tiers.map((tier, index) => ({ ...tier, from: [60, 30, 0][index] ?? 0 })),
    healthyBound: 60,
    atRiskBound: 30,
    segmentOverlays: [{ segment: 'SMB', healthyShift: 5, atRiskShift: 10 }],
  };
  const five = {
    ...signal,
    tiers: [85, 70, 50, 30, 0].map((from) => ({ name: `from ${from}`, from, role: 'moderate' as const, action: '' })),
    healthyBound: 70,
    atRiskBound: 50,
  };

  it('three tiers in three', () => {
    expect(onboardingBounds(signal, onboarding, '')).toEqual([60, 30, 0]);
    expect(onboardingBounds(signal, onboarding, 'smb')).toEqual([65, 40, 0]);
    expect([healthyTier(signal), atRiskTier(signal)]).toEqual([0, 2]);
  });

  it('three tiers in five: healthy, neutral, at-risk; thriving and critical are not reached', () => {
    const bounds = onboardingBounds(five, onboarding, '');
    expect([100, 60, 59.999999, 30, 29.999999, 0].map((score) => tierOf(bounds, score))).toEqual([1, 1, 2, 2, 3, 3]);
    expect([healthyTier(five), atRiskTier(five)]).toEqual([1, 3]);
  });

  it('three tiers in two', () => {
    const two = { ...signal, tiers: [five.tiers[1], five.tiers[4]].flatMap((tier) => tier ?? []), atRiskBound: 70 };
    const bounds = onboardingBounds(two, onboarding, '');
    expect([60, 59.999999, 30, 0].map((score) => tierOf(bounds, score))).toEqual([0, 1, 1, 1]);
    expect(atRiskTier(two)).toBe(1);
    // No tier lies below an at-risk bound of 0: the worst one stands for it.
    expect(atRiskTier({ ...signal, atRiskBound: 0 })).toBe(2);
  });
});
