import { describe, expect, it } from 'vitest';
import { dayFromIso, isoFromDay, weekdayOf } from '#shared/model/day.ts';
import { indexFacts } from '../signals/facts-index.ts';
import { buildFacts } from '../testing/build-facts.ts';
import { unusualDays, usageDrift, usageLevels, usageShifts } from './unusual.ts';
import { USAGE_DAYS, usageDayReader } from './usage-days.ts';

/** A Sunday. */
const AS_OF = dayFromIso('2026-06-28') ?? 0;
const dayOf = (slot: number): number => AS_OF - (USAGE_DAYS - 1 - slot);
const isWeekend = (slot: number): boolean => [0, 6].includes(weekdayOf(dayOf(slot)));

/** 100 ± 2 on weekdays, 10 ± 2 at weekends: around them −2 … 2 by turns of five days. */
const usual = (slot: number): number => (isWeekend(slot) ? 10 : 100) + (slot % 5) - 2;
const daily = (change: (slot: number) => number = usual): Float64Array =>
  Float64Array.from({ length: USAGE_DAYS }, (_, slot) => change(slot));
const last = USAGE_DAYS - 1;

describe('unusual days', () => {
  it('are compared with the same weekday: a quiet Sunday is usual, a quiet Friday is not', () => {
    // The last slot is a Sunday, two before it a Friday.
    const values = daily((slot) => (slot === last - 2 ? 60 : usual(slot)));
    const found = unusualDays(values, AS_OF, 0) ?? [];
    expect(found.map(({ day }) => isoFromDay(day))).toEqual(['2026-06-26']);
    // 60 where 100 are usual; the median of all days is 99, and MAD 1 below the floor of 0.05 · 99: z = −40 ÷ (1.4826 · 4.95).
    expect(found[0]).toMatchObject({ value: 60, usual: 100 });
    expect(found[0]?.z).toBeCloseTo(-40 / (1.4826 * 4.95), 9);
    // The same 60 on a Sunday is 50 above its 10.
    const sunday =
      unusualDays(
        daily((slot) => (slot === last ? 60 : usual(slot))),
        AS_OF,
        0,
      ) ?? [];
    expect(sunday[0]).toMatchObject({ value: 60, usual: 10 });
    expect(sunday[0]?.z).toBeCloseTo(50 / (1.4826 * 4.95), 9);
    expect(unusualDays(daily(), AS_OF, 0)).toEqual([]);
  });

  it('begin at 3.5 · 1.4826 · 4.95 = 25.686 below what is usual', () => {
    const at = (value: number) =>
      unusualDays(
        daily((slot) => (slot === last - 2 ? value : usual(slot))),
        AS_OF,
        0,
      );
    expect(at(100 - 25.68)).toEqual([]);
    expect(at(100 - 25.69)).toHaveLength(1);
  });

  it('need 28 known days before their week, and say nothing of unknown days', () => {
    const young = (known: number) => daily((slot) => (slot <= last - 7 - known ? Number.NaN : usual(slot)));
    expect(unusualDays(young(27), AS_OF, 0)).toBeNull();
    expect(unusualDays(young(28), AS_OF, 0)).toEqual([]);
    expect(
      unusualDays(
        daily((slot) => (slot === last ? Number.NaN : usual(slot))),
        AS_OF,
        0,
      ),
    ).toEqual([]);
    expect(unusualDays(daily(), AS_OF, 52)).toBeNull();
  });
});

describe('weekly levels', () => {
  it('shift from the first day of the week where the new level begins', () => {
    const from = USAGE_DAYS - 8 * 7;
    const levels = usageLevels(daily((slot) => (slot < from ? 320 : 210)));
    expect(usageShifts(levels, AS_OF)).toEqual([{ day: dayFromIso('2026-05-04'), before: 320, after: 210 }]);
    expect(usageShifts(usageLevels(daily()), AS_OF)).toEqual([]);
  });

  it('leave out weeks of which too little is known and the one in which usage began', () => {
    const gap = usageLevels(daily((slot) => (slot >= 70 && slot < 74 ? Number.NaN : slot < 10 ? Number.NaN : 50)));
    expect(gap.slots.slice(0, 4)).toEqual([14, 21, 28, 35]);
    expect(gap.slots).not.toContain(70);
    const short = usageLevels(daily((slot) => (slot < USAGE_DAYS - 11 * 7 ? Number.NaN : 50)));
    expect(usageShifts(short, AS_OF)).toBeNull();
  });

  it('drift when a small lasting change adds up, and only while it lasts', () => {
    // Levels 100, 102, 98, 101, 99, 103, 97 by turns: median 100, MAD 2 as in TV30, then 99, 97, 94, 90 and on at 90.
    const turns = [100, 102, 98, 101, 99, 103, 97];
    const weekly = (tail: readonly number[]): Float64Array => {
      const levels = [...Array.from({ length: 52 - tail.length }, (_, week) => turns[week % 7] as number), ...tail];
      return daily((slot) => levels[Math.floor(slot / 7)] as number);
    };
    const drifting = usageDrift(usageLevels(weekly([99, 97, 94, 90, 90, 90, 90, 90])), AS_OF);
    expect(drifting).toMatchObject({ direction: 'down', usual: 100, day: dayFromIso('2026-05-25') });
    // EWMA 95.1961 after the fourth, four more weeks at 90: 90 + 5.1961 · 0.7⁴.
    expect(drifting?.average).toBeCloseTo(90 + 5.1961 * 0.7 ** 4, 6);
    expect(drifting?.low).toBeCloseTo(100 - 3 * 2.9652 * Math.sqrt((0.3 / 1.7) * (1 - 0.7 ** 16)), 6);
    expect(usageDrift(usageLevels(weekly([99, 97, 94, 90, 100, 102, 103, 103])), AS_OF)).toBeNull();
    expect(
      usageDrift(usageLevels(daily((slot) => (slot < USAGE_DAYS - 15 * 7 ? Number.NaN : 50))), AS_OF),
    ).toBeUndefined();
  });
});

describe('daily usage', () => {
  const read = (rows: readonly { day: number; metric: string; value: number }[], account = 0) => {
    const facts = buildFacts({
      accounts: [{}, {}],
      usage: [...rows.map((row) => ({ account: 0, ...row })), { account: 1, day: AS_OF - 200, metric: 'x', value: 1 }],
    });
    const found = usageDayReader(facts, indexFacts(facts), AS_OF)(account);
    return found && { measure: found.measure, values: found.values.slice(), known: found.known };
  };
  const days = Array.from({ length: 30 }, (_, k) => AS_OF - 31 + k);

  it('is logins, else sessions, else events; 0 without a row, unknown before the first and after the last delivery', () => {
    const usage = read([
      ...days.filter((_, k) => k !== 3).map((day) => ({ day, metric: 'sessions', value: 4 })),
      { day: AS_OF - 20, metric: 'events', value: 9 },
    ]);
    expect(usage?.measure).toBe('sessions');
    // Delivered until two days before: 30 days, one of them without use.
    expect(usage?.known).toBe(30);
    expect([...(usage?.values.slice(-33) ?? [])]).toEqual([
      Number.NaN,
      4,
      4,
      4,
      0,
      ...new Array(26).fill(4),
      Number.NaN,
      Number.NaN,
    ]);
    expect(
      read([
        { day: AS_OF, metric: 'logins', value: 1 },
        { day: AS_OF, metric: 'sessions', value: 7 },
      ])?.measure,
    ).toBe('logins');
    expect(read([], 1)).toBeNull();
  });

  it('is unknown in gaps of the delivery', () => {
    const usage = read([...days.slice(0, 5), ...days.slice(20)].map((day) => ({ day, metric: 'logins', value: 2 })));
    expect(usage?.known).toBe(15);
    expect(usage?.values[USAGE_DAYS - 1 - 20]).toBeNaN();
  });
});
