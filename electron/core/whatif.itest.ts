import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutputOf } from '#shared/contract/index.ts';
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
    const stricter = await core.call('whatif.run', { bounds: [80, 50, 0], overlays: [] });
    expect(stricter.after.tiers.map(({ from }) => from)).toEqual([80, 50, 0]);
    expect(stricter.after.mean).toBe(stricter.before.mean);
    expect(stricter.movedDown.accounts).toBeGreaterThan(20);
    expect(stricter.movedUp.accounts).toBe(0);
    const source = { change: { bounds: [80, 50, 0], overlays: [] } };
    const { rows, rowsTotal } = await core.call('whatif.workload', { source });
    const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((all, row) => all + of(row), 0);
    expect(rowsTotal).toBe(rows.length);
    expect(sum(({ accounts }) => accounts)).toBe(stricter.after.withScore);
    expect(sum(({ after }) => after.atRiskAccounts)).toBe(stricter.after.atRiskAccounts);
    expect(sum(({ movedDown }) => movedDown)).toBe(stricter.movedDown.accounts);
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
    const { rows } = await core.call('whatif.workload', { source: { model: '002-four' } });
    const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((all, row) => all + of(row), 0);
    expect(sum(({ after }) => after.atRiskAccounts)).toBe(compared.sideB.atRiskAccounts);
    expect([sum(({ movedUp }) => movedUp), sum(({ movedDown }) => movedDown)]).toEqual([
      compared.movedUp.accounts,
      compared.movedDown.accounts,
    ]);
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

describe('accuracy under another coverage rule', () => {
  it('is taken over the rows both sides score; what one side alone scores is counted and left out', async () => {
    const plain = await core.call('whatif.history', { source: {}, accuracy: true });
    expect(plain.accuracy).toMatchObject({
      onlyBefore: { rows: 0, churns: 0, caught: 0 },
      onlyAfter: { rows: 0, churns: 0, caught: 0 },
    });
    const stricter = { change: { coverage: { scored: 0.95 } } };
    const { accuracy } = await core.call('whatif.history', { source: stricter, accuracy: true });
    const dropped = accuracy?.onlyBefore;
    expect(dropped?.rows).toBeGreaterThan(0);
    expect(accuracy?.onlyAfter?.rows).toBe(0);
    expect((accuracy?.rows ?? 0) + (dropped?.rows ?? 0)).toBe(plain.accuracy?.rows);
    expect((accuracy?.churns ?? 0) + (dropped?.churns ?? 0)).toBe(plain.accuracy?.churns);
    expect((accuracy?.before.caught ?? 0) + (dropped?.caught ?? 0)).toBe(plain.accuracy?.before.caught);
    // the same weights on the same rows
    expect(accuracy?.after).toEqual(accuracy?.before);
    const back = await core.call('whatif.history', { source: {}, against: stricter, accuracy: true });
    expect(back.accuracy).toMatchObject({ rows: accuracy?.rows, onlyAfter: dropped, onlyBefore: { rows: 0 } });
    const looser = { change: { coverage: { scored: 0.4, provisional: 0.4 } } };
    const more = await core.call('whatif.history', { source: looser, accuracy: true });
    expect(more.accuracy?.onlyBefore?.rows).toBe(0);
    expect(more.accuracy?.rows).toBe(plain.accuracy?.rows);
  });
});

describe('the report', () => {
  it('says what it was made from, comes out the same again, and tells no accuracy without one', async () => {
    const input = { source: { change: { weights: HEAVIER } }, asOf: '2026-06-28', seed: 3 };
    const { html, ...about } = await core.done('whatif.report', input);
    const compared = await core.call('whatif.compare', { a: {}, b: input.source, asOf: input.asOf });
    const { difference } = await core.done('whatif.accuracy', { source: input.source, seed: 3 });
    expect(about).toMatchObject({ judged: true, seed: 3, modelHash: compared.b.modelHash });
    const signed = (value = 0) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
    expect(html).toContain(
      `${signed(difference.rocAuc?.value)} (${signed(difference.rocAuc?.low)} to ${signed(difference.rocAuc?.high)})`,
    );
    expect(html).toContain(`<strong>${compared.movedDown.accounts} account`);
    expect(html).not.toMatch(/undefined|NaN|null|<script/);
    expect((await core.done('whatif.report', input)).html).toBe(html);
    const itself = await core.done('whatif.report', { source: {} });
    expect(itself.html).toContain('no account moves');
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
