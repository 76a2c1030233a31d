import type { CanonicalColumn } from '#shared/model/kinds.ts';
import type { FileKind } from '../types.ts';
import { accountKeyOf, columnsOf, FILE_KINDS, mappableColumns } from './columns.ts';
import { type Constant, constantsOf } from './constants.ts';
import { headerKey } from './headers.ts';
import { NAME_HINTS, SIGNATURES } from './hints.ts';
import { dropSpareKeys, factorOf, type KnownWords, type Mapping, type Match, mapHeaders } from './mapper.ts';
import type { FittedPreset } from './presets.ts';
import type { Shapes } from './shapes.ts';

export type KindGuess = {
  readonly kind: FileKind;
  readonly mapping: Mapping;
  readonly constants: readonly Constant[];
  /** Required columns that no header fits. */
  readonly missing: readonly string[];
  readonly score: number;
  readonly confidence: number;
};

/** The user's own mapping, resolved: source column → canonical column, or null to leave it out. */
export type Explicit = ReadonlyMap<number, string | null>;

/** All that is known of a file when it is tried as one kind or another. */
export type Evidence = {
  readonly file: string;
  readonly headers: readonly string[];
  readonly shapes: Shapes;
  readonly explicit: Explicit;
  /** Canonical column → value of every row, as given. */
  readonly constants: Readonly<Record<string, string>>;
  readonly words: KnownWords;
  readonly joinByName: boolean;
  readonly preset: FittedPreset | null;
};

/** How sure a preset's columns are, by where their names come from. */
const BY_PRESET = { exact: 0.98, seen: 0.95, documented: 0.9 } as const;

/** Reads the file as one kind: mapping, constants and what is missing. `given`: the kind is not a guess. */
export function tryKind(kind: FileKind, evidence: Evidence, given = false): KindGuess {
  const { headers, shapes, explicit, preset, file } = evidence;
  const columns = new Map(mappableColumns(kind).map((column) => [column.name, column]));
  const fixed = fixedMatches(evidence, columns);
  const taken = new Set([...explicit.keys(), ...(preset?.columns.keys() ?? []), ...fixed.map((match) => match.source)]);
  const found = mapHeaders(
    kind,
    headers,
    shapes,
    taken,
    new Set([...fixed.map((match) => match.column.name), ...Object.keys(evidence.constants)]),
    evidence.words,
  );
  const chosen = new Set(fixed.filter((match) => explicit.has(match.source)).map((match) => match.column.name));
  const byName = evidence.joinByName || chosen.has('account_name');
  // The key the user chose stands alone.
  const key = accountKeyOf(kind, chosen, byName);
  const keyGiven = key !== null && isAccountKey(kind, key);
  const rest = [...fixed.filter((match) => !explicit.has(match.source)), ...found.matches];
  const matches = dropSpareKeys(
    kind,
    [
      ...fixed.filter((match) => explicit.has(match.source)),
      ...rest.filter((match) => !(keyGiven && isAccountKey(kind, match.column.name))),
    ],
    byName,
  );
  const names = new Set(matches.map((match) => match.column.name));
  const constants = constantsOf(kind, { names, matches, headers, file, columns, given: evidence.constants });
  for (const constant of constants) names.add(constant.column.name);
  const missing = missingOf(kind, names, file, byName, given);
  if (!given && !preset) missing.push(...doubts(kind, matches, evidence));
  const signature = SIGNATURES.get(kind) ?? [];
  let score = 0;
  for (const match of matches) score += match.confidence * (signature.includes(match.column.name) ? 3 : 1);
  if (NAME_HINTS.get(kind)?.test(file.toLowerCase())) score += 1.5;
  score -= missing.length * 4;
  const required = columnsOf(kind).filter((column) => column.required);
  const spelled = matches.filter((match) => match.column.required && match.confidence === 1);
  if (missing.length === 0 && spelled.length === required.length) score += 3;
  const confidence =
    preset && missing.length === 0 ? BY_PRESET[preset.preset.sure] : confidenceOf(matches, constants, headers);
  return {
    kind,
    mapping: { matches, ties: found.ties },
    constants,
    missing,
    score,
    confidence: missing.length > 0 ? confidence * 0.5 : confidence,
  };
}

function isAccountKey(kind: FileKind, name: string): boolean {
  return name === 'account_id' || !columnsOf(kind).some((column) => column.name === name);
}

/** Columns that need no guess: the user's own, then the preset's where their values can be read. */
function fixedMatches(evidence: Evidence, columns: ReadonlyMap<string, CanonicalColumn>): Match[] {
  const { explicit, preset, headers, shapes, words } = evidence;
  const fixed: Match[] = [];
  for (const [source, name] of explicit) {
    const column = name === null ? undefined : columns.get(name);
    if (!column) continue;
    fixed.push({ column, source, confidence: 1, factor: factorOf(column.name, headers[source] ?? '') });
  }
  const used = new Set(fixed.map((match) => match.column.name));
  const sure = BY_PRESET[preset?.preset.sure ?? 'documented'];
  for (const [source, name] of preset?.columns ?? []) {
    const column = name === null ? undefined : columns.get(name);
    if (!column || explicit.has(source) || used.has(column.name)) continue;
    const fit = shapes.fit(source, column, words.get(column.name) ?? NO_WORDS);
    if (fit < 0.5) continue;
    used.add(column.name);
    fixed.push({
      column,
      source,
      confidence: sure * (0.9 + 0.1 * fit),
      factor: factorOf(column.name, headers[source] ?? ''),
    });
  }
  return fixed;
}

const NO_WORDS: ReadonlySet<string> = new Set();

function confidenceOf(matches: readonly Match[], constants: readonly Constant[], headers: readonly string[]): number {
  const average = matches.length === 0 ? 0 : matches.reduce((sum, match) => sum + match.confidence, 0) / matches.length;
  const share = headers.length === 0 ? 0 : matches.length / headers.length;
  const exact =
    matches.length === headers.length && matches.every((match) => match.confidence === 1) && constants.length === 0;
  return exact ? 1 : Math.min(0.99, average * (0.6 + 0.4 * share));
}

const SURE = 0.6;

/** True when headers alone do not carry a guess: few of them fit, or a bare "id" and "name" could be of anything. */
export function isVague(guess: KindGuess, headers: readonly string[], fileName: string): boolean {
  if (NAME_HINTS.get(guess.kind)?.test(fileName.toLowerCase())) return false;
  if (guess.kind === 'usage_wide') return false;
  if (guess.kind !== 'accounts') return guess.confidence < SURE;
  const keyOf = (name: string): string => {
    const match = guess.mapping.matches.find((candidate) => candidate.column.name === name);
    return match ? headerKey(headers[match.source] ?? '') : '';
  };
  return BARE_ID.test(keyOf('account_id')) && /^(?:name|nom|nombre)$/.test(keyOf('name'));
}

/** All kinds, best first. */
export function guessKinds(evidence: Evidence): KindGuess[] {
  const guesses = FILE_KINDS.map((kind) => tryKind(kind, evidence)).filter((guess) => guess.mapping.matches.length > 0);
  guesses.sort((a, b) => Number(a.missing.length > 0) - Number(b.missing.length > 0) || b.score - a.score);
  const [best, second] = guesses;
  // A close second makes the first less sure, unless every header is the canonical one.
  if (best && second && best.confidence < 1 && second.missing.length === 0 && second.score > best.score * 0.85)
    guesses[0] = { ...best, confidence: best.confidence * 0.8 };
  return guesses;
}

const BARE_ID = /^(?:record_)?id$/;
/** The id of a kind's own rows. */
const OWN_ID: ReadonlyMap<FileKind, string> = new Map<FileKind, string>([
  ['accounts', 'account_id'],
  ['contacts', 'contact_id'],
  ['tickets', 'ticket_id'],
  ['invoices', 'invoice_id'],
  ['subscriptions', 'subscription_id'],
]);

const BILLS = /invoice|bill|rechnung|factur|fattur/;

/** Columns that are there by their headers and not by what the rows are: what speaks against the kind. */
function doubts(
  kind: FileKind,
  matches: readonly Match[],
  { headers, shapes, file, explicit, words }: Evidence,
): string[] {
  const found: string[] = [];
  const matched = (name: string): Match | undefined => matches.find((match) => match.column.name === name);
  if (kind === 'usage_wide' && !matches.some((match) => match.column.type === 'number') && explicit.size === 0)
    found.push('metric');
  const own = OWN_ID.get(kind);
  const id = own === undefined ? undefined : matched(own);
  if (own !== undefined && id && !explicit.has(id.source)) {
    if (shapes.blank(id.source)) found.push(own);
    // Rows with an "id" of their own beside the account's are about accounts, not accounts.
    const bare = BARE_ID.test(headerKey(headers[id.source] ?? ''));
    const other = headers.some((header) => BARE_ID.test(headerKey(header)));
    const hinted = NAME_HINTS.get(kind)?.test(file.toLowerCase()) === true;
    if (other && !bare && !(kind === 'accounts' && hinted && shapes.distinct(id.source) > 0.98)) found.push(own);
    // A payment or a method of payment has an id, a customer and a date like an invoice.
    if (kind === 'invoices' && bare && !matched('due_at') && !matched('paid_at') && !BILLS.test(file.toLowerCase()))
      found.push(own);
    if (kind === 'tickets' && bare && !matched('severity') && !matched('subject') && !hinted) found.push(own);
    if (kind === 'contacts' && bare && !matched('email') && !hinted) found.push(own);
    const name = matched('name');
    if (kind === 'accounts' && name && name.confidence < 1 && shapes.blank(name.source)) found.push('name');
    if (kind === 'accounts' && bare && name && shapes.distinct(name.source) < 0.5) found.push(own);
    if (kind === 'accounts' && !bare && id.confidence < 1 && shapes.distinct(id.source) < 0.5) found.push(own);
  }
  for (const { column, source, confidence } of matches) {
    // "type" of another table: its words are not the kind's.
    if (column.type !== 'word' || !column.required || explicit.has(source)) continue;
    const spelled = matched('account_id')?.confidence === 1 && confidence === 1;
    if (!spelled && shapes.fit(source, column, words.get(column.name) ?? NO_WORDS) < 0.5) found.push(column.name);
  }
  return found;
}

function missingOf(
  kind: FileKind,
  names: ReadonlySet<string>,
  fileName: string,
  byName: boolean,
  given: boolean,
): string[] {
  const missing = columnsOf(kind)
    .filter((column) => column.required && !names.has(column.name))
    .map((column) => column.name)
    .filter((name) => name !== 'account_id' || !hasOtherKey(kind, names, fileName, byName, given));
  const need = (name: string, ...instead: string[]): void => {
    if (![name, ...instead].some((column) => names.has(column))) missing.push(name);
  };
  if (kind === 'surveys') {
    need('responded_at', 'sent_at');
    need('rating', 'sent_at');
  }
  if (kind === 'events') need('event', 'feature', 'event_id');
  if (kind === 'contacts' && !given) need('name', 'email', 'role', 'department', 'last_login_at');
  if (kind === 'milestones') need('due_date', 'completed_at', 'kind', 'roi_status');
  if (kind === 'notes') need('text');
  if (kind === 'subscriptions' && !/subscri|contract|abo(?![a-z])/i.test(fileName)) need('subscription_id');
  return missing;
}

function hasOtherKey(
  kind: FileKind,
  names: ReadonlySet<string>,
  fileName: string,
  byName: boolean,
  given: boolean,
): boolean {
  const key = accountKeyOf(kind, names, byName);
  // A person's own address says where they work; a list of addresses alone may be of anyone.
  if (kind === 'contacts' && (key === 'email' || key === 'domain'))
    return given || /contact|kontakt/.test(fileName.toLowerCase());
  return key !== null;
}
