import { existsSync, readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { sigmoid } from '../validate/logistic.ts';
import { rocAuc } from '../validate/ranking.ts';
import { fitPrior, fitShrunk, normalised } from './weight-fit.ts';
import { wholePercents } from './whole-percent.ts';

const DATA = new URL('../../../../shared/data/', import.meta.url);
const CUSTOMERS = new URL('single/WA_Fn-UseC_-Telco-Customer-Churn.csv', DATA);
const FOLDS = new URL('reference/telco_predictions.csv', DATA);
const REFERENCE = new URL('reference/results.csv', DATA);

type Row = Readonly<Record<string, string>>;
const read = (file: URL): Row[] =>
  Papa.parse<Row>(readFileSync(file, 'utf8'), { header: true, skipEmptyLines: true }).data;

/** Quantile of ascending values, linear between neighbours: the deciles of the protocol. */
function decilesOf(values: readonly number[]): number[] {
  const ascending = [...values].sort((a, b) => a - b);
  const cuts = Array.from({ length: 9 }, (_, k) => {
    const at = (ascending.length - 1) * ((k + 1) / 10);
    const below = ascending[Math.floor(at)] ?? 0;
    return below + (at - Math.floor(at)) * ((ascending[Math.ceil(at)] ?? 0) - below);
  });
  return [...new Set(cuts)];
}

/**
 * Scores of one column, 0-1, higher = fewer churns: the weight of evidence ln((churned + .5) ÷ (stayed + .5)) − ln(P ÷ N) of
 * each level or decile of the training rows, turned round and stretched to 0-1; rows of unseen levels count as average.
 */
function scoresOf(
  values: readonly string[],
  isNumber: boolean,
  churned: ArrayLike<number>,
  train: readonly number[],
): Float64Array {
  const edges = isNumber ? decilesOf(train.map((row) => Number(values[row]))) : [];
  const binOf = (value: string): string =>
    isNumber ? String(edges.filter((edge) => edge < Number(value)).length) : value;
  const bins = values.map(binOf);
  const counts = new Map<string, { churned: number; stayed: number }>();
  let total = 0;
  for (const row of train) {
    const bin = counts.get(bins[row] ?? '') ?? { churned: 0, stayed: 0 };
    if (churned[row] === 1) bin.churned++;
    else bin.stayed++;
    total += churned[row] ?? 0;
    counts.set(bins[row] ?? '', bin);
  }
  const base = Math.log(total / (train.length - total));
  const evidence = new Map([...counts].map(([bin, n]) => [bin, Math.log((n.churned + 0.5) / (n.stayed + 0.5)) - base]));
  const all = [...evidence.values(), 0];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  return Float64Array.from(bins, (bin) => (most - (evidence.get(bin) ?? 0)) / (most - least || 1));
}

it.skipIf(!existsSync(CUSTOMERS) || !existsSync(FOLDS))(
  'Telco: the weight fit on weights of evidence has the AUC of the reference on the same folds (needs ../shared)',
  () => {
    const customers = read(CUSTOMERS);
    const foldOf = read(FOLDS).map(({ cv_fold }) => Number(cv_fold));
    const churned = Uint8Array.from(customers, ({ Churn }) => (Churn === 'Yes' ? 1 : 0));
    const numbers = ['tenure', 'MonthlyCharges', 'TotalCharges'];
    const names = Object.keys(customers[0] ?? {}).filter((name) => name !== 'customerID' && name !== 'Churn');
    const values = names.map((name) =>
      customers.map((row) => (numbers.includes(name) ? (row[name]?.trim() ?? '') || '0' : (row[name] ?? ''))),
    );
    const equal = names.map(() => 1 / names.length);
    const risk = new Float64Array(churned.length);
    const rounded = new Float64Array(churned.length);
    for (let fold = 0; fold < 5; fold++) {
      const train = foldOf.flatMap((own, row) => (own === fold ? [] : [row]));
      const columns = values.map((column, i) => scoresOf(column, numbers.includes(names[i] ?? ''), churned, train));
      const rows = {
        columns: columns.map((column) => Float64Array.from(train, (row) => column[row] ?? 0)),
        churned: Uint8Array.from(train, (row) => churned[row] ?? 0),
      };
      const fit = fitShrunk(rows, fitPrior(rows, equal), equal, 0.1);
      expect(fit.residual).toBeLessThan(1e-8);
      const total = fit.slopes.reduce((sum, slope) => sum + slope, 0);
      const percents = wholePercents(normalised(fit.slopes) ?? []);
      foldOf.forEach((own, row) => {
        if (own !== fold) return;
        const zOf = (slope: (i: number) => number): number =>
          columns.reduce((z, column, i) => z - slope(i) * (column[row] ?? 0), fit.intercept);
        risk[row] = sigmoid(zOf((i) => fit.slopes[i] ?? 0));
        rounded[row] = sigmoid(zOf((i) => (total * (percents[i] ?? 0)) / 100));
      });
    }
    const reference = Number(
      read(REFERENCE).find(({ dataset, part, model }) => dataset === 'telco' && part === 'cv' && model === 'nnlr')
        ?.roc_auc,
    );
    expect(reference).toBe(0.84441);
    expect(Math.abs(rocAuc(risk, churned) - reference)).toBeLessThan(0.002);
    // Whole percent cost next to nothing.
    expect(Math.abs(rocAuc(rounded, churned) - reference)).toBeLessThan(0.002);
  },
);
