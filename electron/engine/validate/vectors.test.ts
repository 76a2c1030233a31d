import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilson } from '../math/intervals.ts';
import { RUNS } from '../testing/arbitrary-inputs.ts';
import { HEALTH_BANDS, retentionBands, shrunkShare } from './bands.ts';
import { leadTimes } from './lead-time.ts';
import { brierParts, brierScore, logLoss, reliabilityBins } from './probability.ts';
import { curvePoints, hanleyMcNeil, rankAccuracy, rankRows, rocAuc, spearman } from './ranking.ts';
import { kaplanMeier, logRank, survivalAt, survivalQuantile } from './survival.ts';
import { shareOf, targetStatus } from './targets.ts';
import { thresholdTable } from './thresholds.ts';
import { trendTest } from './trend-test.ts';

const BANDS = [
  { score: 95, n: 47, retained: 46 },
  { score: 85, n: 123, retained: 116 },
  { score: 75, n: 156, retained: 136 },
  { score: 65, n: 94, retained: 73 },
  { score: 55, n: 67, retained: 43 },
  { score: 40, n: 38, retained: 16 },
];
const grouped = BANDS.flatMap(({ score, n, retained }) =>
  Array.from({ length: n }, (_, k) => ({ score, churned: k < retained ? 0 : 1 })),
);
const scores = grouped.map(({ score }) => score);
const outcome = grouped.map(({ churned }) => churned);
const risk = scores.map((score) => 100 - score);
const HEALTH = [20, 35, 38, 45, 55, 62, 66, 70, 81, 90];
const CHURN = [1, 0, 1, 1, 0, 0, 1, 0, 0, 0];

describe('TV22, retention by band', () => {
  it('counts 525 accounts and 95 churns, with Wilson intervals', () => {
    const bands = retentionBands(scores, outcome, HEALTH_BANDS, 100);
    expect(bands.map(({ n, retained }) => [n, retained])).toEqual(BANDS.map(({ n, retained }) => [n, retained]));
    const rounded = bands.map(({ rate, low, high }) => [
      Number((rate * 100).toFixed(2)),
      Number((low * 100).toFixed(1)),
      Number((high * 100).toFixed(1)),
    ]);
    expect(rounded).toEqual([
      [97.87, 88.9, 99.6],
      [94.31, 88.7, 97.2],
      [87.18, 81.0, 91.5],
      [77.66, 68.2, 84.9],
      [64.18, 52.2, 74.6],
      [42.11, 27.9, 57.8],
    ]);
    const drops = bands.slice(1).map(({ rate }, at) => ((bands[at]?.rate ?? 0) - rate) * 100);
    expect(drops.map((drop) => Number(drop.toFixed(1)))).toEqual([3.6, 7.1, 9.5, 13.5, 22.1]);
  });

  it('ranks: AUC 0.760820, Somers D 0.521640, average precision 0.387162', () => {
    expect(rocAuc(risk, outcome)).toBeCloseTo(0.76082, 6);
    const { auc, averagePrecision } = rankAccuracy(rankRows(risk), outcome);
    expect(auc).toBeCloseTo(0.76082, 6);
    expect(2 * auc - 1).toBeCloseTo(0.52164, 6);
    expect(averagePrecision).toBeCloseTo(0.387162, 6);
  });

  it('Brier of the band rates is 0.125697, without skill 0.148209', () => {
    const p = scores.map((score) => {
      const band = BANDS.find((candidate) => candidate.score === score);
      return band ? 1 - band.retained / band.n : 0;
    });
    expect(brierScore(p, outcome)).toBeCloseTo(0.125697, 6);
    expect(brierScore(new Array(525).fill(95 / 525), outcome)).toBeCloseTo(0.148209, 6);
    const parts = brierParts(reliabilityBins(p, outcome, 525));
    expect(parts.uncertainty).toBeCloseTo(0.148209, 6);
    expect(parts.reliability - parts.resolution + parts.uncertainty).toBeCloseTo(0.125697, 6);
  });

  it('falls from band to band: Cochran-Armitage z 8.5553', () => {
    const { z, p } = trendTest(
      BANDS.map(({ n, retained }) => n - retained),
      BANDS.map(({ n }) => n),
    );
    expect(z).toBeCloseTo(8.5553, 4);
    expect(p).toBeLessThan(1e-16);
  });

  it('counts at every threshold', () => {
    const rows = thresholdTable(scores, outcome, [50, 60, 70, 80]).toReversed();
    expect(rows.map(({ threshold, tp, fp, fn, tn }) => [threshold, tp, fp, fn, tn])).toEqual([
      [80, 87, 268, 8, 162],
      [70, 67, 132, 28, 298],
      [60, 46, 59, 49, 371],
      [50, 22, 16, 73, 414],
    ]);
    const four = (value: number): number => Number(value.toFixed(4));
    expect(
      rows.map(({ recall, precision, falseAlarmShare, youden, lift }) => [
        four(recall),
        four(precision),
        four(falseAlarmShare),
        four(youden),
        Number(lift.toFixed(3)),
      ]),
    ).toEqual([
      [0.9158, 0.2451, 0.7549, 0.2925, 1.354],
      [0.7053, 0.3367, 0.6633, 0.3983, 1.861],
      [0.4842, 0.4381, 0.5619, 0.347, 2.421],
      [0.2316, 0.5789, 0.4211, 0.1944, 3.199],
    ]);
  });
});

describe('TV23, ten accounts', () => {
  it('AUC is 19 of 24 pairs, average precision 0.747024', () => {
    const ranked = rankAccuracy(rankRows(HEALTH.map((h) => 100 - h)), CHURN);
    expect(ranked.auc).toBeCloseTo(19 / 24, 12);
    expect(ranked.auc).toBeCloseTo(0.791667, 6);
    expect(ranked.averagePrecision).toBeCloseTo(0.747024, 6);
  });

  it('flags below 40: 2 hits, 1 false alarm, 2 missed', () => {
    const [row] = thresholdTable(HEALTH, CHURN, [40]);
    expect(row).toMatchObject({ tp: 2, fp: 1, fn: 2, tn: 5, recall: 0.5 });
    expect(row?.precision).toBeCloseTo(0.666667, 6);
  });

  it('Brier 0.1595 and log loss 0.474061', () => {
    const p = [0.8, 0.5, 0.6, 0.4, 0.3, 0.2, 0.2, 0.1, 0.05, 0.05];
    expect(brierScore(p, CHURN)).toBeCloseTo(0.1595, 10);
    expect(logLoss(p, CHURN)).toBeCloseTo(0.474061, 6);
  });

  it('counts ties half, and a score equal to a threshold is not below it', () => {
    expect(rocAuc([1, 1, 1, 1], [1, 0, 1, 0])).toBe(0.5);
    expect(rocAuc([3, 2, 2, 1], [1, 1, 0, 0])).toBe(0.875);
    expect(rocAuc([1, 2], [1, 1])).toBeNaN();
    const [at] = thresholdTable([40, 39.999], [1, 1], [40]);
    expect([at?.tp, at?.fn]).toEqual([1, 1]);
    const [from] = thresholdTable([0.4, 0.39], [1, 1], [0.4], 'risk');
    expect([from?.tp, from?.fn]).toEqual([1, 1]);
  });

  it('agrees with counting every pair, whatever the ties and the range', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.oneof(
              fc.integer({ min: -3, max: 3 }),
              fc.double({ noNaN: true }),
              fc.constantFrom(0, 5e-324, 1e-300, 1e300),
            ),
            fc.integer({ min: 0, max: 1 }),
          ),
          { maxLength: 40 },
        ),
        (rows) => {
          const [values, churned] = [rows.map(([value]) => value), rows.map(([, one]) => one)];
          let twice = 0;
          let pairs = 0;
          rows.forEach(([a, yes]) => {
            for (const [b, no] of rows)
              if (yes === 1 && no === 0) {
                pairs += 2;
                twice += a > b ? 2 : a === b ? 1 : 0;
              }
          });
          expect(rocAuc(values, churned)).toBe(twice / pairs);
          for (const thresholds of [
            [0, 1, 2],
            [1, 2, 3],
            [-2, -1, 0, 1, 2],
          ])
            for (const { threshold, tp } of thresholdTable(values, churned, thresholds))
              expect(tp).toBe(rows.filter(([value, one]) => one === 1 && value < threshold).length);
          const uneven = [-2, -0.5, 0, 0.25, 1e299];
          for (const [at, row] of thresholdTable(values, churned, uneven).entries())
            expect(row.fp).toBe(rows.filter(([value, one]) => one === 0 && value < (uneven[at] as number)).length);
        },
      ),
      RUNS,
    );
  });

  it('draws the curves from corner to corner', () => {
    const points = curvePoints(rankRows(HEALTH.map((h) => 100 - h)), HEALTH, CHURN);
    expect(points).toHaveLength(10);
    expect(points[0]).toEqual({ falsePositiveRate: 0, recall: 0.25, precision: 1, risk: 20 });
    expect(points.at(-1)).toEqual({ falsePositiveRate: 1, recall: 1, precision: 0.4, risk: 90 });
  });
});

describe('TV26, KPI targets', () => {
  it('7 of 10 alerts true is not above 70 %, 3 of 10 false not below 20 %', () => {
    expect(targetStatus(shareOf(7, 10), { side: 'above', bound: 0.7 })).toBe('not_met');
    expect(targetStatus(shareOf(3, 10), { side: 'below', bound: 0.2 })).toBe('not_met');
  });

  it('6 of 14 saved is 42.857 %, 21.4-67.4 %: met, not proven; 13 of 14 is 68.5-98.7 %: met', () => {
    const saved = shareOf(6, 14);
    expect(saved.value).toBeCloseTo(0.42857, 5);
    expect([saved.low, saved.high].map((bound) => Number((bound * 100).toFixed(1)))).toEqual([21.4, 67.4]);
    expect(targetStatus(saved, { side: 'above', bound: 0.4, orEqual: true })).toBe('met_not_proven');
    const nearlyAll = shareOf(13, 14);
    expect(nearlyAll.value).toBeCloseTo(0.92857, 5);
    expect([nearlyAll.low, nearlyAll.high].map((bound) => Number((bound * 100).toFixed(1)))).toEqual([68.5, 98.7]);
    expect(targetStatus(nearlyAll, { side: 'above', bound: 0.4, orEqual: true })).toBe('met');
    expect(targetStatus(shareOf(0, 0), { side: 'above', bound: 0.4 })).toBe('unknown');
  });
});

describe('TV27, lead times', () => {
  it('has the median 31 days; churns without an alert are missed, not 0 days', () => {
    expect(leadTimes([47, 12, 60, 25, 31])).toMatchObject({ median: 31, q1: 25, q3: 47, missed: 0, detected: 5 });
    const withMissed = leadTimes([47, null, 12, 60, null, 25, 31]);
    expect(withMissed).toMatchObject({ median: 31, missed: 2, detected: 5, churns: 7 });
    expect(withMissed.kaplanMeierMedian).toBe(25);
    expect(leadTimes([12, null, null]).median).toBeNaN();
  });
});

describe('TV29, Kaplan-Meier and log-rank as R survival', () => {
  const red = { time: [30, 60, 60, 90, 120, 180], event: [1, 1, 0, 1, 0, 0] };
  const green = { time: [45, 150, 180, 180, 180, 180], event: [0, 1, 0, 0, 0, 0] };

  it('steps down at 30, 60 and 90 days, 0.4444 within 0.0662-0.785', () => {
    const steps = kaplanMeier(red);
    expect(steps.map(({ time }) => time)).toEqual([30, 60, 90]);
    expect(steps.map(({ survival }) => Number(survival.toFixed(4)))).toEqual([0.8333, 0.6667, 0.4444]);
    const last = steps.at(-1);
    expect(last?.low).toBeCloseTo(0.0662, 4);
    expect(last?.high).toBeCloseTo(0.785, 3);
    expect(kaplanMeier(green).map(({ time, survival }) => [time, survival])).toEqual([[150, 0.8]]);
    expect([survivalAt(steps, 60, false), survivalAt(steps, 60, true)].map((s) => Number(s.toFixed(4)))).toEqual([
      0.8333, 0.6667,
    ]);
    expect(survivalQuantile(steps)).toBe(90);
    expect(survivalQuantile(kaplanMeier(green))).toBeNaN();
  });

  it('log-rank χ² 2.43539, p 0.1186', () => {
    const test = logRank([red, green]);
    expect(test?.chiSquare).toBeCloseTo(2.43539, 5);
    expect(test?.df).toBe(1);
    expect(test?.p).toBeCloseTo(0.1186, 4);
    expect(logRank([red])).toBeNull();
    expect(logRank([red, { time: [], event: [] }])).toBeNull();
  });
});

describe('TV31, shares drawn towards the pooled one', () => {
  it.each([
    [3, 10, 0.166667, 0.0585, 0.3166],
    [0, 8, 0.071429, 0.0091, 0.1897],
    [12, 60, 0.175, 0.1004, 0.2649],
  ])('%i of %i at 10 %% pooled', (k, n, rate, low, high) => {
    const shrunk = shrunkShare(k, n, 0.1);
    expect(shrunk.rate).toBeCloseTo(rate, 6);
    expect(shrunk.low).toBeCloseTo(low, 4);
    expect(shrunk.high).toBeCloseTo(high, 4);
  });
});

describe('30-method.md 4.2', () => {
  it.each([
    [50, 5, 0.26],
    [100, 10, 0.18],
    [200, 20, 0.13],
    [500, 40, 0.09],
  ])('%i accounts with %i churns leave an AUC of 0.75 within ± %f', (n, churns, half) => {
    const { low, high } = hanleyMcNeil(0.75, churns, n - churns);
    expect((high - low) / 2).toBeGreaterThan(half - 0.015);
    expect((high - low) / 2).toBeLessThan(half + 0.015);
  });

  it.each([
    [7, 10, 40, 89],
    [14, 20, 48, 86],
    [28, 40, 55, 82],
  ])('recall %i of %i lies within %i-%i %%', (k, n, low, high) => {
    const bounds = wilson(k, n);
    expect(Math.abs(bounds.low * 100 - low)).toBeLessThan(0.6);
    expect(Math.abs(bounds.high * 100 - high)).toBeLessThan(0.6);
  });

  it('ranks like SciPy where there are ties', () => {
    expect(spearman([1, 2, 2, 4, 5], [5, 6, 7, 8, 7])).toBeCloseTo(0.763158, 6);
    expect(spearman([1, 1], [1, 2])).toBeNaN();
  });
});
