import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Analysed } from './commands/whatif.ts';
import { withSession } from './session.ts';
import { bellwether, bellwetherJson } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellwether-cli-whatif-'));
const workspace = join(folder, 'sample.bellwether');
const page = join(folder, 'report.html');
const json = (...args: string[]) => bellwetherJson(['whatif', workspace, ...args]) as Analysed;

beforeAll(async () => {
  bellwether(['sample', workspace], folder);
  await withSession(workspace, async ({ call }) => {
    const { model } = await call('models.get', { model: '003-signal' });
    for (const dimension of model.dimensions) dimension.weight = dimension.id === 'usage' ? 60 : 10;
    const content = { draft: model, baseVersion: '003-signal@1', locks: [], asOf: '2026-03-29', seed: 7 };
    await call('scenarios.save', { name: 'Usage <b>first</b>', note: 'For the board', ...content });
  });
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('whatif', () => {
  it('prints every figure in one document, with what it takes to get the same digits again', () => {
    const args = ['--weights', 'usage=45', '--lock', 'billing', '--thresholds', '75,45', '--seed', '5'];
    const all = json(...args, '--history', '--sensitivity', '--compare', '002-four', '--html', page);
    expect(all.after.weights).toMatchObject({ usage: 45, billing: 20, support: 14 });
    expect(all.after.tiers.map(({ from }) => from)).toEqual([75, 45, 0]);
    expect(all.against.modelVersion).toBe('003-signal@1');
    expect(all.modelHash).toMatch(/^[0-9a-f]{16}$/);
    expect(all.dataRevision).toBe(all.history?.dataRevision);
    const { knifeEdge, tornado, explored } = all.sensitivity ?? {};
    expect([tornado?.bars.length, explored?.seed, explored?.samples]).toEqual([5, 5, 1000]);
    expect(knifeEdge?.rows.length).toBe(knifeEdge?.total);
    expect(all.workload.reduce((sum, { after }) => sum + after.atRiskAccounts, 0)).toBe(all.after.atRiskAccounts);
    expect(all.comparison?.b.modelHash).toBe(all.modelHash);
    expect(all.accuracy).toMatchObject({ seed: 5, before: { modelVersion: '002-four@1' } });
    const { accuracy } = json(...args, '--history', '--compare', '002-four');
    expect(accuracy?.difference).toEqual(all.accuracy?.difference);
    expect(readFileSync(page, 'utf8')).toContain(`Scenario: model hash ${all.modelHash}`);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  }, 120_000);

  it('takes a saved scenario by number or name on the day it was saved on, and writes its report', () => {
    const result = json('--scenario', 'usage <b>first</b>', '--html', page);
    expect(result).toMatchObject({ asOf: '2026-03-29', scenario: { id: 1 }, report: { seed: 7, judged: true } });
    const html = readFileSync(page, 'utf8');
    for (const part of [
      'Usage &lt;b&gt;first&lt;/b&gt;',
      'For the board',
      'Seed 7, 2,000 resamples',
      'is sealed until',
    ])
      expect(html).toContain(part);
    expect(html).not.toContain('<b>first');
    const readable = bellwether(['whatif', workspace, '--scenario', '1', '--as-of', '2026-06-28']).stdout;
    expect(readable).toMatch(/^Scenario +1 Usage <b>first<\/b>\nAs of +2026-06-28\n/);
    expect(readable).toMatch(/ROC AUC|Mean health +\d+\.\d → \d+\.\d/);
  }, 120_000);

  it('says in one line what is wrong', () => {
    const failed = (...args: string[]) => {
      const { status, stderr } = bellwether(['whatif', workspace, ...args]);
      return [status, stderr.trim()];
    };
    expect(failed('--scenario', '1', '--weights', 'usage=45')).toEqual([2, expect.stringContaining('alone')]);
    expect(failed('--scenario', 'none')).toEqual([1, 'There is no scenario none. Known: 1 Usage <b>first</b>.']);
  }, 60_000);
});
