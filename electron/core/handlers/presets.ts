import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OutputOf } from '#shared/contract/index.ts';
import { COLUMN_HELP } from '#shared/model/column-help.ts';
import type { ImportPreset } from '#shared/model/import-preset.ts';
import { KINDS } from '#shared/model/kinds.ts';

/** The shipped mappings as the reference shows them. */
export function listPresets(presets: readonly ImportPreset[]): OutputOf<'presets.list'>['presets'] {
  return presets.map(({ id, system, title, kind, source, columns }) => ({
    id,
    system,
    title,
    kind,
    source,
    columns: { ...columns },
  }));
}

/** The empty table of each kind (resources/import-templates) with its columns in words. */
export function listTemplates(resourcesDir: string): OutputOf<'templates.list'>['templates'] {
  return keysOf(KINDS).map((kind) => {
    const help: Readonly<Record<string, string>> = COLUMN_HELP[kind];
    return {
      kind,
      file: `${kind}.csv`,
      csv: readFileSync(join(resourcesDir, 'import-templates', `${kind}.csv`), 'utf8'),
      columns: KINDS[kind].map(({ name, type, required }) => ({ name, type, required, help: help[name] ?? '' })),
    };
  });
}

function keysOf<T extends object>(record: T): (keyof T)[] {
  return Object.keys(record) as (keyof T)[];
}
