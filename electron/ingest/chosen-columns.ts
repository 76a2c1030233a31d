import { AppError } from '#shared/contract/errors.ts';
import { rawRows } from './analyse.ts';
import { lookAt } from './describe.ts';
import { isDataRow } from './rows.ts';
import type { Control, Decimal, PlanOptions } from './types.ts';
import { isMissing } from './validate/missing.ts';
import { parseNumber } from './validate/numbers.ts';

/** Columns of a table that has no kind, as trimmed text; null where a cell says that it has no value. */
export type ChosenColumns = {
  readonly file: string;
  /** Line of each row in the file. */
  readonly lines: readonly number[];
  readonly cells: readonly (readonly (string | null)[])[];
  /** Decimal sign of each column, as the whole column shows it; a dot where that leaves it open. */
  readonly decimals: readonly Exclude<Decimal, null>[];
};

const SHOWN = 30;

/**
 * Reads some columns of a file by their headers (case and outer spaces do not count where only one column fits).
 *
 * @throws AppError where the file is no table, or has no such column
 */
export function readChosenColumns(
  path: string,
  names: readonly string[],
  options: PlanOptions,
  control?: Control,
): ChosenColumns {
  const { plan } = lookAt(path, { ...options, remembered: false }, control);
  const plain = (text: string): string => text.trim().toLowerCase();
  const sources = names.map((name) => {
    const exact = plan.headers.indexOf(name);
    if (exact >= 0) return exact;
    const alike = plan.headers.flatMap((header, at) => (plain(header) === plain(name) ? [at] : []));
    if (alike.length === 1) return alike[0] as number;
    const listed = plan.headers.slice(0, SHOWN).join(', ');
    throw new AppError(
      'unmapped_column',
      `${plan.file} has no column ${name}. Its columns: ${listed}${plan.headers.length > SHOWN ? ' and more' : ''}.`,
    );
  });
  const lines: number[] = [];
  const cells = sources.map((): (string | null)[] => []);
  for (const batch of rawRows(plan, control)) {
    for (let i = 0; i < batch.rows.length; i += 1) {
      const row = batch.rows[i];
      const line = batch.lines[i] ?? 0;
      if (!row || !isDataRow(plan, row, line)) continue;
      lines.push(line);
      sources.forEach((source, column) => {
        const text = (row[source] ?? '').trim();
        cells[column]?.push(isMissing(text) ? null : text);
      });
    }
  }
  return {
    file: plan.file,
    lines,
    cells,
    decimals: sources.map((source) => plan.layout.formats[source]?.decimal ?? '.'),
  };
}

/** What a column of a table without a kind holds, as far as choosing among columns needs it. */
export type ColumnLook = {
  readonly name: string;
  /** The first three different values as written, equal numbers counting as one. */
  readonly values: readonly string[];
  /** Every value that is there is a number, and one is there. */
  readonly isNumeric: boolean;
  /** Every value is the one before and one more, as row numbers are. */
  readonly isCounter: boolean;
};

const VALUES = 3;

/** Looks at every column of a file once. @throws AppError where the file is no table */
export function lookAtColumns(path: string, options: PlanOptions, control?: Control): ColumnLook[] {
  const { plan } = lookAt(path, { ...options, remembered: false }, control);
  const looks = plan.headers.map((name, at) => ({
    name,
    decimal: plan.layout.formats[at]?.decimal ?? ('.' as const),
    values: new Map<string, string>(),
    isText: false,
    last: Number.NaN,
    isCounter: true,
  }));
  for (const batch of rawRows(plan, control))
    for (let i = 0; i < batch.rows.length; i += 1) {
      const row = batch.rows[i];
      if (!row || !isDataRow(plan, row, batch.lines[i] ?? 0)) continue;
      for (const [at, look] of looks.entries()) {
        if (look.isText && look.values.size >= VALUES) continue;
        const text = (row[at] ?? '').trim();
        if (isMissing(text)) continue;
        const number = parseNumber(text, look.decimal);
        const isNumber = number !== undefined && number !== null;
        look.isText ||= !isNumber;
        if (look.isCounter && look.values.size > 0) look.isCounter = number === look.last + 1;
        look.last = isNumber ? number : Number.NaN;
        if (look.values.size >= VALUES) continue;
        const key = isNumber ? String(number) : text.toLowerCase();
        if (!look.values.has(key)) look.values.set(key, text);
      }
    }
  return looks.map(({ name, values, isText, isCounter }) => ({
    name,
    values: [...values.values()],
    isNumeric: !isText && values.size > 0,
    isCounter: isCounter && !isText && values.size > 1,
  }));
}
