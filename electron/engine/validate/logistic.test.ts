import { describe, expect, it } from 'vitest';
import { fitLogistic, sigmoid, softplus } from './logistic.ts';
import { churnProbability, fitCurve, logitsOf, recalibrate } from './probability.ts';

/** Rows of TV32. */
const i = Array.from({ length: 60 }, (_, k) => k + 1);
const s1 = i.map((k) => ((37 * k) % 101) / 100);
const s2 = i.map((k) => ((53 * k + 17) % 101) / 100);
const s3 = i.map((k) => ((71 * k + 29) % 101) / 100);
const at = (column: number[], k: number): number => column[k] as number;
const y = i.map((k, row) =>
  100 * (0.6 * at(s1, row) + 0.3 * at(s2, row) + 0.1 * at(s3, row)) + ((29 * k) % 41) - 20 < 38 ? 1 : 0,
);

describe('logistic regression', () => {
  it('fits the prior curve of TV32: a 4.0108, κ 10.9382 at ridge 0.01', () => {
    expect(y.reduce((sum: number, value) => sum + value, 0)).toBe(17);
    const prior = i.map((_, k) => 100 * (0.35 * at(s1, k) + 0.35 * at(s2, k) + 0.3 * at(s3, k)));
    const { a, kappa } = fitCurve(prior, y);
    expect(a).toBeCloseTo(4.0108, 4);
    expect(kappa).toBeCloseTo(10.9382, 4);
    expect(churnProbability({ a, kappa }, 0)).toBeCloseTo(1 / (1 + Math.exp(-4.0108)), 5);
  });

  it('fits several columns: the unpenalised weights of TV32', () => {
    const { coefficients, converged } = fitLogistic(
      [s1, s2, s3].map((column) => Float64Array.from(column, (value) => -value)),
      y,
    );
    expect(converged).toBe(true);
    for (const [k, wanted] of [13.3155, 5.3902, 0.8146].entries()) expect(coefficients[k]).toBeCloseTo(wanted, 3);
  });

  it('does not depend on where it begins, and counts weighted rows as repeated ones', () => {
    const x = Float64Array.from(s1);
    const begun = fitLogistic([x], y, { start: [5, -40] });
    const plain = fitLogistic([x], y);
    expect(begun.coefficients[0]).toBeCloseTo(plain.coefficients[0] ?? 0, 8);
    const weight = i.map((k) => k % 3);
    const rows = i.flatMap((k, row) => Array.from({ length: k % 3 }, () => row));
    const repeated = fitLogistic(
      [Float64Array.from(rows, (row) => at(s1, row))],
      rows.map((row) => at(y, row)),
    );
    const weighted = fitLogistic([x], y, { weight });
    expect(weighted.intercept).toBeCloseTo(repeated.intercept, 8);
    expect(weighted.coefficients[0]).toBeCloseTo(repeated.coefficients[0] ?? 0, 8);
  });

  it('a column that separates the classes is held by its ridge; without both classes there is no fit', () => {
    const separated = Float64Array.from({ length: 20 }, (_, k) => k);
    const sides = Array.from(separated, (value) => (value < 10 ? 0 : 1));
    const { coefficients, converged } = fitLogistic([separated], sides, { ridge: 0.01 });
    expect(converged).toBe(true);
    expect(coefficients[0]).toBeGreaterThan(1);
    expect(
      fitLogistic(
        [separated],
        sides.map(() => 1),
      ).intercept,
    ).toBeNaN();
  });

  it('finds the minimum of many rows and columns, one of which a sample of the rows does not show', () => {
    const n = 5000;
    const x = Array.from({ length: 7 }, (_, j) =>
      Float64Array.from({ length: n }, (_, row) => ((row * (2 * j + 3) + j * row * row) % 97) / 97),
    );
    x.push(Float64Array.from({ length: n }, (_, row) => (row % 7 !== 0 && row % 50 === 1 ? 1 : 0)));
    const outcome = Uint8Array.from({ length: n }, (_, row) =>
      (x[0]?.[row] ?? 0) + (x[7]?.[row] ?? 0) > ((row * 31) % 53) / 40 ? 1 : 0,
    );
    const { intercept, coefficients, converged } = fitLogistic(x, outcome, { ridge: 0.5 });
    expect(converged).toBe(true);
    const error = Array.from(
      outcome,
      (yes, row) =>
        sigmoid(x.reduce((z, column, j) => z + (coefficients[j] ?? 0) * (column[row] ?? 0), intercept)) - yes,
    );
    for (const [j, column] of x.entries()) {
      const slope = error.reduce((sum, value, row) => sum + value * (column[row] ?? 0), 0.5 * (coefficients[j] ?? 0));
      expect(Math.abs(slope)).toBeLessThan(1e-6);
    }
    expect(Math.abs(error.reduce((sum, value) => sum + value, 0))).toBeLessThan(1e-6);
  });

  it('true probabilities need no recalibration, bold ones do', () => {
    const p = Array.from({ length: 99 }, (_, k) => (k + 1) / 100);
    // 100 rows at each probability, as many churned as it says
    const rows = p.flatMap((value) =>
      Array.from({ length: 100 }, (_, k) => ({ value, churned: k < Math.round(value * 100) ? 1 : 0 })),
    );
    const outcome = rows.map(({ churned }) => churned);
    const right = recalibrate(logitsOf(rows.map(({ value }) => value)), outcome);
    expect(right.slope).toBeCloseTo(1, 6);
    expect(right.intercept).toBeCloseTo(0, 6);
    const bold = recalibrate(
      logitsOf(rows.map(({ value }) => sigmoid(2 * Math.log(value / (1 - value)) + 1))),
      outcome,
    );
    expect(bold.slope).toBeCloseTo(0.5, 2);
    expect(bold.intercept).toBeCloseTo(-0.5, 2);
  });

  it('is stable far out', () => {
    expect([sigmoid(-800), sigmoid(800), softplus(800), softplus(-800)]).toEqual([0, 1, 800, 0]);
  });
});
