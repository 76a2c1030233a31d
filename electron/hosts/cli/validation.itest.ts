import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bellwether, bellwetherJson } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellwether-cli-validation-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = join(folder, 'scores.csv');
writeFileSync(
  file,
  `account,health,left\n${Array.from({ length: 120 }, (_, k) => `A${k},${(k * 37) % 101},${(k * 37) % 101 < 20 + (k % 30) ? 'yes' : 'no'}`).join('\n')}\n`,
);
const two = join(folder, 'two.csv');
writeFileSync(
  two,
  `id,fold,p_a,p_b,churn\n${Array.from({ length: 60 }, (_, k) => `${k},${k % 5},0.${(k * 37) % 89},0.${(k * 53) % 83},${k % 3 === 0 ? 1 : 0}`).join('\n')}\n`,
);
const args = ['validate-scores', file, '--score', 'health', '--outcome', 'left', '--resamples', '100'];

describe('validate-scores', () => {
  it('prints the document of the product contract', () => {
    const report = bellwetherJson(args) as Record<string, unknown>;
    for (const name of ['n', 'positives', 'baseRate', 'brier', 'logLoss', 'ks'])
      expect(report[name]).toBeTypeOf('number');
    for (const name of ['rocAuc', 'averagePrecision'])
      expect(Object.keys(report[name] as object)).toEqual(['value', 'low', 'high']);
    expect(report['calibration']).toMatchObject({ slope: expect.any(Number), intercept: expect.any(Number) });
    const first = (name: string): string[] => Object.keys((report[name] as object[])[0] ?? {});
    expect(first('thresholds')).toEqual(
      expect.arrayContaining('threshold tp fp fn tn precision recall lift falseAlarmShare youden'.split(' ')),
    );
    expect(first('bands')).toEqual(expect.arrayContaining('from to n retained rate low high'.split(' ')));
    expect(report['gate']).toMatchObject({ level: 'shape', sentence: expect.stringMatching(/churns support/) });
    expect(report['basis']).toBe('fitted');
  });

  it('finds the outcome and the scores, and prints a document a column where there are several', () => {
    const one = bellwetherJson(['validate-scores', file, '--resamples', '0']) as Record<string, unknown>;
    expect(one).toMatchObject({ score: 'health', outcome: 'left', positive: 'yes', higherIs: 'health' });
    const several = bellwetherJson(['validate-scores', two, '--resamples', '0', '--json']) as Record<string, unknown>;
    expect(several).toMatchObject({
      outcome: 'churn',
      columns: [
        { score: 'p_a', higherIs: 'risk' },
        { score: 'p_b', higherIs: 'risk' },
      ],
    });
    expect(bellwether(['validate-scores', two, '--resamples', '0']).stdout).toMatch(/p_a +risk +60 +20 /);
  });

  it('prints a table for people, and one line where something is wrong', () => {
    const readable = bellwether(args);
    expect(readable.stdout).toMatch(/ROC AUC +0\.\d{3} \(0\.\d{3} to \d\.\d{3}\)/);
    const wrong = bellwether(['validate-scores', file, '--score', 'nothing', '--outcome', 'left', '--json']);
    expect(wrong.status).toBe(1);
    expect(JSON.parse(wrong.stdout)).toMatchObject({ error: { code: 'unmapped_column' } });
    expect(wrong.stderr.trim().split('\n')).toHaveLength(1);
    expect(bellwether(['validate-scores', file, '--scale', 'stars']).status).toBe(2);
    expect(bellwether(['backtest', join(folder, 'none.bellwether')]).status).toBe(1);
  });
});

describe('backtest --challengers', () => {
  it('prints what a forest and a regression could tell beyond the score, every figure in the document', () => {
    const workspace = join(folder, 'sample.bellwether');
    expect(bellwether(['sample', workspace]).status).toBe(0);
    const options = ['backtest', workspace, '--challengers', '--resamples', '60'];
    const { challengers, ...backTest } = bellwetherJson(options) as Record<string, object>;
    expect(challengers).toMatchObject({
      refused: null,
      modelHash: backTest['modelHash'],
      seed: backTest['seed'],
      dataRevision: backTest['dataRevision'],
      official: { auc: { value: expect.any(Number), low: expect.any(Number), high: expect.any(Number) } },
      challengers: [
        { id: 'logistic', difference: { brier: { value: expect.any(Number) } } },
        { id: 'forest', verdict: 'better', difference: { averagePrecision: { low: expect.any(Number) } } },
      ],
    });
    const { stdout } = bellwether(options);
    expect(stdout).toMatch(/Random forest +0\.\d{3} \(0\.\d{3} to [01]\.\d{3}\) +\+0\.\d{3}/);
    expect(stdout).toMatch(/^Days to renewal +Billing +\+0\.\d{3}/m);
  });
});
