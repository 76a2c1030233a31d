import { normalTwoSided } from '../math/distributions.ts';

/**
 * Cochran-Armitage test for a trend of shares over ordered groups with scores 1, 2, … (30-method.md 4.3; R `prop.trend.test`
 * gives χ² = z²).
 *
 * @param events churned per group
 * @param totals rows per group; empty groups keep their score
 * @returns z > 0 when shares rise along the groups, and the two-sided p; NaN without variation
 */
export function trendTest(
  events: readonly number[],
  totals: readonly number[],
): { readonly z: number; readonly p: number } {
  const n = totals.reduce((sum, total) => sum + total, 0);
  const share = events.reduce((sum, count) => sum + count, 0) / n;
  let centre = 0;
  totals.forEach((total, group) => {
    centre += (total * (group + 1)) / n;
  });
  let statistic = 0;
  let spread = 0;
  totals.forEach((total, group) => {
    const score = group + 1 - centre;
    statistic += score * ((events[group] as number) - total * share);
    spread += total * score * score;
  });
  const z = statistic / Math.sqrt(share * (1 - share) * spread);
  return { z, p: normalTwoSided(z) };
}
