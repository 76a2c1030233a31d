import type { Day } from '#shared/model/day.ts';
import type { Facts } from '#shared/model/facts.ts';
import { type FactsIndex, NEVER } from '../signals/facts-index.ts';
import { addText, addWord, emptyHash, type Hash64, spread } from './hash.ts';

type GroupName = {
  [Name in keyof Facts]: Facts[Name] extends { readonly offsets: Int32Array } ? Name : never;
}[keyof Facts];

/**
 * The column of each group that says from which day on a row can count: rows are in its order and the signals stop at the
 * first one after the as-of date. Null where rows count from a day that depends on several columns, or from no day at all:
 * such rows belong to every week.
 */
const FIRST_DAY_OF: { readonly [Name in GroupName]: (keyof Facts[Name] & string) | null } = {
  usage: 'day',
  tickets: 'openedDay',
  surveys: 'sentDay',
  touchpoints: 'day',
  invoices: 'issuedDay',
  contracts: 'day',
  outcomes: 'day',
};

type Column = { readonly words: Uint32Array; readonly perRow: 1 | 2 };

type Group = {
  readonly offsets: Int32Array;
  readonly days: Int32Array | null;
  readonly columns: readonly Column[];
  /** Hash of the rows so far, two lanes an account, and the next row. */
  readonly lanes: Int32Array;
  readonly next: Int32Array;
};

function textHashes(texts: readonly string[]): Column {
  const words = new Uint32Array(texts.length * 2);
  texts.forEach((text, index) => {
    const hash = emptyHash();
    addText(hash, text);
    words.set(hash, index * 2);
  });
  return { words, perRow: 2 };
}

/** The bits of a column as words; throws for what is no column, so that nothing can be left out unseen. */
function columnOf(name: string, values: unknown, rows: number): Column {
  if (Array.isArray(values) && values.length === rows && values.every((value) => typeof value === 'string'))
    return textHashes(values);
  if (ArrayBuffer.isView(values) && 'length' in values && values.length === rows) {
    if (values instanceof Float64Array)
      return { words: new Uint32Array(values.buffer, values.byteOffset, rows * 2), perRow: 2 };
    if (values instanceof Int32Array)
      return { words: new Uint32Array(values.buffer, values.byteOffset, rows), perRow: 1 };
    if (values instanceof Uint8Array || values instanceof Uint16Array)
      return { words: Uint32Array.from(values), perRow: 1 };
  }
  throw new Error(`Facts hold "${name}", which the content hash cannot read.`);
}

/** Names instead of dictionary numbers: the same facts have the same hash whatever else the dictionary holds. */
function namesOf(metrics: readonly string[], metric: Uint16Array): Column {
  const { words } = textHashes(metrics);
  return { words: Uint32Array.from(metric, (which) => words[which * 2] as number), perRow: 1 };
}

function columnsOf(facts: Facts, name: GroupName): Column[] {
  const rows = facts[name].offsets[facts.accounts.count] as number;
  return Object.entries(facts[name]).flatMap(([column, values]) => {
    if (column === 'offsets' || (name === 'usage' && column === 'metrics')) return [];
    if (name === 'usage' && column === 'metric') return [namesOf(facts.usage.metrics, facts.usage.metric)];
    return [columnOf(`${name}.${column}`, values, rows)];
  });
}

function groupsOf(facts: Facts): Group[] {
  const { count } = facts.accounts;
  return (Object.keys(FIRST_DAY_OF) as GroupName[]).map((name, number) => {
    const firstDay = FIRST_DAY_OF[name];
    const days = firstDay === null ? null : (facts[name] as Readonly<Record<string, unknown>>)[firstDay];
    const seed = emptyHash(number + 1);
    return {
      offsets: facts[name].offsets,
      days: days instanceof Int32Array ? days : null,
      columns: columnsOf(facts, name),
      lanes: Int32Array.from({ length: count * 2 }, (_, lane) => seed[lane & 1] as number),
      next: facts[name].offsets.slice(0, count),
    };
  });
}

/** Takes up one row of a group. */
function addRow(hash: Hash64, columns: readonly Column[], row: number): void {
  for (let c = 0; c < columns.length; c++) {
    const { words, perRow } = columns[c] as Column;
    if (perRow === 1) {
      addWord(hash, words[row] as number);
    } else {
      addWord(hash, words[row * 2] as number);
      addWord(hash, words[row * 2 + 1] as number);
    }
  }
}

/** Two words an account, one after the other; reused by the next call. */
export type KnownFacts = (asOf: Day) => Int32Array;

/**
 * Hashes of what is known of each account by a day: of its attributes and of its rows up to then, in order, every column.
 * Equal hashes mean that no fact was added, changed or taken back that the scores of that account and day could depend on.
 * Days have to ascend from call to call; a whole history reads every fact once.
 */
export function knownFacts(facts: Facts, index: FactsIndex): KnownFacts {
  const { count, ...attributes } = facts.accounts;
  const groups = groupsOf(facts);
  const columns = Object.entries(attributes).map(([name, values]) => columnOf(`accounts.${name}`, values, count));
  // An account's hash is the sum of those of its attributes and of its groups of rows.
  const known = new Int32Array(count * 2);
  for (let account = 0; account < count; account++) {
    const hash = emptyHash();
    addRow(hash, columns, account);
    // An account without a start date and without any fact counts as there from the beginning; with facts, from the first.
    addWord(hash, Number(index.accountFirstDay[account] === NEVER));
    for (const lane of [0, 1]) {
      const at = account * 2 + lane;
      known[at] = groups.reduce((sum, { lanes }) => sum + spread(lanes[at] as number), spread(hash[lane] as number));
    }
  }

  function advance(group: Group, asOf: Day): void {
    const { offsets, days, columns: cells, lanes, next } = group;
    const hash = emptyHash();
    for (let account = 0; account < count; account++) {
      let row = next[account] as number;
      const end = offsets[account + 1] as number;
      if (row >= end || (days !== null && (days[row] as number) > asOf)) continue;
      const [a, b] = [account * 2, account * 2 + 1];
      hash[0] = lanes[a] as number;
      hash[1] = lanes[b] as number;
      do {
        addRow(hash, cells, row);
        row++;
      } while (row < end && (days === null || (days[row] as number) <= asOf));
      next[account] = row;
      known[a] = (known[a] as number) + spread(hash[0] as number) - spread(lanes[a] as number);
      known[b] = (known[b] as number) + spread(hash[1] as number) - spread(lanes[b] as number);
      lanes[a] = hash[0] as number;
      lanes[b] = hash[1] as number;
    }
  }

  return (asOf) => {
    for (const group of groups) advance(group, asOf);
    return known;
  };
}
