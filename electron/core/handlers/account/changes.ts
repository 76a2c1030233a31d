import { changeWaterfall } from '#electron/engine/index.ts';
import type { Waterfall } from '#shared/contract/portfolio.ts';
import { isoFromDay } from '#shared/model/day.ts';
import type { Book } from '../../views/book.ts';
import { pointBefore, type SeriesPoint } from './series.ts';

const CHANGE_WINDOWS = [30, 90, 180] as const;

/** What changed over 30, 90 and 180 days; a window without a score at its beginning is left out. */
export function waterfalls(book: Book, series: readonly SeriesPoint[]): Waterfall[] {
  const now = series.at(-1);
  if (!now || Number.isNaN(now.score)) return [];
  return CHANGE_WINDOWS.flatMap((days) => {
    const before = pointBefore(series, days);
    const explained = before ? changeWaterfall(book.model, before.dimensions, now.dimensions) : null;
    if (!before || !explained) return [];
    return [
      {
        days,
        from: isoFromDay(before.asOf),
        to: isoFromDay(now.asOf),
        before: explained.before,
        after: explained.after,
        versionBefore: null,
        parts: [
          ...book.model.dimensions.map((dimension, index) => ({
            id: dimension.id,
            name: dimension.name,
            kind: 'behaviour' as const,
            value: explained.behaviour[index] ?? 0,
          })),
          { id: 'coverage', name: 'Missing data', kind: 'coverage' as const, value: explained.coverageEffect },
        ],
      },
    ];
  });
}
