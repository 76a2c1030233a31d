import { AppError, toWireError } from '#shared/contract/errors.ts';

export type Column<T> = {
  readonly title: string;
  readonly of: (row: T) => string | number | null | undefined;
  readonly right?: boolean;
};

/** A plain table, columns as wide as their widest cell, missing as a dash. */
export function table<T>(rows: readonly T[], columns: readonly Column<T>[]): string {
  const cells = rows.map((row) => columns.map((column) => String(column.of(row) ?? '–')));
  const widths = columns.map((column, index) =>
    Math.max(column.title.length, ...cells.map((line) => line[index]?.length ?? 0)),
  );
  const line = (values: readonly string[]): string =>
    values
      .map((value, index) =>
        columns[index]?.right ? value.padStart(widths[index] ?? 0) : value.padEnd(widths[index] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [
    line(columns.map((column) => column.title)),
    line(widths.map((width) => '─'.repeat(width))),
    ...cells.map(line),
  ].join('\n');
}

export function pairs(entries: readonly (readonly [string, string | number | null | undefined])[]): string {
  const width = Math.max(...entries.map(([name]) => name.length));
  return entries.map(([name, value]) => `${name.padEnd(width)}  ${value ?? '–'}`).join('\n');
}

/** Writes all of it before the process may end: pipes take large documents in pieces. */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(`${text}\n`, (error) =>
      error && 'code' in error && error.code !== 'EPIPE' ? reject(error) : resolve(),
    );
  });
}

/** One JSON document, or what `readable` makes of the same data. */
export function show<T>(json: boolean, data: T, readable: (data: T) => string): Promise<void> {
  return print(json ? JSON.stringify(data) : readable(data));
}

/** Says why a command failed: one line on standard error, and with `--json` the error document on standard output. */
export async function fail(error: unknown, json: boolean): Promise<number> {
  const wire = toWireError(error);
  if (json) await print(JSON.stringify({ error: wire }));
  process.stderr.write(`${wire.message}\n`);
  if (process.env.BELLWETHER_DEBUG === '1' && !(error instanceof AppError) && error instanceof Error)
    process.stderr.write(`${error.stack}\n`);
  return 1;
}

export const number = (value: number | null | undefined, digits = 1): string | null =>
  value === null || value === undefined ? null : value.toFixed(digits);
export const percent = (value: number | null | undefined): string | null =>
  value === null || value === undefined ? null : `${(value * 100).toFixed(1)}%`;
export const whole = (value: number | null | undefined): string | null =>
  value === null || value === undefined ? null : Math.round(value).toLocaleString('en-US');
