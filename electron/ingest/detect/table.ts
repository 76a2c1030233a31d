import { filledLength, headerIndex, tableWidth } from './dialect.ts';

/** A row of text with the physical line it starts on. */
export type Line = {
  readonly line: number;
  readonly row: readonly string[] /** A blank line stands before it. */;
  readonly spaced: boolean;
};

export type Heading = {
  /** Line of the header row, 0 where the table has none. */
  readonly line: number;
  /** Line data starts at, or after. */
  readonly firstLine: number;
  readonly cells: readonly string[];
  readonly width: number;
  /** Rows right below the header that explain the columns and are no data (SurveyMonkey, Qualtrics). */
  readonly extra: number;
};

const TOTAL =
  /^(?:grand\s+|sub\s*|sum\s+)?(?:totals?|sum|summe|gesamt(?:summe)?|totale|suma|somme|totaal|insgesamt)\b[\s:]*$/i;
const CLOSING =
  /^(?:\(?\d[\d,.]* rows?\b|generated\b|copyright\b|confidential\b|report\b|end of\b|-+ ?end|exported\b|source:|note:|page \d)/i;

/**
 * Finds the header row among the first rows: the first one as wide as the table, or the one below it where that is a row of
 * group titles.
 */
export function findHeading(sample: readonly Line[], isKnownHeader: (cell: string) => boolean): Heading {
  const rows = sample.map((line) => line.row);
  const usual = tableWidth(rows);
  const first = Math.max(0, headerIndex(rows, usual));
  const found = isGroupRow(rows[first], rows[first + 1], isKnownHeader) ? first + 1 : first;
  const header = rows[found] ?? [];
  const isData =
    rows.length > 1 &&
    header.some((cell) => /^[-+]?\d+(?:[.,]\d+)*$|^\d{4}-\d{2}-\d{2}/.test(cell.trim())) &&
    !header.some((cell) => isKnownHeader(cell));
  if (isData && header.every((cell) => cell.trim() !== '')) return numberedHeading(sample);
  return headingAt(sample, found);
}

/** The header row the user named by its line; line 0 says there is none. Null where no row among the first starts there. */
export function givenHeading(sample: readonly Line[], line: number): Heading | null {
  if (line === 0) return numberedHeading(sample);
  const index = sample.findIndex((entry) => entry.line === line);
  return index === -1 ? null : headingAt(sample, index);
}

/** Columns without names: data begins at the first row as wide as the table. */
function numberedHeading(sample: readonly Line[]): Heading {
  const rows = sample.map((entry) => entry.row);
  const first = sample[Math.max(0, headerIndex(rows, tableWidth(rows)))];
  const width = first?.row.length ?? 0;
  const cells = Array.from({ length: width }, (_, index) => `column ${index + 1}`);
  return { line: 0, firstLine: first?.line ?? 1, cells, width, extra: 0 };
}

function headingAt(sample: readonly Line[], index: number): Heading {
  const rows = sample.slice(index).map((entry) => entry.row);
  const [header = [], below] = rows;
  const extra = explainingRows(rows);
  // Unnamed last columns stay only where some row has data in them.
  let width = filledLength(header);
  for (const row of rows) if (row.length === header.length) width = Math.max(width, filledLength(row));
  const cells = header
    .slice(0, width)
    .map((cell, column) => (extra > 0 && cell.trim() === '' ? (below?.[column] ?? cell) : cell));
  const line = sample[index]?.line ?? 1;
  return { line, firstLine: (sample[index + extra]?.line ?? line) + 1, cells, width, extra };
}

/** True where a row says the names of the columns once more: several exports were put into one file. */
export function repeatsHeader(row: readonly string[], headers: readonly string[]): boolean {
  const [first] = headers;
  if (first === undefined || headers.length < 2 || !row[0]?.includes(first)) return false;
  return headers.every((header, column) => row[column]?.trim() === header);
}

/** Titles over groups of columns: gaps between them, and below a complete row of names that says more. */
function isGroupRow(
  row: readonly string[] | undefined,
  next: readonly string[] | undefined,
  isKnownHeader: (cell: string) => boolean,
): boolean {
  if (!row || !next || !row.some((cell) => cell.trim() === '') || next.length < row.length) return false;
  const names = next.map((cell) => cell.trim());
  if (names.some((name) => name === '' || /^[-+\d]/.test(name)) || new Set(names).size < names.length) return false;
  const known = (cells: readonly string[]): number => cells.filter((cell) => isKnownHeader(cell)).length;
  return known(names) > known(row.filter((cell) => cell.trim() !== ''));
}

const IMPORT_ID = /^\{\s*"ImportId"\s*:/;

/**
 * Rows below a header that are no data: Qualtrics' question texts and import ids; SurveyMonkey's answer options, which leave
 * the respondent's own columns blank; the line that databases and documents draw below a header (`-----`).
 */
function explainingRows([header, ...rows]: readonly (readonly string[])[]): number {
  for (const [index, row] of rows.slice(0, 2).entries())
    if (row.filter((cell) => IMPORT_ID.test(cell.trim())).length > row.length / 2) return index + 1;
  const [options, data] = rows;
  const drawn = options?.map((cell) => cell.trim()).filter((cell) => cell !== '') ?? [];
  if (drawn.length > 1 && drawn.every((cell) => /^:?[-=]{2,}:?$/.test(cell))) return 1;
  if (!options || !/^respondent\s*id$/i.test((header?.[0] ?? '').trim()) || (options[0] ?? '').trim() !== '') return 0;
  const filled = options.filter((cell) => cell.trim() !== '');
  const answered = data === undefined || (data[0] ?? '').trim() !== '';
  return answered && filled.length > 0 ? 1 : 0;
}

export type Footer = { readonly count: number; readonly endLine: number; readonly total: Line | null };
export const NO_FOOTER: Footer = { count: 0, endLine: Number.POSITIVE_INFINITY, total: null };

/** Closing lines of a report among the last rows: single cells after the table, then a row of totals. */
export function findFooter(tail: readonly Line[], width: number): Footer {
  let end = tail.length;
  if (width > 1) {
    let start = end;
    while (start > 0 && tail[start - 1]?.row.length === 1) start -= 1;
    while (start < end && !tail[start]?.spaced && !CLOSING.test((tail[start]?.row[0] ?? '').trim())) start += 1;
    end = start;
  }
  const last = tail[end - 1];
  const words = last?.row.filter((cell) => cell.trim() !== '') ?? [];
  const first = (words[0] ?? '').trim();
  const total =
    last !== undefined &&
    width > 1 &&
    TOTAL.test(first) &&
    words.slice(1).every((cell) => /\d/.test(cell) && !/\p{L}{4}/u.test(cell))
      ? last
      : null;
  if (total) end -= 1;
  return { count: tail.length - end, endLine: tail[end]?.line ?? Number.POSITIVE_INFINITY, total };
}
