import { getMeta, readSources } from '#electron/store/reads/ledger.ts';
import { readAccountProfiles } from '#electron/store/reads/quality/accounts.ts';
import { type Finding, readFindings } from '#electron/store/reads/quality/findings.ts';
import { readLedgerFindings } from '#electron/store/reads/quality/ledger-findings.ts';
import { type ReportDays, withCommonTables } from '#electron/store/reads/quality/rules.ts';
import { readKindLedgers, readSourceProfiles, readTrend } from '#electron/store/reads/quality/sources.ts';
import { readUsageProfile } from '#electron/store/reads/quality/usage.ts';
import { readValueFindings } from '#electron/store/reads/quality/value-findings.ts';
import { fileKind } from '#shared/contract/common.ts';
import { AppError } from '#shared/contract/errors.ts';
import { contractHash, type OutputOf, type ParsedInputOf } from '#shared/contract/index.ts';
import type { QualityReport } from '#shared/contract/quality.ts';
import { type Day, dayFromEpochMs, dayFromIso, isoFromDay } from '#shared/model/day.ts';
import type { ReadContext } from '../context.ts';
import { accountQualities, deciles } from '../quality/score.ts';
import { sourceFindings } from '../quality/source-findings.ts';
import { qualityHtml } from '../reports/quality-html.ts';
import { currencyOf, latestAsOf, memo } from '../views/book.ts';
import { freshnessOf } from '../views/freshness.ts';
import { safeFileName } from '../workspaces.ts';

const WORST_ACCOUNTS = 25;
const SEVERITY = { error: 0, warning: 1, info: 2 } as const;

export function qualityHandler(context: ReadContext, input: ParsedInputOf<'data.quality'>): OutputOf<'data.quality'> {
  const latest = newestDay(context);
  const asOf = input.asOf === undefined ? latest : dayFromIso(input.asOf);
  if (input.asOf !== undefined && asOf === null)
    throw new AppError('bad_request', `The as-of date is not a date that exists: ${input.asOf}.`);
  return memo(context, `quality ${asOf}`, () => {
    const day = asOf ?? dayFromEpochMs(context.now());
    const days = { asOf: day, latest: latest ?? day };
    return withCommonTables(context.db, days, () => report(context, asOf, days));
  });
}

export function qualityHtmlHandler(
  context: ReadContext,
  input: ParsedInputOf<'data.qualityHtml'>,
): OutputOf<'data.qualityHtml'> {
  const report = qualityHandler(context, input);
  const workspace = getMeta(context.db, 'name') ?? 'Workspace';
  const { version, now } = context;
  return {
    file: `${safeFileName(`Data quality ${workspace} ${report.asOf ?? ''}`.trim())}.html`,
    html: qualityHtml(report, { workspace, version, contract: contractHash(), madeAt: now() }),
  };
}

/**
 * The newest snapshot, else the day the workspace is pinned to, else the newest fact up to today, else the day of the
 * last import; null in an empty workspace.
 */
function newestDay(context: ReadContext): Day | null {
  const snapshot = latestAsOf(context);
  if (snapshot !== null) return snapshot;
  const pinned = dayFromIso(getMeta(context.db, 'as_of') ?? '');
  if (pinned !== null) return pinned;
  const today = dayFromEpochMs(context.now());
  const days = readSources(context.db)
    .map((source) => source.newestDay)
    .filter((day) => day !== null);
  if (days.length > 0) return Math.min(today, Math.max(...days));
  const lastImport = getMeta(context.db, 'last_import_at');
  return lastImport === null ? null : dayFromEpochMs(Number(lastImport));
}

function report(context: ReadContext, asOf: Day | null, days: ReportDays): QualityReport {
  const { db } = context;
  const day = days.asOf;
  const usage = readUsageProfile(db, day);
  const ledgers = readKindLedgers(db);
  const trend = readTrend(db);
  const sources = readSourceProfiles(db, day, usage).map((source) => ({
    ...source,
    ...freshnessOf(source.kind, source.rows, source.newest, asOf),
  }));
  const parameters = { ...days, currency: currencyOf(context).toUpperCase() };
  const findings = [
    ...readFindings(db, parameters, new Map(sources.map((source) => [source.kind, source.rows]))),
    ...readValueFindings(db, parameters, usage),
    ...readLedgerFindings(db, ledgers, trend),
    ...sourceFindings(sources, usage, day),
  ].sort((a, b) => SEVERITY[a.severity] - SEVERITY[b.severity] || b.count - a.count);
  const state = new Map(
    sources.map((source) => [source.kind, { rows: source.rows, stale: source.freshness === 'stale' }]),
  );
  const accounts = accountQualities(readAccountProfiles(db), findings, state);
  const total = accounts.reduce((sum, account) => sum + account.score, 0);
  return {
    asOf: asOf === null ? null : isoFromDay(asOf),
    score: accounts.length === 0 ? null : total / accounts.length,
    accounts: accounts.length,
    sources: sources.map((source) => ({
      kind: source.kind,
      rows: source.rows,
      accounts: source.accounts,
      newest: source.newest === null ? null : isoFromDay(source.newest),
      oldest: source.oldest === null ? null : isoFromDay(source.oldest),
      ageDays: source.ageDays,
      freshness: source.freshness,
      staleAfterDays: source.staleAfterDays,
      ...(ledgers.get(source.kind) ?? { duplicates: 0, waiting: 0, rejected: 0 }),
      completeness: source.columns.map(({ column, filled }) => ({
        column: column.slice(0, 512),
        filled: source.of === 0 ? 0 : (filled / source.of) * 100,
      })),
    })),
    issues: findings.map(issueOf),
    worst: accounts
      .filter((account) => account.score < 100)
      .sort((a, b) => a.score - b.score || (a.accountId < b.accountId ? -1 : 1))
      .slice(0, WORST_ACCOUNTS)
      .map((account) => ({ ...account, missing: [...account.missing], name: account.name.slice(0, 512) })),
    distribution: deciles(accounts),
    trend: trend
      .filter(({ kind }) => kind !== 'records')
      .map(({ batchId, file, kind, importedAt, rowsRead, rejected, duplicates, waiting }) => {
        const share = (part: number): number => (rowsRead === 0 ? 0 : part / rowsRead);
        return {
          batchId,
          file,
          kind: fileKind.parse(kind),
          importedAt,
          rowsRead,
          rejectedShare: share(rejected),
          duplicateShare: share(duplicates),
          waitingShare: share(waiting),
        };
      }),
  };
}

const issueOf = ({ code, severity, kind, count, message, rows }: Finding): QualityReport['issues'][number] => ({
  code,
  severity,
  kind,
  count,
  message,
  rows: rows.map((row) => ({ ...row })),
});
