import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
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
    expect(saved).toMatchObject({ name: 'Usage first', isBaseOfficial: true, seed: 20251, differences: 5 });
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
    expect(await core.call('shadow.resume', { id: run.id })).toEqual(run);
    expect(await core.codeOf('shadow.resume', { id: run.id })).toBe('bad_request');
    await core.call('shadow.end', { id: run.id, by: 'Ola', note: 'Seen enough' });
    expect((await core.call('shadow.list', {})).runs).toHaveLength(1);
  });

  it('reviews are due by the calendar, say what the data says, and keep what was looked at', async () => {
    const { due, done } = await core.call('reviews.list', {});
    const { revision } = await core.call('workspace.summary', {});
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
    expect(await core.call('reviews.remove', { id: kept.id })).toEqual(kept);
    expect(await core.codeOf('reviews.remove', { id: kept.id })).toBe('not_found');
    const open = await core.call('reviews.list', {});
    expect([open.due, open.done]).toEqual([due, []]);
    expect(await core.call('reviews.restore', { review: kept })).toEqual(kept);
    expect(await core.codeOf('reviews.restore', { review: kept })).toBe('bad_request');
    expect(await core.call('reviews.list', {})).toEqual(later);
    expect((await core.call('workspace.summary', {})).revision).toBe(revision);
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
    const again = await core.done('models.promote', {
      model: '003-signal@2',
      by: 'Lee',
      note: 'After all',
      reviewer: 'Ola',
    });
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

describe('the whole workspace', () => {
  const archived = async (): Promise<Record<string, string>> => {
    const path = join(core.dataDir, `whole-${Math.random()}.zip`);
    await core.done('export.run', { what: 'workspace', format: 'zip', target: core.core.addExportTarget(path) });
    return Object.fromEntries(
      Object.entries(unzipSync(readFileSync(path))).map(([name, bytes]) => [name, strFromU8(bytes)]),
    );
  };

  it('comes back from its export: export, import, export is a fixed point; taken back, nothing of it is left', async () => {
    const accountId = (await core.call('accounts.list', { limit: 1 })).accounts[0]?.accountId ?? '';
    const override = {
      accountId,
      reason: 'new_information' as const,
      text: 'A sponsor said they stay.',
      author: 'Ana',
    };
    await core.call('overrides.add', { ...override, target: { kind: 'composite' as const, score: 40 } });
    await core.call('overrides.add', { ...override, target: { kind: 'composite' as const, score: 55 } });
    const target = { accountIds: [accountId, 'FH-1002'] };
    const edit = { author: 'Ana', target };
    await core.call('edits.add', { ...edit, action: 'assign-csm', value: 'Noor' });
    const undone = await core.call('edits.add', { ...edit, action: 'add-tag', value: 'wrong' });
    await core.call('edits.add', { ...edit, action: 'add-tag', value: 'EBR due' });
    await core.call('edits.undo', { id: undone.id, by: 'Ana' });
    const definition = { filters: { tier: ['Red'] }, sort: [], group: null, columns: null };
    await core.call('views.save', { name: 'Mine', isDefault: true, definition });

    const first = await archived();
    const { exportedAt: _, name: _name, ...told } = JSON.parse(first['manifest.json'] ?? '');
    for (const list of Object.values(told)) expect(Array.isArray(list) ? list.length : 1).toBeGreaterThan(0);
    expect(told.overrides[0]).toMatchObject({ replacedBy: told.overrides[1].id, endedOn: told.overrides[0].from });

    await core.call('workspace.create', { name: 'Copy', currency: 'EUR' });
    const source = await core.source(
      'whole.zip',
      zipSync(Object.fromEntries(Object.entries(first).map(([name, text]) => [name, strToU8(text)]))),
    );
    const { files } = await core.done('import.preview', { sources: [source] });
    const shown = files.find(({ report }) => report.kind === 'records');
    expect(shown).toMatchObject({
      part: 'manifest.json',
      error: null,
      storedColumns: ['Record', 'Name', 'Why it is not restored'],
    });
    expect(shown?.storedRows[0]).toEqual({ line: 1, result: 'new', cells: ['Currency', told.currency, null] });
    expect((await core.call('models.list', {})).promotions).toEqual([]);

    const { batches, failed } = await core.done('import.run', { sources: [source], score: false });
    expect(failed).toEqual([]);
    const records = batches.find(({ kind }) => kind === 'records');
    expect(records).toMatchObject({ rejected: 0, unchanged: 0, accepted: records?.rowsRead });
    const again = await archived();
    expect(Object.keys(again)).toEqual(Object.keys(first));
    for (const [name, text] of Object.entries(first)) if (name !== 'manifest.json') expect(again[name]).toBe(text);
    const { exportedAt: _at, name, ...restored } = JSON.parse(again['manifest.json'] ?? '');
    expect(name).toBe('Copy');
    expect(restored).toEqual(told);
    expect((await core.call('models.list', {})).promotions[0]).toMatchObject({
      modelVersion: '003-signal@2',
      by: 'Lee',
    });

    const twice = await core.done('import.run', {
      sources: [await core.source('again.zip', zipSync({ 'manifest.json': strToU8(again['manifest.json'] ?? '') }))],
      score: false,
    });
    expect(twice.batches).toMatchObject([{ kind: 'records', created: 0, rejected: 0, unchanged: records?.rowsRead }]);

    const batchIds = [records?.batchId ?? 0];
    const { undone: back } = await core.done('import.undo', { batchIds, score: false });
    expect(back).toMatchObject([{ kind: 'records', removed: records?.created, kept: 0 }]);
    const {
      exportedAt: _when,
      name: _copy,
      files: kept,
      currency,
      ...empty
    } = JSON.parse((await archived())['manifest.json'] ?? '');
    expect([kept, currency]).toEqual([told.files, 'EUR']);
    for (const list of Object.values(empty)) expect(list === 1 ? [] : list).toEqual([]);
  }, 120_000);
});
