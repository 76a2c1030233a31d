import type { Day } from '#shared/model/day.ts';
import type { TierRole } from '#shared/model/health-model.ts';
import { BLOCK } from '../math/block.ts';
import { round6 } from '../math/round.ts';
import { createTheilSen } from '../math/theil-sen.ts';
import { isSameSeries } from '../score/onboarding.ts';
import { change, phaseAt, type ScoreColumns, type ScoreHistory } from './change.ts';

export const TREND_CLASSES = [null, 'improving', 'stable', 'declining'] as const;
export type TrendClass = 'improving' | 'stable' | 'declining';

const LOOKBACK_DAYS = 90;
const MIN_POINTS = 3;
const MIN_SPAN_DAYS = 45;
/** Points per 30 days, and points between first and last score. */
const MIN_SLOPE = 2;
const MIN_DIFFERENCE = 3;

export type Trend = {
  /** Index in TREND_CLASSES: 0 not enough history, 1 improving, 2 stable, 3 declining. */
  readonly code: number;
  /** Theil-Sen slope in points per 30 days, NaN when it was not estimated. */
  readonly slope: number;
};

const NO_TREND: Trend = { code: 0, slope: Number.NaN };

type Classifier = (history: ScoreHistory, t: Day) => Trend;

function createClassifier(): Classifier {
  const theilSen = createTheilSen();
  const days = new Float64Array(LOOKBACK_DAYS + 1);
  const scores = new Float64Array(LOOKBACK_DAYS + 1);
  return (history, t) => {
    let now = history.days.length - 1;
    while (now >= 0 && (history.days[now] as number) > t) now--;
    let points = 0;
    for (let k = 0; k <= now && points <= LOOKBACK_DAYS; k++) {
      const day = history.days[k] as number;
      const score = history.scores[k] as number;
      if (day < t - LOOKBACK_DAYS || Number.isNaN(score)) continue;
      if (!isSameSeries(phaseAt(history, k), phaseAt(history, now))) continue;
      days[points] = day;
      scores[points] = score;
      points++;
    }
    if (points === 2) {
      const delta = change(history, t, 30);
      if (delta === null) return NO_TREND;
      return { code: delta >= MIN_DIFFERENCE ? 1 : delta <= -MIN_DIFFERENCE ? 3 : 2, slope: Number.NaN };
    }
    const span = (days[points - 1] as number) - (days[0] as number);
    if (points < MIN_POINTS || span < MIN_SPAN_DAYS) return NO_TREND;
    const slope = round6(theilSen(days, scores, points) * 30);
    const difference = round6((scores[points - 1] as number) - (scores[0] as number));
    if (slope >= MIN_SLOPE && difference >= MIN_DIFFERENCE) return { code: 1, slope };
    if (slope <= -MIN_SLOPE && difference <= -MIN_DIFFERENCE) return { code: 3, slope };
    return { code: 2, slope };
  };
}

/**
 * Momentum of an account at day t from its scores of the current series in [t − 90, t] (30-method.md 2.8): improving when the Theil-Sen slope is
 * ≥ +2 points per 30 days and the last score ≥ 3 above the first, declining likewise, else stable. Needs 3 points over
 * 45 days; with two points only, Δ30 with ±3; else null.
 */
export function trendClass(
  history: ScoreHistory,
  t: Day,
): { readonly trend: TrendClass | null; readonly slope: number } {
  const { code, slope } = createClassifier()(history, t);
  return { trend: TREND_CLASSES[code] ?? null, slope };
}

/** Momentum of every account at snapshot `at`: index in TREND_CLASSES and slope. Same definition as {@link trendClass}. */
export function trendColumn(
  history: readonly ScoreColumns[],
  at: number,
  onBlock: () => void = () => undefined,
): { readonly code: Uint8Array; readonly slope: Float64Array } {
  const current = history[at] as ScoreColumns;
  const t = current.asOf;
  const recent = history.slice(0, at + 1).filter(({ asOf }) => asOf >= t - LOOKBACK_DAYS);
  const days = recent.map(({ asOf }) => asOf);
  const scores = new Float64Array(recent.length);
  const phases = new Uint8Array(recent.length);
  const classify = createClassifier();
  const code = new Uint8Array(current.score.length);
  const slope = new Float64Array(current.score.length).fill(Number.NaN);
  for (let account = 0; account < code.length; account++) {
    if (account % BLOCK === 0) onBlock();
    for (let k = 0; k < recent.length; k++) {
      scores[k] = recent[k]?.score[account] as number;
      phases[k] = recent[k]?.phase[account] as number;
    }
    const trend = classify({ days, scores, phases }, t);
    code[account] = trend.code;
    slope[account] = trend.slope;
  }
  return { code, slope };
}

export type MomentumColour = { readonly colour: 'green' | 'yellow' | 'red'; readonly arrow: 'up' | 'down' | null };

const STEADY = {
  green: { colour: 'green', arrow: null },
  yellow: { colour: 'yellow', arrow: null },
  red: { colour: 'red', arrow: null },
} as const;

/** Momentum colour of a tier role and a trend (30-method.md 2.8); no trend reads as stable, thriving as healthy. */
export function momentumColour(role: TierRole, trend: TrendClass | null): MomentumColour {
  switch (role) {
    case 'thriving':
    case 'healthy':
      return trend === 'declining' ? STEADY.yellow : STEADY.green;
    case 'moderate':
      if (trend === 'improving') return STEADY.green;
      return trend === 'declining' ? { colour: 'yellow', arrow: 'down' } : STEADY.yellow;
    case 'atrisk':
      return trend === 'improving' ? { colour: 'yellow', arrow: 'up' } : STEADY.red;
    case 'critical':
      return trend === 'improving' ? { colour: 'red', arrow: 'up' } : STEADY.red;
  }
}
