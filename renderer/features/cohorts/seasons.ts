import type { SeasonYear } from '../../charts/toOption/cohort-season.ts';
import type { Seasons } from '../../data/cohorts.ts';
import type { Format } from '../../data/format.ts';

export type SeasonFigure = 'mean' | 'usage';

/** One figure as a line a year, January first, years ascending; months without data are null, years without any left out. */
export function seasonYears(months: Seasons['months'], figure: SeasonFigure): readonly SeasonYear[] {
  const years = [...new Set(months.flatMap((month) => month.years.map(({ year }) => year)))].sort((a, b) => a - b);
  return years
    .map((year) => ({
      year,
      values: months.map((month) => month.years.find((item) => item.year === year)?.[figure] ?? null),
    }))
    .filter(({ values }) => values.some((value) => value !== null));
}

/** The last whole month against the same one a year before, or why there is no such comparison. */
export function seasonSentence(
  { enough, sentence, sameMonth }: Pick<Seasons, 'enough' | 'sentence' | 'sameMonth'>,
  format: Pick<Format, 'score' | 'signed' | 'count' | 'monthYear' | 'number'>,
): string {
  if (!enough || sameMonth === null) return sentence;
  const { month, accounts, mean, lastYear, usageChange } = sameMonth;
  const usage =
    usageChange === null
      ? ''
      : Math.abs(usageChange) < 0.005
        ? '; usage is the same'
        : `; usage is ${usageChange > 0 ? 'up' : 'down'} ${format.number(Math.abs(usageChange) * 100)}%`;
  return `${format.monthYear(`${month}-01`)}: ${format.score(mean)} against ${format.score(lastYear)} a year before, over ${format.count(accounts, 'account')} with a score in both${usage}.`;
}
