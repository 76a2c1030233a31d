import { describe, expect, it } from 'vitest';
import type { AccountDetail, SignalDetail, Waterfall } from '#shared/contract/account.ts';
import { accountFinding, mainPart, plainText, withoutOverride } from './finding.ts';
import { metricChange } from './metric-change.ts';
import { formatMetric, formatPoints, formatSignalValue } from './signal-value.ts';

function signal(id: string, value: SignalDetail['value'], over: Partial<SignalDetail> = {}): SignalDetail {
  return {
    id,
    name: id,
    dimension: 'usage',
    value,
    unit: '',
    measured: '',
    state: 'neutral',
    points: 0,
    maxPoints: 10,
    minPoints: -20,
    rule: '',
    origin: 'document',
    factDate: null,
    stale: false,
    ...over,
  };
}

function dimension(id: string, score: number | null, contribution: number | null): AccountDetail['dimensions'][number] {
  return {
    id,
    name: id.charAt(0).toUpperCase() + id.slice(1),
    weight: 50,
    effectiveWeight: 50,
    score,
    coverage: score === null ? 0 : 1,
    change90: null,
    contribution,
    reference: 70,
    knownSignals: 4,
    totalSignals: 4,
  };
}

function change(before: number, after: number, parts: Waterfall['parts'], days = 90): Waterfall {
  return { days, from: '2026-03-30', to: '2026-06-28', before, after, versionBefore: null, parts };
}

const row: AccountDetail['account'] = {
  accountId: 'A-1',
  name: 'Marlow',
  segment: 'SMB',
  csm: null,
  region: null,
  industry: null,
  plan: null,
  country: null,
  channel: null,
  useCase: null,
  size: null,
  tags: [],
  attributes: {},
  changeMonth: null,
  status: 'active',
  arr: 1000,
  score: 41.6,
  tier: 'Yellow',
  tierRole: 'moderate',
  confirmedTier: 'Yellow',
  coverage: 0.93,
  state: 'scored',
  change30: null,
  change90: null,
  change180: null,
  momentum: null,
  priorityTier: null,
  renewalDate: null,
  lastTouch: null,
  openAlerts: 0,
  dimensions: {},
  spark: [],
  onboarding: false,
  override: null,
  flags: [],
  topDriver: null,
  seatUtilization: null,
};

function detail(over: Partial<AccountDetail>, account: Partial<AccountDetail['account']> = {}): AccountDetail {
  return {
    asOf: '2026-06-28',
    modelVersion: 'm@1',
    currency: 'USD',
    account: { ...row, ...account },
    attributes: [],
    thresholds: [
      { name: 'Green', role: 'healthy', from: 70 },
      { name: 'Yellow', role: 'moderate', from: 40 },
      { name: 'Red', role: 'critical', from: 0 },
    ],
    confidence: 'high',
    history: [],
    events: [],
    reference: { label: 'SMB median', accounts: 10, score: 70, composite: 60, dimensions: {} },
    dimensions: [dimension('usage', 20, -25), dimension('billing', 80, 5)],
    signals: [signal('login_ratio_30_90', 0.24, { name: 'Logins against baseline', state: 'bad', points: -20 })],
    changes: [],
    versionMarkers: [],
    onboarding: null,
    seasonality: null,
    benchmark: null,
    otherBenchmarks: [],
    forecast: null,
    forecastGap: null,
    expansion: { score: null, q: 0, ready: false, parts: [], conversion: null },
    risk: { index: 0, factors: [] },
    people: {
      contacts: 0,
      withHealth: 0,
      healthy: 0,
      healthyShare: null,
      keyUsers: 0,
      keyUsersAtRisk: 0,
      dormantKeyUsers: 0,
    },
    flags: [],
    tierReason: null,
    momentumColour: null,
    overrides: [],
    contacts: [],
    contactsTotal: 0,
    metrics: [],
    anomalies: { measure: null, days: [], total: 0, drift: null, gap: null },
    changePoints: { measure: null, shifts: [], gap: null },
    timeline: [],
    neighbours: { previous: null, next: null },
    ...over,
  };
}

const behaviour = (id: string, value: number) => ({
  id,
  name: id.charAt(0).toUpperCase() + id.slice(1),
  kind: 'behaviour' as const,
  value,
});
const sentence = (value: AccountDetail) => plainText(accountFinding(value, 'en'));

describe('the sentence of an account', () => {
  it('says what changed and which dimension accounts for it', () => {
    const moved = change(63.4, 41.6, [behaviour('usage', -11.9), behaviour('billing', -9.9)]);
    expect(sentence(detail({ changes: [moved] }))).toBe(
      'Down 21.8 points in 90 days. Usage accounts for 11.9 of them: logins against baseline 0.24×.',
    );
  });

  it('never blames the customer for measurement', () => {
    const moved = change(60, 50, [
      behaviour('usage', -1),
      { id: 'coverage', name: 'Missing data', kind: 'coverage', value: -9 },
    ]);
    expect(sentence(detail({ changes: [moved] }))).toBe(
      'Down 10.0 points in 90 days. Missing data accounts for 9.0 of them, which is measurement, not the customer.',
    );
  });

  it('is about the computed score, whatever a person put beside it', () => {
    const parts = [behaviour('usage', -20), { id: 'override', name: 'Override', kind: 'override' as const, value: 35 }];
    const shown = change(60, 75, parts);
    expect(withoutOverride(shown).after).toBe(40);
    expect(sentence(detail({ changes: [shown] }))).toContain('Down 20.0 points in 90 days. Usage accounts for 20.0');
  });

  it('tells another model version from the customer', () => {
    const parts = [behaviour('usage', -1), { id: 'model', name: 'Model v2', kind: 'model' as const, value: -9 }];
    expect(sentence(detail({ changes: [change(60, 50, parts)] }))).toContain('which is how it is scored');
  });

  it('says when one part outweighs the whole', () => {
    const moved = change(60, 50, [behaviour('usage', -14), behaviour('billing', 4)]);
    expect(sentence(detail({ changes: [moved] }))).toContain('Usage alone took 14.0');
  });

  it('says that a score is steady, and what holds it down', () => {
    expect(sentence(detail({ changes: [change(41.5, 41.6, [behaviour('usage', 0.1)])] }))).toBe(
      'Steady at 41.6 over 90 days. Usage costs 25.0 points against the SMB median: logins against baseline 0.24×.',
    );
  });

  it('puts missing, provisional and churned into words', () => {
    expect(
      sentence(detail({ dimensions: [dimension('usage', null, null)] }, { score: null, state: 'none', coverage: 0.2 })),
    ).toBe('No score. Only 20% of the model’s weight has data; missing: usage.');
    expect(sentence(detail({}, { state: 'provisional', coverage: 0.52 }))).toContain('Provisional at 41.6.');
    expect(sentence(detail({}, { status: 'churned', score: null }))).toBe(
      'This account has churned. It was never scored.',
    );
    expect(sentence(detail({}))).toContain('There is no earlier score to compare with');
  });

  it('opens a new account with its day, its score and what is furthest behind', () => {
    const onboarding = {
      day: 23,
      lastDay: 60,
      modelVersion: 'onboarding@1',
      dimensions: [
        { id: 'setup', name: 'Setup', weight: 35, score: 80, coverage: 1 },
        { id: 'training', name: 'Training', weight: 20, score: 20, coverage: 1 },
        { id: 'initial', name: 'Initial engagement', weight: 20, score: null, coverage: 0 },
      ],
      preview: null,
      previewFrom: 31,
      checkIns: [],
    };
    expect(sentence(detail({ onboarding }))).toBe(
      'Day 23 of 60: onboarding at 41.6, Yellow. Training is furthest behind, at 20.0.',
    );
    expect(sentence(detail({ onboarding }, { score: null, state: 'none', coverage: 0.25 }))).toBe(
      'No score on day 23 of 60. Only 25% of the onboarding model’s weight has data; missing: initial engagement.',
    );
    expect(sentence(detail({ onboarding }, { state: 'provisional', coverage: 0.45 }))).toBe(
      'Day 23 of 60: onboarding at 41.6, provisional. Only 45% of the onboarding model’s weight has data; missing: initial engagement.',
    );
  });

  it('finds the part that moved along with the whole', () => {
    expect(mainPart(change(50, 60, [behaviour('usage', -20), behaviour('billing', 30)]))?.id).toBe('billing');
    expect(mainPart(change(50, 50, [behaviour('usage', 0)]))).toBeNull();
  });
});

describe('values in their unit', () => {
  it('follow the signal', () => {
    const value = (id: string, raw: SignalDetail['value']) => formatSignalValue(signal(id, raw), 'en');
    expect(value('login_ratio_30_90', 0.238)).toBe('0.24×');
    expect(value('feature_adoption_30d', 0.3265)).toBe('33%');
    expect(value('user_change_90d', -0.572)).toBe('−57%');
    expect(value('arrears_days', 67)).toBe('67 d');
    expect(value('nps_rating', 5.8)).toBe('5.8 of 10');
    expect(value('subscription_change', 'downgrade_request')).toBe('Downgrade request');
    expect(value('community_active_90d', false)).toBe('No');
    expect(value('csat_last5', null)).toBe('–');
    expect(value('ticket_sentiment_90d', -0.254)).toBe('−0.25');
    expect(value('first_key_action_day', 9)).toBe('day 9');
    expect(value('nps_points', 70)).toBe('70 of 100');
  });

  it('show no points for what is missing', () => {
    expect(formatPoints(signal('a', null, { state: 'missing' }), 'en')).toEqual({ got: '–', possible: '−20 to +10' });
    expect(formatPoints(signal('a', 1, { state: 'bad', points: -20 }), 'en').got).toBe('−20');
  });

  it('show earned points of possible points where nothing is taken away', () => {
    const part = signal('a', 0.7, { state: 'neutral', points: 28, minPoints: 0, maxPoints: 40 });
    expect(formatPoints(part, 'en')).toEqual({ got: '28', possible: 'of 40' });
    expect(formatPoints({ ...part, state: 'missing' }, 'en').got).toBe('–');
  });

  it('write metrics', () => {
    expect(formatMetric(0.61, 'rate', 'en')).toBe('61%');
    expect(formatMetric(3.14, 'count', 'en')).toBe('3.1');
    expect(formatMetric(null, 'count', 'en')).toBe('–');
  });
});

it('compares the last four weeks with those a quarter earlier', () => {
  const weeks = Array.from({ length: 20 }, (_, index) => ({
    date: '2026-01-04',
    value: index < 7 ? 100 : index === 19 ? null : 50,
  }));
  expect(metricChange(weeks)).toEqual({ now: 50, before: 100 });
  expect(metricChange(weeks.slice(-5)).before).toBeNull();
});
