import { type Finding, type FindingRow, grouped, SAMPLE_ROWS } from '#electron/store/reads/quality/findings.ts';
import type { SourceProfile } from '#electron/store/reads/quality/sources.ts';
import type { UsageProfile } from '#electron/store/reads/quality/usage.ts';
import { isoFromDay } from '#shared/model/day.ts';
import type { StoredKind } from '#shared/model/kinds.ts';
import type { Freshness } from '../views/freshness.ts';

/** A metric stopped when its newest value is this many days older than that of usage as a whole. */
const STOPPED_DAYS = 14;

const base = { contradiction: false, accounts: [] } as const;
const about = (row: string, detail: string): FindingRow => ({
  accountId: null,
  accountName: null,
  row: row.slice(0, 200),
  detail,
  batchId: null,
});

/** What the sources as a whole show: those that ended, metrics that stopped, columns that say nothing. */
export function sourceFindings(
  sources: readonly (SourceProfile & Freshness)[],
  usage: UsageProfile,
  asOf: number,
): Finding[] {
  return [...sources.flatMap((source) => [ended(source, asOf), constants(source)]), stopped(usage)].filter(
    (finding) => finding !== null,
  );
}

function ended(source: SourceProfile & Freshness, asOf: number): Finding | null {
  const { kind, newest, ageDays, staleAfterDays } = source;
  if (source.freshness !== 'stale' || newest === null || ageDays === null || staleAfterDays === null) return null;
  const detail = `The newest row is of ${isoFromDay(newest)}, ${grouped(ageDays)} days before ${isoFromDay(asOf)}.`;
  return {
    ...base,
    code: 'stale',
    severity: 'warning',
    kind,
    count: 1,
    message: `The newest of ${grouped(source.rows)} rows of ${kind} is ${grouped(ageDays)} days old; beyond ${staleAfterDays} days it is stale.`,
    rows: [about(kind, detail)],
  };
}

function constants(source: SourceProfile): Finding | null {
  const columns = source.columns.filter((column) => column.constant !== null);
  if (columns.length === 0) return null;
  const names = columns.slice(0, 5).map((column) => column.column.replace(/_/g, ' '));
  const more = columns.length > names.length ? ` and ${columns.length - names.length} more` : '';
  return {
    ...base,
    code: 'constant_column',
    severity: 'info',
    kind: source.kind,
    count: columns.length,
    message: `${columns.length} of ${source.columns.length} columns of ${source.kind} ${columns.length === 1 ? 'holds' : 'hold'} one and the same value wherever filled: ${names.join(', ')}${more}.`,
    rows: columns
      .slice(0, SAMPLE_ROWS)
      .map((column) =>
        about(column.column, `“${column.constant}” in all ${grouped(column.filled)} rows with a value.`),
      ),
  };
}

function stopped(usage: UsageProfile): Finding | null {
  const newest = usage.newest;
  if (newest === null) return null;
  const late = usage.metrics.filter((metric) => metric.newest !== null && metric.newest < newest - STOPPED_DAYS);
  if (late.length === 0) return null;
  return {
    ...base,
    code: 'metric_stopped',
    severity: 'warning',
    kind: 'usage' satisfies StoredKind,
    count: late.length,
    message: `${late.length} of ${usage.metrics.length} usage metrics ${late.length === 1 ? 'ends' : 'end'} more than ${STOPPED_DAYS} days before the newest usage: ${late
      .slice(0, 5)
      .map((metric) => metric.name.slice(0, 60))
      .join(', ')}.`,
    rows: late
      .slice(0, SAMPLE_ROWS)
      .map((metric) =>
        about(metric.name, `Ends on ${isoFromDay(metric.newest ?? newest)}; usage goes on to ${isoFromDay(newest)}.`),
      ),
  };
}
