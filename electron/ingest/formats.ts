import type { Issue } from '#shared/contract/data.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { Analysis } from './analyse.ts';
import type { ColumnFormat, DateOrder, Decimal, Field, PlanOptions } from './types.ts';

export type Settled = {
  readonly formats: readonly ColumnFormat[];
  readonly dateOrder: DateOrder | null;
  readonly issues: readonly Issue[];
};

/**
 * Date order and decimal sign of every column: its own values first, then the option, then the other columns of the file
 * where they agree. What stays open is asked (strict) or reported.
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
  const mapped = new Set([...fields.map((field) => field.source), ...metrics]);
  const orders = profiles.map((profile) => (profile.maybeDate ? profile.dateOrder() : null));
  const decimals = profiles.map((profile) =>
    profile.maybeNumber || profile.mode === 'number' ? profile.decimal(dialect.delimiter) : null,
  );
  const fileOrder = agreed(orders.filter((order): order is DateOrder => order !== null && order !== 'ask'));
  const fileDecimal = agreed(
    profiles.flatMap(({ numbers }): ('.' | ',')[] => {
      if (numbers.dot > 0) return numbers.comma > 0 ? ['.', ','] : ['.'];
      return numbers.comma > 0 ? [','] : [];
    }),
  );

  const formats = profiles.map((profile, source): ColumnFormat => {
    const header = headers[source] ?? '';
    const column = header.slice(0, 512);
    let dateOrder: DateOrder | null = null;
    const order = orders[source] ?? null;
    if (order !== null) {
      if (options.dateFormat !== undefined) dateOrder = options.dateFormat;
      else if (order !== 'ask') dateOrder = order;
      else if (fileOrder !== null) {
        dateOrder = fileOrder;
        issues.push({
          line: 0,
          column,
          code: 'date_order_from_file',
          severity: 'info',
          message: `The dates in "${column}" do not show their order; they are read like the file's other dates (${fileOrder}).`,
        });
      } else {
        const message = `The dates in "${column}" (such as ${profile.ambiguousDate ?? ''}) could be day/month/year or month/day/year. Say which with --date-format dmy or --date-format mdy.`;
        if (strict && mapped.has(source))
          throw new AppError('ambiguous_date', message, { column, example: profile.ambiguousDate });
        issues.push({
          line: 0,
          column,
          code: 'ambiguous_date',
          severity: mapped.has(source) ? 'error' : 'warning',
          message,
        });
      }
      if (profile.dates.dmy > 0 && profile.dates.mdy > 0 && options.dateFormat === undefined) {
        issues.push({
          line: 0,
          column,
          code: 'mixed_date_order',
          severity: 'warning',
          message: `"${column}" has dates both as day/month/year and as month/day/year; it is read as ${dateOrder ?? 'neither'}, the others are rejected.`,
        });
      }
    }
    let decimal: Decimal = null;
    const own = decimals[source] ?? null;
    if (own === '.' || own === ',') decimal = own;
    else if (own === 'ask') {
      const settled = options.decimal ?? fileDecimal;
      if (settled !== null) {
        decimal = settled;
        if (options.decimal === undefined)
          issues.push({
            line: 0,
            column,
            code: 'decimal_from_file',
            severity: 'info',
            message: `Numbers like ${profile.ambiguousNumber ?? ''} in "${column}" are read like the file's other numbers (decimal sign "${settled}").`,
          });
      } else {
        const message = `Numbers in "${column}" (such as ${profile.ambiguousNumber ?? ''}) could be thousands or have three decimals. Say which with --decimal dot or --decimal comma.`;
        if (strict && mapped.has(source))
          throw new AppError('ambiguous_number', message, { column, example: profile.ambiguousNumber });
        issues.push({
          line: 0,
          column,
          code: 'ambiguous_number',
          severity: mapped.has(source) ? 'error' : 'warning',
          message,
        });
      }
    }
    issues.push(...unitIssues(profile.units, profile.aboveOne, column));
    return { dateOrder, decimal };
  });
  return { formats, dateOrder: options.dateFormat ?? fileOrder, issues };
}

function agreed<T>(values: readonly T[]): T | null {
  const [first] = values;
  return first !== undefined && values.every((value) => value === first) ? first : null;
}

function unitIssues(units: ReadonlyMap<string, number>, aboveOne: number, column: string): Issue[] {
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
