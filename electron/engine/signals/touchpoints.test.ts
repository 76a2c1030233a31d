import { describe, expect, it } from 'vitest';
import type { ContractRow, TouchpointRow } from '../testing/fixtures.ts';
import { readSignals } from '../testing/read-signals.ts';

const AS_OF = 1000;
const at = (age: number, type: TouchpointRow['type'], more: Partial<TouchpointRow> = {}): TouchpointRow => ({
  account: 0,
  day: AS_OF - age,
  type,
  ...more,
});
const touch = (rows: TouchpointRow[], contracts: ContractRow[] = []) =>
  readSignals({ accounts: [{}, {}], touchpoints: rows, contracts }, AS_OF);

describe('community and training', () => {
  it('community: active in 90 days, inactive, or missing where no community exists', () => {
    expect(touch([at(89, 'community'), at(1, 'call')]).value('community_active_90d')).toBe(true);
    expect(touch([at(90, 'community'), at(1, 'call')]).value('community_active_90d')).toBe(false);
    expect(touch([at(5, 'community')]).value('community_active_90d', 1)).toBe(false);
    expect(touch([at(1, 'call'), at(-1, 'community')]).value('community_active_90d')).toBeNull();
    expect(touch([at(46, 'community')]).value('community_active_90d')).toBeNull();
  });

  it('training: attended ÷ offered in 365 days, unknown attendance left out', () => {
    const rows = [
      at(365, 'training', { attended: false }),
      at(364, 'training', { attended: true }),
      at(9, 'training', { attended: true }),
      at(5, 'training', { attended: false }),
      at(2, 'training'),
      at(1, 'webinar', { attended: false }),
    ];
    expect(touch(rows).value('training_completion')).toBe(2 / 3);
    expect(touch(rows).value('training_completion', 1)).toBeNull();
  });

  it('training sessions of 90 days: attended, or not said', () => {
    const rows = [
      at(90, 'training'),
      at(89, 'training'),
      at(9, 'training', { attended: true }),
      at(5, 'training', { attended: false }),
      at(1, 'webinar'),
    ];
    expect(touch(rows).value('training_sessions_90d')).toBe(2);
    expect(touch(rows).value('training_sessions_90d', 1)).toBe(0);
    expect(touch([at(1, 'call')]).value('training_sessions_90d')).toBeNull();
  });
});

describe('business reviews', () => {
  it.each<[string, TouchpointRow[], string]>([
    ['the latest was attended', [at(100, 'qbr', { attended: false }), at(9, 'qbr', { attended: true })], 'attended'],
    ['the latest was skipped', [at(100, 'qbr'), at(9, 'qbr', { attended: false })], 'skipped'],
    ['179 days ago', [at(179, 'qbr'), at(1, 'call')], 'attended'],
    ['180 days ago', [at(180, 'qbr'), at(1, 'call')], 'none_scheduled'],
    ['tomorrow', [at(-1, 'qbr'), at(1, 'call')], 'none_scheduled'],
  ])('%s', (_, rows, expected) => {
    expect(touch(rows).value('qbr_attended')).toBe(expected);
  });
});

describe('answers and meetings', () => {
  it('rates are over the touchpoints that say so, 90 days', () => {
    const rows = [
      at(90, 'email', { responded: true, opened: true }),
      at(89, 'email', { responded: false, opened: true }),
      at(30, 'email', { responded: true, opened: false }),
      at(20, 'call', { responded: true, opened: true }),
      at(10, 'email'),
    ];
    expect(touch(rows).value('csm_response_rate')).toBe(2 / 3);
    expect(touch(rows).value('email_open_rate_90d')).toBe(0.5);
    expect(touch([at(10, 'email')]).value('csm_response_rate')).toBeNull();
    expect(touch([at(10, 'email')]).value('email_open_rate_90d')).toBeNull();
  });

  it('meetings held: calls, meetings, reviews, executive and onboarding meetings', () => {
    const held = (['call', 'meeting', 'qbr', 'executive', 'onboarding'] as const).map((type) => at(89, type));
    const others = (['email', 'training', 'webinar', 'community'] as const).map((type) => at(1, type));
    expect(touch([...held, ...others, at(1, 'call', { attended: false })]).value('csm_meetings_90d')).toBe(5);
    expect(touch([at(90, 'call'), at(1, 'email')]).value('csm_meetings_90d')).toBe(0);
    expect(touch([at(1, 'call')]).value('csm_meetings_90d', 1)).toBe(0);
  });
});

describe('last touch', () => {
  it('is one the customer was part of, however long ago', () => {
    const rows = [
      at(800, 'email'),
      at(31, 'call'),
      at(5, 'community'),
      at(3, 'call', { attended: false }),
      at(-1, 'call'),
    ];
    expect(touch(rows).value('days_since_touch')).toBe(31);
    expect(touch([at(800, 'email'), at(5, 'community')]).value('days_since_touch')).toBe(800);
    expect(touch(rows).value('days_since_touch', 1)).toBeNull();
  });

  it('a touch in 31 days: 30 days ago counts, 31 does not, nobody is no', () => {
    const within = (age: number) => touch([at(age, 'call'), at(1, 'community')]).value('touch_in_31d');
    expect([within(30), within(31)]).toEqual([true, false]);
    expect(touch([at(1, 'call')]).value('touch_in_31d', 1)).toBe(false);
  });

  it('all of it is missing when the source is older than 45 days, flagged beyond 2', () => {
    expect([
      touch([at(45, 'call')]).value('days_since_touch'),
      touch([at(46, 'call')]).value('days_since_touch'),
    ]).toEqual([45, null]);
    expect([2, 3].map((age) => touch([at(age, 'call')]).stale('touch_in_31d'))).toEqual([false, true]);
    expect(touch([at(-1, 'call')]).value('csm_meetings_90d')).toBeNull();
  });
});

it('each figure is as old as the touchpoint it is about', () => {
  const signals = touch(
    [
      at(80, 'community'),
      at(60, 'qbr'),
      at(50, 'training', { attended: true }),
      at(45, 'training', { attended: false }),
      at(9, 'email', { opened: true, responded: true }),
      at(5, 'community', { attended: false }),
    ],
    [{ account: 0, day: 0, change: 'new', termEnd: AS_OF + 30 }],
  );
  const age = (id: Parameters<typeof signals.factDay>[0], account = 0) => AS_OF - (signals.factDay(id, account) ?? 0);
  expect(
    (['community_active_90d', 'qbr_attended', 'renewal_meeting_missed', 'training_completion'] as const).map((id) =>
      age(id),
    ),
  ).toEqual([80, 60, 60, 45]);
  expect(
    (['csm_response_rate', 'email_open_rate_90d', 'days_since_touch', 'csm_meetings_90d'] as const).map((id) =>
      age(id),
    ),
  ).toEqual([5, 5, 9, 5]);
  // Nothing happened with the other account: as of the last row of the source.
  expect([age('community_active_90d', 1), age('qbr_attended', 1)]).toEqual([5, 5]);
});

describe('renewal meeting missed', () => {
  const renewal = (days: number): ContractRow[] => [{ account: 0, day: 0, change: 'new', termEnd: AS_OF + days }];
  const skipped = at(10, 'meeting', { attended: false });
  const missed = (rows: TouchpointRow[], days: number) => touch(rows, renewal(days)).value('renewal_meeting_missed');
  it('the latest meeting was not attended and the renewal is at most 90 days away', () => {
    expect([0, 90, 91, -1].map((days) => missed([skipped], days))).toEqual([true, true, false, false]);
    expect(missed([skipped, at(9, 'call')], 30)).toBe(false);
    expect(missed([at(90, 'meeting', { attended: false }), at(1, 'email')], 30)).toBe(false);
    expect(touch([skipped]).value('renewal_meeting_missed')).toBeNull();
  });
});
