import type { StoredKind } from '#shared/model/kinds.ts';
import type { ReadDb } from '../../open.ts';

export type Severity = 'info' | 'warning' | 'error';

/**
 * One thing to look for: the rows of `from` (which names the account `a`) that meet `where`. Counted per account, so
 * a rule costs one statement whatever the number of accounts. Parameters: `@asOf`, `@latest` (the newest as-of date),
 * `@currency`, `@firstImport` (day of the first import). Dates are days, NULL where unknown, and then nothing is found.
 */
export type Rule = {
  readonly code: string;
  readonly severity: Severity;
  readonly kind: StoredKind;
  /** The facts exclude each other (lowers the account's score), as opposed to something that is missing or unusual. */
  readonly contradiction: boolean;
  readonly from: string;
  readonly where: string;
  /** SQL of what a person calls the row: its own id, else its kind and day. */
  readonly row: string;
  /** SQL of the sentence about the row. */
  readonly detail: string;
  readonly batch: string;
  /** SQL of the number of rows looked at; the rows of the kind when absent. */
  readonly of?: string;
  /** The sentence about all of them; `of` is grouped, `n` is for choosing the verb. */
  readonly message: (count: string, of: string, n: number) => string;
};

export const MS = 86_400_000;
/** Keys of one account's usage are a range of the primary key (store/tables.ts, packUsageKey). */
export const OWNER = 67_108_864;

export const iso = (day: string): string => `date(${day} * 86400, 'unixepoch')`;
export const dayOf = (ms: string): string => `CAST(floor(${ms} / ${MS}.0) AS INTEGER)`;
export const isoMs = (ms: string): string => iso(dayOf(ms));
export const be = (n: number): string => (n === 1 ? 'was' : 'were');
export const their = (n: number): string => (n === 1 ? 'its' : 'their');
export const have = (n: number): string => (n === 1 ? 'has' : 'have');

const OPENS = `('new', 'renewal', 'upgrade')`;

/** Accounts all of whose subscriptions were closed by a contract churn, with the day of the last one. */
const closed = (until: string): string =>
  `SELECT account, max(day) AS day FROM (
     SELECT account, max(CASE WHEN change = 'churn' THEN effective_date END) AS day,
            coalesce(max(CASE WHEN change = 'churn' THEN effective_date * 4294967296 + id END)
                     > coalesce(max(CASE WHEN change IN ${OPENS} THEN effective_date * 4294967296 + id END), -9e15), 0) AS closed
     FROM contract WHERE effective_date <= ${until} GROUP BY account, subscription_id
   ) GROUP BY account HAVING min(closed) = 1`;

/** Accounts whose last churn outcome was not followed by a contract that opens again. */
const lost = (until: string): string =>
  `SELECT o.account, o.day FROM (
     SELECT account, max(date) AS day FROM outcome WHERE outcome = 'churn' AND date <= ${until} GROUP BY account
   ) AS o WHERE NOT EXISTS (
     SELECT 1 FROM contract AS c WHERE c.account = o.account AND c.effective_date > o.day AND c.effective_date <= ${until} AND c.change IN ${OPENS})`;

const words = (list: readonly string[]): string => `(${list.map((word) => `'${word}'`).join(', ')})`;
const LEFT = words(['churned', 'churn', 'cancelled', 'canceled', 'lost', 'closed', 'terminated', 'former', 'inactive']);
const STAYS = words(['active', 'customer', 'live', 'current', 'onboarding', 'renewed']);
const YES = words(['true', 'yes', 'y', '1', 'churned']);
const NO = words(['false', 'no', 'n', '0', 'active', 'retained']);
const FLAGS = words(['churn', 'churned', 'is_churned', 'has_churned', 'churn_flag', 'churn_status', 'churn_label']);

/** What the account's own row says about whether it churned: account, 1, 0 or NULL, name of the field. */
const SAID = `SELECT id AS account, CASE WHEN lower(status) IN ${LEFT} THEN 1 WHEN lower(status) IN ${STAYS} THEN 0 END AS churned, 'status' AS field FROM account WHERE status IS NOT NULL
     UNION ALL SELECT account, CASE WHEN lower(value) IN ${YES} THEN 1 WHEN lower(value) IN ${NO} THEN 0 END, name FROM account_attribute WHERE replace(lower(name), ' ', '_') IN ${FLAGS}`;

/** Accounts whose own row says that they churned while neither an outcome nor a contract says when. */
export function countChurnedUndated(db: ReadDb): number {
  return (
    db
      .prepare<[], { n: number }>(
        `SELECT count(DISTINCT said.account) AS n FROM (${SAID}) AS said JOIN account AS a ON a.id = said.account
         WHERE a.present = 1 AND said.churned = 1
           AND NOT EXISTS (SELECT 1 FROM outcome AS o WHERE o.account = a.id AND o.outcome = 'churn')
           AND NOT EXISTS (SELECT 1 FROM contract AS c WHERE c.account = a.id AND c.change = 'churn')`,
      )
      .get()?.n ?? 0
  );
}

/** Days: the as-of date asked for, and the newest one there is. */
export type ReportDays = { readonly asOf: number; readonly latest: number };

const DAYS = 'account INTEGER PRIMARY KEY, day INTEGER NOT NULL';

/**
 * Tables rules may join. `departed` are the accounts that had churned by the newest as-of date and `gone` those by the
 * one asked for, by the engine's definition of a churned account; `churn` is whatever says that an account churned, and
 * `said` what the account's own row says about it. In this order: later ones read earlier ones.
 */
const COMMON: readonly (readonly [name: string, columns: string, select: string])[] = [
  ['closed', DAYS, closed('@latest')],
  ['lost', DAYS, lost('@latest')],
  [
    'departed',
    DAYS,
    'SELECT account, max(day) FROM (SELECT * FROM closed UNION ALL SELECT * FROM lost) GROUP BY account',
  ],
  ['gone', DAYS, `SELECT account, max(day) FROM (${closed('@asOf')} UNION ALL ${lost('@asOf')}) GROUP BY account`],
  [
    'churn',
    DAYS,
    `SELECT account, max(date) FROM outcome WHERE outcome = 'churn' GROUP BY account
     UNION ALL SELECT account, day FROM closed WHERE NOT EXISTS (SELECT 1 FROM outcome WHERE outcome = 'churn')`,
  ],
  ['said', 'account INTEGER NOT NULL, churned INTEGER, field TEXT NOT NULL', SAID],
];

/**
 * Runs reads in one snapshot of the workspace, with the common tables made first: temporary ones of this connection,
 * which a connection that only reads may have. Nothing of them is left.
 */
export function withCommonTables<T>(db: ReadDb, days: ReportDays, work: () => T): T {
  return db.transaction(() => {
    for (const [name, columns, select] of COMMON) {
      db.exec(`CREATE TEMP TABLE ${name} (${columns})`);
      db.prepare<[ReportDays]>(`INSERT INTO temp.${name} ${select}`).run(days);
    }
    const result = work();
    for (const [name] of COMMON) db.exec(`DROP TABLE temp.${name}`);
    return result;
  })();
}

/** Accounts that are customers at the as-of date. */
export const ACTIVE = `a.present = 1 AND (a.start_date IS NULL OR a.start_date <= @asOf) AND a.id NOT IN (SELECT account FROM gone)`;
export const ACTIVE_COUNT = `SELECT count(*) FROM account AS a WHERE ${ACTIVE}`;
