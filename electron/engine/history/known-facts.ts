import { type Day, NO_DAY } from '#shared/model/day.ts';
import { type Facts, NEVER, type Versioned } from '#shared/model/facts.ts';
import type { FactsIndex } from '../signals/facts-index.ts';
import { addRows, type WordColumn, wordColumn } from './columns.ts';
import { addWord, emptyHash, type Hash64, spread } from './hash.ts';

type GroupName = {
  [Name in keyof Facts]: Facts[Name] extends { readonly offsets: Int32Array } ? Name : never;
}[keyof Facts];
type VersionedName = { [Name in GroupName]: Facts[Name] extends Versioned ? Name : never }[GroupName];
type FirstDays<Name extends GroupName> = { readonly [N in Name]: (keyof Facts[N] & string) | null };

/**
 * The column that says from which day on a row can count, besides the day it became known: the signals leave out rows whose
 * day lies after the as-of date. Null where it depends on several columns, or on none.
 */
const VERSIONED: FirstDays<VersionedName> = {
  attributes: null,
  tickets: 'openedDay',
  surveys: 'sentDay',
  touchpoints: 'day',
  invoices: 'issuedDay',
  contracts: 'day',
  outcomes: 'day',
  contacts: null,
  milestones: null,
};
/** The same of groups whose rows never change: they are ordered by it. */
const DAILY: { readonly [Name in Exclude<GroupName, VersionedName>]: 'day' } = {
  usage: 'day',
  activity: 'day',
  mentions: 'day',
};

/** Takes up what becomes known of a group by a day. */
type Source = (asOf: Day) => void;

function columnsOf(facts: Facts, name: GroupName): WordColumn[] {
  const rows = facts[name].offsets[facts.accounts.count] as number;
  return Object.entries(facts[name]).flatMap(([column, values]) => {
    const isCell = column !== 'offsets' && column !== 'supersededDay' && !(name === 'usage' && column === 'metrics');
    return isCell ? [wordColumn(facts, `${name}.${column}`, values, rows)] : [];
  });
}

/** Rows that never change, in the order of their days: one after the other, account by account. */
function dailySource(facts: Facts, name: keyof typeof DAILY, seed: Hash64, known: Int32Array): Source {
  const { offsets, day } = facts[name];
  const columns = columnsOf(facts, name);
  const { count } = facts.accounts;
  const lanes = Int32Array.from({ length: count * 2 }, (_, lane) => seed[lane & 1] as number);
  const next = offsets.slice(0, count);
  const hash = seed.slice();
  return (asOf) => {
    for (let account = 0; account < count; account++) {
      let row = next[account] as number;
      const end = offsets[account + 1] as number;
      if (row >= end || (day[row] as number) > asOf) continue;
      const [a, b] = [account * 2, account * 2 + 1];
      hash[0] = lanes[a] as number;
      hash[1] = lanes[b] as number;
      const first = row;
      do row++;
      while (row < end && (day[row] as number) <= asOf);
      addRows(hash, columns, first, row);
      next[account] = row;
      known[a] = (known[a] as number) + spread(hash[0] as number) - spread(lanes[a] as number);
      known[b] = (known[b] as number) + spread(hash[1] as number) - spread(lanes[b] as number);
      lanes[a] = hash[0] as number;
      lanes[b] = hash[1] as number;
    }
  };
}

/** Indexes of `days` in ascending order of their days, those that never come left out: a counting sort. */
function byDay(days: Int32Array): Int32Array {
  let low = NEVER;
  let high = NO_DAY;
  let length = 0;
  for (const day of days) {
    if (day === NEVER) continue;
    length++;
    if (day > high) high = day;
    if (day !== NO_DAY && day < low) low = day;
  }
  // Rows without a day come first.
  const slotOf = (day: Day): number => (day === NO_DAY ? 0 : day - low + 1);
  const next = new Int32Array(Math.max(0, high - low) + 3);
  for (const day of days) if (day !== NEVER) next[slotOf(day) + 1] = (next[slotOf(day) + 1] as number) + 1;
  for (let slot = 1; slot < next.length; slot++) next[slot] = (next[slot] as number) + (next[slot - 1] as number);
  const order = new Int32Array(length);
  days.forEach((day, row) => {
    if (day === NEVER) return;
    const at = next[slotOf(day)] as number;
    next[slotOf(day)] = at + 1;
    order[at] = row;
  });
  return order;
}

/**
 * Rows with versions: each counts from the day it is known, and its end is news of the day it is superseded. A row is taken
 * up with its place among the rows of its day, for the signals read them in that order.
 */
function versionedSource(facts: Facts, name: VersionedName, seed: Hash64, known: Int32Array): Source {
  const { offsets, knownDay, supersededDay } = facts[name];
  const { count } = facts.accounts;
  const columns = columnsOf(facts, name);
  const firstDay = VERSIONED[name];
  const own = firstDay === null ? undefined : (facts[name] as Readonly<Record<string, unknown>>)[firstDay];
  const days = own instanceof Int32Array ? own : new Int32Array(knownDay.length).fill(NO_DAY);
  const accountOf = new Int32Array(knownDay.length);
  const place = new Int32Array(knownDay.length);
  for (let account = 0; account < count; account++) {
    const first = offsets[account] as number;
    for (let row = first; row < (offsets[account + 1] as number); row++) {
      accountOf[row] = account;
      place[row] = row > first && days[row] === days[row - 1] ? (place[row - 1] as number) + 1 : 0;
    }
  }
  const hash = seed.slice();
  /** Hashes of rows in the order in which they lie: two words a row. */
  function hashesOf(isEnd: number): Int32Array {
    const hashes = new Int32Array(knownDay.length * 2);
    for (let row = 0; row < knownDay.length; row++) {
      if (isEnd === 1 && supersededDay[row] === NEVER) continue;
      hash.set(seed);
      addWord(hash, place[row] as number);
      addWord(hash, isEnd);
      addRows(hash, columns, row, row + 1);
      hashes[row * 2] = spread(hash[0] as number);
      hashes[row * 2 + 1] = spread(hash[1] as number);
    }
    return hashes;
  }
  const events = [days.map((day, row) => Math.max(day, knownDay[row] as number)), supersededDay].map((on, isEnd) => ({
    on,
    hashes: hashesOf(isEnd),
    order: byDay(on),
    next: 0,
  }));
  return (asOf) => {
    for (const event of events) {
      const { on, hashes, order } = event;
      while (event.next < order.length && (on[order[event.next] as number] as number) <= asOf) {
        const row = order[event.next] as number;
        const at = (accountOf[row] as number) * 2;
        known[at] = (known[at] as number) + (hashes[row * 2] as number);
        known[at + 1] = (known[at + 1] as number) + (hashes[row * 2 + 1] as number);
        event.next++;
      }
    }
  };
}

/** Attributes of the accounts; of those that have versions only what has none. */
function addAttributes(facts: Facts, index: FactsIndex, known: Int32Array): void {
  const { count, ...attributes } = facts.accounts;
  const [always, versioned]: [WordColumn[], WordColumn[]] = [[], []];
  for (const [name, values] of Object.entries(attributes))
    (name in facts.attributes ? versioned : always).push(wordColumn(facts, `accounts.${name}`, values, count));
  for (let account = 0; account < count; account++) {
    const hash = emptyHash();
    addRows(hash, always, account, account + 1);
    const { offsets } = facts.attributes;
    if (offsets[account] === offsets[account + 1]) addRows(hash, versioned, account, account + 1);
    // An account without a start date and without any fact counts as there from the beginning; with facts, from the first.
    addWord(hash, Number(index.accountFirstDay[account] === NEVER));
    known[account * 2] = spread(hash[0] as number);
    known[account * 2 + 1] = spread(hash[1] as number);
  }
}

/** Two words an account, one after the other; reused by the next call. */
export type KnownFacts = (asOf: Day) => Int32Array;

/**
 * Hashes of what is known of each account by a day: of its attributes and of every column of its rows up to then. Equal
 * hashes mean that no fact was added, changed or taken back that the scores of that account and day could depend on.
 * Days have to ascend from call to call; a whole history reads every fact once.
 */
export function knownFacts(facts: Facts, index: FactsIndex): KnownFacts {
  const known = new Int32Array(facts.accounts.count * 2);
  addAttributes(facts, index, known);
  let seed = 0;
  const sources = [
    ...(Object.keys(DAILY) as (keyof typeof DAILY)[]).map((name) => dailySource(facts, name, emptyHash(++seed), known)),
    ...(Object.keys(VERSIONED) as VersionedName[]).map((name) =>
      versionedSource(facts, name, emptyHash(++seed), known),
    ),
  ];
  return (asOf) => {
    for (const source of sources) source(asOf);
    return known;
  };
}
