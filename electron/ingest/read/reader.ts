import type { Issue } from '#shared/contract/importing.ts';
import type { Limits } from '../limits.ts';
import type { Control } from '../types.ts';

/** A row whose text is broken: told as an issue where it can be read all the same, set aside (`refused`) where not. */
export type Damage = {
  readonly code: 'unclosed_quote' | 'stray_quote' | 'bad_json';
  readonly message: string;
  readonly refused: boolean;
  /** The row as written, where its cells are not known. */
  readonly raw: string;
};

/** Rows as text, a chunk at a time. */
export type RawBatch = {
  readonly rows: readonly string[][];
  /** Physical line (1-based) where each row starts, or its number in the sheet. */
  readonly lines: readonly number[];
  /** Rows whose text is broken, by index in `rows`. */
  readonly damaged: ReadonlyMap<number, Damage> | null;
  /** By row: how many rows of the batch were taken as plain ones before it; absent where none were. */
  readonly after?: readonly number[];
  /** Of the picked file. */
  readonly bytesRead: number;
  /** About the table as a whole; given with the last rows. */
  readonly notices?: readonly Issue[];
};

/** What a reader found out about the form of a table before its rows are read. Enough to read the same rows again. */
export type Dialect = {
  readonly format: 'delimited' | 'json-lines' | 'json-list' | 'sheet';
  readonly encoding: string;
  readonly badBytes: number;
  readonly encodingGuessed: boolean;
  /** Zero bytes in the text: left out. */
  readonly zeroBytes: number;
  /** Between cells; where the format has none, what a rejected row is written with. */
  readonly delimiter: string;
  readonly quote: string;
  readonly newline: '\n' | '\r';
  /** Physical lines before the first row that are not rows (`sep=`). */
  readonly skipLines: number;
  /** Keys that became columns (JSON); their names are the first row. */
  readonly keys: readonly string[];
  /** Columns left of the table that are blank (sheets). */
  readonly blankColumns: number;
  /** What the format itself says about the table. */
  readonly notices: readonly Issue[];
};

export type DialectOptions = {
  readonly encoding?: string | undefined;
  readonly delimiter?: string | undefined;
  readonly quote?: string | undefined;
};

/** Takes rows by their bytes where that needs no parser; only delimited text offers it rows. */
export type PlainRows = {
  /** Cells of the rows that are taken. */
  readonly width: number;
  /** True for bytes in which every line feed ends a row and every delimiter a cell. */
  accepts(bytes: Buffer): boolean;
  /** Takes the row at a position and answers where the next one starts; -1 for a row that has to be read as text. */
  add(bytes: Buffer, start: number, line: number): number;
};

/** One table, opened: tells its form, then gives its rows as often as asked. */
export type TableReader = {
  /** Bytes of the picked file. */
  readonly bytes: number;
  detect(options: DialectOptions, limits: Limits, control?: Control): Dialect;
  rows(
    dialect: Dialect,
    limits: Limits,
    control?: Control,
    chunkBytes?: number,
    plain?: PlainRows,
  ): Generator<RawBatch>;
};
