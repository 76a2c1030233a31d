import type { Day } from '#shared/model/day.ts';

/** Levels of evidence by the number of churns (30-method.md 4.2), least first. */
export const GATE_LEVELS = ['counts', 'ranking', 'line', 'shape', 'full'] as const;
export type GateLevel = (typeof GATE_LEVELS)[number];

export type Claim = 'auc' | 'calibration' | 'thresholds' | 'weights' | 'segments' | 'curve' | 'ml';

export type Gate = {
  readonly level: GateLevel;
  readonly sentence: string;
  readonly refused: readonly { readonly what: Claim; readonly sentence: string }[];
};

/** Least churns, and least others, for an AUC. */
export const LEAST_TO_RANK = 5;
export const LEAST_TO_CALIBRATE = 10;
const LEAST_TO_WEIGH = 20;
const LEAST_FOR_ALL = 50;
const MONTHS_FOR_ALL = 24;

/** First level from which each claim may be made. */
const ALLOWED_FROM: Readonly<Record<Claim, GateLevel>> = {
  auc: 'ranking',
  calibration: 'line',
  thresholds: 'line',
  weights: 'shape',
  segments: 'shape',
  curve: 'shape',
  ml: 'full',
};

const WHAT: Readonly<Record<Claim, string>> = {
  auc: 'how well the score ranks accounts',
  calibration: 'probabilities of churn',
  thresholds: 'a threshold of your own',
  weights: 'weights of your own',
  segments: 'a judgement of single segments',
  curve: 'the shape of the calibration curve',
  ml: 'models with more freedom than a weighted score',
};

/** A year of weekly scores is 52 of them. */
const DAYS_A_YEAR = 364;
/** Each score stands for the week it closes. */
const WEEK = 7;

/** Months of history that weekly scores from `first` to `last` are (30-method.md 4.2): two years are 104 of them. */
export function historyMonths(first: Day, last: Day): number {
  return (12 * (last - first + WEEK)) / DAYS_A_YEAR;
}

/** The day of the score with which a history from `first` on is long enough for every claim. */
export function historyEnoughBy(first: Day): Day {
  return first + Math.ceil((MONTHS_FOR_ALL * DAYS_A_YEAR) / 12) - WEEK;
}

const plural = (n: number, one: string): string => `${n} ${n === 1 ? one : `${one}s`}`;

function levelOf(churns: number, others: number, months: number | null): GateLevel {
  if (churns < LEAST_TO_RANK || others < LEAST_TO_RANK) return 'counts';
  if (churns < LEAST_TO_CALIBRATE) return 'ranking';
  if (churns < LEAST_TO_WEIGH) return 'line';
  return churns >= LEAST_FOR_ALL && months !== null && months >= MONTHS_FOR_ALL ? 'full' : 'shape';
}

/**
 * What may be claimed with so many churns (30-method.md 4.2), each refusal with the sentence to show in its place.
 *
 * @param churns churns that count, each once
 * @param others rows without the outcome
 * @param months length of the history in months, null when rows have no dates
 * @param word what the outcome is called, singular
 */
export function gateOf(churns: number, others: number, months: number | null, word = 'churn'): Gate {
  const level = levelOf(churns, others, months);
  const rank = GATE_LEVELS.indexOf(level);
  const claims = Object.keys(ALLOWED_FROM) as Claim[];
  const tooFew =
    churns < LEAST_TO_RANK || others >= LEAST_TO_RANK
      ? `${plural(churns, word)} ${churns === 1 ? 'is' : 'are'} too few to judge a model`
      : `${plural(others, 'account')} that stayed ${others === 1 ? 'is' : 'are'} too few to judge a model`;
  return {
    level,
    sentence: sentenceOf(level, churns, tooFew, word),
    refused: claims
      .filter((what) => rank < GATE_LEVELS.indexOf(ALLOWED_FROM[what]))
      .map((what) => ({ what, sentence: refusal(what, level, churns, months, tooFew, word) })),
  };
}

function sentenceOf(level: GateLevel, churns: number, tooFew: string, word: string): string {
  switch (level) {
    case 'counts':
      return `${tooFew}. What can be counted is shown.`;
    case 'ranking':
      return `${plural(churns, word)} can show whether the score ranks accounts in the right order, with a wide interval. They are too few for thresholds or weights.`;
    case 'line':
      return `${plural(churns, word)} support a calibration line and one threshold for the whole portfolio. They are too few for weights or single segments.`;
    case 'shape':
      return `${plural(churns, word)} support a calibration curve and an exploratory proposal of weights, and a threshold for segments with at least 30 accounts and 10 churns.`;
    case 'full':
      return `${plural(churns, word)} over at least two years support every analysis here.`;
  }
}

function refusal(
  what: Claim,
  level: GateLevel,
  churns: number,
  months: number | null,
  tooFew: string,
  word: string,
): string {
  if (level === 'counts') return tooFew;
  if (what === 'ml' && churns >= LEAST_FOR_ALL)
    return months === null
      ? 'Models with more freedom need dated rows over 24 months.'
      : `${plural(Math.floor(months), 'month')} of history are too few for ${WHAT.ml}: 24 are needed.`;
  const needed = {
    auc: LEAST_TO_RANK,
    calibration: LEAST_TO_CALIBRATE,
    thresholds: LEAST_TO_CALIBRATE,
    weights: LEAST_TO_WEIGH,
    segments: LEAST_TO_WEIGH,
    curve: LEAST_TO_WEIGH,
    ml: LEAST_FOR_ALL,
  }[what];
  return `${plural(churns, word)} ${churns === 1 ? 'is' : 'are'} too few for ${WHAT[what]}: at least ${needed} are needed.`;
}

/** Promotion rule: better ranking whose 90 % paired interval excludes 0, and Brier not worse (30-method.md 4.2). */
export function isBetter(difference: { readonly low90: number }, brier: { readonly value: number }): boolean {
  return difference.low90 > 0 && !(brier.value > 0);
}
