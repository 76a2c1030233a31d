import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fileKind } from '#shared/contract/common.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { ImportPreset } from '#shared/model/import-preset.ts';

const header = z.string().min(1).max(512);
const name = z.string().max(512);

/** Shape of a preset file: one system's export of one kind. */
const presetSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,100}$/),
  system: z.string().min(1).max(100),
  title: z.string().min(1).max(200),
  kind: fileKind,
  source: z.string().min(20).max(1000),
  sure: z.enum(['exact', 'seen', 'documented']),
  match: z.strictObject({
    all: z.array(header),
    any: z.array(z.array(header).min(1)).optional(),
    none: z.array(header).optional(),
  }),
  columns: z.record(header, name),
  values: z.record(name, z.record(name, name)).optional(),
  constants: z.record(name, name).optional(),
  factors: z.record(header, z.number().positive()).optional(),
  note: z.string().min(1).max(1000).optional(),
});

/** Decodes a preset file. @throws AppError `mapping_invalid` with the first thing that is wrong. */
export function decodeImportPreset(value: unknown): ImportPreset {
  const parsed = presetSchema.safeParse(value);
  if (parsed.success) {
    const { match } = parsed.data;
    if (match.all.length + (match.any?.length ?? 0) < 2)
      throw new AppError('mapping_invalid', `The preset ${parsed.data.id} would apply to nearly every file.`);
    return parsed.data;
  }
  const issue = parsed.error.issues[0];
  throw new AppError(
    'mapping_invalid',
    `The preset is not valid at ${issue?.path.join('.') || 'its top'}: ${issue?.message ?? 'unknown'}.`,
  );
}

/** The shipped mappings of other systems' exports, by system and title. */
export function loadImportPresets(resourcesDir: string): ImportPreset[] {
  const folder = join(resourcesDir, 'import-presets');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => decodeImportPreset(JSON.parse(readFileSync(join(folder, file), 'utf8'))))
    .sort((a, b) => a.system.localeCompare(b.system, 'en') || a.title.localeCompare(b.title, 'en'));
}
