import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { planFile } from '#electron/ingest/index.ts';
import { readLookups } from '#electron/store/reads/lookups.ts';
import { memoryWorkspace } from '#electron/store/testing.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { BatchReport, ImportOptions } from '#shared/contract/importing.ts';
import { dayFromIso, isoFromDay } from '#shared/model/day.ts';
import { importFile } from './import-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellwether-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let clock = Date.UTC(2026, 0, 1);

function importCsv(kind: NonNullable<ImportOptions['kind']>, csv: string, isCancelled = () => false): BatchReport {
  const path = join(folder, 'table.csv');
  writeFileSync(path, csv);
  clock += 1000;
  return db
    .transaction(
      () => importFile(db, readLookups(db), planFile(path, { kind, name: 'table.csv' }), clock, { isCancelled }).report,
    )
    .immediate();
}

/** Accounts A1 to A3 and the contact C1 of A1. */
const db = memoryWorkspace();
importCsv('accounts', 'account_id,name\nA1,One\nA2,Two\nA3,Three\n');
importCsv('contacts', 'contact_id,account_id,name\nC1,A1,Ann\n');
beforeEach(() => {
  db.exec('BEGIN');
});
afterEach(() => {
  db.exec('ROLLBACK');
});
const again = (): void => {
  db.exec('ROLLBACK; BEGIN');
};

type Result = 'new' | 'changed' | 'unchanged' | 'duplicate' | 'waiting' | 'rejected';

/**
 * What a file must come to, without packing, sorting or merging: `keyed` are its rows with the facts they state, in order;
 * `stored` is what the workspace holds and is brought up to date. Of equal keys the last row stands, or the newest where
 * rows have times.
 */
function expectFile<V>(
  keyed: readonly {
    readonly result: 'waiting' | 'rejected' | null;
    readonly facts: ReadonlyMap<string, V>;
    readonly time?: number;
  }[],
  stored: Map<string, { readonly value: V; readonly time?: number | undefined }>,
): { readonly counts: Record<Result, number>; readonly replaced: Map<string, V>; readonly confirmed: Set<string> } {
  const winners = new Map<string, number>();
  keyed.forEach(({ result, facts, time }, row) => {
    if (result !== null) return;
    for (const key of facts.keys()) {
      const before = keyed[winners.get(key) ?? -1];
      if (before?.time === undefined || time === undefined || time >= before.time) winners.set(key, row);
    }
  });
  const counts = { new: 0, changed: 0, unchanged: 0, duplicate: 0, waiting: 0, rejected: 0 };
  const replaced = new Map<string, V>();
  const confirmed = new Set<string>();
  keyed.forEach(({ result, facts, time }, row) => {
    if (result !== null) {
      counts[result] += 1;
      return;
    }
    const fates = [...facts].map(([key, value]): Result => {
      if (winners.get(key) !== row) return 'duplicate';
      const before = stored.get(key);
      if (before === undefined) {
        stored.set(key, { value, time });
        return 'new';
      }
      if (before.time !== undefined && time !== undefined && time < before.time) return 'unchanged';
      if (JSON.stringify(before.value) === JSON.stringify(value)) {
        confirmed.add(key);
        stored.set(key, { value, time });
        return 'unchanged';
      }
      replaced.set(key, before.value);
      stored.set(key, { value, time });
      return 'changed';
    });
    const told = (['new', 'changed'] as const).find((fate) => fates.includes(fate));
    const isDuplicate = fates.length > 0 && fates.every((fate) => fate === 'duplicate');
    counts[told ?? (isDuplicate ? 'duplicate' : 'unchanged')] += 1;
  });
  return { counts, replaced, confirmed };
}

function countsOf(report: BatchReport): Record<Result, number> {
  const { created, updated, unchanged, duplicates, waiting, rejected } = report;
  return { new: created, changed: updated, unchanged, duplicate: duplicates, waiting, rejected };
}

const OWNERS = ['A1', 'A2', 'A3', 'A9', 'C1'];
const DATES = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-02-30'];
const METRICS = ['logins', 'api_calls', 'sessions'];
const numberText = fc.constantFrom('1', '2', '3', '2.5', '', 'x');

/** Facts of the packed tables by `owner day metric`. */
function storedUsage(): Map<string, number> {
  const facts = new Map<string, number>();
  for (const [table, owner] of [
    ['usage', 'account'],
    ['contact_usage', 'contact'],
  ])
    for (const row of db
      .prepare<[], { owner: string; day: number; metric: string; value: number }>(
        `SELECT o.natural_key AS owner, (u.key / 1024) % 65536 AS day, m.name AS metric, u.value FROM ${table} AS u
         JOIN ${owner} AS o ON o.id = u.key / 67108864 JOIN metric AS m ON m.id = u.key % 1024`,
      )
      .all())
      facts.set(`${row.owner} ${isoFromDay(row.day)} ${row.metric}`, row.value);
  return facts;
}

function usageJournal(batch: number): Map<string, number> {
  const entries = new Map<string, number>();
  for (const [table, owner] of [
    ['usage_change', 'account'],
    ['contact_usage_change', 'contact'],
  ])
    for (const row of db
      .prepare<[number], { owner: string; day: number; metric: string; value: number }>(
        `SELECT o.natural_key AS owner, (u.key / 1024) % 65536 AS day, m.name AS metric, u.value FROM ${table} AS u
         JOIN ${owner} AS o ON o.id = u.key / 67108864 JOIN metric AS m ON m.id = u.key % 1024 WHERE u.batch_id = ?`,
      )
      .all(batch))
      entries.set(`${row.owner} ${isoFromDay(row.day)} ${row.metric}`, row.value);
  return entries;
}

type UsageRow = { owner: string; date: string; values: (readonly [metric: string, text: string])[] };
const longFile = fc.record({
  isWide: fc.constant(false),
  rows: fc.array(
    fc.record({
      owner: fc.constantFrom(...OWNERS),
      date: fc.constantFrom(...DATES),
      values: fc.tuple(fc.tuple(fc.constantFrom(...METRICS, 'exports'), numberText)),
    }),
    { minLength: 1, maxLength: 60 },
  ),
});
const wideFile = fc.record({
  isWide: fc.constant(true),
  rows: fc.array(
    fc.record({
      owner: fc.constantFrom(...OWNERS),
      date: fc.constantFrom(...DATES),
      values: fc
        .tuple(numberText, numberText, numberText)
        .map((texts) => METRICS.map((metric, index) => [metric, texts[index] ?? ''] as const)),
    }),
    { minLength: 1, maxLength: 40 },
  ),
});

function usageCsv({ isWide, rows }: { isWide: boolean; rows: readonly UsageRow[] }): string {
  const lines = rows.map(({ owner, date, values }) => {
    const [account, contact] = owner.startsWith('C') ? ['A1', owner] : [owner, ''];
    const cells = isWide ? values.map(([, text]) => text) : [values[0]?.[0], values[0]?.[1]];
    return [account, contact, date, ...cells].join(',');
  });
  const columns = isWide ? METRICS.join(',') : 'metric,value';
  return `account_id,contact_id,date,${columns}\n${lines.join('\n')}\n`;
}

function usageFacts(
  { owner, date, values }: UsageRow,
  isWide: boolean,
): { result: 'waiting' | 'rejected' | null; facts: Map<string, number> } {
  const facts = new Map<string, number>();
  const isBad =
    dayFromIso(date) === null || values.some(([, text]) => text === 'x') || (!isWide && values[0]?.[1] === '');
  if (isBad) return { result: 'rejected', facts };
  for (const [metric, text] of values) if (text !== '') facts.set(`${owner} ${date} ${metric}`, Number(text));
  return { result: owner === 'A9' ? 'waiting' : null, facts };
}

it('usage comes to what a map says: stored values, fates, journal and sums', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(longFile, wideFile), { minLength: 1, maxLength: 3 }), (files) => {
      again();
      const stored = new Map<string, { value: number }>();
      for (const file of files) {
        const rows = file.rows.map((row) => usageFacts(row, file.isWide));
        const { counts, replaced } = expectFile(rows, stored);
        const report = importCsv(file.isWide ? 'usage_wide' : 'usage', usageCsv(file));
        expect(countsOf(report)).toEqual(counts);
        expect(report.rowsRead).toBe(file.rows.length);
        const accepted = rows.filter(({ result }) => result !== 'rejected').flatMap(({ facts }) => [...facts.values()]);
        expect(Object.values(report.sums).reduce((a, b) => a + b, 0)).toBe(accepted.reduce((a, b) => a + b, 0));
        expect(storedUsage()).toEqual(new Map([...stored].map(([key, { value }]) => [key, value])));
        expect(usageJournal(report.batchId ?? 0)).toEqual(replaced);
      }
    }),
    { numRuns: 300 },
  );
});

type Ticket = { id: string; account: string; subject: string; hour: number | null };
const tickets = fc.array(
  fc.record({
    id: fc.constantFrom('T1', 'T2', 'T3', 'T4'),
    account: fc.constantFrom('A1', 'A2', 'A9', ''),
    subject: fc.constantFrom('late', 'slow'),
    hour: fc.constantFrom(1, 2, 3, null),
  }),
  { minLength: 1, maxLength: 25 },
);
const timeOf = (hour: number): number => Date.UTC(2026, 0, 5, hour);
const timeText = (hour: number | null): string => (hour === null ? '' : new Date(timeOf(hour)).toISOString());

it('rows with a key come to what a map says, the newer by their own time before the later in the file', () => {
  fc.assert(
    fc.property(fc.array(tickets, { minLength: 1, maxLength: 3 }), fc.boolean(), (files, isTimed) => {
      again();
      const stored = new Map<string, { value: readonly string[]; time?: number | undefined }>();
      for (const rows of files) {
        const keyed = rows.map(({ id, account, subject, hour }) => ({
          result: account === '' ? ('rejected' as const) : account === 'A9' ? ('waiting' as const) : null,
          facts: new Map([[id, [account, subject]]]),
          ...(isTimed && hour !== null ? { time: timeOf(hour) } : {}),
        }));
        const { counts, replaced, confirmed } = expectFile<readonly string[]>(keyed, stored);
        const lines = rows.map(
          ({ id, account, subject, hour }: Ticket) =>
            `${id},${account},2026-01-04,${subject}${isTimed ? `,${timeText(hour)}` : ''}`,
        );
        const header = `ticket_id,account_id,opened_at,subject${isTimed ? ',source_updated_at' : ''}`;
        const report = importCsv('tickets', `${header}\n${lines.join('\n')}\n`);
        expect(countsOf(report)).toEqual(counts);
        const now = db
          .prepare<[], [string, string, string]>(
            'SELECT t.natural_key, a.natural_key, t.subject FROM ticket AS t JOIN account AS a ON a.id = t.account',
          )
          .raw(true)
          .all();
        expect(new Map(now.map(([key, ...value]) => [key, value]))).toEqual(
          new Map([...stored].map(([key, { value }]) => [key, value])),
        );
        const journal = db
          .prepare<[number], { key: string; before: string }>(
            `SELECT natural_key AS key, json_extract(before_values, '$.subject') AS before FROM change WHERE batch_id = ? AND json_type(before_values, '$.subject') IS NOT NULL`,
          )
          .all(report.batchId ?? 0);
        const changed = journal.filter(({ key }) => !confirmed.has(key));
        expect(new Map(changed.map(({ key, before }) => [key, before]))).toEqual(
          new Map([...replaced].map(([key, [, subject]]) => [key, subject])),
        );
        expect(changed.length).toBe(replaced.size);
      }
    }),
    { numRuns: 300 },
  );
});

it('stops between two steps of storing, and nothing is stored', () => {
  const lines = Array.from(
    { length: 20_000 },
    (_, row) => `A${1 + (row % 3)},${isoFromDay(20_000 + row)},logins,${row}`,
  );
  const csv = `account_id,date,metric,value\n${lines.reverse().join('\n')}\n`;
  let asked = 0;
  importCsv('usage', csv, () => {
    asked += 1;
    return false;
  });
  db.exec('DELETE FROM usage');
  let left = asked - 2;
  const cancelled = (): boolean => {
    left -= 1;
    return left < 0;
  };
  expect(() => importCsv('usage', csv, cancelled)).toThrow(AppError);
  expect(db.prepare('SELECT count(*) AS n FROM usage').get()).toEqual({ n: 0 });
  expect(db.prepare(`SELECT count(*) AS n FROM batch WHERE kind = 'usage'`).get()).toEqual({ n: 1 });
});
