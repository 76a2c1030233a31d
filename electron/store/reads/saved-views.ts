import { type SavedView, viewDefinition } from '#shared/contract/views.ts';
import type { ReadDb } from '../open.ts';

type Row = { id: number; name: string; document: string; isDefault: number; savedAt: number };

function parsed({ document, isDefault, ...row }: Row): SavedView[] {
  const definition = viewDefinition.safeParse(parsedJson(document));
  return definition.success ? [{ ...row, isDefault: isDefault === 1, definition: definition.data }] : [];
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Views of the account list that can be read, by name. */
export function readSavedViews(db: ReadDb): SavedView[] {
  return db
    .prepare<[], Row>(
      'SELECT id, name, document, is_default AS isDefault, saved_at AS savedAt FROM saved_view ORDER BY name COLLATE NOCASE, id',
    )
    .all()
    .flatMap(parsed);
}
