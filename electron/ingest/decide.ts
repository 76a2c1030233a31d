import type { Issue } from '#shared/contract/data.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { Sample } from './analyse.ts';
import type { ProfileMode } from './detect/profile.ts';
import { columnsOf, keepsExtras, mappableColumns } from './map/columns.ts';
import { isCodeHeader, isDateHeader } from './map/headers.ts';
import { type Explicit, guessKinds, isVague, type KindGuess, tryKind } from './map/kind.ts';
import type { FileKind, PlanOptions } from './types.ts';

/** What the first rows decided: a kind with its mapping, or (only when looking without importing) none. */
export type Decision = {
  readonly guess: KindGuess | null;
  readonly complete: boolean;
  readonly extras: ReadonlyMap<number, string>;
  readonly notices: readonly Issue[];
};

/** Kind and mapping for an import, from the first rows. @throws AppError where they are not clear. */
export function decideStrictly(
  sample: Sample,
  options: PlanOptions,
  file: string,
): { decision: Decision; modes: ProfileMode[] } {
  const { guess, custom } = chooseKind(sample, options, file);
  if (!guess) throw unknownKind(sample.headers);
  if (options.kind === undefined && options.mapping === undefined && isVague(guess, sample.headers, file)) {
    throw unknownKind(sample.headers);
  }
  if (guess.missing.length > 0) throw incomplete(guess, sample.headers, options.kind !== undefined);
  for (const tie of guess.mapping.ties) {
    const column = columnsOf(guess.kind).find((known) => known.name === tie.column);
    if (column?.required) {
      throw new AppError(
        'mapping_invalid',
        `${tie.sources.map((source) => `"${shorten(sample.headers[source] ?? '')}"`).join(' and ')} could each be ${tie.column}; say which with --mapping.`,
      );
    }
  }
  return decisionOf(sample, guess, custom);
}

/** The same choice without the demands of an import: an incomplete kind stays a guess. */
export function decideLoosely(
  sample: Sample,
  options: PlanOptions,
  file: string,
): { decision: Decision; modes: ProfileMode[] } {
  const { guess, custom } = chooseKind(sample, options, file);
  const vague = guess !== undefined && options.kind === undefined && isVague(guess, sample.headers, file);
  if (guess && (guess.missing.length === 0 ? !vague : isClear(guess)))
    return decisionOf(sample, guess, custom, openMode);
  return {
    decision: { guess: null, complete: false, extras: new Map(), notices: [] },
    modes: sample.headers.map(openMode),
  };
}

function openMode(header: string): ProfileMode {
  return isCodeHeader(header) ? 'none' : isDateHeader(header) ? 'date' : 'open';
}

function chooseKind(
  sample: Sample,
  options: PlanOptions,
  file: string,
): { guess: KindGuess | undefined; custom: ReadonlyMap<number, string | null> } {
  const explicit = new Map<number, string | null>();
  /** Name of a custom column, null for one that is left out. */
  const custom = new Map<number, string | null>();
  for (const [header, canonical] of Object.entries(options.mapping ?? {})) {
    const source = sample.headers.indexOf(header.trim());
    if (source === -1)
      throw new AppError(
        'mapping_invalid',
        `The mapping names the column "${shorten(header)}", which the file does not have. It has: ${listed(sample.headers)}.`,
      );
    explicit.set(source, canonical === '' ? null : canonical);
    if (canonical === '') custom.set(source, null);
  }
  checkTwice(explicit);
  const kinds =
    options.kind === undefined
      ? guessKinds(sample.headers, sample.shapes, explicit, file)
      : [tryKind(options.kind, sample.headers, sample.shapes, explicit, file, true)];
  const guess = kinds.find((kind) => fits(kind.kind, explicit)) ?? kinds[0];
  if (guess) {
    const known = new Set(mappableColumns(guess.kind).map((column) => column.name));
    for (const [source, canonical] of explicit) {
      if (canonical === null || known.has(canonical)) continue;
      if (!keepsExtras(guess.kind))
        throw new AppError(
          'mapping_invalid',
          `${guess.kind} has no column "${shorten(canonical)}". It has: ${[...known].join(', ')}.`,
        );
      custom.set(source, canonical);
    }
  }
  return { guess, custom };
}

function fits(kind: FileKind, explicit: Explicit): boolean {
  const known = new Set(mappableColumns(kind).map((column) => column.name));
  return [...explicit.values()].every((canonical) => canonical === null || known.has(canonical));
}

function checkTwice(explicit: Explicit): void {
  const used = new Set<string>();
  for (const canonical of explicit.values()) {
    if (canonical === null) continue;
    if (used.has(canonical))
      throw new AppError('mapping_invalid', `The mapping gives two columns to ${shorten(canonical)}.`);
    used.add(canonical);
  }
}

function decisionOf(
  sample: Sample,
  guess: KindGuess,
  custom: ReadonlyMap<number, string | null>,
  rest: (header: string) => ProfileMode = () => 'none',
): { decision: Decision; modes: ProfileMode[] } {
  const bySource = new Map(guess.mapping.matches.map((match) => [match.source, match.column]));
  const extras = new Map<number, string>();
  if (keepsExtras(guess.kind)) {
    const left = guess.mapping.ties.flatMap((tie) => tie.sources);
    sample.headers.forEach((header, source) => {
      if (bySource.has(source)) return;
      const chosen = custom.get(source);
      if (chosen === null) return;
      const name = chosen ?? header;
      if (guess.kind === 'accounts' || custom.has(source)) extras.set(source, name);
      else if (!left.includes(source) && isMetric(sample, source)) extras.set(source, name);
    });
  }
  const notices: Issue[] = guess.mapping.ties.map((tie) => ({
    line: 0,
    code: 'ambiguous_mapping',
    severity: 'warning',
    message: `${tie.sources.map((source) => `"${shorten(sample.headers[source] ?? '')}"`).join(' and ')} could each be ${tie.column}; the first one is used. Say which with --mapping.`,
  }));
  for (const [source, column] of bySource) {
    if (column.type !== 'id' || !sample.rows.some((row) => /^\d(?:[.,]\d+)?E\+?\d+$/.test((row[source] ?? '').trim())))
      continue;
    const header = sample.headers[source] ?? '';
    notices.push({
      line: 0,
      column: header.slice(0, 512),
      code: 'id_scientific',
      severity: 'warning',
      message: `"${shorten(header)}" has ids like 1.23457E+11: a spreadsheet has rounded them, and different ones may look equal. Export them as text.`,
    });
  }
  const modes = sample.headers.map((header, source): ProfileMode => {
    const type = bySource.get(source)?.type;
    if (type === undefined)
      return !extras.has(source) ? rest(header) : isCodeHeader(header) && guess.kind === 'accounts' ? 'none' : 'open';
    return type === 'date' || type === 'timestamp'
      ? 'date'
      : type === 'number' || type === 'integer' || type === 'rating'
        ? 'number'
        : 'none';
  });
  return { decision: { guess, complete: guess.missing.length === 0, extras, notices }, modes };
}

const NUMBER = { name: '', type: 'number', required: false } as const;

/** A custom metric: numbers in (nearly) every row, and not a key. */
function isMetric(sample: Sample, source: number): boolean {
  const header = sample.headers[source] ?? '';
  return (
    !/(?:^|[_\s])(?:id|uuid|key)$|[a-z]Id$/i.test(header) &&
    sample.rows.some((row) => (row[source] ?? '').trim() !== '') &&
    sample.shapes.fit(source, NUMBER) >= 0.95
  );
}

function isClear(guess: KindGuess): boolean {
  if (guess.kind === 'accounts' && guess.missing.includes('account_id')) return false;
  return guess.missing.length <= 1 && guess.score + 4 * guess.missing.length >= 3;
}

function unknownKind(headers: readonly string[]): AppError {
  return new AppError(
    'unknown_kind',
    `What this file holds is not clear from its headers: ${listed(headers)}. Say it with --kind, and the columns with --mapping.`,
  );
}

function incomplete(guess: KindGuess, headers: readonly string[], given: boolean): AppError {
  if (!given && !isClear(guess)) return unknownKind(headers);
  const missing = guess.missing.join(' and ');
  return new AppError(
    'unmapped_column',
    `${given ? 'As' : 'This looks like'} ${guess.kind}, but no column is ${missing}. The file has: ${listed(headers)}. Name the column with --mapping${given ? '' : ', or the kind with --kind'}.`,
  );
}

export function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function listed(headers: readonly string[]): string {
  const shown = headers.slice(0, 30).map(shorten).join(', ');
  return headers.length > 30 ? `${shown} and ${headers.length - 30} more` : shown;
}
