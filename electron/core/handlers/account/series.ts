import { readAccountSeries } from '#electron/store/reads/snapshots.ts';
import type { Day } from '#shared/model/day.ts';
import { type HealthModel, modelVersionOf } from '#shared/model/health-model.ts';
import type { ReadContext } from '../../context.ts';

/** Scores of one account on one day of the history; NaN where there is none. */
export type SeriesPoint = {
  readonly asOf: Day;
  readonly score: number;
  readonly coverage: number;
  /** Dimension scores in the model's order. */
  readonly dimensions: Float64Array;
};

/** The stored history of one account under a model version up to a day, oldest first. */
export function seriesOf(context: ReadContext, model: HealthModel, asOf: Day, account: number): SeriesPoint[] {
  const micro = (value: number | undefined): number => (value === undefined || value < 0 ? Number.NaN : value / 1e6);
  return readAccountSeries(context.db, modelVersionOf(model), account)
    .filter((point) => point.asOf <= asOf)
    .map((point) => ({
      asOf: point.asOf,
      score: micro(point.micro.get('score')),
      coverage: micro(point.micro.get('coverage')) || 0,
      dimensions: Float64Array.from(model.dimensions, (dimension) => micro(point.micro.get(`score:${dimension.id}`))),
    }));
}

/** How far before t − w the earlier score may lie, days (30-method.md 2.8). */
const WINDOW_SLACK = 7;

/** The latest point with a score in [t − w − 7, t − w], t being the last point's day. */
export function pointBefore(series: readonly SeriesPoint[], days: number): SeriesPoint | undefined {
  const now = series.at(-1);
  if (!now) return undefined;
  return series.findLast(
    ({ asOf, score }) => asOf <= now.asOf - days && asOf >= now.asOf - days - WINDOW_SLACK && !Number.isNaN(score),
  );
}
