import type { Day } from '#shared/model/day.ts';
import { type Facts, OUTCOMES } from '#shared/model/facts.ts';
import { shareInterval } from '../math/intervals.ts';
import { isKnown } from '../signals/days.ts';
import type { LandmarkRows } from '../validate/landmarks.ts';

/** Lower bounds of the bands of health in which requirement text 001 tells how often conversations convert, best first. */
export const CONVERSION_BANDS: readonly number[] = [80, 60, 0];
/** Expansions a band needs before its own rate is told instead (30-method.md 2.9). */
export const LEAST_EXPANSIONS = 20;
const EXPANSION = OUTCOMES.indexOf('expansion');

/** Accounts on landmark days and those of them that expanded within the horizon; the rate with its Wilson interval, NaN for none. */
export type ExpansionRate = {
  readonly from: number;
  readonly n: number;
  readonly expanded: number;
  readonly rate: number;
  readonly low: number;
  readonly high: number;
};

/** How often accounts of each band expanded by the end of a row's horizon: outcomes `expansion` after the landmark. */
export function expansionRates(facts: Facts, rows: LandmarkRows, knownBy: Day): ExpansionRate[] {
  const { offsets, day, outcome } = facts.outcomes;
  const n = new Int32Array(CONVERSION_BANDS.length);
  const expanded = new Int32Array(CONVERSION_BANDS.length);
  for (let row = 0; row < rows.length; row++) {
    const account = rows.account[row] as number;
    const from = rows.days[rows.landmark[row] as number] as Day;
    const to = rows.horizonEnd[row] as Day;
    const band = CONVERSION_BANDS.findIndex((bound) => (rows.score[row] as number) >= bound);
    n[band] = (n[band] as number) + 1;
    for (let k = offsets[account] as number; k < (offsets[account + 1] as number); k++) {
      const on = day[k] as number;
      if (on <= from || on > to || outcome[k] !== EXPANSION || !isKnown(facts.outcomes, k, knownBy)) continue;
      expanded[band] = (expanded[band] as number) + 1;
      break;
    }
  }
  return CONVERSION_BANDS.map((from, band) => {
    const [k, of] = [expanded[band] as number, n[band] as number];
    const bounds = of > 0 ? shareInterval(k, of) : { low: Number.NaN, high: Number.NaN };
    return { from, n: of, expanded: k, rate: k / of, ...bounds };
  });
}
