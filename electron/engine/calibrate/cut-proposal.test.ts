import { expect, it } from 'vitest';
import { clusterBootstrap } from '../validate/bootstrap.ts';
import { proposeCuts } from './cut-proposal.ts';
import { createCutSearch, cutByLargestDrop } from './cut-search.ts';

const ACCOUNTS = 40;
const OPTIONS = { falseAlarmTarget: 0.4, costRatio: 5, accounts: ACCOUNTS, resamples: 80, seed: 20_251 };

it('the cuts of resampled portfolios are those that counting every row of every resample at every cut finds', () => {
  // Three rows an account, ties among the scores; low scores churn more often.
  const accountOf = Int32Array.from({ length: 3 * ACCOUNTS }, (_, row) => row % ACCOUNTS);
  const scores = Float64Array.from(accountOf, (account, row) => ((account * 37 + row * 11) % 50) * 2);
  const churned = Uint8Array.from(scores, (score, row) => Number((row * 7) % 10 < (score < 40 ? 5 : 1)));
  const { cuts } = createCutSearch(scores, churned);

  const resamples: number[][] = [];
  clusterBootstrap(
    (weight) =>
      resamples.push(
        Array.from(accountOf.keys()).flatMap((row) => new Array<number>(weight[accountOf[row] ?? 0] ?? 0).fill(row)),
      ),
    { ...OPTIONS, clusters: ACCOUNTS, size: 0 },
  );
  const lowestBest = (rows: readonly number[], worth: (caught: number, alarms: number) => number | null) => {
    const tried = Array.from(cuts, (cut) => {
      const flagged = rows.filter((row) => (scores[row] ?? 0) < cut);
      const caught = flagged.filter((row) => churned[row] === 1).length;
      return { cut, caught, worth: worth(caught, flagged.length - caught) };
    }).filter((one) => one.worth !== null);
    const most = Math.max(...tried.map((one) => one.worth ?? 0));
    return tried.find((one) => one.worth === most);
  };
  // The first call of the bootstrap is the sample itself.
  const expected = resamples.slice(1).map((rows) => {
    const positives = rows.filter((row) => churned[row] === 1).length;
    const negatives = rows.length - positives;
    const target = lowestBest(rows, (caught, alarms) => (5 * alarms <= 2 * (caught + alarms) ? caught : null));
    return [
      target && target.caught > 0 ? target.cut : Number.NaN,
      lowestBest(rows, (caught, alarms) => -(OPTIONS.costRatio * (positives - caught) + alarms))?.cut ?? Number.NaN,
      lowestBest(rows, (caught, alarms) => caught * negatives - alarms * positives)?.cut ?? Number.NaN,
      cutByLargestDrop(
        rows.map((row) => scores[row] ?? 0),
        rows.map((row) => churned[row] ?? 0),
      )?.threshold ?? Number.NaN,
    ];
  });

  expect(expected).toHaveLength(OPTIONS.resamples);
  const ascending = (at: number) =>
    expected
      .map((cut) => cut[at] ?? Number.NaN)
      .filter((cut) => !Number.isNaN(cut))
      .sort((a, b) => a - b);
  proposeCuts({ scores, churned, accountOf }, OPTIONS).forEach(({ criterion, drawn }, at) => {
    expect([criterion, ...drawn]).toEqual([criterion, ...ascending(at)]);
    expect(new Set(drawn).size).toBeGreaterThan(1);
  });
});
