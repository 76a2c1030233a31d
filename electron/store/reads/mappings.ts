import type { ImportOptions } from '#shared/contract/importing.ts';
import type { ReadDb } from '../open.ts';

export type StoredMapping = {
  readonly id: number;
  /** Of the headers (ingest/map/headers.ts). */
  readonly fingerprint: string;
  readonly name: string;
  readonly kind: string;
  readonly headers: readonly string[];
  readonly options: ImportOptions;
  readonly savedAt: number;
  readonly usedAt: number | null;
  readonly uses: number;
};

type Row = Omit<StoredMapping, 'headers' | 'options'> & { readonly headers: string; readonly options: string };

const COLUMNS = 'id, fingerprint, name, kind, headers, options, saved_at AS savedAt, used_at AS usedAt, uses';

function parsed(row: Row): StoredMapping {
  return {
    ...row,
    headers: JSON.parse(row.headers) as string[],
    options: JSON.parse(row.options) as ImportOptions,
  };
}

/** Used last first. */
export function readMappings(db: ReadDb): StoredMapping[] {
  return db
    .prepare<[], Row>(`SELECT ${COLUMNS} FROM saved_mapping ORDER BY coalesce(used_at, saved_at) DESC, id DESC`)
    .all()
    .map(parsed);
}

/** The mapping saved for files with these headers. */
export function findMapping(db: ReadDb, fingerprint: string): StoredMapping | null {
  const row = db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM saved_mapping WHERE fingerprint = ?`).get(fingerprint);
  return row ? parsed(row) : null;
}
