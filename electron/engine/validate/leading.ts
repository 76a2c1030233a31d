import { LEAST_TO_RANK } from './gates.ts';
import type { LandmarkRows } from './landmarks.ts';
import { hanleyMcNeil, rocAuc, spearman } from './ranking.ts';

/** Days between a score and the 90 days in which churns are asked for (30-method.md 4.3). */
export const LAGS: readonly number[] = [30, 60, 90, 180];
export const LEADING_WINDOW = 90;

export type LeadingCell = {
  readonly rows: number;
  readonly churns: number;
  /** 2·AUC − 1 of 100 − value with its 95 % interval (Hanley and McNeil); NaN with fewer than 5 of a class. */
  readonly somersD: number;
  readonly low: number;
  readonly high: number;
  /** Rank correlation of the value and the outcome; negative when low values churn. */
  readonly spearman: number;
};

/**
 * How well values at a landmark tell churns in the 90 days that begin `lag` days later. Rows come with a horizon of lag + 90
 * days; accounts that left within the lag are not asked.
 */
export function leadingCell(rows: LandmarkRows, values: Float64Array, lag: number): LeadingCell {
  const value: number[] = [];
  const outcome: number[] = [];
  for (let row = 0; row < rows.length; row++) {
    if (Number.isNaN(values[row] as number)) continue;
    const wait = (rows.outcomeDay[row] as number) - (rows.days[rows.landmark[row] as number] as number);
    if (rows.outcome[row] === 1 && wait <= lag) continue;
    value.push(values[row] as number);
    outcome.push(rows.outcome[row] as number);
  }
  const churns = outcome.reduce((sum, one) => sum + one, 0);
  if (churns < LEAST_TO_RANK || outcome.length - churns < LEAST_TO_RANK)
    return {
      rows: outcome.length,
      churns,
      somersD: Number.NaN,
      low: Number.NaN,
      high: Number.NaN,
      spearman: Number.NaN,
    };
  const auc = rocAuc(
    value.map((one) => 100 - one),
    outcome,
  );
  const { low, high } = hanleyMcNeil(auc, churns, outcome.length - churns);
  return {
    rows: outcome.length,
    churns,
    somersD: 2 * auc - 1,
    low: 2 * low - 1,
    high: 2 * high - 1,
    spearman: spearman(value, outcome),
  };
}
