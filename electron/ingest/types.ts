import type { ColumnQuestion, ImportOptions, Issue, MappingOrigin } from '#shared/contract/importing.ts';
import type { ImportPreset } from '#shared/model/import-preset.ts';
import type { ColumnType, KINDS, StoredKind } from '#shared/model/kinds.ts';
import type { Limits } from './limits.ts';
import type { Corrected } from './own-export.ts';
import type { Dialect } from './read/reader.ts';

/**
 * A stored value. By column type: `id`, `text`, `word` → string; `number`, `integer`, `rating` → number; `date` → Day (integer
 * days since 1970-01-01); `timestamp` → epoch ms (UTC); `boolean` → boolean; `priority` → 1 (most urgent) to 4; missing → null.
 */
export type Cell = string | number | boolean | null;

/** File shapes: `usage_wide` is stored as usage, `subscriptions` as contracts. */
export type FileKind = keyof typeof KINDS | 'subscriptions';

/** Keys that may stand in place of `account_id` (same position in meaning, own field name): joined by the store. */
export type AccountKey =
  | 'account_id'
  | 'subscription_id'
  | 'contact_id'
  | 'ticket_id'
  | 'email'
  | 'domain'
  | 'account_name';

export type Field = {
  /** Canonical column name (or an AccountKey other than account_id). */
  readonly name: string;
  readonly type: ColumnType;
  /** Index of the source column; -1 for a constant. */
  readonly source: number;
  /** Name of the source column ('' for a constant). */
  readonly header: string;
  /** Value of every row, only when `source` is -1. */
  readonly constant?: Cell;
  /** Unit conversion of a numeric source column (minutes → seconds: 60). Already applied to the cells. */
  readonly factor?: number;
};

/** A column without canonical place: custom attribute of an account, custom metric of a wide usage file (always numeric there). */
export type Extra = { readonly name: string; readonly source: number; readonly type: 'text' | 'number' };

export type PlanColumn = {
  readonly name: string;
  /** What the values look like or are read as: a ColumnType, or 'empty'. */
  readonly type: string;
  readonly canonical: string | null;
  readonly confidence: number;
  /** First value that is not blank, as written. */
  readonly sample: string | null;
  /** Values the column's type cannot read, and warnings about the column: the sum over all that was found. */
  readonly issues: number;
  readonly blank: number;
  /** What they are: at most ten kinds, most frequent first. */
  readonly found: readonly Finding[];
};

/** One kind of problem: how often, the line where it occurs first (0: the column as a whole), and what is wrong there. */
export type Finding = {
  readonly code: string;
  readonly count: number;
  readonly line: number;
  readonly message: string;
};
export type ColumnFinding = Finding & { readonly column: string };

/** What can be said about a table that cannot be imported as it is: enough to map and to answer its open questions. */
export type FileDescription = Pick<
  FilePlan,
  | 'file'
  | 'part'
  | 'fingerprint'
  | 'origin'
  | 'encoding'
  | 'delimiter'
  | 'headerRow'
  | 'bytes'
  | 'rowCount'
  | 'columns'
  | 'questions'
> & {
  /** Kind the headers suggest; null where they suggest none. */
  readonly kindGuess: FileKind | null;
  readonly confidence: number;
  /** Required columns of that kind that no header fits. */
  readonly missing: readonly string[];
  /** First rows as written, at most twenty. */
  readonly rows: readonly (readonly string[])[];
};

export type DateOrder = 'dmy' | 'mdy' | 'ymd';
/** Decimal sign of the column's numbers, as its values prove it; null where no value depends on it. */
export type Decimal = '.' | ',' | null;
export type ColumnFormat = { readonly dateOrder: DateOrder | null; readonly decimal: Decimal };

/** How the text is cut into rows; everything pass 2 needs to read exactly what pass 1 saw. */
export type Layout = {
  readonly dialect: Dialect;
  /** Physical line (1-based) where data starts. */
  readonly firstLine: number;
  /** Physical line where a footer starts; Infinity without one. */
  readonly endLine: number;
  readonly width: number;
  /** The rows are those of the file: it is none of ours, which have columns to leave out and apostrophes to take off. */
  readonly asWritten: boolean;
  /** By source column. */
  readonly formats: readonly ColumnFormat[];
  /** Source-side fields of a subscriptions file; equal to the plan's fields otherwise. */
  readonly sourceFields: readonly Field[];
  /** Canonical column → word of the file → word it stands for. */
  readonly values: NonNullable<ImportOptions['values']>;
  /** A table Bellwether has written: its ids are exactly what is stored. */
  readonly isOwn: boolean;
  /** Day after which what has happened cannot lie. */
  readonly today: number;
};

export type FilePlan = {
  /** Rejected rows of earlier batches that the file brings back corrected; empty for every other file. */
  readonly corrects: readonly Corrected[];
  readonly path: string;
  /** Table in the file: '' for a plain one, else its path in the archive, `#Sheet` for a sheet. */
  readonly part: string;
  readonly origin: MappingOrigin;
  /** Of the headers: equal for the next file of the same export (map/headers.ts). */
  readonly fingerprint: string;
  /** Columns whose values can be read more than one way; empty in a strict plan. */
  readonly questions: readonly ColumnQuestion[];
  /** Reads further rows of the same columns exactly as this file. */
  readonly recipe: { readonly headers: readonly string[]; readonly options: ImportOptions };
  /** Base name, or the name the user's file had. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly encoding: string;
  readonly delimiter: string;
  /** 1-based physical line of the header row, 0 when the file has none. */
  readonly headerRow: number;
  /** Unique names of all source columns in order: repeated ones get ` (2)`, blank ones `column 3`. */
  readonly headers: readonly string[];
  readonly kind: FileKind;
  /** Table the rows go to. For `usage_wide` the cells still are by `fields` (one per metric); for `subscriptions` they are contracts. */
  readonly storedKind: StoredKind;
  readonly kindConfidence: number;
  /** What `TypedRow.cells` holds, in order. Fields of the kind that the file does not have are absent. */
  readonly fields: readonly Field[];
  readonly extras: readonly Extra[];
  /** Source columns that are not stored. */
  readonly ignored: readonly string[];
  readonly columns: readonly PlanColumn[];
  /** Source header → canonical column (without extras and constants). Has no prototype. */
  readonly mapping: Readonly<Record<string, string>>;
  readonly dateOrder: DateOrder | null;
  /** Data rows (blank lines, preamble and footer not counted): equals rows + rejected of pass 2. */
  readonly rowCount: number;
  readonly issues: readonly Issue[];
  readonly warnings: readonly { readonly code: string; readonly count: number; readonly message: string }[];
  readonly layout: Layout;
  readonly limits: Limits;
};

export type PlanOptions = ImportOptions & {
  /** Name the user's file had, when `path` is a temporary copy. */
  readonly name?: string;
  readonly part?: string;
  /** Day (days since 1970-01-01) that dates of past events are compared with; the computer's own when absent. */
  readonly today?: number;
  /** Shipped mappings of other systems' exports. */
  readonly presets?: readonly ImportPreset[];
  /** Mapping saved for these headers; options given for the file go before it, shipped presets after it. */
  readonly saved?: (fingerprint: string) => { readonly name: string; readonly options: ImportOptions } | null;
  /** How columns of the same headers were read before: settles what their values leave open, and yields to what they prove. */
  readonly usual?: Pick<ImportOptions, 'dateFormats' | 'decimals'>;
  readonly limits?: Partial<Limits>;
};

export type TypedRow = {
  /** Physical line (1-based) where the row starts. */
  readonly line: number;
  /** By `plan.fields`. */
  readonly cells: readonly Cell[];
  /** By `plan.extras`. */
  readonly extras: readonly (string | number | null)[];
  /** Further rows the same source row produces (subscriptions); usually empty. */
  readonly more: readonly (readonly Cell[])[];
};

/** Rows without an object each: their cells by `plan.fields`, then by row. None of them is null. */
export type ColumnRows = {
  readonly length: number;
  readonly lines: readonly number[];
  readonly cells: readonly (readonly Cell[])[];
};

export type RejectedRow = {
  readonly line: number;
  readonly column: string | null;
  readonly code: string;
  readonly message: string;
  readonly raw: string;
};

export type RowBatch = {
  readonly rows: readonly TypedRow[];
  /** Rows given as columns, where that was asked for. */
  readonly columns: ColumnRows | null;
  /** By row of `rows`: how many rows of `columns` come before it; empty without columns. */
  readonly after: readonly number[];
  readonly rejected: readonly RejectedRow[];
  /** Warnings about accepted rows: of each code only the first of the file. `warned` counts all of this batch. */
  readonly issues: readonly Issue[];
  readonly warned: ReadonlyMap<string, number>;
  /** Rejected values and warnings of this batch by source column and code; see `columnFindings`. */
  readonly found: readonly ColumnFinding[];
  readonly bytesRead: number;
};

export type Control = {
  readonly onProgress?: (bytesRead: number, bytes: number, rows: number) => void;
  /** True stops at the next chunk with AppError('cancelled'). */
  readonly isCancelled?: () => boolean;
};
