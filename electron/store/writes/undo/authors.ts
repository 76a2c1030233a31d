import { KINDS, type StoredKind } from '#shared/model/kinds.ts';
import type { WriteDb } from '../../open.ts';
import type { Author } from './replay.ts';

const UPDATED = 'source_updated_at';

/**
 * What undo has to know of the batches that wrote facts of one table. `columns` are the table's own columns. Every row of a
 * kind has its required columns, also where a file gave them once for all.
 */
export function authorsOf(db: WriteDb, kind: StoredKind, columns: readonly string[]): { of(batch: number): Author } {
  const select = db.prepare<[number], { written: string; kind: string; imported_at: number }>(
    'SELECT written, kind, imported_at FROM batch WHERE id = ?',
  );
  const always = new Set<string>([
    'account',
    ...KINDS[kind].filter((column) => column.required).map(({ name }) => name),
  ]);
  const known = new Map<number, Author>();
  return {
    of: (batch) => {
      const found = known.get(batch);
      if (found) return found;
      const row = select.get(batch);
      const written = new Set(JSON.parse(row?.written ?? '[]') as string[]);
      const author: Author = {
        columns: columns.filter((column) => written.has(column) || always.has(column)),
        timed: written.has(UPDATED),
        attributes: new Set([...written].filter((name) => name.startsWith('@')).map((name) => name.slice(1))),
        importedAt: row?.imported_at ?? 0,
      };
      known.set(batch, author);
      return author;
    },
  };
}
