import { createWorkspace } from '#electron/core/workspaces.ts';
import { closeWriter, openWriter } from '#electron/store/open.ts';

/** A portfolio of which every fact follows from its numbers, so that SQLite and DuckDB make the same tables by themselves. */
export type Size = { readonly accounts: number; readonly weeks: number };

/** 2024-01-07, the Sunday before the first day of the data. */
const BEFORE_FIRST = 19_729;
/** Day on which every account starts. */
export const FIRST_START = BEFORE_FIRST - 400;
export const lastDay = ({ weeks }: Size): number => BEFORE_FIRST + weeks * 7;

const METRICS = [
  'logins',
  'active_users',
  'session_minutes',
  'api_calls',
  'features_used',
  'key_actions_started',
  'key_actions_completed',
];
/** Metrics measured on working days, every week and every four weeks, by 1-based number. */
const DAILY = [1];
const WEEKLY = [2, 3, 4];
const MONTHLY = [5, 6, 7];

const within = (numbers: readonly number[]): string => `metric IN (${numbers.join(', ')})`;

/** Whole numbers below a modulus that look irregular. */
const noise = (of: string, modulus: number): string => `((account * 7919 + (${of}) * 104729 + 31) % ${modulus})`;

/** Usage of tables `a (account)`, `d (day)` and `m (metric)`, in key order. */
const usageRows = `
  SELECT account, day, metric, CAST(1 + ${noise('day * 7 + metric * 13', 53)} AS DOUBLE) AS value FROM a, d, m
  WHERE (${within(DAILY)} AND (day + 4) % 7 BETWEEN 1 AND 5) OR (${within(WEEKLY)} AND day % 7 = account % 7)
     OR (${within(MONTHLY)} AND day % 28 = account % 28)
  ORDER BY account, day, metric`;

/** Child facts of accounts, one every `every` days, from tables `a (account)` and `n (n)`. */
const everyDays = (every: number, size: Size, columns: string): string => `
  SELECT account, n, day, ${columns} FROM (
    SELECT account, n, ${BEFORE_FIRST + 1} + n * ${every} + ${noise('n', every)} AS day FROM a, n) AS r
  WHERE day <= ${lastDay(size)} ORDER BY account, day`;

const ticketRows = (size: Size): string =>
  everyDays(
    21,
    size,
    `day + 1 + ${noise('n + 5', 6)} AS closed, CASE WHEN ${noise('n + 9', 3)} = 0 THEN 1 + ${noise('n', 5)} END AS csat,
     CASE WHEN ${noise('n + 3', 11)} = 0 THEN 1 ELSE 0 END AS escalated, (${noise('n + 1', 21)} - 10) / 10.0 AS sentiment`,
  );
const surveyRows = (size: Size): string =>
  everyDays(
    60,
    size,
    `CASE WHEN ${noise('n + 2', 4)} > 0 THEN day + ${noise('n + 4', 9)} END AS responded, ${noise('n + 6', 11)} AS rating`,
  );

const touchpointRows = (size: Size): string => everyDays(30, size, 'n % 3 AS what');
const invoiceRows = (size: Size): string => everyDays(30, size, `${noise('n', 36)} AS late`);
const contractRows = (size: Size): string => everyDays(365, size, `20 + ${noise('n', 200)} AS seats`);

const MS = 86_400_000;

/** Whole numbers from … to as a table of one column, for SQLite. */
const numbers = (column: string, from: number, to: number): string =>
  `(WITH RECURSIVE x(v) AS (SELECT ${from} UNION ALL SELECT v + 1 FROM x WHERE v < ${to}) SELECT v AS ${column} FROM x)`;

/** Makes a workspace with the tables of a size; without the other kinds where only usage is asked for. */
export function makeWorkspace(path: string, size: Size, onlyUsage: boolean): void {
  createWorkspace(path, { name: 'Measured', currency: 'USD', now: Date.now() });
  const db = openWriter(path);
  const tables = `WITH a AS ${numbers('account', 1, size.accounts)}, d AS ${numbers('day', BEFORE_FIRST + 1, lastDay(size))},
    m AS ${numbers('metric', 1, METRICS.length)}, n AS ${numbers('n', 0, size.weeks)}`;
  db.transaction(() => {
    db.exec(`INSERT INTO batch (id, file, kind, imported_at, sha256, bytes, rows_read, accepted, rejected, duplicates, created, updated, unchanged, waiting, mapping, warnings, sums)
      VALUES (1, 'measured.csv', 'usage', 0, '', 0, 0, 0, 0, 0, 0, 0, 0, 0, '{}', '[]', '{}');
    ${tables} INSERT INTO account (id, natural_key, name, segment, arr, seats, start_date, renewal_date, features_available, batch_id)
      SELECT account, 'A-' || account, 'Customer ' || account, CASE account % 3 WHEN 0 THEN 'SMB' WHEN 1 THEN 'Enterprise' END,
        1000 + ${noise('3', 97)} * 250, 20 + ${noise('1', 200)}, ${FIRST_START}, ${lastDay(size)} + ${noise('2', 400)}, 40, 1 FROM a;
    INSERT INTO metric (id, name) VALUES ${METRICS.map((name, index) => `(${index + 1}, '${name}')`).join(', ')};
    ${tables} INSERT INTO usage (key, value, batch_id)
      SELECT (account * 65536 + day) * 1024 + metric, value, 1 FROM (${usageRows.replace('DOUBLE', 'REAL')});`);
    if (onlyUsage) return;
    db.exec(`${tables} INSERT INTO ticket (natural_key, account, opened_at, closed_at, csat, escalated, sentiment, batch_id)
      SELECT account || '-' || n, account, day * ${MS}, closed * ${MS}, csat, escalated, sentiment, 1 FROM (${ticketRows(size)});
    ${tables} INSERT INTO survey (natural_key, account, kind, sent_at, responded_at, rating, batch_id)
      SELECT account || '-' || n, account, 'nps', day * ${MS}, responded * ${MS}, CASE WHEN responded IS NOT NULL THEN rating END, 1
      FROM (${surveyRows(size)});
    ${tables} INSERT INTO touchpoint (natural_key, account, date, type, attended, batch_id)
      SELECT account || '-' || n, account, day, CASE what WHEN 0 THEN 'meeting' WHEN 1 THEN 'training' ELSE 'community' END, 1, 1
      FROM (${touchpointRows(size)});
    ${tables} INSERT INTO invoice (natural_key, account, issued_at, due_at, paid_at, amount, batch_id)
      SELECT account || '-' || n, account, day, day + 30, CASE WHEN late < 35 THEN day + late END, 100, 1 FROM (${invoiceRows(size)});
    ${tables} INSERT INTO contract (natural_key, account, effective_date, change, arr, seats, term_end, batch_id)
      SELECT account || '-' || n, account, day, CASE n WHEN 0 THEN 'new' ELSE 'renewal' END, 1000, seats, day + 365, 1
      FROM (${contractRows(size)});`);
  })();
  closeWriter(db);
}

/** Statements that make the same usage, tickets and surveys in DuckDB, in its own columns and in the order of the accounts. */
export function duckTables(size: Size): string {
  const range = (name: string, column: string, from: number, to: number): string =>
    `CREATE TEMP TABLE ${name} AS SELECT range AS ${column} FROM range(${from}, ${to + 1});`;
  return `${range('a', 'account', 1, size.accounts)} ${range('d', 'day', BEFORE_FIRST + 1, lastDay(size))}
    ${range('m', 'metric', 1, METRICS.length)} ${range('n', 'n', 0, size.weeks)}
    CREATE TABLE usage AS SELECT CAST(account AS INTEGER) AS account, CAST(day AS INTEGER) AS day, CAST(metric AS INTEGER) AS metric, value FROM (${usageRows});
    CREATE TABLE ticket AS SELECT * REPLACE (CAST(account AS INTEGER) AS account, CAST(day AS INTEGER) AS day) FROM (${ticketRows(size)});
    CREATE TABLE survey AS SELECT * REPLACE (CAST(account AS INTEGER) AS account, CAST(responded AS INTEGER) AS responded) FROM (${surveyRows(size)});`;
}

/** The as-of days of a history: every Sunday of the data. */
export const weeksOf = ({ weeks }: Size): number[] =>
  Array.from({ length: weeks }, (_, week) => BEFORE_FIRST + 7 * (week + 1));
