import type { Filters } from '#shared/contract/common.ts';
import type { CohortRetention } from '../../data/cohorts.ts';
import type { Format } from '../../data/format.ts';
import type { Metric } from './address.ts';

export type RetentionRow = CohortRetention['all'];
export type RetentionCell = RetentionRow['cells'][number];

/**
 * Share a cell shows, 0 to 1 (net ARR may exceed 1), or null where the ARR at the start is not known. Customers: those kept
 * of the ones observed, or the Kaplan-Meier estimate while some have not been here that long (30-method.md 4.3).
 */
export function shareOf(cell: RetentionCell, metric: Metric): number | null {
  if (metric === 'gross') return cell.grr;
  if (metric === 'net') return cell.nrr;
  return cell.complete ? cell.rate : cell.survival;
}

/** Share lost, 0 where there was growth. Null as above. */
export function lostOf(cell: RetentionCell, metric: Metric): number | null {
  const share = shareOf(cell, metric);
  return share === null ? null : Math.max(0, 1 - share);
}

/** ARR of the start that the accounts of a cell no longer pay; 0 where none is known. */
export function lostArrOf(cell: RetentionCell): number {
  return cell.grr === null ? 0 : cell.startArr * (1 - cell.grr);
}

/** The columns of the triangle: every `step` months up to the last one that any cohort has reached. */
export function columnsOf(rows: readonly RetentionRow[], step: number): readonly number[] {
  const last = Math.max(0, ...rows.map((row) => row.cells.length - 1));
  return Array.from({ length: Math.floor(last / step) + 1 }, (_, index) => index * step);
}

/** Cells ascend without gaps from month 0, so that the month is the position; null where nobody has got that far. */
export function cellAt(row: RetentionRow, month: number): RetentionCell | null {
  return row.cells[month] ?? null;
}

/** Below this many accounts a cell says nothing by itself (30-method.md 4.3). */
export const FEW = 5;

/** Too few accounts stand behind what the cell shows. */
export function isFew(cell: RetentionCell, metric: Metric): boolean {
  return cell.small || (metric !== 'logo' && cell.arrAccounts < FEW);
}

/** What a cell says in full: for the line under the triangle and for those who hear it. */
export function cellText(label: string, cell: RetentionCell, metric: Metric, format: Format): string {
  const when = cell.month === 0 ? 'at the start' : `after ${format.count(cell.month, 'month')}`;
  return `${label}, ${when}: ${figureText(cell, metric, format)}.${isFew(cell, metric) ? ` Fewer than ${FEW} accounts: too few to compare.` : ''}`;
}

function figureText(cell: RetentionCell, metric: Metric, format: Format): string {
  const share = format.percent(shareOf(cell, metric));
  if (metric !== 'logo') {
    if (shareOf(cell, metric) === null) return 'no ARR known at the start';
    const kind = metric === 'gross' ? 'without growth' : 'with growth';
    return `${share} of the ARR at the start, ${kind}; ${format.money(cell.startArr)} then, over ${format.count(cell.arrAccounts, 'account')}`;
  }
  const observed = format.count(cell.n, 'account');
  const kept = format.number(cell.retained);
  return cell.complete
    ? `${share} still here, ${kept} of ${observed}, 95% interval ${format.percent(cell.low)} to ${format.percent(cell.high)}`
    : `about ${share} still here (Kaplan-Meier); ${observed} observed that long, ${kept} of them still here`;
}

/** Filters of the accounts of a cohort, with `month` of one of its cells; null stands for everyone. */
export function cohortFilters(filters: Filters, by: string, value: string | null, month?: number): Filters {
  const cohort = value === null ? {} : { cohortBy: by, cohort: [value] };
  return { ...filters, ...cohort, ...(month === undefined ? {} : { cohortMonth: month }) };
}
