import { isBetter } from '../validate/gates.ts';
import { rocAuc } from '../validate/ranking.ts';
import { type CutProposal, proposeCuts, type SegmentCut, segmentCuts } from './cut-proposal.ts';
import { cutByCost } from './cut-search.ts';
import { type CorrelatedPair, correlatedPairs, type FreeSlope, freeSlopes } from './diagnose.ts';
import { judgeEvidence, rollingEvidence, type TestedLandmark, type Verdict } from './evidence.ts';
import {
  type CalibrationModel,
  type CalibrationRows,
  type LambdaRule,
  type NoWeights,
  type Proposal,
  proposeWeights,
  scoresUnder,
  timedRows,
} from './propose.ts';
import { type Spreads, weightSpreads } from './weight-spread.ts';

export type CalibrationOptions = {
  readonly falseAlarmTarget: number;
  readonly costRatio: number;
  readonly resamples: number;
  readonly seed: number;
  /** Told what is being done and what share of all is done; may throw to stop. */
  readonly onStep?: (label: string, share: number) => void;
};

export type WeightCalibration = {
  /**
   * `change`: other weights foretell better. `keep`: nothing does by more than one standard error; the proposal is then for
   * comparison, the weights that foretold best (`rule` best) or, where those are the current ones, what the history left to
   * itself would choose (`free`).
   */
  readonly answer: 'keep' | 'change';
  readonly rule: LambdaRule;
  readonly proposal: Proposal;
  readonly spreads: Spreads;
  readonly correlated: readonly CorrelatedPair[];
  readonly slopes: readonly FreeSlope[];
  readonly tested: readonly TestedLandmark[];
  /** What the landmarks tested say; null where none could be. */
  readonly verdict: Verdict | null;
  /** Promotion rule of 30-method.md 4.2. */
  readonly isRecommended: boolean;
  /** AUC on the rows of the fit, before and after rounding to whole percent. */
  readonly rounding: { readonly exact: number; readonly whole: number };
};

/** `found` is null where weights are refused, `verdict` then says what was seen, if anything was. */
export type WeightAnswer =
  | { readonly found: WeightCalibration }
  | {
      readonly found: null;
      readonly reason: NoWeights;
      readonly verdict: Verdict | null;
      readonly tested: readonly TestedLandmark[];
    };

/** Neither the current weights nor fitted ones rank churns better than chance: both intervals reach down to ½. */
function isChance({ current, proposed }: Verdict): boolean {
  return !(current.low > 0.5) && !(proposed.low > 0.5);
}

function riskUnder(rows: CalibrationRows, weights: ArrayLike<number>, model: CalibrationModel): Float64Array {
  return scoresUnder(rows.dimensions, weights, model.weights).map((score) => 100 - score);
}

/**
 * Weights for a model from its own history, and what they are worth (30-method.md 4.4). Rows have to come in an order that
 * does not depend on storage, accounts numbered likewise; the same rows and seed give the same digits.
 */
export function calibrateWeights(
  rows: CalibrationRows,
  days: readonly number[],
  model: CalibrationModel,
  accounts: number,
  { resamples, seed, onStep }: CalibrationOptions,
): WeightAnswer {
  const timed = timedRows(rows, model.weights);
  onStep?.('Fitting the weights', 0);
  const cautious = proposeWeights(timed, days, model, 'cautious');
  if (typeof cautious === 'string') return { found: null, reason: cautious, verdict: null, tested: [] };
  const total = model.weights.reduce((sum, weight) => sum + weight, 0);
  const isKept =
    cautious.lambda === Number.POSITIVE_INFINITY ||
    cautious.percents.every((percent, i) => percent === (100 * (model.weights[i] as number)) / total);
  const rule: LambdaRule = isKept ? (cautious.choice.best < Number.POSITIVE_INFINITY ? 'best' : 'free') : 'cautious';
  const proposal = isKept ? proposeWeights(timed, days, model, rule) : cautious;
  if (typeof proposal === 'string') return { found: null, reason: proposal, verdict: null, tested: [] };
  const evidence = rollingEvidence(rows, days, model, rule, (share) =>
    onStep?.('Testing on later landmarks', 0.05 + 0.15 * share),
  );
  const verdict = judgeEvidence(evidence, {
    accounts,
    resamples,
    seed,
    onStep: (share) => onStep?.('Comparing with the current weights', 0.2 + 0.4 * share),
  });
  if (verdict && isChance(verdict)) return { found: null, reason: 'unrelated', verdict, tested: evidence.tested };
  const spreads = weightSpreads(timed, model, {
    lambda: proposal.lambda,
    accounts,
    seed,
    onStep: (share) => onStep?.('Refitting on resampled accounts', 0.6 + 0.4 * share),
  });
  const paired = verdict?.paired;
  return {
    found: {
      answer: isKept ? 'keep' : 'change',
      rule,
      proposal,
      spreads,
      correlated: correlatedPairs(rows.dimensions),
      slopes: freeSlopes(timed),
      tested: evidence.tested,
      verdict,
      isRecommended:
        paired !== undefined && (isBetter(paired.auc, paired.brier) || isBetter(paired.averagePrecision, paired.brier)),
      rounding: {
        exact: rocAuc(riskUnder(rows, proposal.shares, model), rows.churned),
        whole: rocAuc(riskUnder(rows, proposal.percents, model), rows.churned),
      },
    },
  };
}

export type CutCalibration = {
  readonly cuts: readonly CutProposal[];
  /** By least cost; empty where segments may not be judged. */
  readonly segments: readonly SegmentCut[];
};

/**
 * Cuts on the scores under some weights, the current ones or proposed ones (30-method.md 4.3).
 *
 * @param segmentOf segment of each account; null where too little is known to judge segments
 */
export function calibrateCuts(
  rows: CalibrationRows,
  weights: readonly number[],
  model: CalibrationModel,
  segmentOf: readonly string[] | null,
  accounts: number,
  { falseAlarmTarget, costRatio, resamples, seed, onStep }: CalibrationOptions,
): CutCalibration {
  const own = {
    scores: scoresUnder(rows.dimensions, weights, model.weights),
    churned: rows.churned,
    accountOf: rows.accountOf,
  };
  const cuts = proposeCuts(own, {
    falseAlarmTarget,
    costRatio,
    accounts,
    resamples,
    seed,
    onStep: (share) => onStep?.('Searching for cuts', share),
  });
  const all = cuts.find(({ criterion }) => criterion === 'cost')?.found?.threshold ?? null;
  return {
    cuts,
    segments: segmentOf ? segmentCuts(own, segmentOf, all, (curve) => cutByCost(curve, costRatio)) : [],
  };
}
