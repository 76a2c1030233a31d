import {
  type Accuracy,
  brierParts,
  churnProbability,
  curvePoints,
  fitCurve,
  gateOf,
  type JudgedRows,
  judge,
  judgeCurve,
  LEAST_TO_CALIBRATE,
  LEAST_TO_RANK,
  rankRows,
  reliabilityBins,
  retentionBands,
  type ThresholdRow,
  thresholdTable,
  trendTest,
} from '#electron/engine/index.ts';
import type { Evidence } from '#shared/contract/evidence.ts';
import { boundsOf, estimate, known, NO_ESTIMATE, six, thinned } from './numbers.ts';

/** Below this many churns calibration has three bins instead of five (30-method.md 4.3). */
const FEW_CHURNS = 20;
const CURVE_POINTS = 200;

export type EvidenceInput = JudgedRows & {
  /** As shown and as thresholds compare; `direction` says what higher means. */
  readonly score: Float64Array;
  readonly direction: 'health' | 'risk';
  /** Health 0-100 that the two-parameter curve is fitted on. */
  readonly health: Float64Array;
  /** Probabilities that are no fit of these very rows, by row, NaN where there is none; null for none at all. */
  readonly probability: { readonly p: Float64Array; readonly basis: 'score' | 'rolling'; readonly text: string } | null;
  /** Says what the fitted curve is where `probability` is null; that of a health score when left out. */
  readonly fittedText?: string;
  /** Churns that count for the gate, and the length of the history. */
  readonly churns: number;
  readonly months: number | null;
  /** What the outcome is called, singular; churn when left out. */
  readonly word?: string;
  readonly thresholds: readonly number[];
  /** Lower bounds, best or lowest first as {@link retentionBands} wants them: descending. */
  readonly bands: readonly number[];
  readonly top: number;
  readonly resamples: number;
  readonly seed: number;
  readonly onStep?: (share: number) => void;
};

const FITTED =
  'Probabilities are those of a curve with two parameters, p = σ(a − κ·H/100), fitted on these rows themselves, which flatters it.';

/** A threshold as the contract has it; below the gate only counts are shown. */
export function thresholdOf(row: ThresholdRow, isRanked: boolean): Evidence['thresholds'][number] {
  const share = (value: number): number | null => (isRanked ? six(value) : null);
  return {
    threshold: known(row.threshold),
    tp: row.tp,
    fp: row.fp,
    fn: row.fn,
    tn: row.tn,
    precision: share(row.precision),
    recall: share(row.recall),
    lift: share(row.lift),
    falseAlarmShare: share(row.falseAlarmShare),
    youden: share(row.youden),
    flaggedShare: known(row.flaggedShare),
  };
}

function bandsOf(input: EvidenceInput): Evidence['bands'] {
  return retentionBands(input.score, input.outcome, input.bands, input.top).map((band) => ({
    from: known(band.from),
    to: known(band.to),
    n: band.n,
    retained: band.retained,
    rate: six(band.rate),
    low: six(band.low),
    high: six(band.high),
    shrunk: six(band.shrunk.rate),
    shrunkLow: six(band.shrunk.low),
    shrunkHigh: six(band.shrunk.high),
  }));
}

type Calibrated = {
  readonly basis: Evidence['basis'];
  readonly basisText: string;
  readonly calibration: Evidence['calibration'];
  readonly judged: Accuracy | null;
};

/** The rows that have a probability, clusters numbered as before. */
function withProbability(
  input: EvidenceInput,
  p: Float64Array,
): { rows: Int32Array; judged: JudgedRows; p: Float64Array } {
  const rows = Int32Array.from(p.keys()).filter((row) => !Number.isNaN(p[row] as number));
  return {
    rows,
    p: Float64Array.from(rows, (row) => p[row] as number),
    judged: {
      cluster: Int32Array.from(rows, (row) => input.cluster[row] as number),
      clusters: input.clusters,
      outcome: Uint8Array.from(rows, (row) => input.outcome[row] as number),
    },
  };
}

function calibrate(input: EvidenceInput, canCalibrate: boolean, canCurve: boolean): Calibrated {
  const { probability, resamples, seed, churns } = input;
  const empty = { slope: null, intercept: null, slopeInterval: null, interceptInterval: null, curve: null };
  const basis = probability?.basis ?? 'fitted';
  const basisText = probability?.text ?? input.fittedText ?? FITTED;
  if (!canCalibrate)
    return {
      basis,
      basisText,
      calibration: { ...empty, bins: [], decomposition: null, noSkillBrier: null },
      judged: null,
    };
  const step = input.onStep ? { onStep: (share: number) => input.onStep?.(0.4 + 0.6 * share) } : {};
  const options = { resamples, seed, ...step };
  const curve = basis === 'score' ? null : fitCurve(input.health, input.outcome);
  const p = probability?.p ?? Float64Array.from(input.health, (h) => (curve ? churnProbability(curve, h) : 0));
  const used = withProbability(input, p);
  const judged = judge(
    used.p,
    used.p,
    used.judged,
    probability ? options : { ...options, resamples: Math.min(200, resamples) },
  );
  const bins = reliabilityBins(used.p, used.judged.outcome, churns < FEW_CHURNS || !canCurve ? 3 : 5);
  const parts = brierParts(bins);
  const fitted = probability ? null : judgeCurve(input.health, input, { resamples: Math.min(500, resamples), seed });
  return {
    basis,
    basisText,
    judged,
    calibration: {
      slope: six(fitted ? fitted.kappa.value : judged.slope.value),
      intercept: six(fitted ? fitted.a.value : judged.intercept.value),
      slopeInterval: boundsOf(fitted ? fitted.kappa : judged.slope),
      interceptInterval: boundsOf(fitted ? fitted.a : judged.intercept),
      curve: curve ? { a: known(curve.a), kappa: known(curve.kappa) } : null,
      bins: bins.map((bin) => ({
        n: bin.n,
        churned: bin.churned,
        predicted: known(bin.predicted),
        observed: known(bin.observed),
        low: known(bin.low),
        high: known(bin.high),
      })),
      decomposition: {
        reliability: known(parts.reliability),
        resolution: known(parts.resolution),
        uncertainty: known(parts.uncertainty),
      },
      noSkillBrier: six(parts.uncertainty),
    },
  };
}

/** What scores and outcomes prove together, with the gate applied (30-method.md 4.2, 4.3). */
export function evidenceOf(input: EvidenceInput): Evidence {
  const { score, outcome, direction, churns } = input;
  const n = score.length;
  let positives = 0;
  for (let row = 0; row < n; row++) positives += outcome[row] as number;
  const gate = gateOf(churns, n - positives, input.months, input.word);
  const isRanked = gate.level !== 'counts';
  const canCalibrate = isRanked && churns >= LEAST_TO_CALIBRATE && n - positives >= LEAST_TO_RANK;
  const risk = direction === 'risk' ? score : Float64Array.from(score, (value) => -value);
  const step = input.onStep ? { onStep: (share: number) => input.onStep?.(0.4 * share) } : {};
  const accuracy = isRanked
    ? judge(risk, null, input, { resamples: input.resamples, seed: input.seed, ...step })
    : null;
  const { basis, basisText, calibration, judged } = calibrate(input, canCalibrate, churns >= FEW_CHURNS);
  const bands = bandsOf(input);
  const ordered = direction === 'health' ? bands : bands.toReversed();
  const trend = canCalibrate
    ? trendTest(
        ordered.map((band) => band.n - band.retained),
        ordered.map((band) => band.n),
      )
    : null;
  const shown = direction === 'risk' ? score : Float64Array.from(score);
  const points = isRanked ? curvePoints(rankRows(risk), shown, outcome) : [];
  return {
    n,
    positives,
    baseRate: n > 0 ? known(positives / n) : null,
    gate: {
      level: gate.level,
      sentence: gate.sentence,
      churns,
      nonChurns: n - positives,
      months: input.months === null ? null : known(input.months),
      refused: [...gate.refused],
    },
    rocAuc: accuracy ? estimate(accuracy.auc) : NO_ESTIMATE,
    averagePrecision: accuracy ? estimate(accuracy.averagePrecision) : NO_ESTIMATE,
    somersD: accuracy ? estimate(accuracy.somersD) : NO_ESTIMATE,
    brier: judged ? six(judged.brier.value) : null,
    logLoss: judged ? six(judged.logLoss.value) : null,
    ks: accuracy ? six(accuracy.ks.value) : null,
    intervals: {
      brier: judged ? boundsOf(judged.brier) : null,
      logLoss: judged ? boundsOf(judged.logLoss) : null,
      ks: accuracy ? boundsOf(accuracy.ks) : null,
    },
    basis,
    basisText,
    calibration,
    roc:
      points.length === 0
        ? []
        : [
            { falsePositiveRate: 0, recall: 0, threshold: null },
            ...thinned(points, CURVE_POINTS - 1).map((point) => ({
              falsePositiveRate: known(point.falsePositiveRate),
              recall: known(point.recall),
              threshold: known(point.risk),
            })),
          ],
    precisionRecall: thinned(points, CURVE_POINTS).map((point) => ({
      recall: known(point.recall),
      precision: known(point.precision),
      threshold: known(point.risk),
    })),
    thresholds:
      n === 0
        ? []
        : thresholdTable(score, outcome, input.thresholds, direction).map((row) => thresholdOf(row, isRanked)),
    bands: n === 0 ? [] : bands,
    bandTrend: trend && Number.isFinite(trend.z) ? { z: known(trend.z), p: known(trend.p) } : null,
    resamples: input.resamples,
    seed: input.seed,
    method: accuracy?.method ?? 'none',
  };
}
