import { AppError } from '#shared/contract/errors.ts';
import { rawRows } from './analyse.ts';
import { lookAt } from './describe.ts';
import { isDataRow } from './rows.ts';
import type { Control, Decimal, PlanOptions } from './types.ts';
import { isMissing } from './validate/missing.ts';

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
