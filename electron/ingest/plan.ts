import { basename } from 'node:path';
import type { Issue } from '#shared/contract/data.ts';
import { AppError } from '#shared/contract/errors.ts';
import { type Analysis, analyse, type Sample } from './analyse.ts';
import type { ColumnProfile, ProfileMode } from './detect/profile.ts';
import { settleFormats } from './formats.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { columnsOf, keepsExtras, mappableColumns } from './map/columns.ts';
import { headerKey, isCodeHeader, isDateHeader } from './map/headers.ts';
import { type Explicit, guessKinds, type KindGuess, tryKind } from './map/kind.ts';
import { contractFields } from './subscriptions.ts';
import type { ColumnFormat, Control, Extra, Field, FileKind, FilePlan, PlanColumn, PlanOptions } from './types.ts';

/** What the first rows decided: a kind with its mapping, or (only when looking without importing) none. */
export type Decision = {
  readonly guess: KindGuess | null;
  readonly complete: boolean;
  readonly extras: ReadonlyMap<number, string>;
  readonly notices: readonly Issue[];
};

/**
 * Reads a file once and plans how its rows become typed rows.
 * @throws AppError where the file is no table, its kind or mapping is unclear, or a date or number cannot be read one way only.
 */
export function planFile(path: string, options: PlanOptions = {}, control?: Control): FilePlan {
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  const file = options.name ?? basename(path);
  const analysis = analyse(path, options, limits, control, (sample) => decideStrictly(sample, options, file));
  return buildPlan(path, file, analysis, options, limits, true);
}

function decideStrictly(
  sample: Sample,
  options: PlanOptions,
  file: string,
): { decision: Decision; modes: ProfileMode[] } {
  const { guess, custom } = chooseKind(sample, options, file);
  if (!guess) throw unknownKind(sample.headers);
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
  if (guess && (guess.missing.length === 0 || isClear(guess))) return decisionOf(sample, guess, custom, openMode);
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
): { guess: KindGuess | undefined; custom: ReadonlyMap<number, string> } {
  const explicit = new Map<number, string | null>();
  const custom = new Map<number, string>();
  for (const [header, canonical] of Object.entries(options.mapping ?? {})) {
    const source = sample.headers.indexOf(header.trim());
    if (source === -1)
      throw new AppError(
        'mapping_invalid',
        `The mapping names the column "${shorten(header)}", which the file does not have. It has: ${listed(sample.headers)}.`,
      );
    explicit.set(source, canonical === '' ? null : canonical);
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
  custom: ReadonlyMap<number, string>,
  rest: (header: string) => ProfileMode = () => 'none',
): { decision: Decision; modes: ProfileMode[] } {
  const bySource = new Map(guess.mapping.matches.map((match) => [match.source, match.column]));
  const extras = new Map<number, string>();
  if (keepsExtras(guess.kind)) {
    const left = guess.mapping.ties.flatMap((tie) => tie.sources);
    sample.headers.forEach((header, source) => {
      if (bySource.has(source)) return;
      const name = custom.get(source) ?? header;
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

/** Puts the plan together from what pass 1 found. `strict` refuses ambiguous dates and numbers. */
export function buildPlan(
  path: string,
  file: string,
  analysis: Analysis<Decision>,
  options: PlanOptions,
  limits: Limits,
  strict: boolean,
): FilePlan {
  const { dialect, headers, profiles, decision, footer } = analysis;
  const guess = decision.guess;
  const kind: FileKind = guess?.kind ?? 'accounts';
  const order = columnsOf(kind).map((column) => column.name);
  const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : 0);
  const sourceFields: Field[] = (guess?.mapping.matches ?? [])
    .map((match): Field => {
      const base = {
        name: match.column.name,
        type: match.column.type,
        source: match.source,
        header: headers[match.source] ?? '',
      };
      return match.factor === 1 ? base : { ...base, factor: match.factor };
    })
    .concat(
      (guess?.constants ?? []).map(
        (constant): Field => ({
          name: constant.column.name,
          type: constant.column.type,
          source: -1,
          header: '',
          constant: constant.value,
        }),
      ),
    )
    .sort((a, b) => rank(a.name) - rank(b.name));
  const issues: Issue[] = [...decision.notices];
  const settled = settleFormats(
    analysis,
    sourceFields,
    kind === 'usage_wide' ? [...decision.extras.keys()] : [],
    options,
    strict,
  );
  issues.push(...settled.issues, ...tableIssues(analysis));

  const extras: Extra[] = [...decision.extras].map(([source, name]) => ({
    name,
    source,
    type: kind === 'usage_wide' || isNumeric(profiles[source], settled.formats[source]) ? 'number' : 'text',
  }));
  const mapped = new Map(sourceFields.filter((field) => field.source >= 0).map((field) => [field.source, field.name]));
  const mapping: Record<string, string> = Object.create(null);
  for (const field of sourceFields) if (field.source >= 0) mapping[field.header] = field.name;
  const columns = headers.map((name, source): PlanColumn => describe(name, source, analysis, sourceFields, guess));

  return {
    path,
    file,
    bytes: analysis.scan.bytes,
    sha256: analysis.scan.sha256,
    encoding: dialect.encoding,
    delimiter: dialect.delimiter,
    headerRow: analysis.headerRow,
    headers,
    kind,
    storedKind: kind === 'usage_wide' ? 'usage' : kind === 'subscriptions' ? 'contracts' : kind,
    kindConfidence: guess?.confidence ?? 0,
    fields: kind === 'subscriptions' ? contractFields(sourceFields) : sourceFields,
    extras,
    ignored: headers.filter((_, source) => !mapped.has(source) && !decision.extras.has(source)),
    columns,
    mapping,
    dateOrder: settled.dateOrder,
    rowCount: analysis.rowCount,
    issues,
    warnings: issues
      .filter((issue) => issue.severity !== 'error')
      .map((issue) => ({ code: issue.code, count: 1, message: issue.message })),
    layout: {
      encoding: dialect.encoding,
      badBytes: dialect.badBytes,
      delimiter: dialect.delimiter,
      newline: dialect.newline,
      firstLine: analysis.firstLine,
      endLine: footer.endLine,
      width: analysis.width,
      formats: settled.formats,
      sourceFields,
    },
    limits,
  };
}

function describe(
  name: string,
  source: number,
  analysis: Analysis<Decision>,
  fields: readonly Field[],
  guess: KindGuess | null,
): PlanColumn {
  const profile = analysis.profiles[source];
  const field = fields.find((candidate) => candidate.source === source);
  const match = guess?.mapping.matches.find((candidate) => candidate.source === source);
  const type = field?.type ?? (profile ? openType(profile, analysis.decision.extras.has(source)) : 'text');
  const issues = profile?.mode === 'date' ? profile.dates.bad : profile?.mode === 'number' ? profile.numbers.bad : 0;
  const sample = profile?.sample ?? null;
  return {
    name,
    type,
    canonical: field?.name ?? null,
    confidence: match?.confidence ?? 0,
    sample: sample === null ? null : sample.slice(0, 512),
    issues,
    blank: profile?.blank ?? 0,
  };
}

function isNumeric(profile: ColumnProfile | undefined, format: ColumnFormat | undefined): boolean {
  return (
    profile?.maybeNumber === true &&
    profile.filled > 0 &&
    (profile.ambiguousNumber === null || (format?.decimal ?? null) !== null)
  );
}

/** What the values of a column without canonical place are. */
function openType(profile: ColumnProfile, stored: boolean): string {
  if (profile.filled === 0) return 'empty';
  if (profile.mode === 'date') return profile.dates.bad < profile.filled ? 'date' : 'text';
  return profile.maybeNumber
    ? 'number'
    : profile.maybeDate
      ? 'date'
      : profile.maybeBoolean || (!stored && profile.booleans.good > profile.booleans.bad)
        ? 'boolean'
        : 'text';
}

function tableIssues(analysis: Analysis<Decision>): Issue[] {
  const { dialect, footer, headerRow, rowCount, blankLines, firstLine } = analysis;
  const issues: Issue[] = [];
  const note = (line: number, code: string, severity: Issue['severity'], message: string): void => {
    issues.push({ line, code, severity, message });
  };
  if (dialect.badBytes > 0)
    note(
      0,
      'bad_encoding',
      'warning',
      `${dialect.badBytes} bytes are not valid ${dialect.encoding}; they show as \u{fffd}. If many names look wrong, choose another encoding.`,
    );
  else if (dialect.encodingGuessed)
    note(
      0,
      'encoding_guessed',
      'warning',
      `The file does not say its encoding; it was read as ${dialect.encoding}. If names look wrong, choose another encoding.`,
    );
  if (headerRow === 0) note(firstLine, 'no_header', 'warning', 'The file has no header row; its columns are numbered.');
  if (headerRow > 1 + dialect.skipLines && headerRow - 1 - dialect.skipLines > blankLines)
    note(headerRow, 'preamble', 'info', `The lines before line ${headerRow} are not part of the table.`);
  if (footer.total)
    note(footer.total.line, 'total_row', 'warning', `The row of totals at line ${footer.total.line} is not imported.`);
  if (footer.count > (footer.total ? 1 : 0))
    note(
      footer.endLine === Number.POSITIVE_INFINITY ? 0 : footer.endLine,
      'footer',
      'info',
      `The closing lines from line ${footer.endLine} on are not imported.`,
    );
  const alike = Map.groupBy(analysis.headers, headerKey);
  for (const [, names] of alike)
    if (names.length > 1)
      note(
        headerRow,
        'similar_headers',
        'warning',
        `${names.map((name) => `"${shorten(name)}"`).join(', ')} have nearly the same name; all are kept apart.`,
      );
  if (rowCount === 0) note(headerRow, 'no_rows', 'warning', 'The file has a header but no rows.');
  return issues;
}
