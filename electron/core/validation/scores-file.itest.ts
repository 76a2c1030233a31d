import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import {
  type FileOptions,
  type ScoresOptions,
  type ScoresReport,
  validateFile,
  validateScores,
} from './scores-file.ts';

const REFERENCE = fileURLToPath(new URL('../../../../shared/data/reference/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bellwether-scores-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const DEFAULTS: ScoresOptions = {
  score: 'score',
  outcome: 'churn',
  higherIs: 'health',
  resamples: 0,
  seed: 1,
  reading: {},
};

let files = 0;
function judged(csv: string, options: Partial<ScoresOptions> = {}): ScoresReport {
  files += 1;
  const path = join(folder, `${files}.csv`);
  writeFileSync(path, csv);
  return validateScores(path, { ...DEFAULTS, ...options });
}
const rows = (count: number, line: (k: number) => string): string =>
  Array.from({ length: count }, (_, k) => line(k)).join('\n');

describe.skipIf(!existsSync(REFERENCE))(
  'figures of scikit-learn on public churn sets (../shared/data/reference)',
  () => {
    const results = existsSync(REFERENCE)
      ? readFileSync(join(REFERENCE, 'results.csv'), 'utf8')
          .trim()
          .split('\n')
          .slice(1)
          .map((line) => line.split(','))
          .map(([dataset = '', n = '', , part = '', model = '', ...figures]) => ({
            dataset,
            n: Number(n),
            column: `${part === 'cv' ? 'oof' : 'hold'}_${model}`,
            figures: figures.map(Number),
          }))
      : [];

    // Where a model all but separates the classes the slope of results.csv is where scikit-learn's lbfgs ran out of steps; and
    // oof_eqw was judged before its probabilities were rounded to six decimals. Both are judged on the file itself below.
    const compared = results.filter(({ dataset, column }) => dataset !== 'novasuite' || column !== 'oof_eqw');

    it.each(compared)('$dataset $column', ({ dataset, column, figures }) => {
      const report = validateScores(join(REFERENCE, `${dataset}_predictions.csv`), {
        ...DEFAULTS,
        score: column,
        outcome: 'y',
        higherIs: 'risk',
      });
      const [auc, ap, brier, logLoss, ks] = figures;
      const [slope, intercept] = figures.slice(9);
      expect(report.basis).toBe('score');
      const pairs = [
        [report.rocAuc.value, auc],
        [report.averagePrecision.value, ap],
        [report.brier, brier],
        [report.logLoss, logLoss],
        [report.ks, ks],
        ...(dataset === 'novasuite'
          ? []
          : [
              [report.calibration.slope, slope],
              [report.calibration.intercept, intercept],
            ]),
      ];
      for (const [ours, theirs] of pairs)
        expect(Math.abs((ours ?? Number.NaN) - (theirs ?? Number.NaN))).toBeLessThan(1e-4);
    });

    /**
     * scikit-learn 1.2 on the columns of novasuite_predictions.csv as they stand there: roc_auc_score, average_precision_score,
     * brier_score_loss, log_loss at 1e-15, max |TPR − FPR|, LogisticRegression(C=1e10, newton-cholesky, tol=1e-12) on the logit at
     * 1e-6. Rounding set two churned customers of oof_eqw (rows 1406 and 2121) to a probability of 0: each costs 34.5 in log loss,
     * and they tie with those who stayed.
     */
    it.each([
      ['oof_eqw', [0.999233, 0.999362, 0.001015, 0.024102, 0.998695, 0.579191, 0.257719]],
      ['oof_nnlr', [0.99999, 0.99999, 0.001288, 0.010273, 0.997361, 0.53579, 0.11542]],
      ['oof_lr', [0.999997, 0.999997, 0.000794, 0.004762, 0.998666, 0.603726, 0.360014]],
      ['oof_lr_c1', [0.999997, 0.999997, 0.000949, 0.006195, 0.998695, 3.176345, 0.353148]],
      ['oof_gb', [0.999952, 0.999952, 0.000667, 0.007053, 0.998695, 1.420849, 8.559175]],
    ])('novasuite %s: all seven figures of the file, to six decimals', (column, figures) => {
      const report = validateScores(join(REFERENCE, 'novasuite_predictions.csv'), {
        ...DEFAULTS,
        score: column,
        outcome: 'y',
        higherIs: 'risk',
      });
      const { rocAuc, averagePrecision, brier, logLoss, ks, calibration } = report;
      const ours = [rocAuc.value, averagePrecision.value, brier, logLoss, ks, calibration.slope, calibration.intercept];
      for (const [k, figure] of figures.entries())
        expect(Math.abs((ours[k] ?? Number.NaN) - figure)).toBeLessThan(1.01e-6);
    });
  },
);

const tv22 = [
  [95, 47, 46],
  [85, 123, 116],
  [75, 156, 136],
  [65, 94, 73],
  [55, 67, 43],
  [40, 38, 16],
].flatMap(([score = 0, n = 0, retained = 0]) =>
  Array.from({ length: n }, (_, k) => `${score},${k < retained ? 'no' : 'yes'}`),
);

describe('a plain file of scores and outcomes', () => {
  it('gives the document of the command line, with the figures of TV22', () => {
    const report = judged(`score,churn\n${tv22.join('\n')}\n`, { resamples: 100 });
    expect(report).toMatchObject({ n: 525, positives: 95, positive: 'yes', higherIs: 'health', scale: 'points' });
    expect(report.baseRate).toBeCloseTo(95 / 525, 6);
    expect(report.rocAuc.value).toBeCloseTo(0.76082, 6);
    expect(report.somersD.value).toBeCloseTo(0.52164, 6);
    expect(report.averagePrecision.value).toBeCloseTo(0.387162, 6);
    expect(report.rocAuc.low).toBeGreaterThan(0.68);
    expect(report.rocAuc.high).toBeLessThan(0.84);
    expect(report.bandTrend?.z).toBeCloseTo(8.5553, 4);
    expect(report.thresholds).toHaveLength(101);
    expect(report.thresholds[70]).toMatchObject({ threshold: 70, tp: 67, fp: 132, fn: 28, tn: 298 });
    expect(report.bands.map(({ from, to, n, retained }) => [from, to, n, retained])).toEqual([
      [90, 100, 47, 46],
      [80, 90, 123, 116],
      [70, 80, 156, 136],
      [60, 70, 94, 73],
      [50, 60, 67, 43],
      [0, 50, 38, 16],
    ]);
    expect(report.gate).toMatchObject({ level: 'shape', churns: 95, nonChurns: 430, months: null });
    expect(report.basis).toBe('fitted');
    expect(report.calibration.slope).toBe(report.calibration.curve?.kappa);
    expect(report.calibration.slope).toBeGreaterThan(0);
    expect(report.calibration.bins.length).toBeGreaterThan(2);
    expect(report.roc[0]).toEqual({ falsePositiveRate: 0, recall: 0, threshold: null });
  });

  it('below five churns shows counts and the sentence, never a figure', () => {
    const health = [20, 35, 38, 45, 55, 62, 66, 70, 81, 90];
    const churn = [1, 0, 1, 1, 0, 0, 1, 0, 0, 0];
    const report = judged(`score,churn\n${rows(10, (k) => `${health[k]},${churn[k]}`)}\n`, { resamples: 100 });
    expect(report.gate.level).toBe('counts');
    expect(report.gate.sentence).toMatch(/^4 churns are too few to judge a model\./);
    expect(report.thresholds[40]).toMatchObject({ tp: 2, fp: 1, fn: 2, tn: 5, recall: null, precision: null });
    expect([report.rocAuc.value, report.averagePrecision.value, report.ks, report.brier]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(report.roc).toEqual([]);
  });

  it('does not depend on the order of rows, and gives the same digits for a seed', () => {
    const csv = (lines: readonly string[]): string => `score,churn\n${lines.join('\n')}\n`;
    const same = { ms: 0, file: '' };
    const one = { ...judged(csv(tv22), { resamples: 60 }), ...same };
    expect({ ...judged(csv(tv22.toReversed()), { resamples: 60 }), ...same }).toEqual(one);
    expect(judged(csv(tv22), { resamples: 60, seed: 2 }).rocAuc.low).not.toBe(one.rocAuc.low);
  });

  it('reads risk as risk: the same ranks from the other side', () => {
    const health = judged(`score,churn\n${tv22.join('\n')}\n`);
    const turned = tv22.map((line) => line.replace(/^(\d+)/, (score) => String(100 - Number(score))));
    const risk = judged(`score,churn\n${turned.join('\n')}\n`, { higherIs: 'risk' });
    expect(risk.rocAuc).toEqual(health.rocAuc);
    expect(risk.calibration.curve?.kappa).toBeCloseTo(health.calibration.curve?.kappa ?? 0, 5);
    // risk at or above 31 is health of 69 and below
    expect(risk.thresholds[31]).toMatchObject({ tp: 67, fp: 132 });
    expect(risk.bands.map(({ n }) => n)).toEqual([47, 123, 156, 94, 67, 38]);
  });

  it('draws rows of one account together where their column is named', () => {
    const lines = tv22.flatMap((line, k) => [`A${k},${line}`, `A${k},${line}`]);
    const csv = `id,score,churn\n${lines.join('\n')}\n`;
    const together = judged(csv, { id: 'id', resamples: 200 });
    const apart = judged(csv, { resamples: 200 });
    expect([together.accounts, apart.accounts, together.n]).toEqual([525, 1050, 1050]);
    const width = ({ rocAuc: { low, high } }: ScoresReport): number => (high ?? 0) - (low ?? 0);
    expect(width(together)).toBeGreaterThan(width(apart) * 1.15);
    expect(apart.warnings.join(' ')).toMatch(/--id/);
  });

  it('skips and counts rows without a score or an outcome', () => {
    const report = judged(`score;churn\n${tv22.join('\n').replaceAll(',', ';')}\n;yes\n50;\nn/a;no\n`);
    expect([report.n, report.skipped]).toEqual([525, { withoutScore: 2, withoutOutcome: 1 }]);
  });

  it('takes quantiles for scores of no known range, and commas for decimals', () => {
    const report = judged(`score;churn\n${rows(200, (k) => `"${k * 3 - 250},5";${k % 7 < 2 ? 1 : 0}`)}\n`);
    expect(report.scale).toBe('other');
    expect(report.thresholds.length).toBeGreaterThan(90);
    expect(report.thresholds[0]?.threshold).toBe(-250.5);
    expect(report.bands).toHaveLength(5);
    expect(report.bands.reduce((sum, { n }) => sum + n, 0)).toBe(200);
  });

  const refusal = (csv: string, options: Partial<ScoresOptions> = {}): string => {
    try {
      judged(csv, options);
      return 'nothing refused';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };

  it.each([
    ['a column that is not there', 'a,b\n1,0\n', {}, /has no column score\. Its columns: a, b\./],
    ['an outcome of three values', 'score,churn\n1,a\n2,b\n3,c\n', {}, /3 values \(a, b, c\).*--positive/],
    ['two words that do not say which', 'score,churn\n1,blue\n2,red\n', {}, /not clear which outcome means churn/],
    ['a positive value nobody has', 'score,churn\n1,0\n2,1\n', { positive: '7' }, /No row has the outcome 7.*0, 1/],
    ['ids instead of scores', 'score,churn\nA-1,0\nA-2,1\n', {}, /A-1 at line 2, which is no number\. Is it an id\?/],
    ['a header alone', 'score,churn\n', {}, /no rows|empty/],
    ['an empty file', '', {}, /empty/],
    ['only blanks', 'score,churn\n,1\n,0\n', {}, /No row of .* has both/],
    ['one column as both', 'score,churn\n1,0\n', { outcome: 'Score' }, /same column/],
  ])('says what is wrong with %s', (_, csv, options, message) => {
    expect(refusal(csv, options)).toMatch(message);
  });

  it('knows the usual words, and takes any value that is named', () => {
    const of = (yes: string, no: string, positive?: string): string =>
      judged(`score,churn\n${rows(20, (k) => `${k * 5},${k < 8 ? yes : no}`)}\n`, { positive }).positive;
    expect(of('Churned', 'Active')).toBe('Churned');
    expect(of('TRUE', 'FALSE')).toBe('TRUE');
    expect(of('1.0', '0.0')).toBe('1.0');
    expect(of('gone', 'here', 'GONE')).toBe('gone');
  });

  const P = '0 1e-5 .03 .08 .08 .11 .16 .2 .24 .24 .31 .35 .4 .42 .47 .5 .55 .55 .63 .7 .78 .86 .93 1'
    .split(' ')
    .map(Number);
  const Y = [0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1];
  const predictions = (p: (value: number) => unknown, y: (value: number) => unknown, header = 'p,y'): string =>
    `${header}\n${rows(24, (k) => `${p(P[k] as number)},${y(Y[k] as number)}`)}\n`;
  const found = (csv: string, options: Partial<FileOptions> = {}): ReturnType<typeof validateFile> => {
    files += 1;
    const path = join(folder, `${files}.csv`);
    writeFileSync(path, csv);
    return validateFile(path, { scores: [], resamples: 0, seed: 1, reading: {}, ...options });
  };
  const single = (csv: string, options: Partial<FileOptions> = {}): ScoresReport => {
    const report = found(csv, options);
    if ('columns' in report) throw new Error('several columns');
    return report;
  };

  it.each([
    ['numbers', predictions(String, String), {}],
    [
      '1e-05 as programs write it',
      predictions((p) => p.toExponential(6).replace(/e([+-])(\d)$/, 'E$10$2'), String),
      {},
    ],
    ['per cent', predictions((p) => `${(100 * p).toFixed(3)}%`, String), {}],
    ['per cent without a sign', predictions((p) => 100 * p, String, 'percent,y'), { kind: 'percent' as const }],
    ['health', predictions((p) => 1 - p, String, 'health,y'), {}],
    [
      'commas',
      predictions(
        (p) => `"${String(p.toFixed(5)).replace('.', ',')}"`,
        (y) => (y ? 'True' : 'False'),
      ),
      {},
    ],
    ['who stayed', predictions(String, (y) => 1 - y, 'p,retained'), {}],
    ['-1 and 1', predictions(String, (y) => 2 * y - 1), {}],
    ['floats', predictions(String, (y) => y.toFixed(1), 'y_pred_proba,y_true'), {}],
    ['words', predictions(String, (y) => (y ? 'Attrited Customer' : 'Existing Customer'), 'p,status'), {}],
  ])('gives the figures of scikit-learn for %s, without being told the columns', (_, csv, options) => {
    const report = single(csv, options);
    expect([report.n, report.positives, report.scale, report.basis]).toEqual([24, 11, 'probability', 'score']);
    expect(report.rocAuc.value).toBeCloseTo(0.814685, 6);
    expect(report.averagePrecision.value).toBeCloseTo(0.811773, 6);
    expect(report.ks).toBeCloseTo(0.51049, 6);
    expect(report.brier).toBeCloseTo(0.177388, 5);
    expect(report.logLoss).toBeCloseTo(0.521525, 5);
    expect(report.calibration.slope).toBeCloseTo(0.782538, 5);
    expect(report.calibration.intercept).toBeCloseTo(0.279911, 5);
  });

  it('keeps certain and wrong probabilities 1e-15 away from certainty', () => {
    const report = single(predictions((p) => (p === 0 ? 1 : p), String));
    expect([report.rocAuc.value, report.brier, report.logLoss]).toEqual([0.741259, 0.219054, 1.960674]);
  });

  it('gives no Brier score to what is no probability, but that of a curve, and says so', () => {
    const logits = single(predictions((p) => Math.log((p + 0.01) / (1.01 - p)), String));
    expect([logits.scale, logits.basis, logits.rocAuc.value]).toEqual(['other', 'fitted', 0.814685]);
    expect(logits.basisText).toMatch(/where H is the score stretched from 4\.6\d+ to -4\.6\d+ onto 0 to 100, fitted/);
    const points = single(predictions((p) => 100 * p, String));
    expect([points.scale, points.basis]).toEqual(['points', 'fitted']);
    expect(points.warnings.join(' ')).toMatch(/--scale percent/);
  });

  it('has no slope where a threshold parts the classes, or nothing varies', () => {
    const parted = single(`p,y\n${rows(24, (k) => `${Y[k] ? 0.9 : (P[k] as number) / 2},${Y[k]}`)}\n`);
    expect([parted.rocAuc.value, parted.calibration.slope, parted.calibration.intercept]).toEqual([1, null, null]);
    expect(parted.warnings.join(' ')).toMatch(/Too good to be true.*no finite slope/);
    const same = single(
      predictions(() => 0.3, String),
      { scores: ['p'], higherIs: 'risk' },
    );
    expect([same.rocAuc.value, same.ks, same.calibration.slope]).toEqual([0.5, 0, null]);
    expect(same.brier).toBeCloseTo((11 * 0.49 + 13 * 0.09) / 24, 6);
  });

  it('says that a score points the wrong way', () => {
    const report = single(predictions(String, String), { scores: ['p'], resamples: 200 });
    expect(report.headline).toMatch(/^p points the wrong way \(AUC 0\.185, .*say --higher-is risk\.$/);
  });

  it('judges every column that looks like a score, and no id, fold, row number or decision', () => {
    const report = found(
      `row,customer_id,y,cv_fold,holdout,oof_a,hold_a,hard\n${rows(24, (k) => `${k},${7 * k + 3},${Y[k]},${k % 4},${k % 2},${P[k]},${k % 2 ? P[k] : ''},${(P[k] as number) > 0.5 ? 1 : 0}`)}\n`,
    );
    if (!('columns' in report)) throw new Error('one column');
    expect(report.columns.map(({ score, n, skipped }) => [score, n, skipped.withoutScore])).toEqual([
      ['oof_a', 24, 0],
      ['hold_a', 12, 12],
    ]);
    expect(report.outcome).toBe('y');
    expect(report.warnings.join(' ')).toMatch(/taken to mean more risk.*The best of several/s);
  });

  it.each([
    ['a,b\n1,2\n2,3\n3,4\n', /No column has two values that say who left.*a, b/],
    ['churned,churn_flag,p\n1,1,.2\n0,0,.3\n', /churned, churn_flag could all be the outcome/],
    ['vip,beta,p\n1,1,.2\n0,0,.3\n0,0,.4\n', /vip, beta have two values/],
    ['y,name\n1,A\n0,B\n', /No column of numbers looks like a score.*y, name/],
    ['y,p\n1,.5\n2,.3\n2,.4\n', /No column has two values that say who left/],
  ])('refuses to guess among columns: %j', (csv, message) => {
    expect(() => found(csv)).toThrow(message);
  });

  it('warns of row numbers taken for scores', () => {
    const report = judged(`score,churn\n${rows(40, (k) => `${k},${k % 3 === 0 ? 1 : 0}`)}\n`);
    expect(report.warnings[0]).toMatch(/is it an id\?/);
  });
});
