import type { StoredKind } from '#shared/model/kinds.ts';
import type { ReadDb } from '../../open.ts';
import { ACCOUNT_RULES } from './account-rules.ts';
import { FACT_RULES, USAGE_RULES } from './fact-rules.ts';
import { MS, type ReportDays, type Rule, type Severity } from './rules.ts';

export const SAMPLE_ROWS = 50;

export type FindingRow = {
  readonly accountId: string | null;
  readonly accountName: string | null;
  readonly row: string;
  readonly detail: string;
  readonly batchId: number | null;
};

export type Finding = {
  readonly code: string;
  readonly severity: Severity;
  readonly kind: StoredKind;
  readonly contradiction: boolean;
  readonly count: number;
  readonly message: string;
  /** At most {@link SAMPLE_ROWS}. */
  readonly rows: readonly FindingRow[];
  /** Surrogate ids of the accounts concerned. */
  readonly accounts: readonly number[];
};

export type Parameters = ReportDays & {
  /** Three letters, upper case. */
  readonly currency: string;
};

/** Numbers in sentences: 1,077. */
export const grouped = (n: number): string => n.toLocaleString('en-US');

/** Finds what the rules look for, inside withCommonTables. `rowsOf` are the rows of each kind; rules of kinds without rows are not asked. */
export function readFindings(db: ReadDb, parameters: Parameters, rowsOf: ReadonlyMap<StoredKind, number>): Finding[] {
  const firstImport = db
    .prepare<[], { day: number | null }>(`SELECT min(imported_at) / ${MS} AS day FROM batch WHERE undone_at IS NULL`)
    .get()?.day;
  const values = { ...parameters, firstImport: firstImport ?? null };
  const found = new Map<string, Finding>();
  for (const rule of [...ACCOUNT_RULES, ...FACT_RULES, ...USAGE_RULES]) {
    const of = rowsOf.get(rule.kind) ?? 0;
    if (of === 0) continue;
    const finding = runRule(db, rule, values, of);
    if (!finding) continue;
    const key = `${rule.kind} ${rule.code}`;
    const other = found.get(key);
    found.set(key, other ? joined(other, finding, rule, of) : finding);
  }
  return [...found.values()];
}

type Values = Parameters & { readonly firstImport: number | null };

/** Runs one rule; null when nothing was found. */
export function runRule(db: ReadDb, rule: Rule, values: Values, rows: number): Finding | null {
  const matching = `FROM ${rule.from} WHERE ${rule.where}`;
  const perAccount = db
    .prepare<[Values], [number, number]>(`SELECT a.id, count(*) ${matching} GROUP BY a.id`)
    .raw(true)
    .all(values);
  if (perAccount.length === 0) return null;
  const count = perAccount.reduce((sum, [, n]) => sum + n, 0);
  const sample = db
    .prepare<[Values], FindingRow>(
      `SELECT a.natural_key AS accountId, substr(a.name, 1, 200) AS accountName, substr(${rule.row}, 1, 200) AS "row", substr(${rule.detail}, 1, 400) AS detail, ${rule.batch} AS batchId ${matching} LIMIT ${SAMPLE_ROWS}`,
    )
    .all(values);
  const of =
    rule.of === undefined ? rows : (db.prepare<[Values], [number]>(rule.of).raw(true).get(values)?.[0] ?? rows);
  return {
    code: rule.code,
    severity: rule.severity,
    kind: rule.kind,
    contradiction: rule.contradiction,
    count,
    message: rule.message(grouped(count), grouped(of), count),
    rows: sample,
    accounts: perAccount.map(([account]) => account),
  };
}

/** The same rule asked of two tables (usage of accounts and of contacts). */
function joined(a: Finding, b: Finding, rule: Rule, of: number): Finding {
  const count = a.count + b.count;
  return {
    ...a,
    count,
    message: rule.message(grouped(count), grouped(of), count),
    rows: [...a.rows, ...b.rows].slice(0, SAMPLE_ROWS),
    accounts: [...new Set([...a.accounts, ...b.accounts])],
  };
}
