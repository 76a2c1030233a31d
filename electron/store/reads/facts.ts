import { MS_PER_DAY, NO_DAY } from '#shared/model/day.ts';
import {
  type AccountFacts,
  CONTRACT_CHANGES,
  type Facts,
  INVOICE_STATUSES,
  OUTCOMES,
  SURVEY_KINDS,
  TOUCHPOINT_TYPES,
  type UsageFacts,
} from '#shared/model/facts.ts';
import type { ReadDb } from '../open.ts';
import { type Presence, presenceOf } from './presence.ts';

type Cell = number | string | null;

const day = (value: Cell): number => (typeof value === 'number' ? value : NO_DAY);
const dayOfMs = (value: Cell): number => (typeof value === 'number' ? Math.floor(value / MS_PER_DAY) : NO_DAY);
const number = (value: Cell): number => (typeof value === 'number' ? value : Number.NaN);
const wordIndex =
  (words: readonly string[]) =>
  (value: Cell): number => {
    const index = typeof value === 'string' ? words.indexOf(value) : -1;
    return index < 0 ? 255 : index;
  };
const flag = (value: Cell): number => (value === null ? 255 : Number(value));

/** Reads the rows of one child table, ordered by account, into grouped columns. The first selected column is the account. */
function grouped<T extends Record<string, Int32Array | Float64Array | Uint8Array>>(
  db: ReadDb,
  accounts: number,
  sql: string,
  allocate: (rows: number) => T,
  fill: readonly ((value: Cell) => number)[],
): T & { offsets: Int32Array } {
  const rows = db.prepare<[], Cell[]>(sql).raw(true).all();
  const columns = allocate(rows.length);
  const arrays = Object.values(columns);
  const offsets = new Int32Array(accounts + 1);
  rows.forEach((row, index) => {
    const account = Number(row[0]) - 1;
    offsets[account + 1] = (offsets[account + 1] ?? 0) + 1;
    for (let column = 0; column < arrays.length; column++) {
      const array = arrays[column];
      const read = fill[column];
      if (array && read) array[index] = read(row[column + 1] ?? null);
    }
  });
  for (let index = 0; index < accounts; index++) offsets[index + 1] = (offsets[index + 1] ?? 0) + (offsets[index] ?? 0);
  return { ...columns, offsets };
}

/** Start of surrogate ids that are not in use or hidden: they are not customers at any time. */
const NEVER_STARTS = 0x7f_ff_ff_ff;

function readAccounts(db: ReadDb): AccountFacts {
  const rows = db
    .prepare<[], Cell[]>(
      'SELECT id, start_date, renewal_date, seats, coalesce(arr, mrr * 12), features_available, segment FROM account WHERE present = 1 ORDER BY id',
    )
    .raw(true)
    .all();
  const count = rows.length === 0 ? 0 : Number(rows[rows.length - 1]?.[0]);
  const facts = {
    count,
    startDay: new Int32Array(count).fill(NEVER_STARTS),
    renewalDay: new Int32Array(count).fill(NO_DAY),
    seats: new Float64Array(count).fill(Number.NaN),
    arr: new Float64Array(count).fill(Number.NaN),
    featuresAvailable: new Float64Array(count).fill(Number.NaN),
    segment: new Array<string>(count).fill(''),
  };
  for (const row of rows) {
    const index = Number(row[0]) - 1;
    facts.startDay[index] = day(row[1] ?? null);
    facts.renewalDay[index] = day(row[2] ?? null);
    facts.seats[index] = number(row[3] ?? null);
    facts.arr[index] = number(row[4] ?? null);
    facts.featuresAvailable[index] = number(row[5] ?? null);
    facts.segment[index] = typeof row[6] === 'string' ? row[6] : '';
  }
  return facts;
}

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

/**
 * Daily usage of every account: usage rows; else the sum over the contacts' usage rows; else what the account's product
 * events add up to (sign-ins, distinct contacts, uses per feature, minutes). A finer source never adds to a coarser one.
 */
function readUsage(db: ReadDb, accounts: number, presence: Presence): UsageFacts {
  const metrics: string[] = [];
  const metricIndex = new Map<string, number>();
  const indexOf = (name: string): number => {
    const known = metricIndex.get(name);
    if (known !== undefined) return known;
    metrics.push(name);
    metricIndex.set(name, metrics.length - 1);
    return metrics.length - 1;
  };
  const byMetricId: number[] = [];
  for (const row of db.prepare<[], { id: number; name: string }>('SELECT id, name FROM metric ORDER BY id').all())
    byMetricId[row.id] = indexOf(row.name);

  const main =
    db.prepare<[], { rows: number }>(`SELECT count(*) AS rows FROM usage WHERE ${presence.ofUsage('key')}`).get()
      ?.rows ?? 0;
  const days = new Int32Array(main);
  const metricColumn = new Uint16Array(main);
  const values = new Float64Array(main);
  const owners = new Int32Array(main);
  let length = 0;
  for (const page of usagePages(db, presence.ofUsage('key'))) {
    for (const [key, value] of page) {
      const metric = key % 1024;
      const rest = (key - metric) / 1024;
      const dayNumber = rest % 65_536;
      owners[length] = (rest - dayNumber) / 65_536 - 1;
      days[length] = dayNumber;
      metricColumn[length] = byMetricId[metric] ?? 0;
      values[length] = value;
      length += 1;
    }
  }
  const extra = [...contactUsage(db, byMetricId, metricIndex, presence), ...eventUsage(db, indexOf, presence)].filter(
    (fact) => fact.account < accounts,
  );
  if (extra.length === 0) return groupUsage(accounts, metrics, owners, days, metricColumn, values);

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
  for (let index = 0; index < accounts; index++) offsets[index + 1] = (offsets[index + 1] ?? 0) + (offsets[index] ?? 0);
  return { offsets, metrics, day: days, metric, value };
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
  byMetricId: readonly number[],
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

/** All facts of the workspace as columns, as of one moment; accounts are indexed by surrogate id − 1. */
export function readFacts(db: ReadDb): Facts {
  return db.transaction(() => factsNow(db))();
}

function factsNow(db: ReadDb): Facts {
  const accounts = readAccounts(db);
  const count = accounts.count;
  const presence = presenceOf(db);
  const shown = presence.ofAccount('account');
  const usage = readUsage(db, count, presence);
  const tickets = grouped(
    db,
    count,
    `SELECT account, opened_at, closed_at, csat, coalesce(escalated, 0), sentiment, coalesce(severity, 0) FROM ticket WHERE ${shown} ORDER BY account, opened_at, id`,
    (rows) => ({
      openedDay: new Int32Array(rows),
      closedDay: new Int32Array(rows),
      csat: new Float64Array(rows),
      escalated: new Uint8Array(rows),
      sentiment: new Float64Array(rows),
      priority: new Uint8Array(rows),
    }),
    [dayOfMs, dayOfMs, number, number, number, number],
  );
  const surveys = grouped(
    db,
    count,
    `SELECT account, kind, coalesce(sent_at, responded_at), CASE WHEN rating IS NULL THEN NULL ELSE coalesce(responded_at, sent_at) END, rating FROM survey WHERE coalesce(sent_at, responded_at) IS NOT NULL AND ${shown} ORDER BY account, 3, id`,
    (rows) => ({
      kind: new Uint8Array(rows),
      sentDay: new Int32Array(rows),
      respondedDay: new Int32Array(rows),
      rating: new Float64Array(rows),
    }),
    [wordIndex(SURVEY_KINDS), dayOfMs, dayOfMs, number],
  );
  const touchpoints = grouped(
    db,
    count,
    `SELECT account, date, type, attended FROM touchpoint WHERE ${shown} ORDER BY account, date, id`,
    (rows) => ({ day: new Int32Array(rows), type: new Uint8Array(rows), attended: new Uint8Array(rows) }),
    [day, wordIndex(TOUCHPOINT_TYPES), flag],
  );
  const invoices = grouped(
    db,
    count,
    `SELECT account, issued_at, due_at, paid_at, amount, status FROM invoice WHERE ${shown} ORDER BY account, issued_at, id`,
    (rows) => ({
      issuedDay: new Int32Array(rows),
      dueDay: new Int32Array(rows),
      paidDay: new Int32Array(rows),
      amount: new Float64Array(rows),
      status: new Uint8Array(rows),
    }),
    [day, day, day, number, wordIndex(INVOICE_STATUSES)],
  );
  const contracts = grouped(
    db,
    count,
    `SELECT c.account, c.effective_date, c.change, coalesce(c.arr, c.mrr * 12), c.seats, c.term_end, coalesce(s.id, 0)
     FROM contract AS c LEFT JOIN subscription AS s ON s.subscription_id = c.subscription_id WHERE ${presence.ofAccount('c.account')} ORDER BY c.account, c.effective_date, c.id`,
    (rows) => ({
      day: new Int32Array(rows),
      change: new Uint8Array(rows),
      arr: new Float64Array(rows),
      seats: new Float64Array(rows),
      termEndDay: new Int32Array(rows),
      subscription: new Int32Array(rows),
    }),
    [day, wordIndex(CONTRACT_CHANGES), number, number, day, number],
  );
  const outcomes = grouped(
    db,
    count,
    `SELECT account, date, outcome FROM outcome WHERE ${shown} ORDER BY account, date, id`,
    (rows) => ({ day: new Int32Array(rows), outcome: new Uint8Array(rows) }),
    [day, wordIndex(OUTCOMES)],
  );

  let firstFactDay = Number.POSITIVE_INFINITY;
  let lastFactDay = Number.NEGATIVE_INFINITY;
  for (const column of [
    usage.day,
    tickets.openedDay,
    surveys.sentDay,
    touchpoints.day,
    invoices.issuedDay,
    contracts.day,
    outcomes.day,
  ]) {
    for (const value of column) {
      if (value === NO_DAY) continue;
      if (value < firstFactDay) firstFactDay = value;
      if (value > lastFactDay) lastFactDay = value;
    }
  }
  return {
    accounts,
    usage,
    tickets,
    surveys,
    touchpoints,
    invoices,
    contracts,
    outcomes,
    firstFactDay: Number.isFinite(firstFactDay) ? firstFactDay : NO_DAY,
    lastFactDay: Number.isFinite(lastFactDay) ? lastFactDay : NO_DAY,
  };
}
