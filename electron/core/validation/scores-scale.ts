import { HEALTH_BANDS, quantileOf } from '#electron/engine/index.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { EvidenceInput } from './evidence.ts';

/** What the scores are said to be: found out by their range, probabilities, probabilities in per cent, or no probabilities. */
export const SCORE_KINDS = ['auto', 'probability', 'percent', 'score'] as const;
export type ScoreKind = (typeof SCORE_KINDS)[number];

export type Scale = Pick<
  EvidenceInput,
  'score' | 'thresholds' | 'bands' | 'top' | 'health' | 'probability' | 'fittedText'
> & { readonly scale: 'probability' | 'points' | 'other' };

const HUNDREDTHS: readonly number[] = Array.from({ length: 101 }, (_, k) => k / 100);
const TENTHS: readonly number[] = Array.from({ length: 10 }, (_, k) => (9 - k) / 10);
const POINTS: readonly number[] = Array.from({ length: 101 }, (_, k) => k);
/** Scores that all lie below this are no points of 100: fifths of the rows say more than whole points. */
const LEAST_POINTS = 10;
/** By how much a probability may pass 0 or 1 for want of digits. */
const ROUNDING = 1e-9;

const FIT = 'fitted on these rows themselves, which flatters it';

function asProbability(given: Float64Array, isHealth: boolean, read: string): Scale {
  const score = given.map((value) => Math.min(1, Math.max(0, value)));
  return {
    scale: 'probability',
    score,
    thresholds: HUNDREDTHS,
    bands: TENTHS,
    top: 1,
    health: score.map((value) => 100 * (isHealth ? value : 1 - value)),
    probability: {
      p: isHealth ? score.map((value) => 1 - value) : score,
      basis: 'score',
      text: isHealth ? `${read}: 1 − score is read as the probability of churn.` : `${read} the probability of churn.`,
    },
  };
}

/**
 * What the scores are: probabilities (0-1), points (0-100) or something else, which takes its own quantiles.
 *
 * @throws AppError where they cannot be what they are said to be
 */
export function scaleOf(score: Float64Array, higherIs: 'health' | 'risk', kind: ScoreKind, name: string): Scale {
  const ascending = score.toSorted();
  const low = ascending[0] as number;
  const high = ascending.at(-1) as number;
  const isHealth = higherIs === 'health';
  const most = kind === 'percent' ? 100 : 1;
  const isWithin = low >= -ROUNDING && high <= most + ROUNDING;
  if (!isWithin && (kind === 'probability' || kind === 'percent'))
    throw new AppError(
      'bad_request',
      `Column ${name} holds ${low < -ROUNDING ? low : high}, which is no probability${most === 1 ? '' : ' in per cent'}: those lie within 0 and ${most}.`,
    );
  if (kind === 'percent')
    return asProbability(
      score.map((value) => value / 100),
      isHealth,
      isHealth ? 'The scores are read as per cent' : 'The scores are divided by 100 and read as',
    );
  if (isWithin && kind !== 'score')
    return asProbability(
      score,
      isHealth,
      isHealth ? 'The scores lie within 0 and 1' : 'The scores lie within 0 and 1 and are read as',
    );
  if (low >= 0 && high <= 100 && high >= LEAST_POINTS)
    return {
      scale: 'points',
      score,
      thresholds: POINTS,
      bands: isHealth ? HEALTH_BANDS : [50, 40, 30, 20, 10, 0],
      top: 100,
      health: isHealth ? score : score.map((value) => 100 - value),
      probability: null,
      fittedText: `Probabilities are those of a curve with two parameters, p = σ(a − κ·H/100), where H is ${isHealth ? 'the score' : '100 − score'}, ${FIT}.`,
    };
  const quantiles = (count: number): number[] => [
    ...new Set(Array.from({ length: count }, (_, k) => quantileOf(ascending, k / count))),
  ];
  const span = high - low || 1;
  return {
    scale: 'other',
    score,
    thresholds: [...new Set([...quantiles(100), high])],
    bands: quantiles(5).toReversed(),
    top: high,
    health: score.map((value) => (100 * (isHealth ? value - low : high - value)) / span),
    probability: null,
    fittedText: `Probabilities are those of a curve with two parameters, p = σ(a − κ·H/100), where H is the score stretched from ${isHealth ? `${low} to ${high}` : `${high} to ${low}`} onto 0 to 100, ${FIT}.`,
  };
}
