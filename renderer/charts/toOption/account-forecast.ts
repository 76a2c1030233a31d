import type { AccountDetail } from '#shared/contract/account.ts';
import { formatDate } from '#shared/format/date.ts';
import { formatNumber } from '#shared/format/number.ts';
import { ms } from '../parts.ts';
import type { ChartTheme } from '../theme.ts';

type Week = NonNullable<AccountDetail['forecast']>['weeks'][number];

/** A band between two ends of the forecast, as a transparent line with a filled one stacked on it. */
function fan(
  id: string,
  from: [number, number],
  weeks: readonly Week[],
  ends: ['low80' | 'low50', 'high80' | 'high50'],
  fill: { readonly color: string; readonly opacity: number },
) {
  const [low, high] = ends;
  const line = {
    type: 'line' as const,
    symbol: 'none',
    silent: true,
    stack: id,
    stackStrategy: 'all' as const,
    lineStyle: { opacity: 0 },
    endLabel: { show: false },
  };
  return [
    { ...line, id: `${id} low`, data: [from, ...weeks.map((week): [number, number] => [ms(week.date), week[low]])] },
    {
      ...line,
      id: `${id} width`,
      data: [[from[0], 0], ...weeks.map((week): [number, number] => [ms(week.date), week[high] - week[low]])],
      areaStyle: fill,
    },
  ];
}

/** The weeks to come: 80 % and 50 % bands around a dashed line that carries its last value. Design, section 5. */
export function forecastSeries(
  last: { readonly date: string; readonly score: number | null } | undefined,
  weeks: readonly Week[],
  locale: string,
  theme: ChartTheme,
) {
  const end = weeks.at(-1);
  if (!last || last.score === null || !end) return [];
  const from: [number, number] = [ms(last.date), last.score];
  const { line, dash, fill50, fill80 } = theme.forecast;
  return [
    ...fan('forecast80', from, weeks, ['low80', 'high80'], { color: line, opacity: fill80 }),
    ...fan('forecast50', from, weeks, ['low50', 'high50'], { color: line, opacity: fill50 }),
    {
      id: 'forecast',
      type: 'line' as const,
      symbol: 'none',
      silent: true,
      data: [from, ...weeks.map((week): [number, number] => [ms(week.date), week.score])],
      lineStyle: { color: line, width: 1.5, type: [...dash] },
      itemStyle: { color: line },
      endLabel: {
        show: true,
        formatter: formatNumber(end.score, locale, 1),
        color: line,
        fontSize: 12,
        fontWeight: 600,
        offset: [-34, -10],
      },
    },
  ];
}

export function forecastTip(week: Week, locale: string): string {
  const number = (value: number): string => formatNumber(value, locale, 1);
  return `${formatDate(week.date, locale)}, forecast\n${number(week.score)}\n80% interval ${number(week.low80)} to ${number(week.high80)}`;
}
