import type { CensoredRow, LandmarkRows } from './landmarks.ts';
import { rankAccuracy, rankRows } from './ranking.ts';
import { kaplanMeier, survivalAt } from './survival.ts';

/**
 * AUC with the rows whose horizon is cut off weighted in (inverse probability of censoring, 30-method.md 4.1): a churn counts
 * 1 ÷ G just before it, a row that stayed to the end of its horizon 1 ÷ G just before that, where G is the Kaplan-Meier
 * share of rows not cut off yet. A row that was cut off counts in G alone. NaN without both classes.
 */
export function censoringWeightedAuc(rows: LandmarkRows, censored: readonly CensoredRow[]): number {
  const n = rows.length + censored.length;
  const time = new Float64Array(n);
  const cut = new Uint8Array(n);
  const outcome = new Uint8Array(n);
  const risk = new Float64Array(n);
  for (let row = 0; row < rows.length; row++) {
    const day = rows.days[rows.landmark[row] as number] as number;
    const end = rows.outcome[row] === 1 ? (rows.outcomeDay[row] as number) : (rows.horizonEnd[row] as number);
    time[row] = end - day;
    outcome[row] = rows.outcome[row] as number;
    risk[row] = 100 - (rows.score[row] as number);
  }
  censored.forEach((one, at) => {
    const row = rows.length + at;
    time[row] = one.time;
    cut[row] = one.event ? 0 : 1;
    outcome[row] = one.event ? 1 : 0;
    risk[row] = 100 - one.score;
  });
  const staying = kaplanMeier({ time, event: cut });
  const weight = Float64Array.from({ length: n }, (_, row) => {
    if (cut[row] === 1) return 0;
    const share = survivalAt(staying, time[row] as number, false);
    return share > 0 ? 1 / share : 0;
  });
  return rankAccuracy(rankRows(risk), outcome, weight).auc;
}
