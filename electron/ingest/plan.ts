import { AppError } from '#shared/contract/errors.ts';
import type { Issue } from '#shared/contract/importing.ts';
import { dayFromEpochMs } from '#shared/model/day.ts';
import { type Analysis, analyse, type Sample } from './analyse.ts';
import { type Decision, decideStrictly } from './decide.ts';
import type { ProfileMode } from './detect/profile.ts';
import { listParts, tableName } from './folder.ts';
import { answerFor, columnName, settleFormats } from './formats.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { columnsOf } from './map/columns.ts';
import { headerFingerprint, headerKey } from './map/headers.ts';
import { checkMeanings } from './meanings.ts';
import { shorten } from './naming.ts';
import { ownOptions } from './own-export.ts';
import { describeColumn, isNumeric } from './plan-columns.ts';
import { checkPolarity, checkRatings } from './polarity.ts';
import type { Dialect } from './read/reader.ts';
import { recipeOf } from './recipe.ts';
import { contractFields } from './subscriptions.ts';
import type { Control, Extra, Field, FileKind, FilePlan, PlanOptions } from './types.ts';

/**
 * Reads a file once and plans how its rows become typed rows.
 * @throws AppError where the file is no table, its kind or mapping is unclear, or a date or number cannot be read one way only.
 */
export function planFile(path: string, options: PlanOptions = {}, control?: Control): FilePlan {
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  const file = options.name ?? tableName(path, options.part);
  if (!options.part) refuseSeveral(listParts(path, limits, control));
  const analysis = analyseAs(path, options, limits, control, (sample, known) => decideStrictly(sample, known, file));
  return buildPlan(path, file, analysis, limits, true);
}

/**
 * Pass 1. A saved mapping is only known by the headers: where it says another encoding than the bytes suggested, the file is
 * read again in that one.
 */
export function analyseAs(
  path: string,
  options: PlanOptions,
  limits: Limits,
  control: Control | undefined,
  decide: (
    sample: Sample,
    options: PlanOptions,
  ) => { readonly decision: Decision; readonly modes: readonly ProfileMode[] },
): Analysis<Decision> {
  const first = analyse(path, options, limits, control, (sample) => decide(sample, ownOptions(sample, options)));
  const { encoding } = first.decision.options;
  if (encoding === undefined || encoding === options.encoding || encoding === first.dialect.encoding) return first;
  const again = { ...options, encoding };
  return analyse(path, again, limits, control, (sample) => decide(sample, ownOptions(sample, again)));
}

function refuseSeveral(parts: readonly string[]): void {
  if (parts.length > 1)
    throw new AppError(
      'bad_request',
      `The file holds ${parts.length} tables; choose one of them: ${parts
        .slice(0, 10)
        .map((part) => shorten(part.replace(/^#/, '')))
        .join(', ')}${parts.length > 10 ? ' and more' : ''}.`,
    );
}

/** Puts the plan together from what pass 1 found. `strict` refuses ambiguous dates and numbers. */
export function buildPlan(
  path: string,
  file: string,
  analysis: Analysis<Decision>,
  limits: Limits,
  strict: boolean,
): FilePlan {
  const { dialect, headers, profiles, decision, footer } = analysis;
  const { guess } = decision;
  const options = formatOptions(dialect, decision.options);
  const kind: FileKind = guess?.kind ?? 'accounts';
  const order = columnsOf(kind).map((column) => column.name);
  // Keys in place of account_id are no columns of the kind: they come first.
  const rank = (name: string): number => order.indexOf(name);
  const sourceFields: Field[] = (guess?.mapping.matches ?? [])
    .map((match): Field => {
      const base = {
        name: match.column.name,
        type: match.column.type,
        source: match.source,
        header: headers[match.source] ?? '',
      };
      const factor = answerFor(options.factors, columnName(base.header)) ?? match.factor;
      return factor === 1 ? base : { ...base, factor };
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
  issues.push(...settled.issues, ...analysis.notices, ...tableIssues(analysis));
  if (strict && guess) {
    checkMeanings(kind, options.values ?? {});
    checkPolarity(sourceFields, profiles, options.values ?? {});
    checkRatings(sourceFields, profiles);
  }

  const extras: Extra[] = [...decision.extras].map(([source, name]) => {
    const type = answerFor(options.types, columnName(headers[source] ?? ''));
    const numeric = type === null ? isNumeric(profiles[source], settled.formats[source]) : type === 'number';
    return { name, source, type: kind === 'usage_wide' || numeric ? 'number' : 'text' };
  });
  const mapped = new Map(sourceFields.filter((field) => field.source >= 0).map((field) => [field.source, field.name]));
  const mapping: Record<string, string> = Object.create(null);
  for (const field of sourceFields) if (field.source >= 0) mapping[field.header] = field.name;
  const columns = headers.map((_, source) =>
    describeColumn(source, analysis, { fields: sourceFields, extras, settled, options, issues }),
  );

  return {
    corrects: analysis.corrects,
    path,
    part: options.part ?? '',
    origin: decision.origin,
    fingerprint: headerFingerprint(headers),
    questions: settled.questions,
    recipe: recipeOf(kind, headers, dialect.delimiter, { fields: sourceFields, extras, columns, settled, options }),
    file,
    bytes: analysis.bytes,
    sha256: analysis.sha256,
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
      dialect,
      firstLine: analysis.firstLine,
      endLine: footer.endLine,
      width: analysis.width,
      asWritten: analysis.own === null,
      formats: settled.formats,
      sourceFields,
      values: options.values ?? {},
      isOwn: analysis.own !== null && analysis.own.kind !== null,
      today: options.today ?? dayFromEpochMs(Date.now()),
    },
    limits,
  };
}

/** Numbers of sheets and JSON have one decimal sign, whatever their texts could mean. */
function formatOptions(dialect: Dialect, options: PlanOptions): PlanOptions {
  return dialect.format === 'delimited' ? options : { decimal: '.', ...options };
}

function tableIssues(analysis: Analysis<Decision>): Issue[] {
  const { dialect, footer, headerRow, extraHeader, rowCount, blankLines, firstLine, repeatedHeaders } = analysis;
  const issues: Issue[] = [];
  const note = (line: number, code: string, severity: Issue['severity'], message: string): void => {
    issues.push({ line, code, severity, message });
  };
  if (dialect.badBytes > 0)
    note(
      0,
      'bad_encoding',
      'warning',
      `${dialect.badBytes === 1 ? '1 byte is' : `${dialect.badBytes} bytes are`} not valid ${dialect.encoding}; shown as \u{fffd}. If many names look wrong, choose another encoding.`,
    );
  else if (dialect.encodingGuessed)
    note(
      0,
      'encoding_guessed',
      'warning',
      `The file does not say its encoding; it was read as ${dialect.encoding}. If names look wrong, choose another encoding.`,
    );
  if (headerRow === 0 && dialect.keys.length === 0)
    note(firstLine, 'no_header', 'warning', 'The file has no header row; its columns are numbered.');
  if (headerRow > 1 + dialect.skipLines && headerRow - 1 - dialect.skipLines > blankLines)
    note(headerRow, 'preamble', 'info', `The lines before line ${headerRow} are not part of the table.`);
  if (extraHeader > 0)
    note(
      headerRow + 1,
      'extra_header',
      'info',
      `The ${extraHeader === 1 ? 'row' : `${extraHeader} rows`} below the header ${extraHeader === 1 ? 'explains' : 'explain'} the columns and ${extraHeader === 1 ? 'is' : 'are'} not imported.`,
    );
  if (repeatedHeaders > 0)
    note(
      0,
      'repeated_header',
      'info',
      `${repeatedHeaders === 1 ? '1 row repeats the header and is' : `${repeatedHeaders} rows repeat the header and are`} not imported; were several files put into one?`,
    );
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
