import type { ImportOptions } from '#shared/contract/importing.ts';
import type { WriteDb } from '../open.ts';

export type NewMapping = {
  readonly fingerprint: string;
  readonly name: string;
  readonly kind: string;
  readonly headers: readonly string[];
  readonly options: ImportOptions;
  /** Epoch ms. */
  readonly savedAt: number;
};

/** Adds a mapping or replaces the one for the same headers; how often it was used is kept. */
export function saveMapping(db: WriteDb, mapping: NewMapping): void {
  db.prepare(
    `INSERT INTO saved_mapping (fingerprint, name, kind, headers, options, saved_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (fingerprint) DO UPDATE SET name = excluded.name, kind = excluded.kind, headers = excluded.headers, options = excluded.options, saved_at = excluded.saved_at`,
  ).run(
    mapping.fingerprint,
    mapping.name,
    mapping.kind,
    JSON.stringify(mapping.headers),
    JSON.stringify(mapping.options),
    mapping.savedAt,
  );
}

export function noteMappingUse(db: WriteDb, fingerprint: string, usedAt: number): void {
  db.prepare('UPDATE saved_mapping SET used_at = ?, uses = uses + 1 WHERE fingerprint = ?').run(usedAt, fingerprint);
}

/** Answers whether there was one. */
export function removeMapping(db: WriteDb, id: number): boolean {
  return db.prepare('DELETE FROM saved_mapping WHERE id = ?').run(id).changes > 0;
}
