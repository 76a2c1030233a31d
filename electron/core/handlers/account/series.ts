import { isSameSeries, PHASE } from '#electron/engine/index.ts';
import { readAccountSeries } from '#electron/store/reads/snapshots.ts';
import type { Day } from '#shared/model/day.ts';
import type { HealthModel } from '#shared/model/health-model.ts';
import type { ReadContext } from '../../context.ts';
import type { Book } from '../../views/book.ts';

/** Scores of one account on one day of the history; NaN where there is none. */
export type SeriesPoint = {
  readonly asOf: Day;
  readonly score: number;
  readonly coverage: number;
  /** As PHASE. */
  readonly phase: number;
  /** Dimension scores of the official model in its order; none in onboarding. */
  readonly dimensions: Float64Array;
  /** Those of the onboarding model. */
  readonly onboardingDimensions: Float64Array;
};

/** The stored history of one account under the book's model up to its day, oldest first. */
export function seriesOf(context: ReadContext, book: Book, account: number): SeriesPoint[] {
  const micro = (value: number | undefined): number => (value === undefined || value < 0 ? Number.NaN : value / 1e6);
  const phases = new Map(book.history.map(({ asOf, phase }) => [asOf, phase[account] ?? PHASE.standard]));
  return readAccountSeries(context.db, book.modelVersion, account)
    .filter((point) => point.asOf <= book.asOf)
    .map((point) => {
      const scores = (model: HealthModel | null, prefix: string): Float64Array =>
        Float64Array.from(model?.dimensions ?? [], ({ id }) => micro(point.micro.get(`${prefix}:${id}`)));
      return {
        asOf: point.asOf,
        score: micro(point.micro.get('score')),
        coverage: micro(point.micro.get('coverage')) || 0,
        phase: phases.get(point.asOf) ?? PHASE.standard,
        dimensions: scores(book.model, 'score'),
        onboardingDimensions: scores(book.onboarding, 'onboarding'),
      };
    });
}

/** How far before t − w the earlier score may lie, days (30-method.md 2.8). */
const WINDOW_SLACK = 7;

/** The latest point with a score of the same series in [t − w − 7, t − w], t being the last point's day. */
export function pointBefore(series: readonly SeriesPoint[], days: number): SeriesPoint | undefined {
  const now = series.at(-1);
  if (!now) return undefined;
  return series.findLast(
    ({ asOf, score, phase }) =>
      asOf <= now.asOf - days &&
      asOf >= now.asOf - days - WINDOW_SLACK &&
      !Number.isNaN(score) &&
      isSameSeries(phase, now.phase),
  );
}
