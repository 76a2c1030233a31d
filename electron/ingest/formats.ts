import { AppError } from '#shared/contract/errors.ts';
import type { ColumnQuestion, Issue } from '#shared/contract/importing.ts';
import type { Analysis } from './analyse.ts';
import type { ColumnProfile } from './detect/profile.ts';
import type { ColumnFormat, DateOrder, Decimal, Field, PlanOptions } from './types.ts';

export type Settled = {
  readonly formats: readonly ColumnFormat[];
  readonly dateOrder: DateOrder | null;
  readonly issues: readonly Issue[];
  /** Mapped columns whose values stay open. */
  readonly questions: readonly ColumnQuestion[];
};

/** A column on the way to its format: what it is called, what its values prove, whether its values are stored as dates or numbers. */
type Candidate = { readonly column: string; readonly profile: ColumnProfile; readonly mapped: boolean };

/** A header as issues, options and questions name it. */
export function columnName(header: string): string {
  return header.slice(0, 512);
}

/** The answer given for one column, whatever its header is called. */
export function answerFor<T>(answers: Readonly<Record<string, T>> | undefined, column: string): T | null {
  return answers !== undefined && Object.hasOwn(answers, column) ? (answers[column] ?? null) : null;
}

/**
 * Date order and decimal sign of every column: the answer given for it, its own values, the answer for all columns, how the
 * column was read before, then the other columns of the file where they agree. What stays open is a question; an import (`strict`) refuses to go on with one.
 * @throws AppError ambiguous_date or ambiguous_number, with the first such column, an example and how many columns are open.
 */
export function settleFormats(
  analysis: Analysis<unknown>,
  fields: readonly Field[],
  metrics: readonly number[],
  options: PlanOptions,
  strict: boolean,
): Settled {
  const { profiles, headers, dialect } = analysis;
  const issues: Issue[] = [];
  const questions: ColumnQuestion[] = [];
  const mapped = new Set([...fields.map((field) => field.source), ...metrics]);
  const orders = profiles.map((profile) => (profile.maybeDate ? profile.dateOrder() : null));
  const fileOrder = agreed(orders.filter((order): order is DateOrder => order !== null && order !== 'ask'));
  const fileDecimal = agreed(
    profiles.flatMap(({ numbers }): ('.' | ',')[] => {
      if (numbers.dot > 0) return numbers.comma > 0 ? ['.', ','] : ['.'];
      return numbers.comma > 0 ? [','] : [];
    }),
  );

  const formats = profiles.map((profile, source): ColumnFormat => {
    const candidate = { column: columnName(headers[source] ?? ''), profile, mapped: mapped.has(source) };
    const found: Found = { issues, questions };
    const format = {
      dateOrder: settleOrder(candidate, orders[source] ?? null, fileOrder, options, found),
      decimal: settleDecimal(candidate, dialect.delimiter, fileDecimal, options, found),
    };
    issues.push(...unitIssues(profile, candidate.column));
    return format;
  });
  if (strict) refuseOpen(questions);
  return { formats, dateOrder: options.dateFormat ?? fileOrder, issues, questions };
}

type Found = { readonly issues: Issue[]; readonly questions: ColumnQuestion[] };

function settleOrder(
  { column, profile, mapped }: Candidate,
  own: DateOrder | 'ask' | null,
  fileOrder: DateOrder | null,
  options: PlanOptions,
  { issues, questions }: Found,
): DateOrder | null {
  const given = answerFor(options.dateFormats, column);
  const usual = answerFor(options.usual?.dateFormats, column);
  if (own === null) return given ?? usual;
  const answer = given ?? options.dateFormat ?? (own === 'ask' ? usual : null);
  const order = answer ?? (own === 'ask' ? fileOrder : own);
  const examples = profile.ambiguousDates;
  if (order === null) {
    if (mapped) questions.push({ column, asks: 'date', examples: [...examples] });
    issues.push({
      line: 0,
      column,
      code: 'ambiguous_date',
      severity: mapped ? 'error' : 'warning',
      message: dateQuestion(column, examples[0] ?? ''),
    });
  } else if (own === 'ask' && answer === null) {
    issues.push({
      line: 0,
      column,
      code: 'date_order_from_file',
      severity: 'info',
      message: `The dates in "${column}" do not show their order; they are read like the file's other dates (${order}).`,
    });
  }
  if (profile.dates.dmy > 0 && profile.dates.mdy > 0 && answer === null)
    issues.push({
      line: 0,
      column,
      code: 'mixed_date_order',
      severity: 'warning',
      message: `"${column}" has dates both as day/month/year and as month/day/year; it is read as ${order ?? 'neither'}, the others are rejected.`,
    });
  const proof =
    answer === 'dmy' ? profile.firstDates.get('mdy') : answer === 'mdy' ? profile.firstDates.get('dmy') : undefined;
  if (proof)
    issues.push({
      line: proof.line,
      column,
      code: 'date_order_contradicted',
      severity: 'warning',
      message: `"${column}" is read as ${answer}, but has dates such as ${proof.text} that only make sense the other way round; those rows are rejected. Check the order of day and month.`,
    });
  return order;
}

function settleDecimal(
  { column, profile, mapped }: Candidate,
  delimiter: string,
  fileDecimal: Decimal,
  options: PlanOptions,
  { issues, questions }: Found,
): Decimal {
  const given = answerFor(options.decimals, column);
  if (given !== null) return given;
  const own = profile.maybeNumber || profile.mode === 'number' ? profile.decimal(delimiter) : null;
  if (own !== 'ask') return own;
  const usual = answerFor(options.usual?.decimals, column);
  const decimal = options.decimal ?? usual ?? fileDecimal;
  const examples = profile.ambiguousNumbers;
  if (decimal === null) {
    if (mapped) questions.push({ column, asks: 'decimal', examples: [...examples] });
    issues.push({
      line: 0,
      column,
      code: 'ambiguous_number',
      severity: mapped ? 'error' : 'warning',
      message: decimalQuestion(column, examples[0] ?? ''),
    });
  } else if (options.decimal === undefined && usual === null)
    issues.push({
      line: 0,
      column,
      code: 'decimal_from_file',
      severity: 'info',
      message: `Numbers like ${examples[0] ?? ''} in "${column}" are read like the file's other numbers (decimal sign "${decimal}").`,
    });
  return decimal;
}

function dateQuestion(column: string, example: string): string {
  return `The dates in "${column}" (such as ${example}) could be day/month/year or month/day/year. Say which with --date-format dmy or --date-format mdy.`;
}

function decimalQuestion(column: string, example: string): string {
  return `Numbers in "${column}" (such as ${example}) could be thousands or have three decimals. Say which with --decimal dot or --decimal comma.`;
}

function refuseOpen(questions: readonly ColumnQuestion[]): void {
  const [first] = questions;
  if (!first) return;
  const { column, asks, examples } = first;
  const example = examples[0] ?? '';
  const columns = questions.filter((question) => question.asks === asks).length;
  const others = columns - 1;
  const more =
    others === 0
      ? ''
      : ` ${others === 1 ? 'One other column is' : `${others} other columns are`} open in the same way.`;
  throw asks === 'date'
    ? new AppError('ambiguous_date', `${dateQuestion(column, example)}${more}`, { column, example, columns })
    : new AppError('ambiguous_number', `${decimalQuestion(column, example)}${more}`, { column, example, columns });
}

function agreed<T>(values: readonly T[]): T | null {
  const [first] = values;
  return first !== undefined && values.every((value) => value === first) ? first : null;
}

function unitIssues({ units, aboveOne }: ColumnProfile, column: string): Issue[] {
  const currencies = [...units.keys()].filter((unit) => unit !== '%');
  const issues: Issue[] = [];
  if (currencies.length > 1)
    issues.push({
      line: 0,
      column,
      code: 'mixed_currencies',
      severity: 'warning',
      message: `"${column}" has amounts in several currencies (${currencies.slice(0, 5).join(', ')}); they are stored without conversion.`,
    });
  if (units.has('%') && aboveOne > 0)
    issues.push({
      line: 0,
      column,
      code: 'mixed_percent',
      severity: 'warning',
      message: `"${column}" has both percentages and plain numbers above 1; 85% is stored as 0.85, 85 as 85.`,
    });
  return issues;
}
