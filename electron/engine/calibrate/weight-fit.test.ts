import { describe, expect, it } from 'vitest';
import { rocAuc } from '../validate/ranking.ts';
import { type FitRows, fitBounded } from './bounded-fit.ts';
import { filledColumns, fitPrior, fitShrunk, normalised } from './weight-fit.ts';

/** The rows of TV32. */
function vector(): FitRows {
  const n = 60;
  const columns = [new Float64Array(n), new Float64Array(n), new Float64Array(n)] as const;
  const churned = new Uint8Array(n);
  for (let row = 0; row < n; row++) {
    const i = row + 1;
    columns[0][row] = ((37 * i) % 101) / 100;
    columns[1][row] = ((53 * i + 17) % 101) / 100;
    columns[2][row] = ((71 * i + 29) % 101) / 100;
    const health =
      100 * (0.6 * (columns[0][row] ?? 0) + 0.3 * (columns[1][row] ?? 0) + 0.1 * (columns[2][row] ?? 0)) +
      ((29 * i) % 41) -
      20;
    churned[row] = health < 38 ? 1 : 0;
  }
  return { columns, churned };
}

const SHARES = [0.35, 0.35, 0.3];

describe('TV32', () => {
  const rows = vector();
  const prior = fitPrior(rows, SHARES);

  it('prior fit: a = 4.0108, κ = 10.9382 on 17 events', () => {
    expect(rows.churned.reduce((sum, y) => sum + y, 0)).toBe(17);
    expect(Math.abs(prior.intercept - 4.0108)).toBeLessThan(5e-4);
    expect(Math.abs(prior.kappa - 10.9382)).toBeLessThan(5e-4);
  });

  it('λ = 0: β = 13.3155, 5.3902, .8146', () => {
    const { slopes, residual } = fitShrunk(rows, prior, SHARES, 0);
    [13.3155, 5.3902, 0.8146].forEach((beta, i) => {
      expect(Math.abs((slopes[i] ?? 0) - beta)).toBeLessThan(5e-4);
    });
    expect(residual).toBeLessThan(1e-8);
  });

  it.each([
    [0, [0.6821, 0.2761, 0.0417]],
    [0.1, [0.6366, 0.2766, 0.0868]],
    [1, [0.4875, 0.312, 0.2005]],
    [10, [0.3727, 0.3436, 0.2837]],
    [1e6, [0.35, 0.35, 0.3]],
    [Number.POSITIVE_INFINITY, [0.35, 0.35, 0.3]],
  ])('λ = %d gives the weights %j', (lambda, weights) => {
    const { slopes, residual } = fitShrunk(rows, prior, SHARES, lambda);
    const shares = normalised(slopes);
    weights.forEach((weight, i) => {
      expect(Math.abs((shares?.[i] ?? 0) - weight)).toBeLessThan(5e-4);
    });
    expect(residual).toBeLessThan(1e-8);
  });
});

describe('TV32, ranking', () => {
  const rows = vector();
  const prior = fitPrior(rows, SHARES);

  it.each([
    [0, 0.9644],
    [1, 0.9357],
    [1e6, 0.8714],
  ])('λ = %d has an AUC of %d', (lambda, auc) => {
    const { slopes } = fitShrunk(rows, prior, SHARES, lambda);
    const risk = Float64Array.from(rows.churned, (_, row) =>
      rows.columns.reduce((sum, column, i) => sum - (slopes[i] ?? 0) * (column[row] ?? 0), 0),
    );
    expect(Math.abs(rocAuc(risk, rows.churned) - auc)).toBeLessThan(5e-4);
  });
});

describe('the fit', () => {
  it('leaves no slope below 0: a dimension that points the wrong way gets none', () => {
    const rows = vector();
    const reversed = (rows.columns[2] as Float64Array).map(
      (value, row) => (rows.churned[row] === 1 ? 0.6 : 0.4) + value / 10,
    );
    const all = { ...rows, columns: [...rows.columns.slice(0, 2), reversed] };
    const prior = fitPrior(all, SHARES);
    const { slopes, residual } = fitShrunk(all, prior, SHARES, 0.1);
    expect(slopes[2]).toBe(0);
    expect(Math.min(...slopes)).toBe(0);
    expect(residual).toBeLessThan(1e-8);
    expect(fitBounded(all, { ridge: 0.01, nonNegative: false }).slopes[2]).toBeLessThan(0);
  });

  it('is a minimum: no feasible point nearby has less penalised loss', () => {
    const rows = vector();
    const prior = fitPrior(rows, SHARES);
    const centre = SHARES.map((share) => share * prior.kappa);
    const { intercept, slopes } = fitShrunk(rows, prior, SHARES, 1);
    const lossAt = (a: number, beta: ArrayLike<number>): number => {
      let loss = 0;
      rows.churned.forEach((churned, row) => {
        const z = rows.columns.reduce((sum, column, i) => sum - (beta[i] ?? 0) * (column[row] ?? 0), a);
        loss += Math.log(1 + Math.exp(z)) - churned * z;
      });
      return loss + centre.reduce((sum, own, i) => sum + 0.5 * ((beta[i] ?? 0) - own) ** 2, 0);
    };
    const least = lossAt(intercept, slopes);
    for (let k = 0; k < 200; k++) {
      const shift = (salt: number): number => ((((k + 1) * salt) % 101) / 50 - 1) * 0.01;
      const beta = slopes.map((slope, i) => Math.max(0, slope + shift(37 + 16 * i)));
      expect(lossAt(intercept + shift(71), beta)).toBeGreaterThanOrEqual(least);
    }
  });

  it('does not depend on where it starts; a row counted twice is the row given twice', () => {
    const rows = vector();
    const options = { ridge: 0.3, nonNegative: true };
    const here = fitBounded(rows, options);
    const there = fitBounded(rows, { ...options, start: { intercept: 9, slopes: [0, 40, 3] } });
    here.slopes.forEach((slope, i) => {
      expect(there.slopes[i]).toBeCloseTo(slope, 7);
    });
    const counts = Float64Array.from(rows.churned, (_, row) => row % 3);
    const chosen = Array.from(counts).flatMap((count, row) => Array<number>(count).fill(row));
    const repeated = {
      columns: rows.columns.map((column) => Float64Array.from(chosen, (row) => column[row] ?? 0)),
      churned: Uint8Array.from(chosen, (row) => rows.churned[row] ?? 0),
    };
    const counted = fitBounded({ ...rows, counts }, options);
    fitBounded(repeated, options).slopes.forEach((slope, i) => {
      expect(counted.slopes[i]).toBeCloseTo(slope, 7);
    });
  });

  it('two copies of one dimension share its slope evenly around equal priors', () => {
    const rows = vector();
    const twice = { ...rows, columns: [rows.columns[0] as Float64Array, rows.columns[0] as Float64Array] };
    const { slopes } = fitShrunk(twice, fitPrior(twice, [0.5, 0.5]), [0.5, 0.5], 0.1);
    expect(slopes[0]).toBeCloseTo(slopes[1] ?? 0, 9);
    expect(fitBounded(twice, { ridge: 0, nonNegative: true }).slopes.every(Number.isFinite)).toBe(true);
  });
});

it('what is missing counts as the composite of the row, under the current weights', () => {
  const missing = Number.NaN;
  const [one, two, three] = filledColumns(
    [Float64Array.of(80, 20), Float64Array.of(40, missing), Float64Array.of(missing, missing)],
    [50, 25, 25],
  );
  // (50·80 + 25·40) ÷ 75 = 66.67, and 20 where only that is known.
  expect(three?.[0]).toBeCloseTo(200 / 300, 12);
  expect([one?.[1], two?.[1], three?.[1]]).toEqual([0.2, 0.2, 0.2]);
});

it('weights of nothing are none', () => {
  expect(normalised([0, 0])).toBeNull();
  expect(normalised([1, 3])).toEqual(Float64Array.of(0.25, 0.75));
});
