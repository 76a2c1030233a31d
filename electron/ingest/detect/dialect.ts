import Papa from 'papaparse';
import { AppError } from '#shared/contract/errors.ts';

const CANDIDATES = [',', ';', '\t', '|'] as const;
const NAMES: Record<string, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' };
const SAMPLE_ROWS = 200;

/** Line end of the text: `\r` only for files without any line feed outside quotes. */
export function detectNewline(head: string, quote: string): '\n' | '\r' {
  if (!head.includes('\r')) return '\n';
  let quoted = false;
  let returns = 0;
  for (let i = 0; i < head.length; i += 1) {
    const char = head[i];
    if (char === quote) quoted = !quoted;
    else if (!quoted && char === '\n') return '\n';
    else if (!quoted && char === '\r') returns += 1;
  }
  return returns > 0 ? '\r' : '\n';
}

/** The delimiter a leading `sep=;` line names, else null. */
export function separatorLine(head: string): string | null {
  const match = /^"?sep=(.)"?[\t ]*(?:\r|\n|$)/i.exec(head);
  return match?.[1] ?? null;
}

/** Cells of a row up to the last one that is not blank. */
export function filledLength(row: readonly string[]): number {
  let length = row.length;
  while (length > 0 && (row[length - 1] ?? '').trim() === '') length -= 1;
  return length;
}

type Score = { readonly delimiter: string; readonly width: number; readonly share: number; readonly headed: boolean };

/**
 * Delimiter by consistency of the number of cells over the first rows (papaparse's own guess fails on decimal commas and
 * narrow tables). Files of one column answer ','.
 */
export function detectDelimiter(head: string, newline: '\n' | '\r', quote: string, whole: boolean): string {
  const scores = CANDIDATES.map((delimiter) =>
    consistency(head, { delimiter, newline, quoteChar: quote }, whole),
  ).filter((score) => score.width > 1);
  scores.sort((a, b) => rank(b) - rank(a));
  const [best, second] = scores;
  if (!best || best.share < 0.5) return ',';
  if (
    second &&
    best.headed &&
    second.headed &&
    second.share === best.share &&
    second.width === best.width &&
    best.share === 1
  ) {
    throw new AppError(
      'ambiguous_delimiter',
      `The columns could be separated by ${NAMES[best.delimiter]} or by ${NAMES[second.delimiter]}; choose with --delimiter.`,
    );
  }
  return best.delimiter;
}

function rank(score: Score): number {
  return score.share + (score.headed ? 0 : -0.3) + Math.min(score.width, 50) * 0.001;
}

type Cut = { readonly delimiter: string; readonly newline: '\n' | '\r'; readonly quoteChar: string };

function consistency(head: string, cut: Cut, whole: boolean): Score {
  const { delimiter } = cut;
  const none: Score = { delimiter, width: 1, share: 0, headed: false };
  if (!head.includes(delimiter)) return none;
  const parsed: { readonly data: string[][] } = new Papa.Parser({
    ...cut,
    preview: SAMPLE_ROWS,
  }).parse(head, 0, !whole);
  const rows = (parsed.data.length > 0 ? parsed.data : [head.split(delimiter)]).filter((row) => filledLength(row) > 0);
  const width = tableWidth(rows);
  if (width < 2) return none;
  const start = headerIndex(rows, width);
  const body = rows.slice(Math.max(start, 0));
  const matching = body.filter(
    (row) => row.length === width || (row.length > width - 2 && filledLength(row) <= width && row.length <= width + 1),
  ).length;
  return { delimiter, width, share: matching / body.length, headed: start === 0 };
}

/** Cells of most rows; single cells above and below are a title or closing lines where the rest agrees. */
export function tableWidth(rows: readonly (readonly string[])[]): number {
  let start = 0;
  let end = rows.length;
  while (start < end && filledLength(rows[start] ?? []) <= 1) start += 1;
  while (end > start && filledLength(rows[end - 1] ?? []) <= 1) end -= 1;
  const inner = rows.slice(start, end);
  const width = commonWidth(inner);
  if (inner.length >= 2 && width > 1 && inner.filter((row) => row.length === width).length >= inner.length * 0.9)
    return width;
  return commonWidth(rows);
}

/** The most frequent number of cells, the one seen first on a tie. */
function commonWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  let width = 1;
  let best = 0;
  for (const [length, count] of counts) {
    if (count > best) {
      width = length;
      best = count;
    }
  }
  return width;
}

/** Index of the first row as wide as the table: lines before it are a preamble. -1 when no row is. */
export function headerIndex(rows: readonly (readonly string[])[], width: number): number {
  const spare = rows.filter((row) => row.length >= width && filledLength(row) < width).length > rows.length / 2;
  return rows.findIndex((row) => {
    const filled = filledLength(row);
    if (filled === 0) return false;
    return row.length >= width ? filled > 1 || width === 1 : spare && row.length === width - 1;
  });
}
