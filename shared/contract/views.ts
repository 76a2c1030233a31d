import { z } from 'zod';
import { count, filters, shortText } from './common.ts';
import { mutation, query } from './define.ts';
import { listGroup, sort } from './portfolio.ts';

const MIN_COLUMN = 40;
const MAX_COLUMN = 800;

/** What a saved view of the account list keeps; `columns` null leaves them to the reader. */
export const viewDefinition = z.strictObject({
  filters,
  sort: z.array(sort).max(5),
  group: listGroup.nullable(),
  columns: z
    .array(z.strictObject({ id: shortText, width: z.number().int().min(MIN_COLUMN).max(MAX_COLUMN).nullable() }))
    .max(200)
    .nullable(),
});

export const savedView = z.strictObject({
  id: count,
  name: shortText,
  definition: viewDefinition,
  /** The view Accounts opens with. */
  isDefault: z.boolean(),
  /** Epoch ms. */
  savedAt: z.number(),
});
export type SavedView = z.infer<typeof savedView>;

export const viewMethods = {
  'views.list': query(z.strictObject({}), z.strictObject({ views: z.array(savedView).max(500) })),
  /** Makes a view, or changes the one of `id`; at most one is the default. */
  'views.save': mutation(
    z.strictObject({
      id: count.optional(),
      name: z.string().trim().min(1).max(80),
      definition: viewDefinition,
      isDefault: z.boolean(),
    }),
    savedView,
  ),
  /** Answers what was removed: saving it again is the way back. */
  'views.remove': mutation(z.strictObject({ id: count }), savedView),
};
