import type { AccountDetail } from '#shared/contract/account.ts';

type Week = AccountDetail['metrics'][number]['weeks'][number];

/** Weeks averaged at either end, so that one odd week makes no trend. */
const WINDOW = 4;
const APART = 13;

export type MetricChange = { readonly now: number | null; readonly before: number | null };

function mean(weeks: readonly Week[]): number | null {
  const values = weeks.flatMap((week) => (week.value === null ? [] : [week.value]));
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Mean of the last four weeks, and of the four weeks that ended 13 weeks earlier. */
export function metricChange(weeks: readonly Week[]): MetricChange {
  const before = weeks.length >= WINDOW + APART ? mean(weeks.slice(-WINDOW - APART, -APART)) : null;
  return { now: mean(weeks.slice(-WINDOW)), before };
}

/** Where a larger number is worse. */
export function isInverse(metric: string): boolean {
  return /ticket|escalation|arrear/i.test(metric);
}
