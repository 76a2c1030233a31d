import { describe, expect, it } from 'vitest';
import { NO_DAY } from '#shared/model/day.ts';
import { ruleState } from '../score/states.ts';
import { pointRules, readModel, type TicketRow } from '../testing/fixtures.ts';
import { readSignals } from '../testing/read-signals.ts';
import type { SignalSettings } from './compute.ts';
import { ticketRatio } from './support.ts';

const AS_OF = 400;
const at = (...days: number[]): TicketRow[] => days.map((opened) => ({ account: 0, opened }));
const every = (step: number, from: number, to: number): TicketRow[] =>
  at(...Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, k) => from + k * step));
const of = (tickets: TicketRow[], account = { startDay: 0 }, asOf = AS_OF) =>
  readSignals({ accounts: [account, { startDay: 0 }], tickets }, asOf);

describe('tickets against baseline', () => {
  it('is the count of 30 days over the mean of the six windows before', () => {
    const tickets = [
      ...at(0),
      ...every(10, AS_OF - 209, AS_OF - 30),
      ...at(AS_OF - 29, AS_OF - 5, AS_OF - 4, AS_OF - 3, AS_OF - 2, AS_OF),
    ];
    expect(of(tickets).value('ticket_ratio_30d')).toBe(2);
    expect(of(tickets).factDay('ticket_ratio_30d')).toBe(AS_OF);
  });

  it('counts only windows in which account and source existed, at least three', () => {
    const tickets = [...at(0), ...at(AS_OF - 100, AS_OF - 70, AS_OF - 40, AS_OF - 1)];
    expect(of(tickets, { startDay: AS_OF - 119 }).value('ticket_ratio_30d')).toBe(1);
    expect(of(tickets, { startDay: AS_OF - 118 }).value('ticket_ratio_30d')).toBeNull();
    expect(of(tickets.slice(1)).value('ticket_ratio_30d')).toBeNull();
  });

  it('an empty baseline: 0 and 1 good, 2 neutral, 3 and more bad', () => {
    const rule = pointRules(readModel('003-signal'), 1)[0];
    if (!rule) throw new Error('no rule');
    expect([0, 1, 2, 3, 9].map((count) => ruleState(rule, ticketRatio(count, 0, 6)))).toEqual([
      'good',
      'good',
      'neutral',
      'bad',
      'bad',
    ]);
    const source: TicketRow[] = [
      { account: 1, opened: 0 },
      { account: 1, opened: AS_OF },
    ];
    expect(of([...source, ...at(AS_OF - 2, AS_OF - 1)]).value('ticket_ratio_30d')).toBe(2);
  });

  it('an account without tickets in a live source is measured; without a live source it is missing', () => {
    const source: TicketRow[] = [
      { account: 1, opened: 0 },
      { account: 1, opened: AS_OF - 1 },
    ];
    expect([
      of(source).value('ticket_ratio_30d'),
      of(source).value('escalations_90d'),
      of(source).value('csat_last5'),
    ]).toEqual([0, 0, null]);
    expect(of(source).factDay('escalations_90d')).toBe(AS_OF - 1);
    expect(of([]).value('escalations_90d')).toBeNull();
    // Two days old, then three.
    expect([1, 2].map((days) => of(source, undefined, AS_OF + days).stale('escalations_90d'))).toEqual([false, true]);
    expect(of(source, undefined, AS_OF + 45).value('escalations_90d')).toBeNull();
    expect(of(source, undefined, AS_OF + 44).value('escalations_90d')).toBe(0);
  });
});

describe('ticket satisfaction', () => {
  it('is the mean of the five latest ratings, known when their tickets were closed', () => {
    const rated = [1, 1, 4, 5, 4, 5, 2].map(
      (csat, k): TicketRow => ({ account: 0, opened: AS_OF - 50 + k, closed: AS_OF - 20 + k, csat }),
    );
    const late: TicketRow = { account: 0, opened: AS_OF - 60, closed: AS_OF + 1, csat: 1 };
    const open: TicketRow = { account: 0, opened: AS_OF - 1, csat: 1 };
    expect(of([...rated, late, open]).value('csat_last5')).toBe(4);
    expect(of([...rated, late, open], undefined, AS_OF + 1).value('csat_last5')).toBe((4 + 5 + 4 + 5 + 2 + 1 - 4) / 5);
  });

  it('orders by closing day, not by opening day', () => {
    const slow: TicketRow = { account: 0, opened: AS_OF - 90, closed: AS_OF - 1, csat: 5 };
    const quick = Array.from(
      { length: 5 },
      (_, k): TicketRow => ({ account: 0, opened: AS_OF - 40 + k, closed: AS_OF - 30 + k, csat: 1 }),
    );
    expect(of([slow, ...quick]).value('csat_last5')).toBe(1.8);
  });

  it('of ratings of one day the later tickets count', () => {
    const rated = [1, 5, 5, 5, 5, 5].map(
      (csat, k): TicketRow => ({ account: 0, opened: AS_OF - 50 + k, closed: AS_OF - 20, csat }),
    );
    expect(of(rated).value('csat_last5')).toBe(5);
    expect(of(rated).factDay('csat_last5')).toBe(AS_OF - 20);
  });

  it('of six and more the one closed first goes, whatever day it was opened', () => {
    const closed = (age: number, csat: number): TicketRow => ({
      account: 0,
      opened: AS_OF - 90,
      closed: AS_OF - age,
      csat,
    });
    const six = [60, 50, 40, 30, 20, 10].map((age) => closed(age, 5));
    expect(of([...six, { ...closed(55, 1), opened: AS_OF - 70 }]).value('csat_last5')).toBe(5);
    expect(of([...six, { ...closed(45, 1), opened: AS_OF - 70 }]).value('csat_last5')).toBe(4.2);
  });

  it('counts from the opening where a source knows no closing dates', () => {
    const undated: TicketRow = { account: 0, opened: AS_OF - 1, csat: 3 };
    const signals = of([undated]);
    expect([signals.value('csat_last5'), signals.value('csat_90d')]).toEqual([3, 3]);
    expect([signals.factDay('csat_last5'), signals.factDay('csat_90d')]).toEqual([AS_OF - 1, AS_OF - 1]);
    // From the first ticket that is closed, nobody's rating counts before the closing.
    const first = (closed: number) => of([undated, { account: 1, opened: AS_OF - 9, closed }]).value('csat_last5');
    expect([first(AS_OF + 1), first(AS_OF)]).toEqual([3, null]);
    const closings = [AS_OF - 20, AS_OF + 5].map(
      (closed, k): TicketRow => ({ account: k, opened: AS_OF - 30, closed }),
    );
    expect(of([undated, ...closings]).value('csat_last5')).toBeNull();
    // A later word about a ticket is no closing date.
    expect(of([{ ...undated, known: AS_OF - 1 }]).value('csat_last5')).toBe(3);
    expect(of([{ account: 0, opened: AS_OF - 1, closed: AS_OF + 1, csat: 3 }]).value('csat_last5')).toBeNull();
  });
});

it('escalations of 90 days', () => {
  const tickets = [0, 89, 90].map((age): TicketRow => ({ account: 0, opened: AS_OF - age, escalated: true }));
  expect(of([...tickets, ...at(AS_OF - 3)]).value('escalations_90d')).toBe(2);
});

describe('ticket sentiment trend', () => {
  const moods = (...pairs: [number, number][]) =>
    pairs.map(([age, sentiment]): TicketRow => ({ account: 0, opened: AS_OF - age, sentiment }));

  it('is a Theil-Sen slope per 30 days', () => {
    expect(of(moods([60, 0.5], [30, 0.4], [0, 0.3])).value('ticket_sentiment_slope')).toBe(-0.1);
    expect(of(moods([60, 0.5], [45, -1], [30, 0.3], [0, 0.1])).value('ticket_sentiment_slope')).toBe(-0.2);
  });

  it('takes as many tickets as there are', () => {
    // 0.00, 0.01 … 0.69 on 70 days: 0.01 a day, 0.345 in the mean.
    const many = of(moods(...Array.from({ length: 70 }, (_, k): [number, number] => [69 - k, k / 100])));
    expect(many.value('ticket_sentiment_slope')).toBe(0.3);
    expect(many.value('ticket_sentiment_90d')).toBe(0.345);
    expect(many.factDay('ticket_sentiment_slope')).toBe(AS_OF);
  });

  it('needs three tickets over 14 days', () => {
    expect(of(moods([14, 0.5], [5, 0.5], [0, 0.5])).value('ticket_sentiment_slope')).toBe(0);
    expect(of(moods([14, 0.5], [0, 0.3])).value('ticket_sentiment_slope')).toBeNull();
    expect(of(moods([13, 0.5], [5, 0.5], [0, 0.3])).value('ticket_sentiment_slope')).toBeNull();
    expect(of(moods([95, 0.5], [5, 0.5], [0, 0.3])).value('ticket_sentiment_slope')).toBeNull();
  });
});

describe('tickets of the last weeks', () => {
  const CALM: TicketRow = { account: 1, opened: AS_OF };
  const at = (age: number, more: Partial<TicketRow> = {}): TicketRow => ({ account: 0, opened: AS_OF - age, ...more });
  const of = (...tickets: TicketRow[]) => readSignals({ accounts: [{}, {}], tickets: [...tickets, CALM] }, AS_OF);

  it('are counted over 30 days, none is zero', () => {
    expect(of(at(29), at(0), at(30), at(-1)).value('tickets_30d')).toBe(2);
    expect(of().value('tickets_30d')).toBe(0);
  });

  it('a P1 is open until the day it is closed; a status that says closed is enough', () => {
    const p1 = (more: Partial<TicketRow>) => of(at(50, { priority: 1, ...more })).value('p1_open');
    expect([p1({}), p1({ closed: AS_OF }), p1({ closed: AS_OF + 1 })]).toEqual([1, 0, 1]);
    expect([p1({ closedUndated: true }), p1({ priority: 2 }), p1({ priority: 0 })]).toEqual([0, 0, 0]);
  });

  it('resolution time is the mean of days ÷ target over the tickets closed in 90 days; no priority counts as P3', () => {
    const solved = (age: number, days: number, priority: number) =>
      at(age + Math.ceil(days), { closed: AS_OF - age, resolutionDays: days, priority });
    // Targets 1, 3, 7 and 14 days: 2, 0.5 and 1 times.
    const rows = [solved(0, 2, 1), solved(89, 1.5, 2), solved(5, 7, 0)];
    expect(of(...rows).value('resolution_time_ratio')).toBe(1.166666667);
    expect(of(...rows, solved(90, 100, 4), solved(-1, 100, 4)).value('resolution_time_ratio')).toBe(1.166666667);
    expect(of(...rows, at(9, { closed: AS_OF - 1, priority: 1 })).value('resolution_time_ratio')).toBe(1.166666667);
    expect(of(at(5)).value('resolution_time_ratio')).toBeNull();
    const own: SignalSettings = { ...readModel('003-signal'), signalOptions: { resolutionTargetDays: [4, 4, 4, 4] } };
    const tickets = [...rows, CALM];
    expect(readSignals({ accounts: [{}, {}], tickets }, AS_OF, own).value('resolution_time_ratio')).toBe(0.875);
  });

  it('reopened tickets ÷ those closed in 90 days that say so', () => {
    const closed = (age: number, reopened?: boolean) =>
      at(age + 1, { closed: AS_OF - age, ...(reopened === undefined ? {} : { reopened }) });
    expect(
      of(closed(0, true), closed(89, false), closed(5, false), closed(5), closed(90, true)).value('reopen_rate_90d'),
    ).toBe(1 / 3);
    expect(of(closed(0), at(5, { reopened: true })).value('reopen_rate_90d')).toBeNull();
  });

  it('sentiment is the mean over the tickets opened in 90 days', () => {
    const rows = [at(0, { sentiment: 0.3 }), at(89, { sentiment: -0.6 }), at(5), at(90, { sentiment: 1 })];
    expect(of(...rows).value('ticket_sentiment_90d')).toBe(-0.15);
    expect(of(at(5)).value('ticket_sentiment_90d')).toBeNull();
  });

  it('each figure is as old as the ticket it is about', () => {
    const signals = of(
      at(40, { sentiment: 0.1 }),
      at(30, { closed: AS_OF - 12, resolutionDays: 18, csat: 4 }),
      at(25, { closed: AS_OF - 15, resolutionDays: 10, csat: 4 }),
      at(8),
    );
    expect(
      (['tickets_30d', 'resolution_time_ratio', 'csat_last5', 'csat_90d', 'ticket_sentiment_90d'] as const).map(
        (id) => AS_OF - (signals.factDay(id) ?? 0),
      ),
    ).toEqual([8, 12, 12, 12, 40]);
  });

  it('only the version of the day counts', () => {
    const escalated = at(20, { escalated: true, known: AS_OF - 10 });
    const versions = [at(20, { escalated: false, until: AS_OF - 10 }), escalated];
    expect(of(...versions).value('tickets_30d')).toBe(1);
    expect(of(...versions).value('escalations_90d')).toBe(1);
    const before = readSignals({ accounts: [{}, {}], tickets: [...versions, at(15)] }, AS_OF - 11);
    expect([before.value('tickets_30d'), before.value('escalations_90d')]).toEqual([2, 0]);
    expect([AS_OF, AS_OF + 1].map((known) => of(at(20, { known })).value('tickets_30d'))).toEqual([1, 0]);
    expect([AS_OF, AS_OF + 1].map((until) => of(at(20, { until })).value('tickets_30d'))).toEqual([0, 1]);
  });

  it('what no ticket says is as old as nothing', () => {
    const signals = of(at(5));
    const silent = ['resolution_time_ratio', 'reopen_rate_90d', 'ticket_sentiment_90d', 'csat_last5'] as const;
    expect(silent.map((id) => signals.factDay(id))).toEqual([NO_DAY, NO_DAY, NO_DAY, NO_DAY]);
    // Nor is it flagged when the source is three days old.
    const old = readSignals({ accounts: [{}], tickets: [at(3)] }, AS_OF);
    expect([old.stale('tickets_30d'), ...silent.map((id) => old.stale(id))]).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('of a source older than 45 days all is missing and flagged; without any ticket nothing is', () => {
    const ids = [
      'ticket_ratio_30d',
      'csat_last5',
      'escalations_90d',
      'ticket_sentiment_slope',
      'tickets_30d',
      'p1_open',
      'resolution_time_ratio',
      'reopen_rate_90d',
      'ticket_sentiment_90d',
    ] as const;
    const old = readSignals({ accounts: [{}, {}], tickets: [at(46, { sentiment: 1, csat: 5 })] }, AS_OF);
    for (const id of ids) expect([old.value(id), old.stale(id), old.factDay(id)], id).toEqual([null, true, AS_OF - 46]);
    const none = readSignals({ accounts: [{}] }, AS_OF);
    for (const id of ids) expect([none.value(id), none.stale(id), none.factDay(id)], id).toEqual([null, false, NO_DAY]);
  });
});
