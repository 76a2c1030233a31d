import {
  compareJudged,
  type Estimate,
  judge,
  type PairedAccuracy,
  type ResampleOptions,
} from '../validate/accuracy.ts';
import { churnProbability, fitCurve } from '../validate/probability.ts';
import {
  type CalibrationModel,
  type CalibrationRows,
  type LambdaRule,
  proposeWeights,
  scoresUnder,
  timedRows,
} from './propose.ts';
import { hasBoth, rowsAt, rowsKnownBy, type TimedRows } from './timed-rows.ts';

/** One landmark foretold by weights that were fitted on the landmarks before it. */
export type TestedLandmark = {
  readonly landmark: number;
  readonly rows: number;
  readonly churns: number;
  readonly lambda: number;
  readonly percents: readonly number[];
};

export type Evidence = {
  readonly tested: readonly TestedLandmark[];
  /** Rows judged, one after the other in the order of `tested`. */
  readonly currentScore: Float64Array;
  readonly proposedScore: Float64Array;
  readonly currentP: Float64Array;
  readonly proposedP: Float64Array;
  readonly churned: Uint8Array;
  readonly accountOf: Int32Array;
};

/**
 * Judges not the proposal itself, which has seen every row, but the way it was made: at each landmark weights are fitted,
 * λ chosen and percent rounded on the landmarks whose outcome was known by then, and applied to it (30-method.md 4.1, 4.4).
 * Probabilities come from the two-parameter curve fitted on the same earlier rows.
 */
export function rollingEvidence(
  rows: CalibrationRows,
  days: readonly number[],
  model: CalibrationModel,
  rule: LambdaRule,
  onStep?: (share: number) => void,
): Evidence {
  const timed = timedRows(rows, model.weights);
  const scored: TimedRows = { ...rows, columns: rows.dimensions };
  const tested: TestedLandmark[] = [];
  const parts: { current: Float64Array; proposed: Float64Array; currentP: Float64Array; proposedP: Float64Array }[] =
    [];
  const churned: number[] = [];
  const accountOf: number[] = [];
  days.forEach((day, landmark) => {
    onStep?.(landmark / days.length);
    const proposal = proposeWeights(rowsKnownBy(timed, day), days, model, rule);
    if (typeof proposal === 'string') return;
    const [train, test] = [rowsKnownBy(scored, day), rowsAt(scored, landmark)];
    if (test.churned.length === 0) return;
    const side = (weights: readonly number[]): { score: Float64Array; p: Float64Array } => {
      const curve = fitCurve(scoresUnder(train.columns, weights, model.weights), train.churned);
      const score = scoresUnder(test.columns, weights, model.weights);
      return { score, p: score.map((own) => churnProbability(curve, own)) };
    };
    const [current, proposed] = [side(model.weights), side(proposal.percents)];
    parts.push({ current: current.score, proposed: proposed.score, currentP: current.p, proposedP: proposed.p });
    churned.push(...test.churned);
    accountOf.push(...test.accountOf);
    tested.push({
      landmark,
      rows: test.churned.length,
      churns: test.churned.reduce((sum, churn) => sum + churn, 0),
      lambda: proposal.lambda,
      percents: proposal.percents,
    });
  });
  const joined = (of: (part: (typeof parts)[number]) => Float64Array): Float64Array =>
    Float64Array.from(parts.flatMap((part) => Array.from(of(part))));
  return {
    tested,
    currentScore: joined(({ current }) => current),
    proposedScore: joined(({ proposed }) => proposed),
    currentP: joined((part) => part.currentP),
    proposedP: joined((part) => part.proposedP),
    churned: Uint8Array.from(churned),
    accountOf: Int32Array.from(accountOf),
  };
}

export type Verdict = {
  /** AUC on the rows tested, of the current weights and of those fitted before each landmark. */
  readonly current: Estimate;
  readonly proposed: Estimate;
  /** Proposed − current, resampled together. */
  readonly paired: PairedAccuracy;
};

/** What the rows tested say; null where nothing could be tested. */
export function judgeEvidence(
  evidence: Evidence,
  { accounts, onStep, ...options }: ResampleOptions & { readonly accounts: number },
): Verdict | null {
  if (!hasBoth({ columns: [], churned: evidence.churned })) return null;
  const rows = { cluster: evidence.accountOf, clusters: accounts, outcome: evidence.churned };
  const sides = [
    { risk: evidence.currentScore.map((own) => 100 - own), p: evidence.currentP },
    { risk: evidence.proposedScore.map((own) => 100 - own), p: evidence.proposedP },
  ] as const;
  const step = (part: number): ResampleOptions => ({
    ...options,
    ...(onStep ? { onStep: (share: number) => onStep((part + share) / 3) } : {}),
  });
  return {
    current: judge(sides[0].risk, null, rows, step(0)).auc,
    proposed: judge(sides[1].risk, null, rows, step(1)).auc,
    paired: compareJudged(sides[0], sides[1], rows, step(2)),
  };
}
