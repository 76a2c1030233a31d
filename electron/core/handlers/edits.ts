import { findAccount } from '#electron/store/reads/accounts.ts';
import {
  readEdit,
  readEditAccounts,
  readEdits,
  readTagNames,
  type StoredEdit,
} from '#electron/store/reads/hand-edits.ts';
import { insertEdit, redoEdit, undoEdit } from '#electron/store/writes/hand-edits.ts';
import { bumpRevision } from '#electron/store/writes/ledger.ts';
import type { EditRow } from '#shared/contract/edits.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import type { ReadContext, WriteContext } from '../context.ts';

const LEDGER_ROWS = 1000;
const SAMPLE = 3;

function rowOf(context: ReadContext | WriteContext, edit: StoredEdit): EditRow {
  return {
    ...edit,
    sample: readEditAccounts(context.db, edit.id, SAMPLE).map(({ accountId, name }) => ({ accountId, name })),
  };
}

export function editsHandler(context: ReadContext, input: ParsedInputOf<'edits.list'>): OutputOf<'edits.list'> {
  const account = input.accountId === undefined ? null : findAccount(context.db, input.accountId);
  if (input.accountId !== undefined && account === null)
    throw new AppError('not_found', `There is no account ${input.accountId} in this workspace.`);
  return { edits: readEdits(context.db, account, LEDGER_ROWS).map((edit) => rowOf(context, edit)) };
}

function entryOf(context: WriteContext, id: number): StoredEdit {
  const edit = readEdit(context.db, id);
  if (!edit) throw new AppError('not_found', 'That edit is not in this workspace.');
  return edit;
}

function authorOf(name: string): string {
  const author = name.trim();
  if (author === '') throw new AppError('bad_request', 'An edit by hand needs the name of the person who makes it.');
  return author;
}

const same = (a: string, b: string): boolean => a.toLocaleLowerCase('en') === b.toLocaleLowerCase('en');

/** The value as it is kept: without spaces around it, a tag in the spelling it has in this workspace already. */
function keptValue(context: WriteContext, input: ParsedInputOf<'edits.add'>): string | null {
  const value = input.value?.replace(/\s+/gu, ' ').trim() ?? '';
  if (input.action === 'assign-csm') return value === '' ? null : value;
  if (value === '') throw new AppError('bad_request', 'A tag needs a name.');
  return readTagNames(context.db).find((known) => same(known, value)) ?? value;
}

/**
 * Records an edit by hand; scores have no part in it and stay. Filters have become account ids before (core/create.ts).
 * @throws AppError('bad_request') without an author or a tag, or where it would change nothing
 */
export function addEditHandler(context: WriteContext, input: ParsedInputOf<'edits.add'>): OutputOf<'edits.add'> {
  const { action, target } = input;
  if (!('accountIds' in target)) throw new AppError('bad_request', 'The edit names no accounts.');
  const author = authorOf(input.author);
  const madeAt = context.now();
  return context.db
    .transaction(() => {
      const id = insertEdit(
        context.db,
        { action, value: keptValue(context, input), author, madeAt },
        target.accountIds,
      );
      if (id === null)
        throw new AppError(
          'bad_request',
          action === 'remove-tag'
            ? 'None of these accounts has this tag. Nothing was changed.'
            : 'All of these accounts have this already. Nothing was changed.',
        );
      bumpRevision(context.db, { keepsData: true });
      return rowOf(context, entryOf(context, id));
    })
    .immediate();
}

/** @throws AppError('not_found'), AppError('bad_request') for one that was taken back already. */
export function undoEditHandler(context: WriteContext, input: ParsedInputOf<'edits.undo'>): OutputOf<'edits.undo'> {
  const by = authorOf(input.by);
  const at = context.now();
  return context.db
    .transaction(() => {
      const edit = entryOf(context, input.id);
      if (edit.undoneAt !== null) throw new AppError('bad_request', 'That edit has been taken back already.');
      undoEdit(context.db, edit.id, at, by);
      bumpRevision(context.db, { keepsData: true });
      return rowOf(context, entryOf(context, edit.id));
    })
    .immediate();
}

/** @throws AppError('not_found'), AppError('bad_request') for one that stands. */
export function redoEditHandler(context: WriteContext, input: ParsedInputOf<'edits.redo'>): OutputOf<'edits.redo'> {
  return context.db
    .transaction(() => {
      const edit = entryOf(context, input.id);
      if (edit.undoneAt === null) throw new AppError('bad_request', 'That edit has not been taken back.');
      redoEdit(context.db, edit.id);
      bumpRevision(context.db, { keepsData: true });
      return rowOf(context, entryOf(context, edit.id));
    })
    .immediate();
}
