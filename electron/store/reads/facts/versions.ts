import { type Day, dayFromEpochMs, NO_DAY } from '#shared/model/day.ts';
import { NEVER } from '#shared/model/facts.ts';
import type { StoredKind } from '#shared/model/kinds.ts';
import type { ReadDb } from '../../open.ts';
import type { Cell, Row } from './grouped.ts';

/** Where the rows of a kind stand: `columns` are stored columns, the first one the surrogate account. */
export type Source = {
  readonly kind: StoredKind;
  readonly table: string;
  readonly columns: readonly string[];
  /** SQL condition of the rows that are shown. */
  readonly shown: string;
  /** SQL expression of the moment that orders the rows of an account, and the day of a row. */
  readonly by: string;
  readonly dayOf: (row: Row) => Day;
};

/** Position of the moment of a row's import behind its columns, of its surrogate id, and of the days it is known on. */
export const knownAtIn = ({ columns }: Source): number => columns.length;
export const idIn = ({ columns }: Source): number => columns.length + 2;
export const knownDayIn = ({ columns }: Source): number => columns.length + 3;
export const supersededDayIn = ({ columns }: Source): number => columns.length + 4;

/** Accounts whose rows are read at a time: they are gone before the next ones come. */
const PAGE = 512;

/**
 * Rows as they stand now, in pages of accounts; behind the columns `known_at`, `source_updated_at`, `id`, NO_DAY and NEVER.
 * Rows of one moment are in order of their natural keys: the order in which they were imported changes no score.
 */
function* currentPages(db: ReadDb, { columns, table, shown, by }: Source, accounts: number): Generator<Cell[][]> {
  const account = columns[0];
  const page = db
    .prepare<[number, number], Cell[]>(
      `SELECT ${columns.map((column) => `"${column}"`).join(', ')}, known_at, source_updated_at, id, ${NO_DAY}, ${NEVER}
       FROM ${table} WHERE ${account} > ? AND ${account} <= ? AND ${shown} ORDER BY 1, ${by}, natural_key`,
    )
    .raw(true);
  for (let from = 0; from < accounts; from += PAGE) yield page.all(from, from + PAGE);
}

type State = Readonly<Record<string, Cell>>;
type Version = { readonly state: State; readonly knownMs: number; readonly timed: boolean };

/** What a state says of when it became known: the time its source changed it, else that of its import. */
function versionOf(state: State): Version {
  const known = Number(state.known_at ?? 0);
  const updated = state.source_updated_at;
  return typeof updated === 'number'
    ? { state, knownMs: known > 0 ? Math.min(known, updated) : updated, timed: true }
    : { state, knownMs: known, timed: false };
}

/**
 * The rows with their earlier versions, ordered by account and then by day, in pages. A version is known from the day its
 * source changed it; one without such a time from its own dates when it is the first, else from the day of the import that
 * brought it. It ends when the next one begins. Nothing is known later than `lastDay`, the newest day of the data:
 * otherwise what is imported today would not count in the scores of yesterday's data, and corrections would never show.
 * A version that would begin and end on one day was corrected at once and counts at no time. A row without times that a
 * file with times took over stands for the days before.
 */
export function* versionPages(
  db: ReadDb,
  source: Source,
  accounts: number,
  lastDay: Day,
  journal: Journal,
): Generator<readonly Row[]> {
  const [timeAt, idAt, knownAt] = [knownAtIn(source), idIn(source), knownDayIn(source)];
  const dayFromMs = (ms: number): Day => Math.min(dayFromEpochMs(ms), lastDay);
  const names = [...source.columns, 'known_at', 'source_updated_at'];

  /** The versions of a row, latest first. */
  function* versionsOf(row: Row, entries: readonly Entry[]): Generator<Row> {
    const current = Object.fromEntries(names.map((name, at) => [name, row[at] ?? null]));
    let until = NEVER;
    const versions = chainOf(current, entries, source.columns);
    for (let at = versions.length - 1; at >= 0; at -= 1) {
      const { state, knownMs, timed } = versions[at] as Version;
      const begins = dayFromMs(knownMs);
      const fromItsDates = !timed && versions.slice(0, at).every((earlier) => dayFromMs(earlier.knownMs) >= begins);
      if (begins >= until && !(fromItsDates && versions[at + 1]?.timed)) continue;
      const known = fromItsDates ? NO_DAY : begins;
      yield [...names.map((name) => state[name] ?? null), row[idAt] ?? null, known, until];
      until = known;
    }
  }

  for (const page of currentPages(db, source, accounts)) {
    const rows: Row[] = [];
    let isInOrder = true;
    for (const row of page) {
      const entries = journal.get(Number(row[idAt]));
      if (entries) {
        rows.push(...versionsOf(row, entries));
        isInOrder = false;
        continue;
      }
      const [known, updated] = [row[timeAt], row[timeAt + 1]];
      if (typeof updated === 'number') row[knownAt] = dayFromMs(Math.min(updated, Number(known)));
      rows.push(row);
    }
    if (!isInOrder) rows.sort((a, b) => Number(a[0]) - Number(b[0]) || source.dayOf(a) - source.dayOf(b));
    yield rows;
  }
}

/** What was before, by the surrogate id of what stands now. */
export type Journal = ReadonlyMap<number, readonly Entry[]>;

type Entry = { readonly left: State | null; readonly before: State };

/** What imports replaced, or left out as outdated, by fact and in order of writing. */
export function readJournal(db: ReadDb, { kind, table }: Source): Journal {
  const rows = db
    .prepare<[string], [number, string]>(
      `SELECT t.id, c.before_values FROM change AS c JOIN ${table} AS t ON t.natural_key = c.natural_key WHERE c.kind = ? ORDER BY c.id`,
    )
    .raw(true)
    .all(kind);
  const entries = new Map<number, Entry[]>();
  for (const [id, text] of rows) {
    const { left, ...before } = JSON.parse(text) as Record<string, Cell> & { readonly left?: State };
    const entry = { left: left ?? null, before };
    const known = entries.get(id);
    if (known) known.push(entry);
    else entries.set(id, [entry]);
  }
  return entries;
}

/** Versions of one fact, oldest first, those that differ in one of the columns; the last is what stands now. */
function chainOf(current: State, entries: readonly Entry[], columns: readonly string[]): Version[] {
  const chain: Version[] = [versionOf(current)];
  const left: Version[] = [];
  let state = current;
  for (const entry of entries.toReversed()) {
    if (entry.left) {
      left.push(versionOf({ ...state, known_at: entry.left.source_updated_at ?? null, ...entry.left }));
      continue;
    }
    state = { ...state, ...entry.before };
    const newer = chain[0] as Version;
    const older = versionOf(state);
    if (!columns.every((column) => (newer.state[column] ?? null) === (state[column] ?? null))) chain.unshift(older);
    // The same values: known since they were first, or since the time a later file gave for them.
    else if (older.timed || !newer.timed) chain[0] = { ...older, state: newer.state };
  }
  // What came late belongs before the first version that was changed after it.
  for (const version of left) {
    const at = chain.findIndex((other) => other.timed && other.knownMs > version.knownMs);
    if (at >= 0) chain.splice(at, 0, version);
  }
  return chain;
}
