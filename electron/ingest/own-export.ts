import type { ImportOptions } from '#shared/contract/importing.ts';
import { restored } from '#shared/format/csv.ts';
import { STORED_KINDS, type StoredKind } from '#shared/model/kinds.ts';
import { filledLength } from './detect/dialect.ts';
import { columnName } from './formats.ts';
import type { RawBatch } from './read/reader.ts';

/**
 * Files that Bellwether itself has written. A table carries a last column without cells whose header says so; rejected rows
 * carry where they come from and their reasons in five last columns. They are read without guessing: kind and columns by name, numbers and dates in
 * the one form we write, text as it was before it was made safe for spreadsheets.
 */
export type OwnExport = {
  /** null for rejected rows, which are read as the file they came from. */
  readonly kind: StoredKind | null;
  /** Cells of text carry the apostrophes of R37. */
  readonly neutralised: boolean;
  /** Columns of ours, at the end of each row. */
  readonly added: number;
};

export const REJECTION_COLUMNS = [
  'bellwether_batch',
  'bellwether_line',
  'bellwether_column',
  'bellwether_code',
  'bellwether_reason',
] as const;

const FORMS = { text: 'bellwether_export', workbook: 'bellwether_workbook' } as const;

/** Header of the last column of a table we write. */
export function exportMarker(kind: StoredKind, form: keyof typeof FORMS): string {
  return `${FORMS[form]}_${kind}`;
}

const MARKED = new RegExp(
  `[,;\\t|"](?:(?:${Object.values(FORMS).join('|')})_[a-z]+|${REJECTION_COLUMNS.at(-1)})"?\\r?$`,
  'm',
);

/** A line of the bytes ends in a header of ours: the file is text, whatever its cells hold. */
export function carriesMarker(head: Buffer): boolean {
  return MARKED.test(head.toString('latin1'));
}

/** What the headers of a file say about who wrote it; null for everybody else's. */
export function ownExport(headers: readonly string[]): OwnExport | null {
  const last = headers.at(-1)?.trim() ?? '';
  for (const kind of STORED_KINDS) {
    if (last === exportMarker(kind, 'text')) return { kind, neutralised: true, added: 1 };
    if (last === exportMarker(kind, 'workbook')) return { kind, neutralised: false, added: 1 };
  }
  const { length } = REJECTION_COLUMNS;
  const isRejected =
    headers.length > length && REJECTION_COLUMNS.every((name, index) => headers.at(index - length)?.trim() === name);
  return isRejected ? { kind: null, neutralised: true, added: length } : null;
}

/** How a table of ours is read, where the person has not said otherwise. */
export function ownOptions<T extends ImportOptions>(
  { own, headers }: { readonly own: OwnExport | null; readonly headers: readonly string[] },
  options: T,
): T {
  if (!own?.kind) return options;
  // Attributes already are in the form in which they are stored.
  const types = Object.fromEntries(headers.map((header) => [columnName(header), 'text' as const]));
  return { kind: own.kind, decimal: '.', dateFormat: 'ymd', remembered: false, types, ...options };
}

/** A rejected row that a file of ours brings back: its batch, and its line in that batch's file. */
export type Corrected = { readonly batch: number; readonly line: number };

/** Passes rows on; those of a file of ours without the columns we added and with their original text. */
export class OwnRows {
  #own: OwnExport | null = null;
  readonly #corrected: Corrected[] = [];
  #full = 0;
  #width = 0;

  /** Known from the first row on. */
  get own(): OwnExport | null {
    return this.#own;
  }

  /** The rejected rows that have come by, in a file of them. */
  get corrected(): readonly Corrected[] {
    return this.#corrected;
  }

  *over(batches: Iterable<RawBatch>): Generator<RawBatch> {
    let isFirst = true;
    for (const batch of batches) {
      const header = isFirst ? batch.rows[0] : undefined;
      if (header) {
        isFirst = false;
        this.#own = ownExport(header);
        this.#full = header.length;
        this.#width = filledLength(header.slice(0, header.length - (this.#own?.added ?? 0)));
      }
      if (this.#own) for (const row of batch.rows) this.#original(row, this.#own);
      yield batch;
    }
  }

  #original(row: string[], { kind, added, neutralised }: OwnExport): void {
    if (kind === null && row.length === this.#full) this.#note(row[this.#full - added], row[this.#full - added + 1]);
    if (row.length === this.#full) row.length -= added;
    // Rejected rows with more cells than their header have them in columns without a name.
    while (row.length > this.#width && row.at(-1) === '') row.length -= 1;
    if (neutralised) for (let i = 0; i < row.length; i += 1) row[i] = restored(row[i] ?? '');
  }

  #note(batch: string | undefined, line: string | undefined): void {
    if (/^\d{1,9}$/.test(batch ?? '') && /^\d{1,15}$/.test(line ?? ''))
      this.#corrected.push({ batch: Number(batch), line: Number(line) });
  }
}
