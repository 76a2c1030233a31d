import { z } from 'zod';
import { count, fileKind, shortText, text } from './common.ts';
import { mutation, query } from './define.ts';
import { importOptions } from './importing.ts';

/** Saved for a set of headers; also the JSON document that `mapping export` writes and `mapping import` and `--mapping` read. */
export const mappingFile = z.strictObject({
  bellwetherMapping: z.literal(1),
  name: shortText,
  headers: z.array(z.string()).min(1),
  options: importOptions,
});

export type MappingFile = z.infer<typeof mappingFile>;

export const savedMapping = mappingFile.extend({
  id: count,
  fingerprint: shortText,
  kind: fileKind,
  savedAt: z.number(),
  usedAt: z.number().nullable(),
  uses: count,
});

export type SavedMapping = z.infer<typeof savedMapping>;

export const mappingMethods = {
  'mappings.list': query(z.strictObject({}), z.strictObject({ mappings: z.array(savedMapping) })),
  /** Adds a mapping, or replaces the one for the same headers. */
  'mappings.save': mutation(z.strictObject({ mapping: mappingFile }), savedMapping),
  'mappings.remove': mutation(z.strictObject({ id: count }), z.strictObject({})),
  /** The shipped mappings of other systems' exports. */
  'presets.list': query(
    z.strictObject({}),
    z.strictObject({
      presets: z.array(
        z.strictObject({
          id: shortText,
          system: shortText,
          title: shortText,
          kind: fileKind,
          /** Where the header names were taken from, and how sure they are. */
          source: text,
          columns: z.record(shortText, shortText),
        }),
      ),
    }),
  ),
  /** One empty table per kind, with its columns explained. */
  'templates.list': query(
    z.strictObject({}),
    z.strictObject({
      templates: z.array(
        z.strictObject({
          kind: fileKind,
          file: shortText,
          csv: text,
          columns: z.array(z.strictObject({ name: shortText, type: shortText, required: z.boolean(), help: text })),
        }),
      ),
    }),
  ),
};
