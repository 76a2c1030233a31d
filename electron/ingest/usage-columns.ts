import { type Buffer, isAscii } from 'node:buffer';
import { rowCheck } from './checks.ts';
import type { PlainRows } from './read/reader.ts';
import { type FieldReader, fieldReaders } from './readers.ts';
import type { Cell, ColumnRows, FilePlan } from './types.ts';

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const ZERO = 48;
/** Whole numbers of so many digits are exact. */
const EXACT_DIGITS = 15;
/** Texts of a column whose cells are kept, and the slots in which their hashes find them. */
const KEPT = 1 << 14;
const SLOTS = KEPT * 2;
/** Longer texts rarely come twice. */
const LONGEST_KEPT = 32;
/** Encodings in which the bytes below 128 are ASCII wherever they stand. */
const ASCII_BASED = /^(?:utf-8|windows-125\d|iso-8859-\d{1,2})$/;
const ASCII_CHARACTER = /^\p{ASCII}$/u;

/** Takes the ordinary rows of a table by its bytes and collects their cells a column at a time. */
export type UsageColumns = PlainRows & {
  /** The rows since the last call; they are valid until the next row is taken. */
  take(): ColumnRows;
};

/**
 * The fast way through a table of long usage: rows of which every cell can be stored and nothing has to be said go from
 * their bytes to their cells without a string or an object each; a text is read once by its column's reader and its cell
 * kept. Every other row is left to the ordinary way, which alone refuses and explains. Null for tables where rows can mean
 * more than their cells.
 */
export function usageColumns(plan: FilePlan): UsageColumns | null {
  const { dialect, width, asWritten, firstLine, endLine } = plan.layout;
  const { delimiter, quote, newline, encoding, zeroBytes, badBytes, format } = dialect;
  if (plan.kind !== 'usage' || plan.extras.length > 0 || !asWritten || width > plan.limits.columns) return null;
  if (format !== 'delimited' || newline !== '\n' || zeroBytes > 0 || badBytes > 0 || !ASCII_BASED.test(encoding))
    return null;
  if (!ASCII_CHARACTER.test(delimiter) || !ASCII_CHARACTER.test(quote)) return null;
  const separator = delimiter.charCodeAt(0);
  const fields = fieldReaders(plan);
  // A header that could be a row of its own may be repeated below, where it is none.
  if (fields.every(({ field, reader }) => field.source < 0 || (reader.read(field.header) ?? null) !== null))
    return null;
  const bySource: (CellColumn | null)[] = new Array(width).fill(null);
  const cells: Cell[] = fields.map(({ field }) => field.constant ?? null);
  for (const [index, entry] of fields.entries()) {
    if (entry.field.source < 0) continue;
    if (entry.field.source >= width || bySource[entry.field.source]) return null;
    bySource[entry.field.source] = new CellColumn(entry, separator, index);
  }
  const longest = Math.min(plan.limits.cell, plan.limits.row);
  const check = rowCheck(plan);
  const columns: Cell[][] = fields.map(() => []);
  const lines: number[] = [];
  let isNoted = false;
  const note = {
    warn: () => {
      isNoted = true;
    },
  };

  return {
    width,
    accepts: (bytes) => isAscii(bytes) && !bytes.includes(quote),
    add(bytes, start, line) {
      if (line < firstLine || line >= endLine) return -1;
      let at = start;
      for (let source = 0; source < width; source += 1) {
        const column = bySource[source] ?? null;
        at = column === null ? endOfCell(bytes, at, separator) : column.read(bytes, at);
        if (at < 0 || bytes[at] !== (source === width - 1 ? LINE_FEED : separator)) return -1;
        if (column !== null) cells[column.index] = column.cell;
        at += 1;
      }
      isNoted = false;
      if (at - start > longest || check(cells, line, note) !== null || isNoted) return -1;
      for (let index = 0; index < columns.length; index += 1) columns[index]?.push(cells[index] ?? null);
      lines.push(line);
      return at;
    },
    take() {
      const taken = { length: lines.length, lines: lines.slice(), cells: columns.map((column) => column.slice()) };
      lines.length = 0;
      for (const column of columns) column.length = 0;
      return taken;
    },
  };
}

/** Position of the separator or line feed that ends a cell; there is a line feed ahead. */
function endOfCell(bytes: Buffer, start: number, separator: number): number {
  let at = start;
  while (bytes[at] !== separator && bytes[at] !== LINE_FEED) at += 1;
  return at;
}

/** The cells of one column, each text read once. */
class CellColumn {
  /** Position among the fields. */
  readonly index: number;
  /** What the cell read last holds. */
  cell: string | number | boolean = '';
  readonly #reader: FieldReader['reader'];
  readonly #separator: number;
  readonly #slots = new Uint16Array(SLOTS);
  readonly #hashes = new Int32Array(KEPT);
  readonly #bytes = new Uint8Array(KEPT * LONGEST_KEPT);
  readonly #lengths = new Uint8Array(KEPT);
  readonly #cells: (string | number | boolean)[] = [''];
  /** Entry found last: most columns repeat themselves from row to row. */
  #last = 0;

  constructor(entry: FieldReader, separator: number, index: number) {
    this.index = index;
    this.#reader = entry.reader;
    this.#separator = separator;
  }

  /** Reads the cell at a position and answers where it ends; -1 where it holds nothing that can be stored. */
  read(bytes: Buffer, start: number): number {
    const again = this.#endOf(this.#last, bytes, start);
    if (again !== -1) {
      this.cell = this.#cells[this.#last] ?? '';
      return again;
    }
    const { ofWhole } = this.#reader;
    if (ofWhole) {
      let value = 0;
      let at = start;
      let digit = (bytes[at] ?? 0) - ZERO;
      while (digit >= 0 && digit <= 9) {
        value = value * 10 + digit;
        at += 1;
        digit = (bytes[at] ?? 0) - ZERO;
      }
      const end = bytes[at] === CARRIAGE_RETURN && bytes[at + 1] === LINE_FEED ? at + 1 : at;
      if (at > start && at - start <= EXACT_DIGITS && (bytes[end] === LINE_FEED || bytes[end] === this.#separator)) {
        const cell = ofWhole(value);
        if (cell === null || cell === undefined) return -1;
        this.cell = cell;
        return end;
      }
    }
    return this.#find(bytes, start);
  }

  /** Where the cell ends if its text is that of the entry, else -1. */
  #endOf(entry: number, bytes: Buffer, start: number): number {
    const length = this.#lengths[entry] ?? 0;
    if (length === 0) return -1;
    const end = bytes[start + length];
    if (end !== this.#separator && end !== LINE_FEED) return -1;
    const base = entry * LONGEST_KEPT;
    for (let at = 0; at < length; at += 1) if (this.#bytes[base + at] !== bytes[start + at]) return -1;
    return start + length;
  }

  #find(bytes: Buffer, start: number): number {
    let hash = 0;
    let end = start;
    for (let byte = bytes[end] ?? 0; byte !== this.#separator && byte !== LINE_FEED; byte = bytes[end] ?? 0) {
      hash = (Math.imul(hash, 31) + byte) | 0;
      end += 1;
    }
    let slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    for (let entry = this.#slots[slot] ?? 0; entry !== 0; entry = this.#slots[slot] ?? 0) {
      if (this.#hashes[entry] === hash && this.#endOf(entry, bytes, start) === end) {
        this.#last = entry;
        this.cell = this.#cells[entry] ?? '';
        return end;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    const isReturn = bytes[end] === LINE_FEED && end > start && bytes[end - 1] === CARRIAGE_RETURN;
    const text = bytes.toString('latin1', start, isReturn ? end - 1 : end);
    const cell = text === '' ? null : this.#reader.read(text);
    if (cell === null || cell === undefined) return -1;
    this.cell = cell;
    if (!isReturn && end - start <= LONGEST_KEPT) this.#keep(bytes, start, end, hash, slot, cell);
    return end;
  }

  #keep(bytes: Buffer, start: number, end: number, hash: number, slot: number, cell: string | number | boolean): void {
    if (this.#cells.length === KEPT) {
      this.#slots.fill(0);
      this.#cells.length = 1;
      this.#last = 0;
      return;
    }
    const entry = this.#cells.length;
    this.#slots[slot] = entry;
    this.#hashes[entry] = hash;
    this.#lengths[entry] = end - start;
    this.#bytes.set(bytes.subarray(start, end), entry * LONGEST_KEPT);
    this.#cells.push(cell);
    this.#last = entry;
  }
}
