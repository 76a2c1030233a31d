import { readSavedViews } from '#electron/store/reads/saved-views.ts';
import { bumpRevision } from '#electron/store/writes/ledger.ts';
import { removeView, storeView } from '#electron/store/writes/saved-views.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import type { SavedView } from '#shared/contract/views.ts';
import type { ReadContext, WriteContext } from '../context.ts';

const MAX_VIEWS = 500;

export function viewsHandler(context: ReadContext): OutputOf<'views.list'> {
  return { views: readSavedViews(context.db) };
}

function viewOf(views: readonly SavedView[], id: number): SavedView {
  const view = views.find((known) => known.id === id);
  if (!view) throw new AppError('not_found', 'That view is not in this workspace any more.');
  return view;
}

/** @throws AppError('not_found') for an id that is not there, 'bad_request' for a name another view has. */
export function saveViewHandler(context: WriteContext, input: ParsedInputOf<'views.save'>): OutputOf<'views.save'> {
  const savedAt = context.now();
  return context.db
    .transaction(() => {
      const views = readSavedViews(context.db);
      if (input.id !== undefined) viewOf(views, input.id);
      else if (views.length >= MAX_VIEWS)
        throw new AppError('bad_request', `A workspace keeps at most ${MAX_VIEWS} views. Remove one first.`);
      const name = input.name.toLocaleLowerCase('en');
      if (views.some((view) => view.id !== input.id && view.name.toLocaleLowerCase('en') === name))
        throw new AppError('bad_request', `There is a view called ${input.name} already. Choose another name.`);
      const { name: title, definition, isDefault } = input;
      const id = storeView(context.db, input.id ?? null, { name: title, definition, isDefault, savedAt });
      bumpRevision(context.db, { keepsData: true });
      return { id, name: title, definition, isDefault, savedAt };
    })
    .immediate();
}

/** @throws AppError('not_found') */
export function removeViewHandler(
  context: WriteContext,
  input: ParsedInputOf<'views.remove'>,
): OutputOf<'views.remove'> {
  context.now();
  return context.db
    .transaction(() => {
      const view = viewOf(readSavedViews(context.db), input.id);
      removeView(context.db, view.id);
      bumpRevision(context.db, { keepsData: true });
      return view;
    })
    .immediate();
}
