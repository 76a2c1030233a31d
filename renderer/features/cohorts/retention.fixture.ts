import type { CohortRetention } from '../../data/cohorts.ts';
import { createFormat } from '../../data/format.ts';
import type { RetentionCell } from './cells.ts';

/** Cells and rows of a retention reply, as the tests of this view need them. */
export const format = createFormat('USD', [50, 70]);

export function cell(month: number, n: number, retained: number, more: Partial<RetentionCell> = {}): RetentionCell {
  const rate = retained / n;
  return {
    month,
    n,
    retained,
    rate,
    low: Math.max(0, rate - 0.05),
    high: Math.min(1, rate + 0.05),
    survival: rate,
    arrAccounts: n,
    startArr: n * 1000,
    arr: retained * 1100,
    grr: rate,
    nrr: rate * 1.1,
    small: n < 5,
    complete: true,
    ...more,
  };
}

type Row = CohortRetention['all'];
/** Shares kept at 0, 1, 2 … months. */
export function row(value: string, accounts: number, kept: readonly number[], more: Partial<Row> = {}): Row {
  const cells = kept.map((share, month) => cell(month, accounts, Math.round(share * accounts)));
  return { value, label: value, accounts, small: accounts < 5, withoutStart: 0, cells, ...more };
}

/** 100% at the start, `share` in each of the `last` months after it. */
export const months = (last: number, share: number) => [1, ...Array.from({ length: last }, () => share)];
