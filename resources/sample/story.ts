/** The hidden health of an account. Every table is drawn from it, with noise; it is never written to a file. */
import type { Account } from './accounts.ts';
import {
  ASOF,
  addMonths,
  at,
  clamp,
  dayOf,
  partsOf,
  START,
  stream,
  toBusiness,
  WEEKS,
  weekday,
  weekOf,
} from './rng.ts';

export type ContractChange = {
  day: number;
  change: 'new' | 'renewal' | 'upgrade' | 'downgrade' | 'downgrade_request' | 'cancel_notice' | 'churn';
  arr: number;
  seats: number;
  plan: string;
  termEnd: number;
};
export type Life = {
  readonly account: Account;
  /** First and last day on which anything is observed. */
  readonly first: number;
  readonly last: number;
  readonly health: readonly number[];
  readonly stress: readonly number[];
  readonly sponsorLeft: number | undefined;
  readonly championLeft: number | undefined;
  readonly changes: readonly ContractChange[];
  readonly contractAt: (day: number) => ContractChange;
  readonly mood: (day: number) => number;
  readonly outage: boolean;
};

export const OUTAGE = dayOf(2025, 10, 14);
const OUTAGE_REGIONS: readonly string[] = ['DACH', 'Nordics', 'France & Benelux'];

/** 0 before the trouble, 1 at its height, back to 0 after a recovery. */
const stressOn = (a: Account, day: number): number => {
  const s = a.story;
  if (day < s.onset) {
    return 0;
  }
  if (day > s.until) {
    return clamp(1 - (day - s.until) / s.recover, 0, 1);
  }
  return clamp((day - s.onset) / s.ramp, 0, 1);
};

const slip = (day: number): number => 0.25 * clamp((day - (ASOF - 70)) / 50, 0, 1);

const commercial = (a: Account, health: readonly number[], stress: readonly number[]): ContractChange[] => {
  const rng = stream(`contract/${a.key}`);
  const last = a.churn ?? ASOF;
  const list: ContractChange[] = [];
  let arr = a.arr0;
  let seats = a.seats0;
  let plan = a.plan;
  let termEnd = addMonths(a.start, a.term);
  const add = (day: number, change: ContractChange['change']): void => {
    list.push({ day, change, arr, seats, plan, termEnd });
  };
  // Mid-term changes planned first, applied in date order with the renewals.
  const planned: { day: number; kind: 'upgrade' | 'downgrade' | 'request' }[] = [];
  for (let day = Math.max(START + 10, a.start + 120); day < last - 45; day += 182) {
    const when = toBusiness(Math.min(last - 20, day + rng.int(5, 170)));
    const h = at(health, weekOf(when));
    const s = at(stress, weekOf(when));
    const draw = rng.next();
    if (draw < clamp(0.115 + 0.08 * h, 0, 0.34) * (s > 0.2 ? 0.1 : 1)) {
      planned.push({ day: when, kind: 'upgrade' });
    } else if (draw > 1 - clamp(0.018 - 0.016 * h + 0.13 * s, 0.003, 0.25)) {
      planned.push({ day: when, kind: 'downgrade' });
      if (rng.chance(0.55)) {
        planned.push({ day: toBusiness(when - rng.int(18, 40)), kind: 'request' });
      }
    }
  }
  if (a.churn === undefined && a.story.kind === 'at-risk' && rng.chance(0.25)) {
    planned.push({ day: toBusiness(ASOF - rng.int(5, 24)), kind: 'request' });
  }
  planned.sort((x, y) => x.day - y.day);
  const old = addMonths(a.start, a.term) < START;
  const full = arr;
  if (old) {
    arr = Math.round((arr * rng.between(0.72, 0.95)) / 60) * 60;
    seats = Math.max(4, Math.round((seats * arr) / full));
  }
  add(a.start, 'new');
  let next = 0;
  const applyUntil = (limit: number): void => {
    for (let p = planned[next]; p !== undefined && p.day < limit; p = planned[next]) {
      next += 1;
      if (p.kind === 'request') {
        add(p.day, 'downgrade_request');
        continue;
      }
      const factor = p.kind === 'upgrade' ? rng.between(1.12, 1.5) : rng.between(0.68, 0.9);
      const oldSeats = seats;
      seats =
        p.kind === 'upgrade'
          ? Math.max(seats + 2, Math.round(seats * factor))
          : Math.max(3, Math.min(seats - 1, Math.round(seats * factor)));
      if (p.kind === 'upgrade' && plan === 'Essential' && rng.chance(0.2)) {
        plan = 'Business';
      }
      arr = Math.round((arr * (seats / oldSeats)) / 60) * 60;
      add(p.day, p.kind);
    }
  };
  while (termEnd <= ASOF && (a.churn === undefined || termEnd < a.churn)) {
    applyUntil(termEnd);
    const day = termEnd;
    termEnd = addMonths(a.start, a.term * Math.round((termEnd - a.start) / (30.4375 * a.term) + 1));
    if (day < START && seats < a.seats0 && termEnd >= START) {
      arr = full;
      seats = a.seats0;
    } else if (rng.chance(0.2)) {
      arr = Math.round((arr * rng.between(1.02, 1.05)) / 60) * 60;
    }
    add(day, 'renewal');
  }
  applyUntil(last - 1);
  if (a.churn !== undefined) {
    if (rng.chance(0.66)) {
      const notice = toBusiness(a.churn - rng.int(18, 62));
      if (notice > at(list, list.length - 1).day) {
        add(notice, 'cancel_notice');
      }
    }
    list.push({ day: a.churn, change: 'churn', arr: 0, seats: 0, plan, termEnd: a.churn });
  } else if (a.story.kind === 'at-risk' && termEnd - ASOF < 75 && rng.chance(0.25)) {
    add(toBusiness(ASOF - rng.int(3, 15)), 'cancel_notice');
  }
  return list;
};

export const liveLife = (a: Account): Life => {
  const rng = stream(`life/${a.key}`);
  const first = Math.max(START, a.start);
  const last = a.churn === undefined ? ASOF : a.churn - 1;
  const championLeft = rng.chance(a.churn !== undefined ? 0.32 : 0.2)
    ? toBusiness(rng.int(first + 30, Math.max(first + 31, last - 25)))
    : undefined;
  const sponsorLeft = rng.chance(0.1) ? toBusiness(rng.int(first + 30, Math.max(first + 31, last - 25))) : undefined;
  const felt = rng.chance(0.6) ? rng.between(0.15, 0.5) : 0;
  const health: number[] = [];
  const stress: number[] = [];
  let wander = 0.35 * rng.norm();
  for (let w = 0; w < WEEKS; w += 1) {
    const day = START + w * 7 + 3;
    wander = 0.93 * wander + 0.19 * rng.norm();
    const gap =
      championLeft === undefined || day < championLeft ? 0 : felt * clamp(1 - (day - championLeft) / 84, 0, 1);
    const trouble = stressOn(a, day);
    stress.push(clamp(trouble * (1 + 0.1 * rng.norm()) + gap * 0.5, 0, 1.2));
    health.push(a.base + wander - slip(day) - gap);
  }
  const changes = commercial(a, health, stress);
  const outage = OUTAGE_REGIONS.includes(a.region);
  const contractAt = (day: number): ContractChange => {
    let found = at(changes, 0);
    for (const c of changes) {
      if (c.day <= day) {
        found = c;
      }
    }
    return found;
  };
  const mood = (day: number): number => {
    const w = weekOf(day);
    const shock = outage && day >= OUTAGE && day < OUTAGE + 24 ? 0.6 : 0;
    return 0.55 * at(health, w) - 2 * a.story.channels.mood * at(stress, w) - shock;
  };
  return { account: a, first, last, health, stress, sponsorLeft, championLeft, changes, contractAt, mood, outage };
};

/** Share of normal activity in a calendar week: summer and year-end dips, school holidays, retail before Christmas. */
export const season = (industry: string, day: number): number => {
  const { month, date } = partsOf(day);
  const late = month === 12 && date >= 20;
  if (industry === 'Education') {
    const level = { 6: date > 19 ? 0.72 : 1, 7: 0.5, 8: 0.42, 9: 1.08, 12: date >= 16 ? 0.4 : 1 }[month];
    return level ?? 1;
  }
  if (industry === 'Retail') {
    return month === 11 ? 1.12 : month === 12 ? (late ? 0.95 : 1.16) : month === 8 ? 0.93 : 1;
  }
  if (industry === 'Hospitality') {
    return month >= 6 && month <= 8 ? 1.1 : late ? 0.9 : month <= 2 ? 0.92 : 1;
  }
  return month === 8 ? 0.86 : month === 7 ? 0.95 : late ? 0.6 : month === 1 && date <= 5 ? 0.7 : 1;
};

const fixed = (y: number, list: readonly (readonly [number, number])[]): readonly number[] =>
  list.map(([m, d]) => dayOf(y, m, d));
const YEARS: readonly number[] = [2024, 2025, 2026];
const EVERYWHERE = new Set(
  YEARS.flatMap((y) =>
    fixed(y, [
      [1, 1],
      [12, 25],
    ]),
  ),
);
const EUROPE = new Set([
  ...YEARS.flatMap((y) =>
    fixed(y, [
      [5, 1],
      [12, 26],
    ]),
  ),
  ...[
    dayOf(2025, 4, 18),
    dayOf(2025, 4, 21),
    dayOf(2026, 4, 3),
    dayOf(2026, 4, 6),
    dayOf(2025, 6, 9),
    dayOf(2026, 5, 25),
  ],
]);
const AMERICA = new Set([
  ...YEARS.flatMap((y) => fixed(y, [[7, 4]])),
  ...[
    dayOf(2024, 9, 2),
    dayOf(2025, 9, 1),
    dayOf(2024, 11, 28),
    dayOf(2025, 11, 27),
    dayOf(2024, 11, 29),
    dayOf(2025, 11, 28),
  ],
  ...[dayOf(2025, 5, 26), dayOf(2026, 5, 25)],
]);

export const dayFactor = (region: string, day: number): number => {
  if (EVERYWHERE.has(day)) {
    return 0.05;
  }
  if (region === 'North America' ? AMERICA.has(day) : region !== 'Asia-Pacific' && EUROPE.has(day)) {
    return 0.18;
  }
  return { 1: 1, 2: 1.04, 3: 1.03, 4: 1, 5: 0.89 }[weekday(day)] ?? 0;
};
