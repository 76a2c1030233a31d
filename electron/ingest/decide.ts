import { AppError } from '#shared/contract/errors.ts';
import type { Issue, MappingOrigin } from '#shared/contract/importing.ts';
import type { Sample } from './analyse.ts';
import { type Choice, chooseKind } from './choose.ts';
import { damagedIds } from './damaged-ids.ts';
import type { ProfileMode } from './detect/profile.ts';
import { columnsOf, keepsExtras } from './map/columns.ts';
import { isCodeHeader, isDateHeader } from './map/headers.ts';
import { isVague, type KindGuess } from './map/kind.ts';
import { listed, shorten } from './naming.ts';
import type { PlanOptions } from './types.ts';

/** What the first rows decided: a kind with its mapping, or (only when looking without importing) none. */
export type Decision = {
  readonly guess: KindGuess | null;
  readonly extras: ReadonlyMap<number, string>;
  readonly notices: readonly Issue[];
  readonly origin: MappingOrigin;
  /** As given, completed by the saved mapping and the preset that were applied. */
  readonly options: PlanOptions;
};

type Decided = { readonly decision: Decision; readonly modes: readonly ProfileMode[] };

/** Kind and mapping for an import, from the first rows. @throws AppError where they are not clear. */
export function decideStrictly(sample: Sample, options: PlanOptions, file: string): Decided {
  const choice = chooseKind(sample, options, file);
  const { guess, sure } = choice;
  if (!guess || (!sure && isVague(guess, sample.headers, file)))
    throw byNameOffer(sample, options, file) ?? unknownKind(sample.headers);
  if (guess.missing.length > 0)
    throw byNameOffer(sample, options, file) ?? incomplete(choice, guess, sample.headers, options.kind !== undefined);
  for (const tie of guess.mapping.ties) {
    const column = columnsOf(guess.kind).find((known) => known.name === tie.column);
    if (column?.required) {
      throw new AppError(
        'mapping_invalid',
        `${tie.sources.map((source) => `"${shorten(sample.headers[source] ?? '')}"`).join(' and ')} could each be ${tie.column}; say which with --mapping.`,
      );
    }
  }
  return decisionOf(sample, choice, guess);
}

/** The same choice without the demands of an import: an incomplete kind stays a guess. */
export function decideLoosely(sample: Sample, options: PlanOptions, file: string): Decided {
  const choice = chooseKind(sample, options, file);
  const { guess, sure } = choice;
  if (guess && (guess.missing.length === 0 ? sure || !isVague(guess, sample.headers, file) : isClear(guess)))
    return decisionOf(sample, choice, guess, openMode);
  return {
    decision: {
      guess: null,
      extras: new Map(),
      notices: [],
      origin: choice.origin,
      options: choice.options,
    },
    modes: sample.headers.map(openMode),
  };
}

function openMode(header: string): ProfileMode {
  return isCodeHeader(header) ? 'none' : isDateHeader(header) ? 'date' : 'open';
}

function decisionOf(
  sample: Sample,
  { custom, origin, options, note }: Choice,
  guess: KindGuess,
  rest: (header: string) => ProfileMode = () => 'none',
): Decided {
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
  if (note !== null) notices.push({ line: 0, code: 'preset_note', severity: 'info', message: note });
  for (const [source, column] of bySource) {
    if (column.type !== 'id') continue;
    const header = sample.headers[source] ?? '';
    const ids = sample.rows.map((row) => row[source] ?? '');
    for (const { code, message } of damagedIds(ids))
      notices.push({
        line: 0,
        column: header.slice(0, 512),
        code,
        severity: 'warning',
        message: `"${shorten(header)}" has ids ${message}`,
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
  return { decision: { guess, extras, notices, origin, options }, modes };
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

/** Where the kind would be clear if rows could be joined by the account's name: the error that offers it. */
function byNameOffer(sample: Sample, options: PlanOptions, file: string): AppError | null {
  if (options.joinByName === true) return null;
  const { guess, sure } = chooseKind(sample, { ...options, joinByName: true }, file);
  if (!guess || guess.missing.length > 0 || (!sure && isVague(guess, sample.headers, file))) return null;
  const name = guess.mapping.matches.find((match) => match.column.name === 'account_name');
  if (!name) return null;
  return new AppError(
    'unmapped_column',
    `This looks like ${guess.kind}, but its rows name their account only by name ("${shorten(sample.headers[name.source] ?? '')}"), no column is account_id. Allow joining by name, or say which column holds the ids.`,
    { joinByName: true },
  );
}

function incomplete({ sure }: Choice, guess: KindGuess, headers: readonly string[], given: boolean): AppError {
  if (!sure && !isClear(guess)) return unknownKind(headers);
  const missing = guess.missing.join(' and ');
  return new AppError(
    'unmapped_column',
    `${given ? 'As' : 'This looks like'} ${guess.kind}, but no column is ${missing}. The file has: ${listed(headers)}. Name the column with --mapping${given ? '' : ', or the kind with --kind'}.`,
  );
}
