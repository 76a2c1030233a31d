import type { CanonicalColumn } from '#shared/model/kinds.ts';
import type { Cell, FileKind } from '../types.ts';
import { columnsOf, FILE_KINDS, mappableColumns, otherKeysOf } from './columns.ts';
import { headerKey } from './headers.ts';
import { type Mapping, type Match, mapHeaders } from './mapper.ts';
import type { Shapes } from './shapes.ts';
import { NAME_HINTS, SIGNATURES } from './synonyms.ts';

export type Constant = { readonly column: CanonicalColumn; readonly value: Cell };

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

/** Reads the file as one kind: mapping, constants and what is missing. */
export function tryKind(
  kind: FileKind,
  headers: readonly string[],
  shapes: Shapes,
  explicit: Explicit,
  fileName: string,
  given = false,
): KindGuess {
  const columns = new Map(mappableColumns(kind).map((column) => [column.name, column]));
  const fixed: Match[] = [];
  for (const [source, name] of explicit) {
    const column = name === null ? undefined : columns.get(name);
    if (column) fixed.push({ column, source, confidence: 1, factor: 1 });
  }
  const found = mapHeaders(
    kind,
    headers,
    shapes,
    new Set(explicit.keys()),
    new Set(fixed.map((match) => match.column.name)),
  );
  const ownKey = fixed.some(
    (match) =>
      match.column.name === 'account_id' || otherKeysOf(kind).some((column) => column.name === match.column.name),
  );
  const matches = [
    ...fixed,
    ...found.matches.filter(
      (match) => !ownKey || !otherKeysOf(kind).some((column) => column.name === match.column.name),
    ),
  ];
  const names = new Set(matches.map((match) => match.column.name));
  const constants = constantsOf(kind, names, matches, headers, fileName, columns);
  for (const constant of constants) names.add(constant.column.name);
  const missing = missingOf(kind, names, fileName);
  if (
    kind === 'usage_wide' &&
    !given &&
    !matches.some((match) => match.column.type === 'number') &&
    explicit.size === 0
  )
    missing.push('metric');
  // Rows numbered by a bare "id" whose names repeat are about accounts, not accounts.
  if (kind === 'accounts' && !given && repeatsNames(matches, headers, shapes)) missing.push('account_id');
  const signature = SIGNATURES.get(kind) ?? [];
  let score = 0;
  for (const match of matches) score += match.confidence * (signature.includes(match.column.name) ? 3 : 1);
  if (NAME_HINTS.get(kind)?.test(fileName.toLowerCase())) score += 1.5;
  score -= missing.length * 4;
  const required = columnsOf(kind).filter((column) => column.required);
  const spelled = matches.filter((match) => match.column.required && match.confidence === 1);
  if (missing.length === 0 && spelled.length === required.length) score += 3;
  const average = matches.length === 0 ? 0 : matches.reduce((sum, match) => sum + match.confidence, 0) / matches.length;
  const share = headers.length === 0 ? 0 : matches.length / headers.length;
  const exact =
    matches.length === headers.length && matches.every((match) => match.confidence === 1) && constants.length === 0;
  const confidence = exact ? 1 : Math.min(0.99, average * (0.6 + 0.4 * share));
  return {
    kind,
    mapping: { matches, ties: found.ties },
    constants,
    missing,
    score,
    confidence: missing.length > 0 ? confidence * 0.5 : confidence,
  };
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
  return /^(?:record_)?id$/.test(keyOf('account_id')) && /^(?:name|nom|nombre)$/.test(keyOf('name'));
}

/** All kinds, best first. */
export function guessKinds(
  headers: readonly string[],
  shapes: Shapes,
  explicit: Explicit,
  fileName: string,
): KindGuess[] {
  const guesses = FILE_KINDS.map((kind) => tryKind(kind, headers, shapes, explicit, fileName)).filter(
    (guess) => guess.mapping.matches.length > 0,
  );
  guesses.sort((a, b) => Number(a.missing.length > 0) - Number(b.missing.length > 0) || b.score - a.score);
  const [best, second] = guesses;
  // A close second makes the first less sure, unless every header is the canonical one.
  if (best && second && best.confidence < 1 && second.missing.length === 0 && second.score > best.score * 0.85)
    guesses[0] = { ...best, confidence: best.confidence * 0.8 };
  return guesses;
}

function repeatsNames(matches: readonly Match[], headers: readonly string[], shapes: Shapes): boolean {
  const id = matches.find((match) => match.column.name === 'account_id');
  const name = matches.find((match) => match.column.name === 'name');
  return (
    id !== undefined &&
    name !== undefined &&
    /^(?:record_)?id$/.test(headerKey(headers[id.source] ?? '')) &&
    shapes.distinct(name.source) < 0.5
  );
}

function missingOf(kind: FileKind, names: ReadonlySet<string>, fileName: string): string[] {
  const missing = columnsOf(kind)
    .filter((column) => column.required && !names.has(column.name))
    .map((column) => column.name)
    .filter(
      (name) => name !== 'account_id' || !(hasOtherKey(kind, names) || (kind === 'events' && names.has('contact_id'))),
    );
  if (kind === 'surveys' && !names.has('responded_at') && !names.has('sent_at')) missing.push('responded_at');
  if (kind === 'surveys' && !names.has('rating') && !names.has('sent_at')) missing.push('rating');
  if (kind === 'events' && !names.has('event') && !names.has('feature') && !names.has('event_id'))
    missing.push('event');
  if (kind === 'subscriptions' && !names.has('subscription_id') && !/subscri|contract|abo(?![a-z])/i.test(fileName))
    missing.push('subscription_id');
  return missing;
}

function hasOtherKey(kind: FileKind, names: ReadonlySet<string>): boolean {
  return (
    otherKeysOf(kind).some((column) => names.has(column.name)) ||
    (otherKeysOf(kind).length > 0 && names.has('contact_id'))
  );
}

const SURVEY_WORDS = /(?:^|[^a-z])(nps|csat|ces)(?![a-z])/;

/** Values the whole file has without a column for them: the survey kind of an NPS export, the outcome of a churn list. */
function constantsOf(
  kind: FileKind,
  names: ReadonlySet<string>,
  matches: readonly Match[],
  headers: readonly string[],
  fileName: string,
  columns: ReadonlyMap<string, CanonicalColumn>,
): Constant[] {
  const headerOf = (name: string): string => {
    const match = matches.find((candidate) => candidate.column.name === name);
    return match ? headerKey(headers[match.source] ?? '') : '';
  };
  if (kind === 'surveys' && !names.has('kind')) {
    const column = columns.get('kind');
    const word =
      SURVEY_WORDS.exec(headerOf('rating').replaceAll('_', ' '))?.[1] ??
      SURVEY_WORDS.exec(fileName.toLowerCase().replaceAll('_', ' '))?.[1];
    if (column && word) return [{ column, value: word }];
  }
  if (kind === 'outcomes' && !names.has('outcome')) {
    const column = columns.get('outcome');
    const source = [headerOf('date'), headerOf('reason'), fileName.toLowerCase()].find((text) =>
      /churn|cancel/.test(text),
    );
    if (column && source) return [{ column, value: 'churn' }];
  }
  return [];
}
