import type { Limits } from '../limits.ts';
import type { Control } from '../types.ts';
import type { ByteScan } from './bytes.ts';

export type Damage = { readonly code: 'unclosed_quote' | 'stray_quote'; readonly raw: string };

/** Rows as text, a chunk at a time. */
export type RawBatch = {
  readonly rows: readonly string[][];
  /** Physical line (1-based) where each row starts. */
  readonly lines: readonly number[];
  /** Rows whose quoting is broken, by index in `rows`. */
  readonly damaged: ReadonlyMap<number, Damage> | null;
  readonly bytesRead: number;
};

/** What a reader found out about the form of a file before its rows are read. */
export type Dialect = {
  readonly encoding: string;
  readonly badBytes: number;
  readonly encodingGuessed: boolean;
  readonly delimiter: string;
  readonly newline: '\n' | '\r';
  /** Physical lines before the first row that are not rows (`sep=`). */
  readonly skipLines: number;
};

export type DialectOptions = { readonly encoding?: string | undefined; readonly delimiter?: string | undefined };

/** A file format: tells the form from the first bytes, then gives the rows. Workbooks and archives will be further ones. */
export type Reader = {
  detect(scan: ByteScan, options: DialectOptions, limits: Limits): Dialect;
  rows(path: string, dialect: Dialect, limits: Limits, control?: Control, chunkBytes?: number): Generator<RawBatch>;
};
