import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/random.ts';
import { compareJudged, type JudgedRows, judge } from './accuracy.ts';
import { clusterBootstrap } from './bootstrap.ts';
import { rocAuc } from './ranking.ts';

const uniform = (seed: number): (() => number) => {
  const random = seededRandom(seed);
  return () => (random.next() >>> 0) / 4_294_967_296;
};

type Made = JudgedRows & { readonly risk: Float64Array; readonly p: Float64Array };

/** Accounts with four rows each; churn depends on the risk by σ(−2 + strength·(risk − ½)). */
function portfolio(seed: number, accounts: number, strength: number): Made {
  const next = uniform(seed);
  const n = accounts * 4;
  const risk = new Float64Array(n);
  const p = new Float64Array(n);
  const outcome = new Uint8Array(n);
  const cluster = Int32Array.from({ length: n }, (_, row) => row >> 2);
  for (let account = 0; account < accounts; account++) {
    const level = next();
    for (let row = account * 4; row < account * 4 + 4; row++) {
      const value = 0.7 * level + 0.3 * next();
      p[row] = 1 / (1 + Math.exp(2 - strength * (value - 0.5)));
      risk[row] = Math.round(value * 1000) / 10;
      outcome[row] = next() < (p[row] as number) ? 1 : 0;
    }
  }
  return { risk, p, outcome, cluster, clusters: accounts };
}

describe('intervals by resampling accounts', () => {
  const made = portfolio(1, 150, 6);

  it('gives the same digits for a seed, others for another', () => {
    const run = (seed: number) => judge(made.risk, made.p, made, { resamples: 200, seed });
    expect(run(7)).toEqual(run(7));
    expect(run(8).auc.low).not.toBe(run(7).auc.low);
    expect(run(8).auc.value).toBe(run(7).auc.value);
  });

  it('brackets every measure, and says which method', () => {
    const judged = judge(made.risk, made.p, made, { resamples: 400, seed: 3 });
    expect(judged.method).toBe('bca');
    expect(judged.auc.value).toBeCloseTo(rocAuc(made.risk, made.outcome), 12);
    for (const { value, low, high } of [
      judged.auc,
      judged.averagePrecision,
      judged.somersD,
      judged.brier,
      judged.logLoss,
      judged.slope,
      judged.intercept,
    ]) {
      expect(low).toBeLessThan(value);
      expect(high).toBeGreaterThan(value);
    }
    expect(judged.somersD.low).toBeCloseTo(2 * judged.auc.low - 1, 12);
    // the probabilities are the true ones: slope 1 and intercept 0 lie within
    expect(judged.slope.low).toBeLessThan(1);
    expect(judged.slope.high).toBeGreaterThan(1);
    expect(judged.intercept.low).toBeLessThan(0);
    expect(judged.intercept.high).toBeGreaterThan(0);
  });

  it('draws accounts, not rows: a portfolio of copies is no more certain', () => {
    const once = portfolio(5, 60, 6);
    const first = (column: ArrayLike<number>) => Float64Array.from({ length: 60 }, (_, k) => column[k * 4] as number);
    const risk = first(once.risk);
    const outcome = first(once.outcome);
    const single = { cluster: Int32Array.from({ length: 60 }, (_, k) => k), clusters: 60, outcome };
    const copies = (column: Float64Array) => Float64Array.from({ length: 600 }, (_, k) => column[k % 60] as number);
    const tenfold = {
      cluster: Int32Array.from({ length: 600 }, (_, k) => k % 60),
      clusters: 60,
      outcome: copies(outcome),
    };
    const options = { resamples: 300, seed: 11 };
    const [a, b] = [judge(risk, null, single, options), judge(copies(risk), null, tenfold, options)];
    expect(b.auc.low).toBeCloseTo(a.auc.low, 10);
    expect(b.auc.high).toBeCloseTo(a.auc.high, 10);
  });

  it('has no interval without both classes, and refuses nothing silently', () => {
    const none = { ...made, outcome: new Uint8Array(made.risk.length) };
    const judged = judge(made.risk, null, none, { resamples: 100, seed: 1 });
    expect([judged.auc.value, judged.auc.low, judged.brier.value]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(judged.method).toBe('percentile');
  });

  it('BCa bounds of a skewed mean lie to the right of the percentiles', () => {
    const values = Float64Array.from({ length: 40 }, (_, k) => (k < 36 ? 1 : 12 + k));
    const mean = (weight: ArrayLike<number>, out: Float64Array): void => {
      let sum = 0;
      for (let k = 0; k < values.length; k++) sum += (weight[k] as number) * (values[k] as number);
      out[0] = sum;
    };
    const options = { clusters: 40, size: 1, resamples: 2000, seed: 4 };
    const [percentile, bca] = [false, true].map((on) => clusterBootstrap(mean, { ...options, bca: on }).interval(0));
    expect(bca?.low).toBeGreaterThan(percentile?.low ?? 0);
    expect(bca?.high).toBeGreaterThan(percentile?.high ?? 0);
  });

  it('stops where the caller throws', () => {
    expect(() =>
      judge(made.risk, null, made, {
        resamples: 500,
        seed: 1,
        onStep: (share) => {
          if (share > 0.5) throw new Error('cancelled');
        },
      }),
    ).toThrow('cancelled');
  });
});

describe('paired differences', () => {
  it('see what two intervals side by side cannot', () => {
    const made = portfolio(21, 250, 6);
    const next = uniform(22);
    const noisy = made.risk.map((value) => value + 25 * (next() - 0.5));
    const options = { resamples: 500, seed: 5 };
    const paired = compareJudged({ risk: noisy }, { risk: made.risk }, made, options);
    const [a, b] = [judge(noisy, null, made, options), judge(made.risk, null, made, options)];
    expect(paired.auc.value).toBeCloseTo(b.auc.value - a.auc.value, 12);
    expect(paired.auc.low90).toBeGreaterThan(0);
    expect(a.auc.high).toBeGreaterThan(b.auc.low);
    expect(paired.auc.low).toBeLessThan(paired.auc.low90);
    expect(paired.brier.value).toBeNaN();
  });

  it('of a score with itself are 0', () => {
    const made = portfolio(23, 60, 6);
    const { auc, brier } = compareJudged(made, made, made, { resamples: 100, seed: 1 });
    expect([auc.value, auc.low, auc.high, brier.value, brier.high]).toEqual([0, 0, 0, 0, 0]);
  });
});

describe('permuted outcomes', () => {
  it('leave an AUC whose interval holds 0.5 in about 95 % of 200 seeded runs', () => {
    let inside = 0;
    let sum = 0;
    for (let run = 0; run < 200; run++) {
      const made = portfolio(1000 + run, 60, 6);
      // shuffles whole accounts, so that rows of one stay alike
      const next = uniform(5000 + run);
      const of = Int32Array.from({ length: made.clusters }, (_, k) => k);
      for (let k = of.length - 1; k > 0; k--) {
        const at = Math.floor(next() * (k + 1));
        const kept = of[k] as number;
        of[k] = of[at] as number;
        of[at] = kept;
      }
      const outcome = Uint8Array.from(
        made.outcome,
        (_, row) => made.outcome[(of[row >> 2] as number) * 4 + (row & 3)] as number,
      );
      const { auc } = judge(made.risk, null, { ...made, outcome }, { resamples: 150, seed: run });
      sum += auc.value;
      if (auc.low <= 0.5 && auc.high >= 0.5) inside++;
    }
    // two standard errors of 95 % in 200 runs are 3 %
    expect(inside / 200).toBeGreaterThanOrEqual(0.92);
    expect(Math.abs(sum / 200 - 0.5)).toBeLessThan(0.01);
    expect(inside).toBe(190);
  });
});
