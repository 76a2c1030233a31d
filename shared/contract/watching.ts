import { z } from 'zod';
import { count, shortText, text } from './common.ts';
import { mutation, query } from './define.ts';

export const watchedFile = z.strictObject({
  /** Reference for `import.preview` and `import.run`. */
  source: shortText,
  name: shortText,
  bytes: count,
  modifiedAt: z.number(),
  /** `imported`: these very bytes are in the ledger. `ready`: new, and a saved mapping fits its headers. `new`: has to be looked at. */
  state: z.enum(['imported', 'ready', 'new', 'unreadable']),
  mapping: shortText.nullable(),
  problem: shortText.nullable(),
});

export type WatchedFile = z.infer<typeof watchedFile>;

export const watchState = z.strictObject({
  /** Name of the watched folder; null when none is. */
  folder: shortText.nullable(),
  /** The folder is not there at the moment. */
  missing: z.boolean(),
  mode: z.enum(['offer', 'import']),
  files: z.array(watchedFile),
  /** When the last automatic import ran, with what it did in one sentence. */
  lastImport: z.strictObject({ at: z.number(), message: text }).nullable(),
});

export type WatchState = z.infer<typeof watchState>;

export const watchingMethods = {
  'watch.get': query(z.strictObject({}), watchState),
  /** Watches a picked folder, or none (`source: null`). */
  'watch.set': mutation(
    z.strictObject({ source: shortText.nullable().optional(), mode: z.enum(['offer', 'import']).optional() }),
    watchState,
  ),
};
