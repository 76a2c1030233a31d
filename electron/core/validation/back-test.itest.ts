import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobState } from '#shared/contract/events.ts';
import type { OutputOf } from '#shared/contract/index.ts';
import { startTestCore, type TestCore } from '../testing.ts';

type Result = OutputOf<'validation.run'>;
const SHARED = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));
const NOW = Date.UTC(2026, 6, 3);
const folder = mkdtempSync(join(tmpdir(), 'bellwether-validation-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Without what differs from run to run. */
const digits = ({ dataRevision: _, ...rest }: Result): object => rest;

describe('a back-test of the sample portfolio', () => {
  let test: TestCore;
  let result: Result;
  beforeAll(async () => {
    test = await startTestCore(NOW);
    await test.call('workspace.open', { ref: 'sample' });
    result = await test.done('validation.run', { resamples: 300 });
  });
  afterAll(() => test.close());

  it('gives a believable curve, below what only a leak would give', () => {
    expect(result.design.landmarks).toHaveLength(7);
    expect(result).toMatchObject({ n: 2235, positives: 72, verdict: 'predicts', basis: 'rolling' });
    expect(result.rocAuc.value).toBeCloseTo(0.743, 3);
    expect(result.rocAuc.low).toBeGreaterThan(0.6);
    expect(result.rocAuc.high).toBeLessThan(0.9);
    expect(result.leaks.suspects).toEqual([]);
    expect(result.gate.level).toBe('full');
    expect(result.design.history.sentence).toMatch(/^History reconstructed, may be optimistic/);
    expect(result.tierWarning).toBeNull();
    expect(result.tierTrend?.z).toBeGreaterThan(3);
  });

  it('adds up: rows, thresholds, tiers, landmarks, segments and names', () => {
    const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
    for (const { tp, fp, fn, tn } of result.thresholds) {
      expect(tp + fp + fn + tn).toBe(result.n);
      expect(tp + fn).toBe(result.positives);
    }
    expect(sum(result.tiers.map(({ rows }) => rows))).toBe(result.n);
    expect(sum(result.bands.map(({ n }) => n))).toBe(result.n);
    expect(sum(result.perLandmark.map(({ rows }) => rows))).toBe(result.n);
    expect(sum(result.perSegment.map(({ churns }) => churns))).toBe(result.design.churns);
    const caught = result.kpis.find(({ id }) => id === 'accuracy');
    expect(caught?.value).toBeCloseTo(1 - result.missedChurns.total / result.design.churns, 6);
    expect(
      result.missedChurns.rows.every(({ churnDate, landmark }) => churnDate !== null && churnDate > landmark),
    ).toBe(true);
    expect(result.falseAlarms.rows.every(({ churnDate }) => churnDate === null)).toBe(true);
    expect(result.leadTime.detected + result.leadTime.missed).toBe(result.leadTime.churns);
    const brier = result.calibration.decomposition;
    expect(result.brier).toBeLessThan(result.calibration.noSkillBrier ?? 0);
    expect((brier?.reliability ?? 1) - (brier?.resolution ?? 0) + (brier?.uncertainty ?? 0)).toBeCloseTo(
      result.brier ?? 0,
      2,
    );
    expect(JSON.stringify(result).length).toBeLessThan(256 * 1024);
  });

  it('gives the same digits for a seed, and other bounds for another', async () => {
    const options = { resamples: 60, seed: 5, to: '2025-09-28' } as const;
    const one = await test.done('validation.run', options);
    expect(digits(await test.done('validation.run', { ...options, horizon: 90 }))).toEqual(digits(one));
    const other = await test.done('validation.run', { ...options, seed: 6 });
    expect(other.rocAuc.value).toBe(one.rocAuc.value);
    expect(other.rocAuc.low).not.toBe(one.rocAuc.low);
  });

  it('counts what a longer horizon cuts off, and weighs it in', async () => {
    const year = await test.done('validation.run', { horizon: 365, resamples: 0 });
    expect(year.design.landmarks).toHaveLength(4);
    expect(year.censoring.share).toBeGreaterThan(0.05);
    expect(year.censoring.weightedAuc).toBeCloseTo(year.rocAuc.value ?? 0, 1);
    expect(year.gate.churns).toBeLessThan(year.positives);
    const renewal = await test.done('validation.run', { horizon: 'renewal', resamples: 0 });
    expect(renewal.design.exclusions.find(({ reason }) => reason === 'censored')?.rows).toBeGreaterThan(0);
  });

  it('lets no challenger run on less than two years of scores', async () => {
    const { design } = await test.done('validation.run', { from: '2024-09-01', resamples: 0 });
    expect([design.enoughBy, result.design.enoughBy]).toEqual(['2026-08-23', null]);
    const refused = await test.done('validation.challenge', { from: '2024-09-01' });
    expect(refused.gate).toMatchObject({ level: 'shape', churns: 72 });
    expect(refused.gate.months).toBeCloseTo(22.15, 2);
    expect(refused.refused).toBe(
      '22 months of history are too few for models with more freedom than a weighted score: 24 are needed.',
    );
    expect(refused.headline).toBe(refused.refused);
    expect(refused.design).toMatchObject({
      history: { from: '2024-09-01', to: '2026-06-28' },
      enoughBy: '2026-08-23',
      landmarks: [],
    });
    expect([refused.official, refused.challengers, refused.importance]).toEqual([null, [], []]);
  });

  it('answers queries while it runs, and stops when asked to', async () => {
    const reply = await test.core.dispatch('validation.run', { resamples: 20_000, seed: 9 });
    const jobId = reply.ok ? (reply.data as { jobId: string }).jobId : '';
    const began = performance.now();
    await test.call('portfolio.summary', {});
    expect(performance.now() - began).toBeLessThan(20_000);
    expect((await test.call('job.get', { jobId })).job).toMatchObject({ state: 'running' });
    await test.call('job.cancel', { jobId });
    for (;;) {
      const { job } = (await test.call('job.get', { jobId })) as { job: JobState };
      if (job.state === 'running') await new Promise((resolve) => setTimeout(resolve, 20));
      else {
        expect(job.state).toBe('cancelled');
        break;
      }
    }
  });

  it('refuses dates and segments that do not exist, and models without scores, in words', async () => {
    const failure = async (input: object): Promise<string> => {
      const state = await test.job('validation.run', input);
      return state.state === 'failed' ? state.error.message : state.state;
    };
    expect(await failure({ segment: 'Nobody' })).toMatch(/no accounts of the segment Nobody/);
    expect(await failure({ from: '2026-02-31' })).toMatch(/not a date that exists/);
    expect(await failure({ model: '004-minimal' })).toMatch(/no scores under 004-minimal@1/);
    expect(await failure({ model: 'nothing' })).toMatch(/There is no model nothing/);
  });

  it('writes each table to a file, with the digits of the reply', async () => {
    const path = join(folder, 'thresholds.csv');
    const target = test.core.addExportTarget(path);
    const validation = { table: 'thresholds', resamples: 0 } as const;
    const written = await test.done('export.run', { target, what: 'validation', format: 'csv', validation });
    expect(written.rows).toBe(101);
    const [head = '', ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
    expect(head).toBe('threshold,tp,fp,fn,tn,precision,recall,lift,false_alarm_share,youden,flagged_share');
    const row = result.thresholds[50];
    expect(lines[50]).toBe(row ? Object.values(row).join(',') : '');
  });

  it('catches a column that was filled in after the churns, which beats the honest score', async () => {
    const { accounts } = await test.call('accounts.list', { limit: 500, filters: {} });
    const rows = accounts.map(
      ({ accountId, name, status }, k) => `${accountId},"${name}",${status === 'churned' ? 5 : 60 + (k % 40)}`,
    );
    const source = await test.source('accounts-scored.csv', `account_id,name,winback_score\n${rows.join('\n')}\n`);
    await test.done('import.run', { sources: [source], options: { kind: 'accounts' } });
    const leaky = await test.done('validation.run', { resamples: 0 });
    expect(leaky.leaks.suspects.map(({ name }) => name)).toEqual(['winback_score']);
    expect(leaky.leaks.suspects[0]?.auc).toBeGreaterThan(leaky.rocAuc.value ?? 1);
    expect(leaky.rocAuc.value).toBe(result.rocAuc.value);
    expect(leaky.dataRevision).toBeGreaterThan(result.dataRevision);
  });
});

/** Ninety accounts over two years, 36 of which leave; use falls before some of them do. */
function portfolio(turned: boolean): Record<string, string> {
  const iso = (day: number): string => new Date(Date.UTC(2024, 0, 1) + day * 86_400_000).toISOString().slice(0, 10);
  const order = Array.from({ length: 90 }, (_, k) => (turned ? 89 - k : k));
  const leaves = (k: number): number | null => (k % 5 < 2 ? 330 + ((k * 37) % 390) : null);
  const accounts = order.map(
    (k) =>
      `A${k},Account ${k},${k % 2 ? 'SMB' : 'Enterprise'},${1000 * (k + 1)},10,2024-01-01,${leaves(k) === null ? 'none given' : `ticket ${k % 4}`},${leaves(k) === null ? 70 + (k % 20) : 10 + (k % 20)}`,
  );
  const usage: string[] = [];
  const tickets: string[] = [];
  const outcomes: string[] = [];
  for (const k of order) {
    const left = leaves(k);
    for (let day = 0; day < (left ?? 730); day += 3) {
      const nears = left !== null && left - day < 60 + (k % 40) && k % 3 !== 0;
      const level = nears ? 3 : 8 + ((k + day) % 3);
      usage.push(`A${k},${iso(day)},${level * 2},${level},${level + 1},10,${level}`);
    }
    for (let day = 20 + (k % 30); day < (left ?? 730); day += 45)
      tickets.push(`T${k}-${day},A${k},${iso(day)},${iso(day + 3)},${(k + day) % 5 === 0 ? 2 : 5}`);
    if (left !== null) outcomes.push(`A${k},${iso(left)},churn`);
  }
  const file = (head: string, lines: readonly string[]): string => `${head}\n${lines.join('\n')}\n`;
  return {
    'accounts.csv': file('account_id,name,segment,arr,seats,start_date,exit_interview,vendor_score', accounts),
    'usage.csv': file(
      'account_id,date,logins,active_users,features_used,key_actions_started,key_actions_completed',
      usage,
    ),
    'tickets.csv': file('ticket_id,account_id,opened_at,closed_at,csat', tickets),
    'outcomes.csv': file('account_id,date,outcome', outcomes),
  };
}

describe('a portfolio with columns that know the outcome', () => {
  const cores: TestCore[] = [];
  afterAll(() => Promise.all(cores.map((core) => core.close())));

  async function judged(turned: boolean): Promise<Result> {
    const test = await startTestCore(NOW);
    cores.push(test);
    await test.call('workspace.create', { name: 'Made' });
    const files = Object.entries(portfolio(turned));
    const sources = await Promise.all(files.map(([name, content]) => test.source(name, content)));
    await test.done('import.run', { sources });
    await test.done('score.run', { model: '004-minimal' });
    return test.done('validation.run', { model: '004-minimal', resamples: 200 });
  }

  it('gives the same digits whatever the order of the accounts, and names the leaks', async () => {
    const [one, other] = [await judged(false), await judged(true)];
    expect(one.gate.churns).toBeGreaterThan(20);
    expect(digits(other)).toEqual(digits(one));
    const suspects = Object.fromEntries(one.leaks.suspects.map(({ name, auc }) => [name, auc]));
    expect(Object.keys(suspects).sort()).toEqual(['exit_interview', 'vendor_score']);
    expect(suspects['vendor_score']).toBe(1);
    // the leaky column beats the score that was made from what was known
    expect(one.rocAuc.value).toBeGreaterThan(0.5);
    expect(one.rocAuc.value).toBeLessThan(0.97);
    expect(one.leaks.sentence).toMatch(/^Too good to be true: exit_interview, vendor_score separate/);
  });
});

/** The set imported, with what the back-test says of each model that is asked for (`null`: the default one). */
async function imported(name: string, models: readonly (string | null)[]): Promise<Result[]> {
  const test = await startTestCore(Date.UTC(2026, 10, 22));
  try {
    await test.call('workspace.create', { name });
    const { ref } = await test.core.addSource(join(SHARED, name));
    await test.done('import.run', { sources: [ref] });
    const results: Result[] = [];
    for (const model of models) {
      await test.done('score.run', model === null ? {} : { model });
      results.push(await test.done('validation.run', { ...(model === null ? {} : { model }), resamples: 500 }));
    }
    return results;
  } finally {
    await test.close();
  }
}

describe.skipIf(!existsSync(SHARED))('back-tests of public sets (../shared/data)', () => {
  it('Ravenstack: says plainly that nothing predicts, and that the default model has too little to go by', async () => {
    const [official, result] = await imported('ravenstack', [null, '004-minimal']);
    if (!official || !result) throw new Error('One result a model.');
    expect(official.design.rows).toBe(0);
    expect(official.otherModel).toMatchObject({ modelVersion: '004-minimal@1', accounts: 287 });
    expect(official.headline).toMatch(/asks for less: it can score 287 accounts today/);
    expect(result.otherModel).toBeNull();
    expect(result.verdict).toBe('nothing');
    expect(result.rocAuc.low).toBeLessThan(0.5);
    expect(result.rocAuc.high).toBeGreaterThan(0.5);
    expect(result.headline).toMatch(
      /^Nothing shows that this score predicts churn: its AUC is 0\.4\d\d, .* includes 0\.5/,
    );
    expect(result.gate.churns).toBeGreaterThan(100);
    expect(result.leaks.suspects).toEqual([]);
  });

  it('novasuite: names health_score as too good to be true', async () => {
    const [result] = await imported('novasuite', [null]);
    if (!result) throw new Error('One result a model.');
    expect(result.otherModel).toBeNull();
    const suspect = result.leaks.suspects.find(({ name }) => name === 'health_score');
    expect(suspect?.auc).toBeCloseTo(0.98, 2);
    expect(suspect?.text).toMatch(/too good to be true/);
    expect(result.leaks.sentence).toMatch(/^Too good to be true: .*health_score/);
    expect(result.headline).toMatch(/^No account had a score under Signal points/);
  });
});
