import { describe, expect, it } from 'vitest';
import type { Day } from '#shared/model/day.ts';
import { indexFacts } from '../signals/facts-index.ts';
import { buildFacts, type FactRows } from '../testing/build-facts.ts';
import { readModel } from '../testing/fixtures.ts';
import { spread } from './hash.ts';
import { commonInputs, scoreInputs } from './inputs.ts';

const DAY = 100;
const MODEL = readModel('003-signal');
const COLUMNS = ['score', 'tier'];

function common(rows: FactRows, models = [MODEL], columns = COLUMNS): readonly number[] {
  const facts = buildFacts(rows);
  return [...commonInputs(facts, indexFacts(facts), models, columns)(DAY)];
}
const NONE: FactRows = { accounts: [{ startDay: 1 }, { startDay: 1 }] };
const of = (rows: Partial<FactRows>): FactRows => ({ ...NONE, ...rows });
const account = 1;
const usage = (metric: string, ...days: Day[]): FactRows =>
  of({ usage: days.map((day) => ({ account, day, metric, value: 1 })) });

describe('what is common to all scores of a day', () => {
  it('differs when the model, one it refers to, or the stored columns do', () => {
    const other = { ...MODEL, version: MODEL.version + 1 };
    expect(common(NONE, [other])).not.toEqual(common(NONE));
    expect(common(NONE, [MODEL, other])).not.toEqual(common(NONE));
    expect(common(NONE, [MODEL], ['score'])).not.toEqual(common(NONE));
    expect(common(NONE, [MODEL], ['score', 'ti', 'er'])).not.toEqual(common(NONE));
  });

  /** Every source on the days around, so that only what one row is the first to say makes a difference. */
  const around = [1, 98, 99, 100, 101, 102];
  const among = (rows: Partial<FactRows>): FactRows =>
    of({
      usage: [...around.map((day) => ({ account: 0, day, metric: 'logins', value: 1 })), ...(rows.usage ?? [])],
      tickets: [...around.map((opened) => ({ account: 0, opened })), ...(rows.tickets ?? [])],
      touchpoints: [...around.map((day) => ({ account: 0, day, type: 'call' as const })), ...(rows.touchpoints ?? [])],
      invoices: [...around.map((issued) => ({ account: 0, issued })), ...(rows.invoices ?? [])],
      contracts: [...around.map((day) => ({ account: 0, day, change: 'new' as const })), ...(rows.contracts ?? [])],
      activity: [...around.map((day) => ({ account: 0, day, person: 9 })), ...(rows.activity ?? [])],
      contacts: rows.contacts ?? [],
      mentions: rows.mentions ?? [],
    });
  const feature = (name: string, day: Day) => ({ account, day, metric: `feature:${name}`, value: 1 });
  const firsts: [string, (day: Day) => FactRows][] = [
    ['a feature', (day) => among({ usage: [feature('a', day)] })],
    ['a second feature', (day) => among({ usage: [feature('a', 90), feature('b', day)] })],
    ['a key action', (day) => among({ usage: [{ account, day, metric: 'key_actions_completed', value: 1 }] })],
    ['the end of a ticket', (day) => among({ tickets: [{ account, opened: 99, closed: day }] })],
    ['a community post', (day) => among({ touchpoints: [{ account, day, type: 'community' }] })],
    ['a training', (day) => among({ touchpoints: [{ account, day, type: 'training' }] })],
    ['a payment', (day) => among({ invoices: [{ account, issued: 99, paid: day }] })],
    [
      'a feature of a person',
      (day) => among({ usage: [feature('a', 90)], activity: [{ account, day, person: 1, feature: 'a' }] }),
    ],
    ['a training of a person', (day) => among({ touchpoints: [{ account, day, type: 'webinar', person: 1 }] })],
    ['an email to a person', (day) => among({ touchpoints: [{ account, day, type: 'email', person: 1 }] })],
    ['a sponsor', (day) => among({ contacts: [{ account, person: 1, created: day, sponsor: false }] })],
    ['a champion', (day) => among({ contacts: [{ account, person: 1, created: day, champion: false }] })],
    ['a text', (day) => among({ mentions: [{ account, day }] })],
  ];
  it.each(firsts)('takes up that there is %s from its day', (_, rows) => {
    expect(common(rows(DAY))).not.toEqual(common(rows(DAY + 1)));
    expect(common(rows(DAY + 1))).toEqual(common(rows(DAY + 2)));
    expect(common(rows(DAY - 1))).toEqual(common(rows(DAY)));
  });

  const latest: [string, (day: Day) => Partial<FactRows>][] = [
    ['usage', (day) => ({ usage: [{ account, day, metric: 'logins', value: 1 }] })],
    [
      'tickets',
      (day) => ({
        tickets: [
          { account, opened: 1 },
          { account, opened: day },
        ],
      }),
    ],
    [
      'closed tickets',
      (day) => ({
        tickets: [
          { account, opened: 1, closed: 1 },
          { account, opened: 1, closed: day },
        ],
      }),
    ],
    ['touchpoints', (day) => ({ touchpoints: [{ account, day, type: 'call' }] })],
    ['invoices', (day) => ({ invoices: [{ account, issued: day }] })],
    ['contracts', (day) => ({ contracts: [{ account, day, change: 'new' }] })],
    ['people', (day) => ({ activity: [{ account, day, person: 1 }] })],
  ];
  it.each(latest)('takes up how old the source is: %s', (_, rows) => {
    const on = (day: Day): readonly number[] => common(of({ surveys: [{ account, sent: 1 }], ...rows(day) }));
    expect(on(DAY)).not.toEqual(on(DAY - 1));
    expect(on(DAY)).not.toEqual(on(DAY + 1));
    expect(on(DAY + 1)).toEqual(on(DAY + 2));
  });

  it('takes up gaps of usage as far as they lie behind', () => {
    expect(common(usage('logins', 1, 5, 90))).not.toEqual(common(usage('logins', 1, 6, 90)));
    expect(common(usage('logins', 1, 5, 90, 110))).toEqual(common(usage('logins', 1, 5, 90, 111, 112)));
    expect(common(usage('logins', 1, 91, DAY))).not.toEqual(common(usage('logins', 1, 92, DAY)));
  });

  /** Two states of one source that differ in nothing but what is named. */
  const marks: [string, FactRows, FactRows][] = [
    ['the first use of a feature', usage('feature:a', 90), usage('logins', 90)],
    ['a key action', usage('key_actions_completed', 90), usage('logins', 90)],
    ['a gap of usage', usage('logins', 80, 90), usage('logins', 80, 84, 90)],
    [
      'an earlier first ticket',
      of({
        tickets: [
          { account, opened: 70 },
          { account, opened: 80 },
        ],
      }),
      of({ tickets: [{ account, opened: 80 }], surveys: [{ account, sent: 70 }] }),
    ],
    [
      'that tickets are closed',
      of({ tickets: [{ account, opened: 80, closed: 80 }] }),
      of({ tickets: [{ account, opened: 80 }] }),
    ],
    [
      'that there is a community',
      of({ touchpoints: [{ account, day: 80, type: 'community' }] }),
      of({ touchpoints: [{ account, day: 80, type: 'call' }] }),
    ],
    [
      'that there is training',
      of({ touchpoints: [{ account, day: 80, type: 'training' }] }),
      of({ touchpoints: [{ account, day: 80, type: 'call' }] }),
    ],
    [
      'that invoices say whether they are paid',
      of({ invoices: [{ account, issued: 80, paid: 80 }] }),
      of({ invoices: [{ account, issued: 80 }] }),
    ],
    [
      'that people use features',
      of({
        usage: [{ account, day: 90, metric: 'feature:a', value: 1 }],
        activity: [{ account, day: 80, person: 1, feature: 'a' }],
      }),
      of({ usage: [{ account, day: 90, metric: 'feature:a', value: 1 }], activity: [{ account, day: 80, person: 1 }] }),
    ],
    [
      'that people are trained',
      of({ touchpoints: [{ account, day: 80, type: 'webinar', person: 1 }] }),
      of({ touchpoints: [{ account, day: 80, type: 'webinar' }] }),
    ],
    [
      'that people are sent emails',
      of({ touchpoints: [{ account, day: 80, type: 'email', person: 1 }] }),
      of({ touchpoints: [{ account, day: 80, type: 'email' }] }),
    ],
    [
      'who is a sponsor',
      of({ contacts: [{ account, person: 1, sponsor: false }] }),
      of({ contacts: [{ account, person: 1 }] }),
    ],
    [
      'who is a champion',
      of({ contacts: [{ account, person: 1, champion: false }] }),
      of({ contacts: [{ account, person: 1 }] }),
    ],
    ['the first fact', of({ surveys: [{ account, sent: 80 }] }), of({ surveys: [{ account, sent: 81 }] })],
  ];
  it.each(marks)('takes up %s', (_, rows, others) => {
    expect(common(rows)).not.toEqual(common(others));
  });

  it('takes up on the day itself what is new of it', () => {
    const first = (sent: Day) => of({ surveys: [{ account, sent }] });
    expect(common(first(DAY - 1))).not.toEqual(common(first(DAY)));
    expect(common(first(DAY))).not.toEqual(common(first(DAY + 1)));
    const tickets = (...days: Day[]) =>
      of({ surveys: [{ account, sent: 80 }], tickets: days.map((opened) => ({ account, opened })) });
    expect(common(tickets(DAY - 1, DAY))).not.toEqual(common(tickets(DAY)));
    expect(common(tickets(DAY + 1))).toEqual(common(tickets()));
  });

  it('is the same however often it is asked for, and in any order', () => {
    const facts = buildFacts(usage('logins', 1, 90, 95));
    const read = commonInputs(facts, indexFacts(facts), [MODEL], COLUMNS);
    const [late, early] = [read(DAY), read(80)];
    expect([read(DAY), read(80)]).toEqual([late, early]);
    expect(late).not.toEqual(early);
  });

  it('does not take up what only one account is concerned by', () => {
    expect(common(of({ contracts: [{ account, day: 80, change: 'new', seats: 4, subscription: 3 }] }))).toEqual(
      common(of({ contracts: [{ account: 0, day: 80, change: 'churn' }] })),
    );
    expect(common(of({ surveys: [{ account, sent: DAY + 1 }] }))).toEqual(
      common(of({ surveys: [{ account, sent: DAY + 9 }] })),
    );
  });

  it('is combined with what is known of each account, lane by lane', () => {
    expect(scoreInputs(Int32Array.of(1, 2, 3, 4), Int32Array.of(7, 11))).toEqual(
      Int32Array.of(spread(1 ^ 7), spread(2 ^ 11), spread(3 ^ 7), spread(4 ^ 11)),
    );
  });
});
