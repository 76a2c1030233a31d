import { describe, expect, it } from 'vitest';
import { NO_DAY } from '#shared/model/day.ts';
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
    expect(touch([at(0, 'community')]).value('community_active_90d')).toBe(true);
    expect(touch([at(80, 'community'), at(20, 'community')]).factDay('community_active_90d')).toBe(AS_OF - 20);
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
    expect(touch([at(365, 'training', { attended: false }), at(5, 'email')]).value('training_completion')).toBeNull();
    // Nobody was at anything since.
    const missedAll = (age: number) => [at(age, 'training', { attended: false }), at(5, 'community')];
    expect([364, 365].map((age) => touch(missedAll(age)).value('training_completion'))).toEqual([0, null]);
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
    expect([0, -1].map((age) => touch([at(1, 'call'), at(age, 'training')]).value('training_sessions_90d'))).toEqual([
      1,
      null,
    ]);
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

  it('is today’s at the latest, in the version of the day', () => {
    const last = (...rows: TouchpointRow[]) => touch([at(9, 'call'), ...rows]).value('days_since_touch');
    expect([last(at(0, 'call')), last(at(1, 'call'))]).toEqual([0, 1]);
    expect([last(at(1, 'call', { known: AS_OF })), last(at(1, 'call', { known: AS_OF + 1 }))]).toEqual([1, 9]);
    expect([last(at(1, 'call', { until: AS_OF })), last(at(1, 'call', { until: AS_OF + 1 }))]).toEqual([9, 1]);
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

  it('an old source flags what it would have said, and without a source nothing is flagged', () => {
    const always = [
      'training_sessions_90d',
      'qbr_attended',
      'csm_meetings_90d',
      'days_since_touch',
      'touch_in_31d',
    ] as const;
    const old = touch([at(46, 'call')]);
    for (const id of always)
      expect([old.value(id), old.stale(id), old.factDay(id)], id).toEqual([null, true, AS_OF - 46]);
    const none = touch([]);
    for (const id of always) expect([none.value(id), none.stale(id)], id).toEqual([null, false]);
    const flags = (...rows: TouchpointRow[]) => {
      const signals = touch(rows);
      return [signals.stale('community_active_90d'), signals.stale('training_completion')];
    };
    expect(flags(at(46, 'call'))).toEqual([false, false]);
    expect(flags(at(46, 'community'))).toEqual([true, false]);
    expect(flags(at(46, 'training', { attended: true }))).toEqual([false, true]);
    // Three days old: what is known is flagged, what is not is not.
    expect(flags(at(3, 'call'))).toEqual([false, false]);
    expect(flags(at(3, 'community'), at(9, 'training', { attended: true }))).toEqual([true, true]);
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
  const earlier = touch(
    [at(9, 'email'), { ...at(2, 'call'), account: 1 }],
    [{ account: 0, day: 0, change: 'new', termEnd: AS_OF + 30 }],
  );
  expect([earlier.factDay('csm_meetings_90d'), earlier.factDay('renewal_meeting_missed')]).toEqual([
    AS_OF - 9,
    AS_OF - 9,
  ]);
  expect([earlier.factDay('csm_response_rate'), earlier.factDay('email_open_rate_90d')]).toEqual([NO_DAY, NO_DAY]);
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
