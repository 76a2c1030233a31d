import type { ReadDb } from '../../open.ts';
import { OWNER } from './rules.ts';

/** Days before the as-of date in which active users are compared with seats. */
const RECENT_DAYS = 30;

export type MetricProfile = {
  readonly id: number;
  readonly name: string;
  readonly rows: number;
  readonly accounts: number;
  /** Day of the newest value on or before the as-of date; null when there is none. */
  readonly newest: number | null;
  readonly negative: number;
  /** Values above this are outliers (see {@link LogHistogram.bounds}); null when none is. */
  readonly upper: number | null;
};

export type UsageProfile = {
  readonly rows: number;
  readonly accounts: number;
  readonly newest: number | null;
  readonly oldest: number | null;
  /** Most frequent first. */
  readonly metrics: readonly MetricProfile[];
  /** Surrogate account id → most active users a day within the 30 days up to the as-of date. */
  readonly activeUsers: ReadonlyMap<number, number>;
};

/** Robust distance beyond which a value is an outlier. */
export const OUTLIER_SPREADS = 6;
/** A spread below a fifth is the noise of small whole numbers, not a scale to measure distances by. */
const MIN_SPREAD = 0.2;
const MIN_VALUES = 30;
const BINS_PER_UNIT = 50;
const LOWEST = -14;
const HIGHEST = 42;

/** Logarithms of positive values, counted in bins of 2 %: median and spread of millions of values in fixed memory. */
export class LogHistogram {
  readonly #bins = new Uint32Array((HIGHEST - LOWEST) * BINS_PER_UNIT);
  #count = 0;

  add(value: number): void {
    if (value <= 0) return;
    const bin = Math.floor((Math.log(value) - LOWEST) * BINS_PER_UNIT);
    count(this.#bins, Math.min(Math.max(bin, 0), this.#bins.length - 1), 1);
    this.#count++;
  }

  /**
   * Values further from the median than six times the usual spread, both of logarithms; the spread is the median
   * absolute deviation × 1.4826, at least 0.2. Null below 30 values.
   */
  bounds(): { readonly median: number; readonly lower: number; readonly upper: number } | null {
    if (this.#count < MIN_VALUES) return null;
    const centre = middle(this.#bins, this.#count);
    const distances = new Uint32Array(this.#bins.length);
    for (let bin = 0; bin < this.#bins.length; bin++) count(distances, Math.abs(bin - centre), this.#bins[bin] ?? 0);
    const deviation = middle(distances, this.#count) / BINS_PER_UNIT;
    const reach = OUTLIER_SPREADS * Math.max(MIN_SPREAD, deviation * 1.4826);
    const log = (centre + 0.5) / BINS_PER_UNIT + LOWEST;
    return { median: Math.exp(log), lower: Math.exp(log - reach), upper: Math.exp(log + reach) };
  }
}

function count(bins: Uint32Array, bin: number, n: number): void {
  bins[bin] = (bins[bin] ?? 0) + n;
}

function middle(bins: Uint32Array, total: number): number {
  let seen = 0;
  for (let bin = 0; bin < bins.length; bin++) {
    seen += bins[bin] ?? 0;
    if (seen * 2 >= total) return bin;
  }
  return 0;
}

type Tally = {
  rows: number;
  accounts: number;
  last: number;
  newest: number;
  negative: number;
  highest: number;
  readonly values: LogHistogram;
};

/** One pass over the stored usage of visible accounts (of contacts: summed up under their account). `asOf` is a day. */
export function readUsageProfile(db: ReadDb, asOf: number): UsageProfile {
  const present = ids(db, 'SELECT id AS id, id AS account FROM account WHERE present = 1');
  const people = ids(
    db,
    'SELECT c.id, c.account FROM contact AS c JOIN account AS a ON a.id = c.account WHERE c.present = 1 AND a.present = 1 ORDER BY c.account',
  );
  const metricNames = new Map(
    db
      .prepare<[], { id: number; name: string }>('SELECT id, name FROM metric')
      .all()
      .map(({ id, name }) => [id, name]),
  );
  const activeUsersId = [...metricNames].find(([, name]) => name === 'active_users')?.[0] ?? -1;
  const tallies: Tally[] = [];
  const seen = new Map<number, Set<number>>();
  const covered = new Set<number>();
  const activeUsers = new Map<number, number>();
  let rows = 0;
  let newest = -1;
  let oldest = -1;

  for (const [table, owners] of [
    ['usage', present],
    ['contact_usage', people],
  ] as const) {
    let owner = -1;
    let account: number | undefined;
    for (const [key, value] of db
      .prepare<[], [number, number]>(`SELECT key, value FROM ${table}`)
      .raw(true)
      .iterate()) {
      const metric = key % 1024;
      const at = Math.floor(key / OWNER);
      if (at !== owner) {
        owner = at;
        account = owners.get(at);
        if (account !== undefined) covered.add(account);
      }
      if (account === undefined) continue;
      const day = Math.floor(key / 1024) % 65_536;
      rows++;
      if (oldest < 0 || day < oldest) oldest = day;
      let tally = tallies[metric];
      if (tally === undefined) {
        tally = { rows: 0, accounts: 0, last: -1, newest: -1, negative: 0, highest: 0, values: new LogHistogram() };
        tallies[metric] = tally;
      }
      tally.rows++;
      if (tally.last !== account) {
        tally.last = account;
        const known = seen.get(metric) ?? new Set();
        if (!known.has(account)) tally.accounts++;
        seen.set(metric, known.add(account));
      }
      if (day <= asOf) {
        if (day > tally.newest) tally.newest = day;
        if (day > newest) newest = day;
      }
      if (value < 0) tally.negative++;
      else if (value > 0) {
        tally.values.add(value);
        if (value > tally.highest) tally.highest = value;
      }
      if (metric === activeUsersId && table === 'usage' && day <= asOf && day > asOf - RECENT_DAYS) {
        if (value > (activeUsers.get(account) ?? 0)) activeUsers.set(account, value);
      }
    }
  }
  const metrics = tallies.flatMap((tally, id): MetricProfile[] => {
    const upper = tally.values.bounds()?.upper ?? Number.POSITIVE_INFINITY;
    return [
      {
        id,
        name: metricNames.get(id) ?? '',
        rows: tally.rows,
        accounts: tally.accounts,
        newest: tally.newest < 0 ? null : tally.newest,
        negative: tally.negative,
        upper: tally.highest > upper ? upper : null,
      },
    ];
  });
  return {
    rows,
    accounts: covered.size,
    newest: newest < 0 ? null : newest,
    oldest: oldest < 0 ? null : oldest,
    metrics: metrics.sort((a, b) => b.rows - a.rows || a.id - b.id),
    activeUsers,
  };
}

/** Surrogate id of the owner → surrogate id of its account. */
function ids(db: ReadDb, sql: string): Map<number, number> {
  return new Map(
    db
      .prepare<[], { id: number; account: number }>(sql)
      .all()
      .map(({ id, account }) => [id, account]),
  );
}
