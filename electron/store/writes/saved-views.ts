import type { SavedView } from '#shared/contract/views.ts';
import type { WriteDb } from '../open.ts';

/** Stores a view, in place of the one of `id` when it is given; answers its id. At most one view is the default. */
export function storeView(db: WriteDb, id: number | null, view: Omit<SavedView, 'id'>): number {
  if (view.isDefault) db.prepare('UPDATE saved_view SET is_default = 0').run();
  const values = [view.name, JSON.stringify(view.definition), Number(view.isDefault), view.savedAt] as const;
  if (id === null)
    return Number(
      db.prepare('INSERT INTO saved_view (name, document, is_default, saved_at) VALUES (?, ?, ?, ?)').run(...values)
        .lastInsertRowid,
    );
  db.prepare('UPDATE saved_view SET name = ?, document = ?, is_default = ?, saved_at = ? WHERE id = ?').run(
    ...values,
    id,
  );
  return id;
}

export function removeView(db: WriteDb, id: number): void {
  db.prepare('DELETE FROM saved_view WHERE id = ?').run(id);
}
