export type CsvCell = string | number | null;

/**
 * What a spreadsheet may take for a formula or a command: the first character that is not blank or a control character is one of
 * `= + - @ | %` (full-width forms too), or the text starts with a tab, a line break or NUL (R37). Apostrophes in front count
 * as part of it, so that putting one there can be undone exactly.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what spreadsheets skip before a formula
const RISKY = /^'*(?:[\s\p{Cc}\p{Cf}]*[=+\-@|%＝＋－＠]| *[\t\r\n\u0000])/u;

/** The text with an apostrophe in front where a spreadsheet could run it. */
export function neutralised(text: string): string {
  return RISKY.test(text) ? `'${text}` : text;
}

/** The text that {@link neutralised} was given. */
export function restored(text: string): string {
  return text.startsWith("'") && RISKY.test(text.slice(1)) ? text.slice(1) : text;
}

/** One line of RFC 4180 with its line end; text is neutralised, numbers stay numbers. */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

function cellText(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = neutralised(cell);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** RFC 4180 text with a byte order mark, so that spreadsheets read it as UTF-8. */
export function toCsv(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return `\uFEFF${[header, ...rows].map(csvLine).join('')}`;
}
