import type { CanonicalColumn } from '#shared/model/kinds.ts';
import type { FileKind } from '../types.ts';
import { accountKeyOf, columnsOf, OTHER_KEYS, otherKeysOf } from './columns.ts';
import { bareKey, headerKey, SECONDS, type Unit, unitOfKey } from './headers.ts';
import type { Shapes } from './shapes.ts';
import { ACCOUNT_WORDS, CONTACT_WORDS, SYNONYMS } from './synonyms.ts';

export type Match = {
  readonly column: CanonicalColumn;
  readonly source: number;
  readonly confidence: number;
  readonly factor: number;
};

export type Mapping = {
  readonly matches: readonly Match[];
  /** Canonical columns that two headers fit equally well, with the headers' indexes. */
  readonly ties: readonly { readonly column: string; readonly sources: readonly number[] }[];
};

/** Confidence of a header key by canonical column of one kind. */
type Lexicon = {
  readonly byKey: ReadonlyMap<string, readonly { readonly column: string; readonly confidence: number }[]>;
  readonly prefixes: readonly string[];
};

const EXACT = 1;
const SPELLING = 0.98;
const lexicons = new Map<FileKind, Lexicon>();

function expand(pattern: string): string[] {
  if (pattern.includes('{account}')) return ACCOUNT_WORDS.map((word) => pattern.replace('{account}', word));
  if (pattern.includes('{contact}')) return CONTACT_WORDS.map((word) => pattern.replace('{contact}', word));
  return [pattern];
}

function lexiconOf(kind: FileKind): Lexicon {
  const known = lexicons.get(kind);
  if (known) return known;
  const table = SYNONYMS.get(kind);
  const byKey = new Map<string, { column: string; confidence: number }[]>();
  const add = (column: string, patterns: string, top: number): void => {
    patterns.split(' ').forEach((pattern, rank) => {
      for (const key of expand(pattern)) {
        const list = byKey.get(key) ?? [];
        if (!list.some((entry) => entry.column === column))
          list.push({ column, confidence: Math.max(0.6, top - rank * 0.015) });
        byKey.set(key, list);
      }
    });
  };
  for (const column of columnsOf(kind)) add(column.name, column.name, SPELLING);
  for (const [column, patterns] of table?.columns ?? []) add(column, patterns, 0.95);
  const others = new Set(otherKeysOf(kind).map((column) => column.name));
  for (const key of OTHER_KEYS) if (others.has(key.name)) add(key.name, key.synonyms, 0.95);
  const lexicon = { byKey, prefixes: table?.prefix ?? [] };
  lexicons.set(kind, lexicon);
  return lexicon;
}

/** Candidate columns of one header for a kind, without looking at values. */
function candidates(kind: FileKind, header: string): { column: string; confidence: number; unit: Unit | null }[] {
  const exact = header.trim();
  const key = headerKey(header);
  const lexicon = lexiconOf(kind);
  const found = new Map<string, { column: string; confidence: number; unit: Unit | null }>();
  const offer = (form: string, penalty: number, unit: Unit | null): void => {
    for (const { column, confidence } of lexicon.byKey.get(form) ?? []) {
      const known = found.get(column);
      if (!known || known.confidence < confidence - penalty)
        found.set(column, { column, confidence: confidence - penalty, unit });
    }
  };
  for (const column of columnsOf(kind))
    if (column.name === exact) found.set(column.name, { column: column.name, confidence: EXACT, unit: unitOfKey(key) });
  const unit = unitOfKey(key);
  const bare = bareKey(key);
  offer(key, 0, unit);
  if (bare !== key) offer(bare, 0.03, unit);
  for (const prefix of lexicon.prefixes) {
    if (key.startsWith(`${prefix}_`)) {
      const rest = key.slice(prefix.length + 1);
      // "customer_id" in tickets is the account's, never the ticket's own id.
      if (rest === 'id' || rest === 'name') continue;
      offer(rest, 0.04, unit);
      if (bareKey(rest) !== rest) offer(bareKey(rest), 0.06, unit);
    }
  }
  return [...found.values()];
}

/** True when some kind knows the header. */
export function isKnownHeader(header: string): boolean {
  for (const kind of SYNONYMS.keys()) if (candidates(kind, header).length > 0) return true;
  return false;
}

/** Conversion of a time column whose header names another unit than the canonical one: what its numbers are multiplied by. */
export function factorOf(column: string, header: string): number {
  return factorFor(column, unitOfKey(headerKey(header)));
}

function factorFor(column: string, unit: Unit | null): number {
  if (unit === null) return 1;
  const wanted = column.endsWith('_minutes') ? 'minute' : column.endsWith('_seconds') ? 'second' : null;
  return wanted === null ? 1 : SECONDS[unit] / SECONDS[wanted];
}

/** Words (lower case) of the file with a given meaning, by canonical column. */
export type KnownWords = ReadonlyMap<string, ReadonlySet<string>>;

/** Maps headers to the columns of a kind: best confidence first, each header and column once, values must fit the type. */
export function mapHeaders(
  kind: FileKind,
  headers: readonly string[],
  shapes: Shapes,
  taken: ReadonlySet<number>,
  takenColumns: ReadonlySet<string>,
  words: KnownWords,
): Mapping {
  const columns = new Map([...columnsOf(kind), ...otherKeysOf(kind)].map((column) => [column.name, column]));
  const offers: Match[] = [];
  headers.forEach((header, source) => {
    if (taken.has(source)) return;
    const bare = headerKey(header) === 'account';
    for (const candidate of candidates(kind, header)) {
      const column = columns.get(candidate.column);
      if (!column || takenColumns.has(column.name)) continue;
      // A bare "account" holds names where its values are of several words, else ids.
      if (bare && column.name === (shapes.spaced(source) > 0.3 ? 'account_id' : 'account_name')) continue;
      const fit = candidate.confidence >= SPELLING ? 1 : shapes.fit(source, column, words.get(column.name));
      if (fit < 0.5) continue;
      // A required column without a single value leaves its place to another one.
      const empty = column.required && candidate.confidence < SPELLING && shapes.blank(source) ? 0.6 : 1;
      offers.push({
        column,
        source,
        confidence: candidate.confidence * (0.9 + 0.1 * fit) * empty,
        factor: factorFor(column.name, candidate.unit),
      });
    }
  });
  offers.sort((a, b) => b.confidence - a.confidence || a.source - b.source);
  const matches: Match[] = [];
  const usedSources = new Set<number>();
  const usedColumns = new Map<string, Match>();
  const ties = new Map<string, number[]>();
  for (const offer of offers) {
    const rival = usedColumns.get(offer.column.name);
    if (
      rival &&
      rival.source !== offer.source &&
      rival.confidence === offer.confidence &&
      headerKey(headers[rival.source] ?? '') === headerKey(headers[offer.source] ?? '')
    ) {
      ties.set(offer.column.name, [...(ties.get(offer.column.name) ?? [rival.source]), offer.source]);
    }
    if (rival || usedSources.has(offer.source)) continue;
    usedSources.add(offer.source);
    usedColumns.set(offer.column.name, offer);
    matches.push(offer);
  }
  return { matches, ties: [...ties].map(([column, sources]) => ({ column, sources })) };
}

/** One account key a file: the store joins rows by the first it finds, so the others must go. */
export function dropSpareKeys(kind: FileKind, matches: readonly Match[], byName: boolean): Match[] {
  const others = new Set(otherKeysOf(kind).map((column) => column.name));
  if (others.size === 0) return [...matches];
  const key = accountKeyOf(kind, new Set(matches.map((match) => match.column.name)), byName);
  const rank = (name: string): number => OTHER_KEYS.findIndex((known) => known.name === name);
  return matches.filter(({ column: { name } }) => {
    if (name === key) return true;
    if (others.has(name)) return false;
    // A contact's id in a row that joins by something less exact would be taken for the key.
    return !(
      key !== null &&
      key !== 'account_id' &&
      name === 'contact_id' &&
      kind !== 'contacts' &&
      rank(name) < rank(key)
    );
  });
}
