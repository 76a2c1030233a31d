import fc from 'fast-check';
import { expect, it } from 'vitest';
import { planFile } from '#electron/ingest/index.ts';
import { scratch } from '#electron/ingest/testing.ts';
import { usageFiles, usageText } from '#electron/ingest/usage-testing.ts';
import { readLookups } from '#electron/store/reads/lookups.ts';
import { memoryWorkspace } from '#electron/store/testing.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { ImportOptions } from '#shared/contract/importing.ts';
import { importFile } from './import-file.ts';

const { write } = scratch('bellwether-usage');
const db = memoryWorkspace();
const tables = db
  .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`)
  .pluck()
  .all();

function importCsv(csv: string, options: ImportOptions): ReturnType<typeof importFile> {
  const plan = planFile(write('table.csv', csv), { ...options, name: 'table.csv' });
  return importFile(db, readLookups(db), plan, Date.UTC(2026, 1, 1), {});
}

/** Everything an import tells and leaves behind; how the file was written does not count. */
function outcome(csv: string): unknown {
  db.exec('SAVEPOINT before');
  try {
    const { report, preview } = importCsv(csv, { kind: 'usage', decimal: '.' });
    const stored = tables.map((table) => [
      table,
      db
        .prepare<[], Record<string, unknown>>(`SELECT * FROM ${table}`)
        .all()
        .map(({ sha256: _sha256, bytes: _bytes, ...row }) => row),
    ]);
    return { report, preview, stored };
  } catch (error) {
    if (error instanceof AppError) return { code: error.code };
    throw error;
  } finally {
    db.exec('ROLLBACK TO before; RELEASE before');
  }
}

importCsv('account_id,name\nA1,One\nA2,Two\nA3,Three\n', { kind: 'accounts' });
importCsv('contact_id,account_id,name\nC1,A1,Ann\n', { kind: 'contacts' });
importCsv('account_id,date,metric,value\nA1,2026-01-01,logins,7\nA2,2026-01-02,api_calls,2.5\n', { kind: 'usage' });

it('usage taken by columns tells and stores what usage taken by rows does', { timeout: 240_000 }, () => {
  fc.assert(
    fc.property(usageFiles, (file) => {
      // A quotation mark in the only chunk makes all its rows go the ordinary way.
      expect(outcome(usageText(file, false))).toEqual(outcome(usageText(file, true)));
    }),
    { numRuns: 400 },
  );
});
