import { shareInterval } from '../math/intervals.ts';
import { type Band, HEALTH_BANDS, retentionBands } from '../validate/bands.ts';
import { LEAST_TO_CALIBRATE, LEAST_TO_RANK } from '../validate/gates.ts';
import { countOutcomes, type LandmarkRows, riskOf } from '../validate/landmarks.ts';
import { type ChurnCurve, churnProbability, fitCurve } from '../validate/probability.ts';
import { rocAuc } from '../validate/ranking.ts';

/** Days in which a probability of churn counts. */
export const CHURN_DAYS = 90;
const Z = 1.959963984540054;
/** Ridge on κ (30-method.md 4.4 step 1). */
const RIDGE = 0.01;
/** AUC above which a score is suspected to know the outcome (30-method.md 4.1). */
const TOO_GOOD = 0.97;

/**
 * What a probability of churn rests on: a curve fitted to the workspace's own past, rates of its bands of health drawn
 * towards the pooled one, or the table of requirement text 001, which is nobody's data (30-method.md 4.6).
 */
export const CHURN_BASES = ['calibrated', 'band', 'illustrative'] as const;
export type ChurnBasis = (typeof CHURN_BASES)[number];

/** Why the curve is not used: too few churns, a score too good to be true, one that sinks where fewer leave, no churn at all. */
export type NotCalibrated = 'few' | 'leak' | 'reversed' | 'none';

/** Covariance of a and κ, clustered by account: [var a, cov, var κ]. */
export type CurveCovariance = readonly [aa: number, ak: number, kk: number];

export type ChurnModel = {
  readonly basis: ChurnBasis;
  readonly why: NotCalibrated | null;
  /** Account-landmarks behind it, the accounts they are of, and churns, each once; 0 for the illustration. */
  readonly rows: number;
  readonly accounts: number;
  readonly churns: number;
  readonly curve: (ChurnCurve & { readonly covariance: CurveCovariance }) | null;
  /** By health, highest first; null beside a curve. */
  readonly bands: readonly Band[] | null;
};

/** Probability 0-1 with its 95 % interval; `of` and `left`: accounts of the band and how many of them left, null for a curve. */
export type ChurnEstimate = {
  readonly p: number;
  readonly low: number;
  readonly high: number;
  readonly of: number | null;
  readonly left: number | null;
};

/** Retained and all accounts by band in the table of requirement text 001 (30-method.md, TV22). */
const ILLUSTRATION: readonly (readonly [retained: number, n: number])[] = [
  [46, 47],
  [116, 123],
  [136, 156],
  [73, 94],
  [43, 67],
  [16, 38],
];

/**
 * Covariance of the fitted curve that allows for an account standing in several rows: H⁻¹ (Σ g g′ by account) H⁻¹ · G ÷ (G − 1)
 * with the scores g and the penalised Hessian H.
 */
export function curveCovariance(rows: LandmarkRows, curve: ChurnCurve): CurveCovariance {
  const meat = [0, 0, 0] as [number, number, number];
  let [h00, h01, h11] = [0, 0, RIDGE];
  let [g0, g1] = [0, 0];
  const close = (): void => {
    meat[0] += g0 * g0;
    meat[1] += g0 * g1;
    meat[2] += g1 * g1;
    [g0, g1] = [0, 0];
  };
  for (let row = 0; row < rows.length; row++) {
    if (row > 0 && rows.cluster[row] !== rows.cluster[row - 1]) close();
    const x = -(rows.score[row] as number) / 100;
    const p = churnProbability(curve, rows.score[row] as number);
    const residual = (rows.outcome[row] as number) - p;
    g0 += residual;
    g1 += residual * x;
    const weight = p * (1 - p);
    h00 += weight;
    h01 += weight * x;
    h11 += weight * x * x;
  }
  close();
  const det = h00 * h11 - h01 * h01;
  const [i00, i01, i11] = [h11 / det, -h01 / det, h00 / det];
  const [m00, m01, m11] = meat;
  const scale = rows.clusters / (rows.clusters - 1);
  const [a0, a1] = [i00 * m00 + i01 * m01, i00 * m01 + i01 * m11];
  const [b0, b1] = [i01 * m00 + i11 * m01, i01 * m01 + i11 * m11];
  return [scale * (a0 * i00 + a1 * i01), scale * (a0 * i01 + a1 * i11), scale * (b0 * i01 + b1 * i11)];
}

function isTooGood(rows: LandmarkRows): boolean {
  const aucs = [rows.score, ...rows.dimensions].map((column) => {
    const known = Int32Array.from({ length: rows.length }, (_, row) => row).filter(
      (row) => !Number.isNaN(column[row] as number),
    );
    return rocAuc(
      riskOf(Float64Array.from(known, (row) => column[row] as number)),
      Uint8Array.from(known, (row) => rows.outcome[row] as number),
    );
  });
  return aucs.some((auc) => auc > TOO_GOOD);
}

/**
 * The probability of churn a workspace's own past allows (30-method.md 4.2, 4.3, 4.6): the calibrated curve from ten churns on,
 * unless the score is too good to be true or reversed; else band rates from the first churn on; else the illustration.
 *
 * @param rows landmark rows of the outcome churn within 90 days
 */
export function churnModel(rows: LandmarkRows): ChurnModel {
  const churns = countOutcomes(rows);
  const common = { rows: rows.length, accounts: rows.clusters, churns };
  if (churns === 0)
    return { ...common, basis: 'illustrative', why: 'none', curve: null, bands: null, rows: 0, accounts: 0 };
  const stayed = rows.length - rows.outcome.reduce((sum, churned) => sum + churned, 0);
  const band = (why: NotCalibrated): ChurnModel => ({
    ...common,
    basis: 'band',
    why,
    curve: null,
    bands: retentionBands(rows.score, rows.outcome, HEALTH_BANDS, 100),
  });
  if (churns < LEAST_TO_CALIBRATE || stayed < LEAST_TO_RANK) return band('few');
  if (isTooGood(rows)) return band('leak');
  const curve = fitCurve(rows.score, rows.outcome);
  if (!(curve.kappa > 0)) return band('reversed');
  return {
    ...common,
    basis: 'calibrated',
    why: null,
    curve: { ...curve, covariance: curveCovariance(rows, curve) },
    bands: null,
  };
}

/** Index of the band a score lies in. */
export function bandOf(score: number): number {
  const found = HEALTH_BANDS.findIndex((from) => score >= from);
  return found < 0 ? HEALTH_BANDS.length - 1 : found;
}

/** Probability of churn within 90 days of a health score 0-100, NaN without one. */
export function churnEstimate({ curve, bands }: ChurnModel, score: number): ChurnEstimate {
  if (Number.isNaN(score)) return { p: Number.NaN, low: Number.NaN, high: Number.NaN, of: null, left: null };
  if (curve) {
    const x = -score / 100;
    const [aa, ak, kk] = curve.covariance;
    const half = Z * Math.sqrt(Math.max(0, aa + 2 * x * ak + x * x * kk));
    const at = (shift: number): number => churnProbability({ a: curve.a + shift, kappa: curve.kappa }, score);
    return { p: at(0), low: at(-half), high: at(half), of: null, left: null };
  }
  const band = bands?.[bandOf(score)];
  if (band) {
    const { rate, low, high } = band.shrunk;
    return { p: 1 - rate, low: 1 - high, high: 1 - low, of: band.n, left: band.churned };
  }
  const [retained, n] = ILLUSTRATION[bandOf(score)] as readonly [number, number];
  const { low, high } = shareInterval(n - retained, n);
  return { p: 1 - retained / n, low, high, of: n, left: n - retained };
}

export type DueAccount = {
  /** Above 0. */
  readonly arr: number;
  readonly score: number;
  /** Notice was given: it counts as lost. */
  readonly leaving: boolean;
};

export type RetentionForecast = {
  /** Σ ARR·(1 − p̂) ÷ Σ ARR due, 0-1. */
  readonly share: number;
  /** 95 % interval of what will be retained; null for the illustration, which measures nothing. */
  readonly interval: { readonly low: number; readonly high: number } | null;
};

/**
 * Share of the ARR due that is expected to stay (30-method.md 4.6). The interval adds what is unknown of the rates to the
 * chance of which accounts leave: few large renewals make it wide whatever is known. Null without anything due.
 */
export function retentionForecast(model: ChurnModel, due: readonly DueAccount[]): RetentionForecast | null {
  const total = due.reduce((sum, { arr }) => sum + arr, 0);
  if (!(total > 0)) return null;
  let lost = 0;
  let chance = 0;
  let [g0, g1] = [0, 0];
  const byBand = new Float64Array(HEALTH_BANDS.length);
  for (const { arr, score, leaving } of due) {
    const weight = arr / total;
    const p = leaving ? 1 : churnEstimate(model, score).p;
    lost += weight * p;
    if (leaving) continue;
    const spread = p * (1 - p);
    chance += weight * weight * spread;
    g0 += weight * spread;
    g1 -= (weight * spread * score) / 100;
    const band = bandOf(score);
    byBand[band] = (byBand[band] as number) + weight;
  }
  const share = 1 - lost;
  if (model.basis === 'illustrative') return { share, interval: null };
  let rates = 0;
  if (model.curve) {
    const [aa, ak, kk] = model.curve.covariance;
    rates = g0 * g0 * aa + 2 * g0 * g1 * ak + g1 * g1 * kk;
  } else {
    model.bands?.forEach(({ shrunk }, band) => {
      // Half the width of a Beta interval is about 1.96 standard deviations.
      rates += ((byBand[band] as number) * ((shrunk.high - shrunk.low) / (2 * Z))) ** 2;
    });
  }
  const half = Z * Math.sqrt(Math.max(0, chance + rates));
  return { share, interval: { low: Math.max(0, share - half), high: Math.min(1, share + half) } };
}
