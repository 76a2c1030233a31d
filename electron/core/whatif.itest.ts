import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutputOf } from '#shared/contract/index.ts';
import { workspaceExport } from '#shared/contract/workspace-export.ts';
import { startTestCore, type TestCore } from './testing.ts';

const NOW = Date.UTC(2026, 6, 1, 12);
const HEAVIER = { usage: 45, support: 15.714286, billing: 15.714286, engagement: 11.785714, growth: 11.785714 };

let core: TestCore;
beforeAll(async () => {
  core = await startTestCore(NOW);
  await core.call('workspace.open', { ref: 'sample' });
}, 60_000);
afterAll(() => core.close());

async function draft(): Promise<OutputOf<'models.get'>['model']> {
  const { model } = await core.call('models.get', { model: '003-signal' });
  for (const dimension of model.dimensions)
    dimension.weight = HEAVIER[dimension.id as keyof typeof HEAVIER] ?? dimension.weight;
  return model;
}

describe('a step of the what-if', () => {
  it('takes bounds, overlays and coverage besides weights, and says how work is spread over CSMs', async () => {
    const plain = await core.call('whatif.run', {});
    expect(plain.after).toEqual(plain.before);
    expect(plain.workload).toBeUndefined();
    const stricter = await core.call('whatif.run', { bounds: [80, 50, 0], overlays: [], workload: true });
    expect(stricter.after.tiers.map(({ from }) => from)).toEqual([80, 50, 0]);
    expect(stricter.after.mean).toBe(stricter.before.mean);
    expect(stricter.movedDown.accounts).toBeGreaterThan(20);
    expect(stricter.movedUp.accounts).toBe(0);
    const work = stricter.workload ?? [];
    expect(work.reduce((sum, { accounts }) => sum + accounts, 0)).toBe(stricter.after.withScore);
    expect(work.reduce((sum, { after }) => sum + after.atRiskAccounts, 0)).toBe(stricter.after.atRiskAccounts);
    expect(work.reduce((sum, { movedDown }) => sum + movedDown, 0)).toBe(stricter.movedDown.accounts);
    const covered = await core.call('whatif.run', { coverage: { provisional: 0.99, scored: 1 } });
    expect(covered.lostScore.accounts).toBeGreaterThan(0);
    expect(covered.after.withScore).toBe(covered.before.withScore - covered.lostScore.accounts);
  });

  it('refuses bounds that are none', async () => {
    for (const bounds of [
      [70, 40],
      [70, 40, 5],
      [40, 40, 0],
    ])
      expect(await core.codeOf('whatif.run', { bounds })).toBe('bad_request');
    expect(await core.codeOf('whatif.run', { coverage: { required: ['nothing'] } })).toBe('bad_request');
  });
});

describe('any two models', () => {
  it('a re-weighing is what the step says it is', async () => {
    const step = await core.call('whatif.run', { weights: HEAVIER });
    const compared = await core.call('whatif.compare', { a: {}, b: { change: { weights: HEAVIER } } });
    expect(compared.rescored).toBe(false);
    expect(compared.a.modelHash).not.toBe(compared.b.modelHash);
    expect(compared.sideB.mean).toBeCloseTo(step.after.mean ?? 0, 9);
    expect(compared.sideB.tiers.map(({ accounts }) => accounts)).toEqual(
      step.after.tiers.map(({ accounts }) => accounts),
    );
    expect(compared.movedDown).toEqual(step.movedDown);
    expect(compared.moversTotal).toBe(step.moversTotal);
    expect(compared.both).toBe(compared.points.length);
    expect(compared.sampled).toBe(false);
    expect(compared.spearman).toBeGreaterThan(0.9);
    expect(compared.spearman).toBeLessThan(1);
    const sum = compared.points.reduce((total, [a, b]) => total + Math.abs(a - b), 0);
    expect(compared.meanAbsoluteDifference).toBeCloseTo(sum / compared.points.length, 1);
  });

  it('of different tiers are compared by colour, and rules are scored again', async () => {
    const compared = await core.call('whatif.compare', { a: {}, b: { model: '002-four' } });
    expect(compared.rescored).toBe(true);
    expect([compared.a.tiers.length, compared.b.tiers.length]).toEqual([3, 5]);
    const moved = compared.migration.reduce((sum, { accounts }) => sum + accounts, 0);
    expect(moved).toBe(compared.both);
  });
});

describe('scenarios', () => {
  it('are saved, compared, renamed, copied, deleted and brought back; a file takes them elsewhere', async () => {
    const saved = await core.call('scenarios.save', {
      name: 'Usage first',
      draft: await draft(),
      baseVersion: '003-signal@1',
      locks: ['usage', 'nothing'],
      asOf: '2026-06-28',
      note: 'Usage tells more',
      author: 'Kim',
    });
    expect(saved).toMatchObject({ name: 'Usage first', isBaseOfficial: true, seed: 1, differences: 5 });
    const step = await core.call('whatif.run', { weights: HEAVIER });
    const compared = await core.call('whatif.compare', { a: {}, b: { scenario: saved.id } });
    expect(compared.b).toMatchObject({
      label: 'Usage first',
      modelVersion: '003-signal@1',
      modelHash: saved.modelHash,
    });
    expect(compared.moversTotal).toBe(step.moversTotal);

    const again = await core.call('scenarios.save', {
      id: saved.id,
      name: 'Usage most',
      draft: await draft(),
      baseVersion: '003-signal@1',
      locks: [],
      asOf: '2026-06-28',
    });
    expect(again).toMatchObject({ id: saved.id, note: 'Usage tells more', author: 'Kim', createdAt: saved.createdAt });
    const copy = await core.call('scenarios.duplicate', { id: saved.id });
    expect(copy.name).toBe('Usage most copy');
    expect(await core.codeOf('scenarios.rename', { id: copy.id, name: 'USAGE MOST' })).toBe('bad_request');
    const { document, differences } = await core.call('scenarios.get', { id: saved.id });
    expect(differences.map(({ what }) => what)).toContain('Weight of Usage');
    const imported = await core.call('scenarios.import', { document });
    expect(imported).toMatchObject({ name: 'Usage most 2', modelHash: saved.modelHash });

    await core.call('scenarios.remove', { id: saved.id });
    expect(await core.codeOf('scenarios.get', { id: saved.id })).toBe('not_found');
    expect(await core.codeOf('whatif.compare', { a: {}, b: { scenario: saved.id } })).toBe('not_found');
    await core.call('scenarios.rename', { id: imported.id, name: 'Usage most' });
    expect((await core.call('scenarios.restore', { id: saved.id })).name).toBe('Usage most 2');
    const { scenarios } = await core.call('scenarios.list', {});
    expect(scenarios.map(({ name }) => name).sort()).toEqual(['Usage most', 'Usage most 2', 'Usage most copy']);
  });
});

describe('the whole history', () => {
  it('of the official model is what is stored, and of a re-weighing what scoring it again gives', async () => {
    const { trend } = await core.call('portfolio.summary', {});
    const same = await core.call('whatif.history', { source: {}, accuracy: true });
    expect(same.weeks.length).toBeGreaterThan(90);
    expect(same.entries.after).toEqual(same.entries.before);
    const byDay = new Map(same.weeks.map((week) => [week.asOf, week.before]));
    const shown = trend.flatMap(({ date, mean }) => {
      const week = byDay.get(date);
      return week ? [[week.mean, mean] as const] : [];
    });
    expect(shown.length).toBeGreaterThan(50);
    for (const [replayed, stored] of shown) expect(replayed).toBeCloseTo(stored ?? 0, 4);
    const source = { change: { weights: HEAVIER } };
    const quick = await core.call('whatif.history', { source, accuracy: true });
    expect(quick.entries.after).not.toEqual(quick.entries.before);
    const { model } = await core.call('models.get', { model: '003-signal' });
    // the same weights in rules that no stored version has: a flag nobody can meet
    const drafted = await draft();
    drafted.flags = [
      {
        id: 'never',
        name: 'Never',
        all: [{ signal: 'tickets_30d', when: { op: '>', value: 1e6 } }],
        effect: { kind: 'annotate' },
      },
    ];
    expect(model.flags).toEqual([]);
    expect(await core.codeOf('whatif.history', { source: { draft: drafted } })).toBe('bad_request');
    const scored = await core.done('whatif.replay', { source: { draft: drafted } });
    expect(scored.weeks.map(({ after }) => after)).toEqual(quick.weeks.map(({ after }) => after));
    expect(scored.accuracy?.after).toEqual(quick.accuracy?.after);
    expect(quick.accuracy?.before).toEqual(same.accuracy?.before);
  });

  it('accuracy has intervals, a gate, names, the sealed landmark left out, and counts what was tried once', async () => {
    const source = { change: { weights: HEAVIER } };
    const quick = await core.call('whatif.history', { source, accuracy: true });
    const found = await core.done('whatif.accuracy', { source, resamples: 400 });
    expect(found.accuracy).toEqual(quick.accuracy);
    expect(found.accuracy.sealed).not.toBeNull();
    expect(found.accuracy.landmarks).not.toContain(found.accuracy.sealed);
    const { before, after } = found.accuracy;
    expect(found.difference.rocAuc?.value).toBeCloseTo((after.rocAuc ?? 0) - (before.rocAuc ?? 0), 5);
    expect(found.difference.recall?.value).toBeCloseTo((after.recall ?? 0) - (before.recall ?? 0), 5);
    expect(found.difference.falseAlarms?.value).toBe(after.falseAlarms - before.falseAlarms);
    expect(found.tried).toEqual({ count: 1, warning: null });
    expect((await core.done('whatif.accuracy', { source, resamples: 400 })).difference).toEqual(found.difference);
    const other = await core.done('whatif.accuracy', { source: { model: '002-four' }, resamples: 200 });
    expect(other.tried.count).toBe(2);
    expect(other.recommendation.sentence).toMatch(/90% interval/);
    const itself = await core.done('whatif.accuracy', { source: {}, resamples: 200 });
    expect(itself.tried.count).toBe(2);
    expect(itself.difference.rocAuc).toEqual({ value: 0, low: 0, high: 0 });
    expect(itself.recommendation.recommended).toBe(false);
  });
});

describe('sensitivity', () => {
  it('a tornado, the accounts on the edge and a ternary grid agree with the step', async () => {
    const { bars, accounts } = await core.call('whatif.sensitivity', { source: {}, accuracy: true });
    expect(bars).toHaveLength(5);
    const usage = bars.find(({ dimension }) => dimension === 'usage');
    const rest = 65 / 70;
    const step = await core.call('whatif.run', {
      weights: { usage: 35, support: 20 * rest, billing: 20 * rest, engagement: 15 * rest, growth: 15 * rest },
    });
    expect(usage?.more).toMatchObject({
      weight: 35,
      accounts: step.moversTotal,
      up: step.movedUp.accounts,
      down: step.movedDown.accounts,
    });
    expect(usage?.more.deltaAuc).not.toBeNull();
    const edges = await core.call('whatif.stability', { source: {}, dimension: 'usage', limit: 500 });
    expect(edges.total).toBe((usage?.more.accounts ?? 0) + (usage?.less.accounts ?? 0));
    expect(edges.rows.every(({ by }) => Math.abs(by) <= 5)).toBe(true);
    expect(edges.accounts).toBe(accounts);
    const grid = await core.call('whatif.ternary', {
      source: {},
      dimensions: ['usage', 'support', 'billing'],
      steps: 7,
    });
    expect(grid.total).toBeCloseTo(70, 9);
    expect(
      grid.cells.find(({ weights }) => Math.abs(weights[0] - 30) < 1e-9 && Math.abs(weights[1] - 20) < 1e-9)?.changed,
    ).toBe(0);
  });

  it('explores weights near these: the same seed the same digits, cancelled when asked', async () => {
    const input = { source: {}, samples: 100, seed: 5 };
    const found = await core.done('whatif.explore', input);
    expect(found.points).toHaveLength(100);
    expect(await core.done('whatif.explore', input)).toEqual(found);
    expect(found.confidence.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(found.accounts);
    expect(found.rows.length).toBe(Math.min(500, found.rowsTotal));
    for (const { confidence, shares } of found.rows) {
      // below 1 where some weights leave too little known for a score
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(1 + 1e-9);
      expect(shares).toContain(confidence);
    }
    const within = await core.done('whatif.explore', {
      ...input,
      source: { model: '001-six' },
      withinDocumented: true,
    });
    expect(within.rejected).toBeGreaterThan(0);
  });
});

describe('one account', () => {
  it('its score under a change, the ways to the next tier, and how sure its tier is', async () => {
    const { accounts } = await core.call('accounts.list', {
      filters: { tier: ['Yellow'], state: ['scored'] },
      limit: 40,
    });
    const standard = accounts.filter(({ dimensions }) => dimensions.usage !== null);
    const [row] = standard;
    const accountId = row?.accountId ?? '';
    const found = await core.call('whatif.account', { accountId });
    expect(found.before).toMatchObject({ score: row?.score, tier: 'Yellow' });
    expect(found.after).toEqual(found.before);
    expect(found.next?.name).toBe('Green');
    for (const { steps, score, tier } of found.routes) {
      const taken = await core.call('whatif.account', {
        accountId,
        signals: Object.fromEntries(steps.map(({ signal }) => [signal, null])),
      });
      expect(taken.after).not.toEqual(taken.before);
      expect(tier).toBe('Green');
      expect(score).toBeGreaterThanOrEqual(found.next?.from ?? 0);
      for (const { action, gain } of steps) {
        expect(action).toMatch(/ from .* to /);
        expect(gain).toBeGreaterThan(0);
      }
    }
    expect(found.routes.length > 0 || found.obstacles.length > 0).toBe(true);
    const numeric = found.signals.find(({ type, gain }) => type === 'number' && gain > 0);
    expect(numeric).toBeDefined();
    expect(found.stability).toHaveLength(5);
    for (const { low, high, weight } of found.stability) {
      expect(low).toBeLessThanOrEqual(weight + 1e-6);
      expect(high).toBeGreaterThanOrEqual(weight - 1e-6);
    }
    expect(found.confidence).toBeGreaterThan(0);
    expect(await core.codeOf('whatif.account', { accountId, signals: { nothing: 1 } })).toBe('bad_request');
    expect(await core.codeOf('whatif.account', { accountId, signals: { payment_status: 'gold' } })).toBe('bad_request');
    expect(await core.codeOf('whatif.account', { accountId: 'FH-1408' })).toBe('bad_request');
    expect(await core.codeOf('whatif.account', { accountId: 'nobody' })).toBe('not_found');
  });
});

describe('shadow runs and reviews', () => {
  it('a candidate is scored beside the official version, compared and ended', async () => {
    const run = await core.done('shadow.start', {
      source: { change: { weights: HEAVIER } },
      name: 'Usage beside',
      weeks: 26,
      from: '2025-12-28',
      by: 'Kim',
      note: 'Before we decide',
    });
    expect(run).toMatchObject({
      name: 'Usage beside',
      modelVersion: '003-signal@2',
      officialVersion: '003-signal@1',
      state: 'complete',
      weeksDone: 26,
    });
    const { models } = await core.call('models.list', {});
    expect(models.find(({ modelVersion }) => modelVersion === '003-signal@1')?.active).toBe(true);
    expect(models.find(({ modelVersion }) => modelVersion === '003-signal@2')?.snapshots).toBeGreaterThan(90);
    const compared = await core.call('shadow.compare', { id: run.id, limit: 500 });
    const history = await core.call('whatif.history', { source: { model: '003-signal@2' } });
    const shown = new Map(history.weeks.map((week) => [week.asOf, week]));
    const total = (counts: readonly number[] = []) => counts.reduce((sum, count) => sum + count, 0);
    for (const { asOf, candidate, official } of compared.weeks) {
      expect(candidate.down).toBe(total(shown.get(asOf)?.after.down));
      expect(official.down).toBe(total(shown.get(asOf)?.before.down));
    }
    expect(compared.weeks.length).toBe(26);
    const named = new Set(compared.accounts.filter(({ by }) => by !== 'candidate').map(({ accountId }) => accountId));
    expect(named.size).toBe(compared.onlyOfficial + compared.both);
    const again = { source: { model: '003-signal@2' }, name: 'Twice', weeks: 1, by: 'Kim', note: '' };
    expect((await core.job('shadow.start', again)).state).toBe('failed');
    expect((await core.call('shadow.end', { id: run.id, by: 'Ola', note: 'Seen enough' })).state).toBe('ended');
    expect(await core.codeOf('shadow.end', { id: run.id, by: 'Ola', note: '' })).toBe('bad_request');
    expect((await core.call('shadow.list', {})).runs).toHaveLength(1);
  });

  it('reviews are due by the calendar, say what the data says, and keep what was looked at', async () => {
    const { due, done } = await core.call('reviews.list', {});
    expect(done).toEqual([]);
    expect(due.map(({ cadence, period, dueOn }) => [cadence, period, dueOn])).toEqual([
      ['monthly', '2026-05', '2026-06-07'],
      ['quarterly', '2026-Q1', '2026-04-07'],
      ['annual', '2025', '2026-01-07'],
    ]);
    expect(due.map(({ overdue }) => overdue)).toEqual([true, true, true]);
    const [monthly] = due;
    for (const { finding } of due.flatMap(({ items }) => items)) expect(finding).toMatch(/\w/);
    const items = (monthly?.items ?? []).map(({ id }, at) => ({ id, looked: at === 0, note: '' }));
    const kept = await core.call('reviews.complete', {
      cadence: 'monthly',
      period: '2026-05',
      items,
      note: 'Fine',
      by: 'Kim',
    });
    expect(kept.items[0]).toEqual({
      id: 'alerts',
      looked: true,
      note: '',
      title: monthly?.items[0]?.title,
      finding: monthly?.items[0]?.finding,
    });
    const later = await core.call('reviews.list', {});
    expect(later.due[0]).toMatchObject({ period: '2026-06', overdue: false, lastDone: kept.doneAt });
    expect(later.done).toEqual([kept]);
    expect(
      await core.codeOf('reviews.complete', { cadence: 'monthly', period: '2026-05', items, note: '', by: 'Kim' }),
    ).toBe('bad_request');
  });
});

describe('a promotion', () => {
  const exported = async () => {
    const path = join(core.dataDir, `ledger-${Math.random()}.json`);
    await core.done('export.run', { what: 'workspace', format: 'json', target: core.core.addExportTarget(path) });
    return workspaceExport.parse(JSON.parse(readFileSync(path, 'utf8')));
  };

  it('keeps what it moved and what was known, and opens the sealed landmark once for a version', async () => {
    const peek = { model: '003-signal@2', unseal: true };
    const before = await core.done('models.evidence', peek);
    expect(before.sealed).toBeNull();
    expect((await exported()).sealedLooks).toEqual([]);
    const landmark = before.validation?.accuracy.sealed ?? '';
    expect(landmark).toMatch(/^2026-/);
    expect(before.validation?.accuracy.landmarks).not.toContain(landmark);

    const decision = { by: 'Kim', note: 'Decided', reviewer: 'Ola', effectiveOn: '2026-06-01' };
    const { promotion } = await core.done('models.promote', { model: '003-signal@2', ...decision, summary: null });
    const { summary } = promotion;
    expect(promotion).toMatchObject({ ...decision, from: '003-signal@1' });
    expect(summary).toEqual({ ...before, sealed: expect.anything() });
    expect(summary?.differences).toBe(5);
    expect(summary?.validation?.rocAuc?.low).toBeLessThan(summary?.validation?.rocAuc?.high ?? 0);
    const { movedUp, movedDown, cells } = summary?.migration ?? { cells: [] };
    const moved = cells.filter(({ from, to }) => from !== to).reduce((sum, { accounts }) => sum + accounts, 0);
    expect(moved).toBe((movedUp?.accounts ?? 0) + (movedDown?.accounts ?? 0));
    expect(summary?.sealed).toMatchObject({
      landmark,
      against: '003-signal@1',
      openedAt: promotion.at,
      accuracy: { landmarks: [landmark], before: expect.anything(), after: expect.anything() },
    });
    expect((await core.call('models.list', {})).promotions[0]).toEqual(promotion);

    const back = await core.done('models.promote', { model: '003-signal@1', by: 'Kim', note: 'Back' });
    expect(back.promotion.summary?.migration?.movedUp).toEqual(movedDown);
    const told = await core.done('models.evidence', { model: '003-signal@2' });
    expect(told.sealed).toEqual(summary?.sealed);
    const again = await core.done('models.promote', { model: '003-signal@2', by: 'Lee', note: 'After all' });
    expect(again.promotion.summary?.sealed).toEqual(summary?.sealed);

    const { due } = await core.call('reviews.list', {});
    expect(due.flatMap(({ items }) => items).find(({ id }) => id === 'model')?.finding).toContain(
      `Sealed landmarks opened by 2 promotions, last that of ${landmark} for 003-signal@1.`,
    );

    const ledger = await exported();
    expect(ledger.sealedLooks?.map(({ modelVersion }) => modelVersion)).toEqual(['003-signal@2', '003-signal@1']);
    expect(ledger.sealedLooks?.[0]).toMatchObject({ landmark, lookedBy: 'Kim', result: summary?.sealed });
    expect(ledger.promotions?.map(({ summary: kept }) => kept)).toEqual(
      [promotion, back.promotion, again.promotion].map((made) => made.summary),
    );
    expect(ledger.modelsTried?.map(({ modelHash }) => modelHash)).toContain(summary?.modelHash);
    expect([ledger.reviews?.length, ledger.shadowRuns?.length]).toEqual([1, 1]);
    expect(ledger.scenarios).toHaveLength((await core.call('scenarios.list', {})).scenarios.length);
  });
});
