import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { planFile } from '#electron/ingest/index.ts';
import type { WriteDb } from '#electron/store/open.ts';
import { readLookups } from '#electron/store/reads/lookups.ts';
import { ACCOUNT_COLUMNS, TABLES } from '#electron/store/tables.ts';
import { type Undone, undoBatch } from '#electron/store/writes/undo/undo.ts';
import type { BatchReport, ImportOptions } from '#shared/contract/importing.ts';
import { isoFromDay } from '#shared/model/day.ts';
import { importFile, joinWaiting } from './import-file.ts';

let clock = Date.UTC(2026, 0, 1);

/** Imports one table as the import handler does. */
export function importTable(
  db: WriteDb,
  folder: string,
  csv: string,
  options: ImportOptions & { kind: string },
): BatchReport {
  clock += 1000;
  // A name of its own: writing over a file waits for the disk.
  const path = join(folder, `table-${clock}.csv`);
  writeFileSync(path, csv);
  const plan = planFile(path, { ...options, name: 'table.csv' });
  return db
    .transaction(() =>
      importFile(db, readLookups(db), plan, clock, { isCancelled: () => false, onProgress: () => undefined }),
    )
    .immediate().report;
}

/** Imports one table of which every row is fine; answers the batch. */
export function importCsv(db: WriteDb, folder: string, csv: string, options: ImportOptions & { kind: string }): number {
  const report = importTable(db, folder, csv, options);
  if (report.rejected > 0) throw new Error(`refused: ${JSON.stringify(report.rejectedSample)}`);
  return report.batchId ?? 0;
}

/** Undoes batches as the undo handler does. */
export function undo(db: WriteDb, ...batches: number[]): Undone[] {
  return db
    .transaction(() => {
      const undone = batches.toSorted((a, b) => b - a).map((batch) => undoBatch(db, batch, clock, () => undefined));
      joinWaiting(db, readLookups(db));
      return undone;
    })
    .immediate();
}

export function waitingRowCount(db: WriteDb): number {
  return db.prepare<[], { n: number }>('SELECT count(*) AS n FROM waiting_row').get()?.n ?? 0;
}

type Cells = Record<string, string | number | null>;

/**
 * What is visible: accounts with their attributes, and rows of accounts that are present, by natural keys, without batches
 * and times; columns without a value left out.
 */
export function visible(db: WriteDb): Record<string, Cells> {
  const facts: Record<string, Cells> = {};
  const put = (key: string, cells: Cells): void => {
    facts[key] = Object.fromEntries(Object.entries(cells).filter(([, value]) => value !== null));
  };
  const shown = (columns: readonly string[]): string =>
    columns
      .filter((column) => column !== 'source_updated_at')
      .map((column) => `, t."${column}"`)
      .join('');
  const all = (sql: string): Cells[] => db.prepare<[], Cells>(sql).all();
  for (const { id, key, ...cells } of all(
    `SELECT t.id, t.natural_key AS key${shown(ACCOUNT_COLUMNS)} FROM account AS t WHERE present = 1`,
  )) {
    const extras = all(`SELECT name, value FROM account_attribute WHERE account = ${id}`);
    put(`accounts ${key}`, {
      ...cells,
      ...Object.fromEntries(extras.map(({ name, value }) => [`@${name}`, value ?? null])),
    });
  }
  for (const [kind, spec] of Object.entries(TABLES)) {
    const presence = kind === 'contacts' ? 'AND t.present = 1' : '';
    for (const { key, ...cells } of all(
      `SELECT ${spec.explicitId ? 't.natural_key' : 'a.natural_key || substr(t.natural_key, length(t.account) + 1)'} AS key, a.natural_key AS account${shown(spec.columns)}
       FROM ${spec.table} AS t JOIN account AS a ON a.id = t.account WHERE a.present = 1 ${presence}`,
    ))
      put(`${kind} ${String(key).replaceAll('\u001f', ' ')}`, cells);
  }
  for (const [table, owner] of [
    ['usage', 'SELECT id, natural_key FROM account WHERE present = 1'],
    [
      'contact_usage',
      'SELECT c.id, c.natural_key FROM contact AS c JOIN account AS a ON a.id = c.account WHERE a.present = 1 AND c.present = 1',
    ],
  ] as const)
    for (const row of all(
      `SELECT o.natural_key AS owner, (u.key / 1024) % 65536 AS day, m.name AS metric, u.value FROM ${table} AS u
       JOIN (${owner}) AS o ON o.id = u.key / 67108864 JOIN metric AS m ON m.id = u.key % 1024`,
    ))
      put(`${table} ${row.owner} ${isoFromDay(Number(row.day))} ${row.metric}`, { value: row.value ?? null });
  for (const row of all(
    'SELECT s.subscription_id AS id, a.natural_key AS account FROM subscription AS s JOIN account AS a ON a.id = s.account WHERE a.present = 1',
  ))
    put(`subscription ${row.id}`, { account: row.account ?? null });
  return facts;
}
