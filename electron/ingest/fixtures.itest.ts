import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '#shared/contract/errors.ts';
import { inspectFile, type PlanOptions } from './index.ts';

const folder = fileURLToPath(new URL('../../../shared/data/messy', import.meta.url));
const present = existsSync(folder);
if (!present) console.log('ingest: ../shared/data/messy is absent, the tests on its fixtures are skipped');

const fixtures = z.array(
  z.object({
    file: z.string(),
    category: z.string(),
    rows: z.number().nullable(),
    columns: z.number(),
    encoding: z.string(),
    delimiter: z.string(),
    check: z.record(z.string(), z.unknown()),
  }),
);

/** What a person answers, and why the file itself cannot. */
const ANSWERS: Readonly<Record<string, { readonly options: PlanOptions; readonly why: string }>> = {
  '006_latin2_1250.csv': {
    options: { encoding: 'windows-1250' },
    why: 'windows-1250 and windows-1252 use the same bytes',
  },
  '007_shift_jis.csv': {
    options: { encoding: 'shift_jis' },
    why: 'Shift JIS is no UTF-8, and nothing in the file names it',
  },
};

/** JSON under a wrong name is read as what it is, where EXPECTED.md leaves the choice. */
const READ_AS_JSON: Readonly<Record<string, { readonly rows: number; readonly columns: readonly string[] }>> = {
  '152_json_named_csv.csv': { rows: 2, columns: ['account_id'] },
  '154_jsonl_events.csv': { rows: 2, columns: ['event', 'properties.time', 'properties.distinct_id'] },
};

/** Rows the look shows although the import rejects them (they have no id). */
const REJECTED_ROWS: Readonly<Record<string, number>> = { '124_missing_ids.csv': 2 };

describe.skipIf(!present)('messy fixtures', () => {
  const expected = present ? fixtures.parse(JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'))) : [];

  it.each(expected.map((fixture) => [fixture.file, fixture] as const))('%s', (file, fixture) => {
    const path = join(folder, 'fixtures', file);
    const json = READ_AS_JSON[file];
    if (json) {
      const inspected = inspectFile(path);
      expect([inspected.rowCount, inspected.columns.map((column) => column.name)]).toEqual([json.rows, json.columns]);
      return;
    }
    if (fixture.columns === 0) {
      expect(() => inspectFile(path)).toThrow(AppError);
      return;
    }
    const inspected = inspectFile(path, { rows: 100, ...ANSWERS[file]?.options });
    expect([inspected.columns.length, inspected.delimiter]).toEqual([fixture.columns, fixture.delimiter]);
    if (/^[\w-]+$/.test(fixture.encoding)) expect(inspected.encoding).toBe(fixture.encoding);
    if (fixture.rows !== null) expect(inspected.rowCount - (REJECTED_ROWS[file] ?? 0)).toBe(fixture.rows);
    for (const [where, value] of Object.entries(fixture.check)) {
      const header = /^header(\d+)$/.exec(where);
      const [row = '', ...name] = where.split('.');
      const at = inspected.columns.findIndex((column) => column.name === name.join('.'));
      expect(header ? inspected.columns[Number(header[1])]?.name : inspected.rows[Number(row)]?.[at], where).toBe(
        value,
      );
    }
  });
});
