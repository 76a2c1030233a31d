import { MS_PER_DAY } from '#shared/model/day.ts';
import type { UsageFacts } from '#shared/model/facts.ts';
import type { ReadDb } from '../../open.ts';
import { MAX_METRICS } from '../../tables.ts';
import { partsOf } from '../../usage-blocks.ts';
import type { Presence } from '../presence.ts';
import { readUsageBlocks, type UsageRows } from '../usage-blocks.ts';
import { offsetsOf } from './grouped.ts';

const SIGN_IN = /^(log ?in|sign ?in|session[_ ]?start|user[_ ]?login|logged[_ ]?in)/i;

const USAGE_PAGE = 10_000;

/** Usage rows in key order, in pages: half the time of stepping through them one by one. */
function* usagePages(db: ReadDb, condition: string): Generator<readonly (readonly [key: number, value: number])[]> {
  const page = db
    .prepare<[number], [number, number]>(
      `SELECT key, value FROM usage WHERE key > ? AND ${condition} ORDER BY key LIMIT ${USAGE_PAGE}`,
    )
    .raw(true);
  let last = -1;
  for (;;) {
    const rows = page.all(last);
    yield rows;
    if (rows.length < USAGE_PAGE) return;
    last = rows[rows.length - 1]?.[0] ?? last;
  }
}

/** All usage rows, one by one: some ten times slower than their columns (usage-blocks.ts). */
function readUsageRows(db: ReadDb, accounts: number, presence: Presence, metricOf: Uint16Array): UsageRows {
  const condition = presence.ofUsage('key');
  const total = db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM usage WHERE ${condition}`).get()?.n ?? 0;
  const counts = new Int32Array(accounts + 1);
  const days = new Int32Array(total);
  const metrics = new Uint16Array(total);
  const values = new Float64Array(total);
  let length = 0;
  for (const page of usagePages(db, condition)) {
    for (const [key, value] of page) {
      const [account, day, metric] = partsOf(key);
      counts[account] = (counts[account] as number) + 1;
      days[length] = day;
      metrics[length] = metricOf[metric] as number;
      values[length] = value;
      length += 1;
    }
  }
  return { offsets: offsetsOf(counts), days, metrics, values };
}

/**
 * Daily usage of every account: usage rows; else the sum over the contacts' usage rows; else what the account's product
 * events add up to (sign-ins, distinct contacts, uses per feature, minutes). A finer source never adds to a coarser one.
 */
export function readUsage(db: ReadDb, accounts: number, presence: Presence): UsageFacts {
  const metrics: string[] = [];
  const metricIndex = new Map<string, number>();
  const indexOf = (name: string): number => {
    const known = metricIndex.get(name);
    if (known !== undefined) return known;
    metrics.push(name);
    metricIndex.set(name, metrics.length - 1);
    return metrics.length - 1;
  };
  const byMetricId = new Uint16Array(MAX_METRICS + 1);
  for (const row of db.prepare<[], { id: number; name: string }>('SELECT id, name FROM metric ORDER BY id').all())
    byMetricId[row.id] = indexOf(row.name);

  const rows =
    readUsageBlocks(db, accounts, presence.isShown, byMetricId) ?? readUsageRows(db, accounts, presence, byMetricId);
  const { offsets, days, values, metrics: metricColumn } = rows;
  const main = days.length;
  const extra = [...contactUsage(db, byMetricId, metricIndex, presence), ...eventUsage(db, indexOf, presence)].filter(
    (fact) => fact.account < accounts,
  );
  if (extra.length === 0) return { offsets, metrics, day: days, metric: metricColumn, value: values };

  const owners = new Int32Array(main);
  for (let account = 0; account < accounts; account++) owners.fill(account, offsets[account], offsets[account + 1]);
  const covered = new Uint8Array(accounts * metrics.length);
  for (let index = 0; index < main; index++)
    covered[(owners[index] ?? 0) * metrics.length + (metricColumn[index] ?? 0)] = 1;
  const byContact = new Uint8Array(accounts * metrics.length);
  for (const fact of extra) if (fact.source === 'contact') byContact[fact.account * metrics.length + fact.metric] = 1;
  const added = extra
    .filter((fact) => {
      const slot = fact.account * metrics.length + fact.metric;
      return covered[slot] === 0 && (fact.source === 'contact' || byContact[slot] === 0);
    })
    .sort((a, b) => a.account - b.account || a.day - b.day || a.metric - b.metric);

  const total = main + added.length;
  const merged = {
    owners: new Int32Array(total),
    days: new Int32Array(total),
    metric: new Uint16Array(total),
    values: new Float64Array(total),
  };
  let next = 0;
  let index = 0;
  for (let slot = 0; slot < total; slot++) {
    const fact = added[next];
    const takeAdded =
      fact !== undefined &&
      (index >= main ||
        fact.account < (owners[index] ?? 0) ||
        (fact.account === owners[index] &&
          (fact.day < (days[index] ?? 0) || (fact.day === days[index] && fact.metric < (metricColumn[index] ?? 0)))));
    merged.owners[slot] = takeAdded ? fact.account : (owners[index] ?? 0);
    merged.days[slot] = takeAdded ? fact.day : (days[index] ?? 0);
    merged.metric[slot] = takeAdded ? fact.metric : (metricColumn[index] ?? 0);
    merged.values[slot] = takeAdded ? fact.value : (values[index] ?? 0);
    if (takeAdded) next += 1;
    else index += 1;
  }
  return groupUsage(accounts, metrics, merged.owners, merged.days, merged.metric, merged.values);
}

function groupUsage(
  accounts: number,
  metrics: readonly string[],
  owners: Int32Array,
  days: Int32Array,
  metric: Uint16Array,
  value: Float64Array,
): UsageFacts {
  const offsets = new Int32Array(accounts + 1);
  for (const owner of owners) offsets[owner + 1] = (offsets[owner + 1] ?? 0) + 1;
  return { offsets: offsetsOf(offsets), metrics, day: days, metric, value };
}

type ExtraUsage = {
  readonly source: 'contact' | 'event';
  readonly account: number;
  readonly day: number;
  readonly metric: number;
  readonly value: number;
};

function contactUsage(
  db: ReadDb,
  byMetricId: Uint16Array,
  metricIndex: ReadonlyMap<string, number>,
  presence: Presence,
): ExtraUsage[] {
  const activeUsers = metricIndex.get('active_users');
  return db
    .prepare<[], [number, number, number, number, number]>(
      `SELECT contact.account, (u.key / 1024) % 65536, u.key % 1024, sum(u.value), sum(u.value > 0)
       FROM contact_usage AS u JOIN contact ON contact.id = u.key / 67108864 WHERE ${presence.ofContactUsage('u.key')} GROUP BY 1, 2, 3`,
    )
    .raw(true)
    .all()
    .map(([account, dayNumber, metricId, sum, people]) => {
      const metric = byMetricId[metricId] ?? 0;
      return {
        source: 'contact' as const,
        account: account - 1,
        day: dayNumber,
        metric,
        value: metric === activeUsers ? people : sum,
      };
    });
}

function eventUsage(db: ReadDb, indexOf: (name: string) => number, presence: Presence): ExtraUsage[] {
  const shown = presence.ofAccount('account');
  const facts: ExtraUsage[] = [];
  const push = (account: number, dayNumber: number, name: string, value: number): void => {
    facts.push({ source: 'event', account: account - 1, day: dayNumber, metric: indexOf(name), value });
  };
  const dayOf = `CAST(floor(timestamp / ${MS_PER_DAY}.0) AS INTEGER)`;
  for (const [account, dayNumber, uses, people, minutes] of db
    .prepare<[], [number, number, number, number, number | null]>(
      `SELECT account, ${dayOf} AS d, sum(coalesce(count, 1)), count(DISTINCT contact_id), sum(duration_seconds) / 60.0 FROM event WHERE ${shown} GROUP BY account, d`,
    )
    .raw(true)
    .iterate()) {
    push(account, dayNumber, 'events', uses);
    if (people > 0) push(account, dayNumber, 'active_users', people);
    if (minutes !== null) push(account, dayNumber, 'session_minutes', minutes);
  }
  for (const [account, dayNumber, feature, uses] of db
    .prepare<[], [number, number, string, number]>(
      `SELECT account, ${dayOf} AS d, feature, sum(coalesce(count, 1)) FROM event WHERE feature IS NOT NULL AND ${shown} GROUP BY account, d, feature`,
    )
    .raw(true)
    .iterate()) {
    push(account, dayNumber, `feature:${feature}`, uses);
  }
  const signIns = db
    .prepare<[], { event: string }>('SELECT DISTINCT event FROM event WHERE event IS NOT NULL')
    .all()
    .map((row) => row.event)
    .filter((name) => SIGN_IN.test(name));
  if (signIns.length > 0) {
    for (const [account, dayNumber, count] of db
      .prepare<string[], [number, number, number]>(
        `SELECT account, ${dayOf} AS d, sum(coalesce(count, 1)) FROM event WHERE event IN (${signIns.map(() => '?').join(', ')}) AND ${shown} GROUP BY account, d`,
      )
      .raw(true)
      .iterate(...signIns)) {
      push(account, dayNumber, 'logins', count);
    }
  }
  return facts;
}
