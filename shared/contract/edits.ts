import { z } from 'zod';
import { count, filters, isoDate, shortText } from './common.ts';
import { mutation, query } from './define.ts';

/** What people set on accounts by hand; nothing of it has a part in a score. */
export const EDIT_ACTIONS = ['assign-csm', 'add-tag', 'remove-tag'] as const;
export type EditAction = (typeof EDIT_ACTIONS)[number];

/** The accounts an edit is about: named one by one, or all that filters leave as of a day, but for some. */
const editTarget = z.union([
  z.strictObject({ accountIds: z.array(shortText).min(1) }),
  z.strictObject({ filters, asOf: isoDate.optional(), except: z.array(shortText).optional() }),
]);

export const editRow = z.strictObject({
  id: count,
  action: z.enum(EDIT_ACTIONS),
  /** The CSM or the tag; null takes the CSM away. */
  value: shortText.nullable(),
  author: shortText,
  /** Epoch ms. */
  madeAt: z.number(),
  accounts: count,
  /** The first of the accounts, by name. */
  sample: z.array(z.strictObject({ accountId: shortText, name: shortText })).max(3),
  /** Accounts of which a file imported later says something else: there the file counts. */
  replaced: count,
  undoneAt: z.number().nullable(),
  undoneBy: shortText.nullable(),
});
export type EditRow = z.infer<typeof editRow>;

export const editMethods = {
  /** The ledger of edits by hand, newest first: of one account or of all. */
  'edits.list': query(
    z.strictObject({ accountId: shortText.optional() }),
    z.strictObject({ edits: z.array(editRow).max(1000) }),
  ),
  'edits.add': mutation(
    z.strictObject({
      action: z.enum(EDIT_ACTIONS),
      value: z.string().max(120).nullable(),
      author: shortText.min(1),
      target: editTarget,
    }),
    editRow,
  ),
  /** Takes an edit back, or that again; later edits of the same accounts stay. */
  'edits.undo': mutation(z.strictObject({ id: count, by: shortText.min(1) }), editRow),
  'edits.redo': mutation(z.strictObject({ id: count }), editRow),
};
