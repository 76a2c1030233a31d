import type { Issue } from '#shared/contract/data.ts';
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

/** One table, opened: tells its form, then gives its rows as often as asked. */
export type TableReader = {
  /** Bytes of the picked file. */
  readonly bytes: number;
  detect(options: DialectOptions, limits: Limits, control?: Control): Dialect;
  rows(dialect: Dialect, limits: Limits, control?: Control, chunkBytes?: number): Generator<RawBatch>;
};
