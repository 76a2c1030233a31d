/** Daily product usage (wide files, one per quarter) and product events for the few accounts without a daily feed. */
import { PLAN_FEATURES } from './accounts.ts';
import { FEATURES } from './names.ts';
import type { Contact } from './people.ts';
import { at, clamp, dayOf, isBusiness, partsOf, type Rng, START, stamp, stream, weekOf } from './rng.ts';
import { dayFactor, type Life, OUTAGE, season } from './story.ts';
import type { Cell, Table } from './write.ts';

const HEADER: readonly string[] = [
  ...['account_id', 'date', 'logins', 'active_users', 'session_minutes', 'features_used'],
  ...['key_actions_started', 'key_actions_completed', 'api_calls', 'data_volume'],
];

/** Activity of a day relative to the account's normal level. */
const volume = (life: Life, day: number): number => {
  const a = life.account;
  const w = weekOf(day);
  const ramp = a.goLive > START - 90 ? clamp((day - a.goLive + 6) / 75, 0.1, 1) : 1;
  const trend = Math.exp(
    a.growth * ((day - START) / 365 - 1) +
      0.19 * (at(life.health, w) - a.base) -
      0.85 * a.story.channels.usage * at(life.stress, w),
  );
  const down = life.outage && day >= OUTAGE && day <= OUTAGE + 1 ? (day === OUTAGE ? 0.35 : 0.65) : 1;
  return ramp * trend * season(a.industry, day) * dayFactor(a.region, day) * down;
};

type Habits = {
  util: number;
  loginsPerUser: number;
  minutes: number;
  breadth: number;
  actions: number;
  completion: number;
  api: number;
  data: number;
};

const habits = (rng: Rng, life: Life): Habits => ({
  util: clamp(0.67 + 0.045 * life.account.base + 0.13 * rng.norm(), 0.28, 0.93),
  loginsPerUser: rng.between(1.15, 1.9),
  minutes: rng.between(14, 34),
  breadth: clamp(0.65 + 0.07 * life.account.base + 0.12 * rng.norm(), 0.25, 0.95),
  actions: rng.between(1.5, 4),
  completion: clamp(0.772 + 0.03 * life.account.base + 0.075 * rng.norm(), 0.4, 0.95),
  api: Math.exp(rng.between(2.2, 4.2)),
  data: rng.between(2, 9),
});

const dailyRow = (rng: Rng, life: Life, h: Habits, day: number): readonly Cell[] | undefined => {
  const a = life.account;
  const w = weekOf(day);
  const v = volume(life, day);
  const seats = life.contractAt(day).seats;
  // New seats fill slowly: people follow the contract of six weeks ago.
  const people = Math.min(seats, life.contractAt(day - 45).seats);
  const users = Math.min(
    seats,
    Math.round(people * clamp(h.util * v, 0, 1) * (1 + 0.055 * rng.norm()) + rng.between(-0.3, 0.3)),
  );
  if (users <= 0) {
    return undefined;
  }
  const trouble = a.story.channels.usage * at(life.stress, w);
  const logins = Math.max(users, Math.round(users * h.loginsPerUser * (1 + 0.07 * rng.norm())));
  const minutes = Math.round(logins * h.minutes * Math.exp(-0.28 * trouble) * (1 + 0.09 * rng.norm()));
  const available = PLAN_FEATURES[life.contractAt(day).plan] ?? 24;
  const young = clamp((day - a.goLive + 20) / 120, 0.3, 1);
  const breadth =
    h.breadth * young * Math.exp(-0.33 * trouble) * clamp(0.86 + 0.07 * rng.norm(), 0.6, 1) * (v < 0.3 ? 0.6 : 1);
  const features = clamp(Math.round(available * breadth), 1, available);
  const started = Math.round(users * h.actions * (1 + 0.1 * rng.norm()));
  const share = clamp(h.completion + 0.04 * (at(life.health, w) - a.base) - 0.17 * trouble + 0.05 * rng.norm(), 0.1, 1);
  const completed = Math.min(started, Math.round(started * share));
  const older = Math.exp(0.12 * ((day - START) / 365 - 1));
  const api = a.hasApi ? Math.round(h.api * Math.sqrt(seats) * older * v * (1 + 0.12 * rng.norm())) : undefined;
  const data = a.hasData ? Math.max(1, Math.round(h.data * users * older * (1 + 0.1 * rng.norm()))) : undefined;
  return [logins, users, minutes, features, started, completed, api, data];
};

export const usageTables = (lives: readonly Life[], isoDay: (day: number) => string): readonly Table[] => {
  const files = new Map<string, (readonly Cell[])[]>();
  const last = Math.max(...lives.map((l) => l.last));
  const prepared = lives
    .filter((l) => l.account.feed === 'wide')
    .map((life) => {
      const rng = stream(`usage/${life.account.key}`);
      return { life, rng, h: habits(rng, life) };
    });
  // One account lost two weeks of its feed: a gap in the data, not in the customer.
  const gap = prepared.find((p) => p.life.account.segment === 'Mid-Market' && p.life.account.story.kind === 'steady')
    ?.life.account.id;
  for (let day = START; day <= last; day += 1) {
    if (!isBusiness(day)) {
      continue;
    }
    const { year, month } = partsOf(day);
    const file = `usage-${year}-q${Math.ceil(month / 3)}.csv`;
    const rows = files.get(file) ?? [];
    files.set(file, rows);
    for (const { life, rng, h } of prepared) {
      if (day < life.first || day < life.account.goLive || day > life.last) {
        continue;
      }
      const row = dailyRow(rng, life, h, day);
      const lost = life.account.id === gap && day >= dayOf(2026, 2, 9) && day <= dayOf(2026, 2, 20);
      if (row !== undefined && !lost) {
        rows.push([life.account.id, isoDay(day), ...row]);
      }
    }
  }
  return [...files].map(([file, rows]) => ({ file, header: HEADER, rows }));
};

/** Product events since tracking began, 2025-10-01, for the accounts whose usage comes from events only. */
export const eventsTable = (lives: readonly Life[], contacts: readonly Contact[]): Table => {
  const rows: { sort: string; cells: readonly Cell[] }[] = [];
  for (const life of lives.filter((l) => l.account.feed === 'events')) {
    const a = life.account;
    const rng = stream(`events/${a.key}`);
    const known = FEATURES.slice(
      0,
      Math.round((PLAN_FEATURES[a.plan] ?? 24) * clamp(0.62 + 0.1 * rng.norm(), 0.45, 0.85)),
    );
    const people = contacts.filter((c) => c.account === a.id);
    for (let day = dayOf(2025, 10, 1); day <= life.last; day += 1) {
      if (!isBusiness(day)) {
        continue;
      }
      for (const person of people) {
        const here = person.created <= day && (person.left === undefined || person.left > day);
        if (!here || !rng.chance(clamp(0.42 * person.activity * volume(life, day), 0, 0.95))) {
          continue;
        }
        const minute = rng.int(380, 930);
        const add = (
          offset: number,
          event: string,
          feature: string | undefined,
          count: number,
          seconds: number | undefined,
        ): void => {
          const time = stamp(day, minute + offset, rng.int(0, 59));
          rows.push({ sort: time, cells: [a.id, person.id, time, event, feature, count, seconds] });
        };
        add(0, 'login', undefined, 1, rng.int(240, 3300));
        const visits = rng.int(1, 3);
        for (let i = 1; i <= visits; i += 1) {
          add(i * rng.int(2, 9), 'feature_used', rng.pick(known), rng.int(1, 6), undefined);
        }
      }
    }
  }
  rows.sort((x, y) => (x.sort < y.sort ? -1 : x.sort > y.sort ? 1 : 0));
  return {
    file: 'events.csv',
    header: ['account_id', 'contact_id', 'timestamp', 'event', 'feature', 'count', 'duration_seconds'],
    rows: rows.map((r) => r.cells),
  };
};
