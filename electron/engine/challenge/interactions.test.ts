import { expect, it } from 'vitest';
import { chooseRidge, fitInteractions, interactionP, RIDGES } from './interactions.ts';

/** The rows of TV32 (30-method.md). */
const rows = Array.from({ length: 60 }, (_, k) => k + 1);
const columns = [
  Float64Array.from(rows, (i) => ((37 * i) % 101) / 100),
  Float64Array.from(rows, (i) => ((53 * i + 17) % 101) / 100),
  Float64Array.from(rows, (i) => ((71 * i + 29) % 101) / 100),
];
const churned = Uint8Array.from(rows, (i, row) => {
  const [one = 0, two = 0, three = 0] = columns.map((column) => column[row] ?? 0);
  return 100 * (0.6 * one + 0.3 * two + 0.1 * three) + ((29 * i) % 41) - 20 < 38 ? 1 : 0;
});

it.each([
  {
    ridge: 1,
    intercept: -1.81432453,
    slopes: [-2.29594721, -0.55816112, -0.40364772, 0.52565177, -0.25780994, 0.03831395],
    p: [0.16065863, 0.01966356, 0.59124473],
  },
  {
    ridge: 10,
    intercept: -1.10244645,
    slopes: [-0.88042214, -0.27192517, -0.11837385, 0.21570113, -0.01805622, -0.0417079],
    p: [0.24040031, 0.14781809, 0.4286787],
  },
])('ridge $ridge has the coefficients of scikit-learn 1.2.1 (C = 1 ÷ ridge, newton-cholesky)', (expected) => {
  const fit = fitInteractions(columns, churned, expected.ridge);
  const p = interactionP(fit, columns);
  expect(Math.abs(fit.intercept - expected.intercept)).toBeLessThan(1e-6);
  expected.slopes.forEach((slope, j) => {
    expect(Math.abs((fit.coefficients[j] ?? 0) - slope)).toBeLessThan(1e-6);
  });
  expected.p.forEach((stated, row) => {
    expect(Math.abs((p[row] ?? 0) - stated)).toBeLessThan(1e-6);
  });
});

it('does not depend on the unit of a column, and leaves one that never varies alone', () => {
  const one = interactionP(fitInteractions(columns, churned, 3), columns);
  const flat = new Float64Array(60).fill(0.4);
  const other = [...columns.map((column) => column.map((value) => 100 * value - 7)), flat];
  const fit = fitInteractions(other, churned, 3);
  expect([...fit.coefficients.filter((slope) => slope === 0)]).toHaveLength(4);
  interactionP(fit, other).forEach((p, row) => {
    expect(p).toBeCloseTo(one[row] ?? 0, 9);
  });
});

it('holds back most where the past does not carry over, and without a landmark to choose by', () => {
  const timed = (outcome: Uint8Array) => ({
    columns,
    churned: outcome,
    landmarkOf: Int32Array.from(rows, (i) => (i <= 30 ? 0 : 1)),
    accountOf: Int32Array.from(rows),
    horizonEnd: Int32Array.from(rows, (i) => (i <= 30 ? 90 : 180)),
  });
  const told = chooseRidge(timed(churned), [0, 91]);
  // What holds at the first landmark is the other way round at the second.
  const deaf = chooseRidge(timed(churned.map((one, row) => (row < 30 ? one : 1 - one))), [0, 91]);
  expect(RIDGES).toContain(told);
  expect(deaf).toBe(1000);
  expect(told).toBeLessThan(deaf);
  expect(chooseRidge(timed(churned), [0])).toBe(100);
});
