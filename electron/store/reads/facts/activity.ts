import { type Day, MS_PER_DAY, NO_DAY } from '#shared/model/day.ts';
import type { ActivityFacts } from '#shared/model/facts.ts';
import type { ReadDb } from '../../open.ts';
import type { Presence } from '../presence.ts';
import { offsetsOf } from './grouped.ts';

/** Numbers of people: contacts by surrogate id; ids of events that no contact has get numbers above. */
export type People = {
  /** Account (1-based) of each contact id. */
  readonly accountOf: Int32Array;
  /** Number of a contact id as files write it, 0 when no contact has it. */
  personOf(contactId: string): number;
};

export function readPeople(db: ReadDb): People {
  const rows = db
    .prepare<[], [number, string, number]>('SELECT id, natural_key, account FROM contact WHERE present = 1')
    .raw(true)
    .all();
  const byKey = new Map<string, number>();
  const accountOf = new Int32Array(rows.reduce((most, [id]) => Math.max(most, id), 0) + 1);
  for (const [id, key, account] of rows) {
    byKey.set(key, id);
    accountOf[id] = account;
  }
  return { accountOf, personOf: (contactId) => byKey.get(contactId) ?? 0 };
}

const PAGE = 10_000;

/** What each person did on each day: from the usage rows of contacts and the events that name one. */
export function readActivity(
  db: ReadDb,
  accounts: number,
  people: People,
  metrics: readonly string[],
  presence: Presence,
): ActivityFacts {
  const owner: number[] = [];
  const day: number[] = [];
  const person: number[] = [];
  const what: number[] = [];
  const add = (account: number, on: Day, who: number, did: number): void => {
    owner.push(account - 1);
    day.push(on);
    person.push(who);
    what.push(did);
  };
  const indexOf = new Map(metrics.map((name, index) => [name, index]));
  const features: number[] = [];
  for (const row of db.prepare<[], { id: number; name: string }>('SELECT id, name FROM metric').all())
    features[row.id] = row.name.startsWith('feature:') ? 1 + (indexOf.get(row.name) ?? -1) : 0;

  const page = db
    .prepare<[number], number>(
      `SELECT key FROM contact_usage WHERE key > ? AND value > 0 AND ${presence.ofContactUsage('key')} ORDER BY key LIMIT ${PAGE}`,
    )
    .pluck(true);
  let last = -1;
  for (let keys = page.all(last); keys.length > 0; keys = page.all(last)) {
    for (const key of keys) {
      const metric = key % 1024;
      const rest = (key - metric) / 1024;
      const on = rest % 65_536;
      const who = (rest - on) / 65_536;
      const account = people.accountOf[who] ?? 0;
      if (account === 0) continue;
      add(account, on, who, 0);
      if ((features[metric] ?? 0) > 0) add(account, on, who, features[metric] ?? 0);
    }
    last = keys.at(-1) ?? last;
  }

  const strangers = new Map<string, number>();
  const numberOfPerson = (contactId: string): number => {
    const known = people.personOf(contactId) || strangers.get(contactId);
    if (known) return known;
    strangers.set(contactId, people.accountOf.length + strangers.size);
    return people.accountOf.length + strangers.size - 1;
  };
  for (const [account, on, contactId, feature] of db
    .prepare<[], [number, number, string, string | null]>(
      `SELECT account, CAST(floor(timestamp / ${MS_PER_DAY}.0) AS INTEGER) AS d, contact_id, feature FROM event WHERE contact_id IS NOT NULL AND ${presence.ofAccount('account')} GROUP BY account, d, contact_id, feature`,
    )
    .raw(true)
    .iterate()) {
    const who = numberOfPerson(contactId);
    add(account, on, who, 0);
    const used = feature === null ? undefined : indexOf.get(`feature:${feature}`);
    if (used !== undefined) add(account, on, who, 1 + used);
  }
  return groupActivity(accounts, owner, day, person, what);
}

function groupActivity(
  accounts: number,
  owner: readonly number[],
  day: readonly number[],
  person: readonly number[],
  what: readonly number[],
): ActivityFacts {
  let order = Uint32Array.from(owner, (_, index) => index);
  for (const keys of [what, person, day, owner]) order = sortedBy(order, keys);
  const kept = order.filter((at, index) => {
    const before = order[index - 1];
    return (
      before === undefined ||
      owner[at] !== owner[before] ||
      day[at] !== day[before] ||
      person[at] !== person[before] ||
      what[at] !== what[before]
    );
  });
  const offsets = new Int32Array(accounts + 1);
  for (const at of kept) offsets[(owner[at] ?? 0) + 1] = (offsets[(owner[at] ?? 0) + 1] ?? 0) + 1;
  return {
    offsets: offsetsOf(offsets),
    day: Int32Array.from(kept, (at) => day[at] ?? NO_DAY),
    person: Int32Array.from(kept, (at) => person[at] ?? 0),
    what: Uint16Array.from(kept, (at) => what[at] ?? 0),
  };
}

/** Stable counting sort of indexes by whole-number keys. */
function sortedBy(order: Uint32Array<ArrayBuffer>, keys: readonly number[]): Uint32Array<ArrayBuffer> {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const key of keys) {
    if (key < low) low = key;
    if (key > high) high = key;
  }
  if (keys.length === 0) return order;
  const next = new Uint32Array(high - low + 2);
  for (const key of keys) next[key - low + 1] = (next[key - low + 1] ?? 0) + 1;
  for (let at = 1; at < next.length; at++) next[at] = (next[at] ?? 0) + (next[at - 1] ?? 0);
  const sorted = new Uint32Array(order.length);
  for (const index of order) {
    const slot = (keys[index] ?? 0) - low;
    sorted[next[slot] ?? 0] = index;
    next[slot] = (next[slot] ?? 0) + 1;
  }
  return sorted;
}
