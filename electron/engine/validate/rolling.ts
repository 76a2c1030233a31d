import { LEAST_TO_CALIBRATE, LEAST_TO_RANK } from './gates.ts';
import type { LandmarkRows } from './landmarks.ts';
import { churnProbability, fitCurve } from './probability.ts';

/** Rows of the landmarks whose horizon had ended by a landmark: all that may train what is judged at it (30-method.md 4.1). */
export function trainingRows(rows: LandmarkRows, landmark: number): Int32Array {
  const by = rows.days[landmark] as number;
  return Int32Array.from({ length: rows.length }, (_, row) => row).filter(
    (row) => (rows.horizonEnd[row] as number) <= by,
  );
}

/**
 * Probability of churn of each row by the two-parameter curve fitted at its landmark on what was known by then (rolling
 * origin with a purge of one horizon, 30-method.md 4.1); NaN at landmarks that fewer than 10 churns or 5 others come before.
 */
export function rollingProbabilities(rows: LandmarkRows): Float64Array {
  const p = new Float64Array(rows.length).fill(Number.NaN);
  for (let landmark = 0; landmark < rows.days.length; landmark++) {
    const training = trainingRows(rows, landmark);
    const outcome = Uint8Array.from(training, (row) => rows.outcome[row] as number);
    const churns = outcome.reduce((sum, one) => sum + one, 0);
    if (churns < LEAST_TO_CALIBRATE || training.length - churns < LEAST_TO_RANK) continue;
    const curve = fitCurve(
      Float64Array.from(training, (row) => rows.score[row] as number),
      outcome,
    );
    for (let row = 0; row < rows.length; row++)
      if (rows.landmark[row] === landmark) p[row] = churnProbability(curve, rows.score[row] as number);
  }
  return p;
}
