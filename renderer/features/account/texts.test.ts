import { describe, expect, it } from 'vitest';
import type { Waterfall } from '#shared/contract/account.ts';
import { thenAndNow, versionName } from './change-text.ts';
import {
  benchmarkText,
  expansionText,
  flagText,
  forecastText,
  momentumColourText,
  onboardingText,
  peopleText,
} from './outlook.ts';

const change: Waterfall = {
  days: 90,
  from: '2026-03-29',
  to: '2026-06-28',
  before: 63.4,
  after: 41.6,
  versionBefore: null,
  parts: [
    { id: 'usage', name: 'Usage', kind: 'behaviour', value: -21.8 },
    { id: 'coverage', name: 'Missing data', kind: 'coverage', value: 0 },
  ],
};

describe('what was shown then and now', () => {
  it('needs no words where the two scores compare', () => {
    expect(thenAndNow(change, '003-signal@2', 'en')).toBeNull();
  });

  it('names both versions of the model', () => {
    expect(thenAndNow({ ...change, versionBefore: '003-signal@1' }, '003-signal@2', 'en')).toBe(
      'On 29 Mar 63.4 was shown, under 003-signal v1; 41.6 now, under 003-signal v2.',
    );
    expect(versionName('custom')).toBe('custom');
  });

  it('says that an override stands at one of the dates', () => {
    const parts = [...change.parts, { id: 'override', name: 'Override', kind: 'override' as const, value: 8 }];
    expect(thenAndNow({ ...change, after: 49.6, parts }, '003-signal@1', 'en')).toBe(
      'On 29 Mar 63.4 was shown; 49.6 now. An override stands at one of the two dates.',
    );
  });
});

describe('the position of an account', () => {
  const benchmark = {
    peers: 'Enterprise',
    accounts: 61,
    median: 71.3,
    shrunkMean: 70.2,
    percentile: 4,
    difference: -34.2,
    verdict: 'below' as const,
    outlier: true,
  };

  it('compares with peers', () => {
    expect(benchmarkText(benchmark, 'en')).toBe('34.2 points below the 70.2 of 61 peers, healthier than 4% of them.');
    expect(benchmarkText({ ...benchmark, difference: 0.04, accounts: 1 }, 'en')).toBe(
      'At the 70.2 of 1 peer, healthier than 4% of them.',
    );
  });

  it('says where the score is expected, and how far such forecasts can be believed', () => {
    const week = { date: '2026-09-27', score: 33.1, low80: 21, low50: 28, high50: 38, high80: 52.3 };
    const forecast = {
      method: 'trend' as const,
      weeks: [week],
      tierDrop: null,
      error: 5.91,
      naiveError: 6.28,
      forecasts: 12_400,
    };
    expect(forecastText(forecast, 'en')).toBe(
      'Forecast 33.1 in 90 days, 80% interval 21.0 to 52.3. It follows the trend, which missed by 5.9 points on average over 12,400 forecasts of this portfolio’s past; the last score carried on missed by 6.3.',
    );
    expect(forecastText({ ...forecast, method: 'flat' }, 'en')).toBe(
      'Forecast 33.1 in 90 days, 80% interval 21.0 to 52.3. It carries the last score on: no trend missed by clearly less than its 6.3 points on average over 12,400 forecasts of this portfolio’s past.',
    );
  });

  it('says how likely a fall out of the tier is, and when it is predicted', () => {
    const week = { date: '2026-09-27', score: 68, low80: 60, low50: 65, high50: 71, high80: 76 };
    const forecast = { method: 'trend' as const, weeks: [week], error: 5, naiveError: 6, forecasts: 100 };
    const drop = { tier: 'Green', bound: 70, probability: 0.613, predicted: true };
    const text = (tierDrop: typeof drop | null) => forecastText({ ...forecast, tierDrop }, 'en').split(' by 6.0.')[1];
    expect(text(drop)).toBe(
      ' A fall out of Green within 90 days is predicted, as it was a week ago: 61% of this portfolio’s past misses would put it below 70.',
    );
    expect(text({ ...drop, probability: 0.42, predicted: false })).toMatch(/ is possible: 42% of /);
    expect(text({ ...drop, probability: 0.24, predicted: false })).toBe('');
    expect(text(null)).toBe('');
  });

  it('says whether it is ready to expand', () => {
    const expansion = {
      score: 62,
      q: 15,
      ready: false,
      parts: [
        { id: 'a', name: 'A', points: 15, met: true },
        { id: 'b', name: 'B', points: 30, met: null },
      ],
      conversion: [0.15, 0.25] as [number, number],
    };
    expect(expansionText(expansion, false, 'en')).toBe(
      'Not ready: it takes a health of 80, no decline and 30 points of signals; 15 points from 1 signal now.',
    );
    expect(expansionText({ ...expansion, ready: true }, false, 'en')).toBe('Ready to expand.');
    expect(expansionText({ ...expansion, score: null }, false, 'en')).toContain('needs a health score');
    expect(expansionText({ ...expansion, score: null }, true, 'en')).toContain('once the standard model');
  });

  it('rolls people up', () => {
    const people = {
      contacts: 20,
      withHealth: 18,
      healthy: 11,
      healthyShare: 11 / 18,
      keyUsers: 4,
      keyUsersAtRisk: 2,
      dormantKeyUsers: 1,
    };
    expect(peopleText(people, 'en')).toBe(
      '20 people, 61% of users healthy (11 of 18), 2 of 4 key users at risk, 1 key user dormant',
    );
    const none = { ...people, contacts: 1, healthyShare: null, keyUsers: 1, keyUsersAtRisk: 0, dormantKeyUsers: 0 };
    expect(peopleText(none, 'en')).toBe('1 person, 1 key user, none at risk');
  });

  it('puts flags and the momentum colour into words', () => {
    expect(flagText({ id: 'a', name: 'A', effect: 'force', applied: true })).toBe('forces the tier');
    expect(flagText({ id: 'a', name: 'A', effect: 'cap', applied: false })).toBe('caps the tier; not applied here');
    expect(flagText({ id: 'a', name: 'A', effect: 'annotate', applied: true })).toBe('noted only');
    expect(momentumColourText({ colour: 'yellow', arrow: 'down' })).toBe('yellow, pointing down');
    expect(momentumColourText({ colour: 'green', arrow: null })).toBe('green');
    expect(momentumColourText(null)).toBeNull();
  });

  it('says what scores a new account and what takes over', () => {
    const onboarding = {
      day: 23,
      lastDay: 60,
      modelVersion: 'onboarding@1',
      dimensions: [],
      preview: null,
      previewFrom: 31,
      checkIns: [],
    };
    expect(onboardingText(onboarding, 'en')).toBe(
      'Scored by the onboarding model until day 60; a preview of the standard score comes on day 31.',
    );
    expect(onboardingText({ ...onboarding, day: 40 }, 'en')).toContain('too little data for a preview');
    expect(onboardingText({ ...onboarding, day: 40, preview: 54.21 }, 'en')).toBe(
      'Scored by the onboarding model until day 60; the standard model would say 54.2.',
    );
  });
});
