import { filledLength, headerIndex, tableWidth } from './dialect.ts';

/** A row of text with the physical line it starts on. */
export type Line = {
  readonly line: number;
  readonly row: readonly string[] /** A blank line stands before it. */;
  readonly spaced: boolean;
};

export type Heading = {
  /** Index of the header row among the sample, -1 when the file has none. */
  readonly index: number;
  readonly cells: readonly string[];
  readonly width: number;
};

const TOTAL =
  /^(?:grand\s+|sub\s*|sum\s+)?(?:totals?|sum|summe|gesamt(?:summe)?|totale|suma|somme|totaal|insgesamt)\b[\s:]*$/i;
const CLOSING =
  /^(?:\(?\d[\d,.]* rows?\b|generated\b|copyright\b|confidential\b|report\b|end of\b|-+ ?end|exported\b|source:|note:|page \d)/i;

/** Finds the header row among the first rows: the first one as wide as the table. */
export function findHeading(sample: readonly Line[], isKnownHeader: (cell: string) => boolean): Heading {
  const rows = sample.map((line) => line.row);
  const usual = tableWidth(rows);
  const found = Math.max(0, headerIndex(rows, usual));
  const header = rows[found] ?? [];
  const isData =
    rows.length > 1 &&
    header.some((cell) => /^[-+]?\d+(?:[.,]\d+)*$|^\d{4}-\d{2}-\d{2}/.test(cell.trim())) &&
    !header.some((cell) => isKnownHeader(cell));
  if (isData && header.every((cell) => cell.trim() !== '')) {
    return { index: -1, cells: header.map((_, index) => `column ${index + 1}`), width: header.length };
  }
  // Unnamed last columns stay only where some row has data in them.
  let width = filledLength(header);
  for (const row of rows) if (row.length === header.length) width = Math.max(width, filledLength(row));
  return { index: found, cells: header.slice(0, width), width };
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
