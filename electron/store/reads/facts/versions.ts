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
};

/**
 * Rows as they stand now, ordered by account; behind the columns `known_at`, `source_updated_at` and `id`. Rows of one moment
 * are in order of their natural keys: the order in which they were imported changes no score.
 */
export type Current = { readonly source: Source; readonly rows: readonly Row[] };

export function readCurrent(db: ReadDb, source: Source, orderBy: string): Current {
  const list = source.columns.map((column) => `"${column}"`).join(', ');
  const rows = db
    .prepare<[], Cell[]>(
      `SELECT ${list}, known_at, source_updated_at, id FROM ${source.table} WHERE ${source.shown} ORDER BY 1, ${orderBy}, natural_key`,
    )
    .raw(true)
    .all();
  return { source, rows };
}

/** A row over time, with the days it is known on (see Versioned in shared/model/facts.ts) behind `known_at` and the rest. */
export type VersionedRows = {
  readonly rows: readonly Row[];
  /** Positions of the two days in each row. */
  readonly knownAt: number;
  readonly supersededAt: number;
  /** Rows as they stand now, and those among them without an update time. */
  readonly total: number;
  readonly untimed: number;
};

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
 * The rows with their earlier versions, ordered by account and then by `dayOf`. A version is known from the day its
 * source changed it; one without such a time from its own dates when it is the first, else from the day of the import that
 * brought it. It ends when the next one begins. Nothing is known later than `lastDay`, the newest day of the data:
 * otherwise what is imported today would not count in the scores of yesterday's data, and corrections would never show.
 * A version that would begin and end on one day was corrected at once and counts at no time. A row without times that a
 * file with times took over stands for the days before.
 */
export function withVersions(
  db: ReadDb,
  { source, rows }: Current,
  lastDay: Day,
  dayOf: (row: Row) => Day,
): VersionedRows {
  const width = source.columns.length;
  const [timeAt, updatedAt, idAt] = [width, width + 1, width + 2];
  const dayFromMs = (ms: number): Day => Math.min(dayFromEpochMs(ms), lastDay);
  const journal = readJournal(db, source);
  const names = [...source.columns, 'known_at', 'source_updated_at'];
  const result: Row[] = [];
  let untimed = 0;
  let added = false;
  for (const row of rows) {
    const updated = row[updatedAt] ?? null;
    if (updated === null) untimed += 1;
    const entries = journal?.get(Number(row[idAt]));
    if (!entries) {
      const known = typeof updated === 'number' ? dayFromMs(Math.min(updated, Number(row[timeAt]))) : NO_DAY;
      result.push([...row, known, NEVER]);
      continue;
    }
    const current = Object.fromEntries(names.map((name, at) => [name, row[at] ?? null]));
    let until = NEVER;
    const versions = chainOf(current, entries, source.columns);
    for (let at = versions.length - 1; at >= 0; at -= 1) {
      const { state, knownMs, timed } = versions[at] as Version;
      const begins = dayFromMs(knownMs);
      const fromItsDates = !timed && versions.slice(0, at).every((earlier) => dayFromMs(earlier.knownMs) >= begins);
      if (begins >= until && !(fromItsDates && versions[at + 1]?.timed)) continue;
      const known = fromItsDates ? NO_DAY : begins;
      result.push([...names.map((name) => state[name] ?? null), row[idAt] ?? null, known, until]);
      added ||= until !== NEVER;
      until = known;
    }
  }
  if (added) result.sort((a, b) => Number(a[0]) - Number(b[0]) || dayOf(a) - dayOf(b));
  return { rows: result, knownAt: width + 3, supersededAt: width + 4, total: rows.length, untimed };
}

type Entry = { readonly left: State | null; readonly before: State };

/** What imports replaced, or left out as outdated, by fact and in order of writing; null when nothing was. */
function readJournal(db: ReadDb, { kind, table }: Source): ReadonlyMap<number, readonly Entry[]> | null {
  const rows = db
    .prepare<[string], [number, string]>(
      `SELECT t.id, c.before_values FROM change AS c JOIN ${table} AS t ON t.natural_key = c.natural_key WHERE c.kind = ? ORDER BY c.id`,
    )
    .raw(true)
    .all(kind);
  if (rows.length === 0) return null;
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
