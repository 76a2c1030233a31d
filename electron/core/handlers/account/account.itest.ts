import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dayFromEpochMs, isoFromDay } from '#shared/model/day.ts';
import { startTestCore, type TestCore } from '../../testing.ts';
import { importSteady, STEADY_AS_OF } from '../testing/steady.ts';

const TEXT = 'The drop is a planned migration; the team is back next week.';
let core: TestCore;

beforeEach(async () => {
  core = await startTestCore(Date.UTC(2026, 10, 22, 12));
  await core.call('workspace.create', { name: 'Account' });
  await importSteady(core);
}, 60_000);
afterEach(() => core.close());

const detailOf = (accountId: string, asOf?: string) =>
  core.call('accounts.get', { accountId, ...(asOf === undefined ? {} : { asOf }) });

/** Makes a version with equal weights official: 90, 95, 100, 80 and 60 then make 85 instead of 87. */
async function promoteEqualWeights(): Promise<void> {
  const { model } = await core.call('models.get', { model: '003-signal' });
  const dimensions = model.dimensions.map((dimension) => ({ ...dimension, weight: 20 }));
  await core.call('models.save', {
    draft: { ...model, dimensions, parentVersion: 1 },
    author: 'Ana',
    changeNote: 'All the same',
  });
  await core.done('models.promote', { model: '003-signal@2', by: 'Ana', note: 'All the same' });
}

describe('what changed', () => {
  it('is nothing while nothing changes', { timeout: 60_000 }, async () => {
    const { changes, versionMarkers } = await detailOf('A1');
    const [month] = changes;
    expect(month).toMatchObject({ days: 30, from: '2026-05-24', to: STEADY_AS_OF, before: 87, after: 87 });
    expect(month?.parts.map(({ kind, value }) => [kind, value])).toEqual([
      ['behaviour', 0],
      ['behaviour', 0],
      ['behaviour', 0],
      ['behaviour', 0],
      ['behaviour', 0],
      ['coverage', 0],
    ]);
    expect([month?.versionBefore, versionMarkers]).toEqual([null, []]);
  });

  it('names the version that was official then, and the override that counts now', { timeout: 60_000 }, async () => {
    await promoteEqualWeights();
    await core.call('overrides.add', {
      accountId: 'A1',
      target: { kind: 'composite', score: 40 },
      reason: 'new_information',
      text: TEXT,
      author: 'Ana',
    });
    const [month] = (await detailOf('A1')).changes;
    expect(month).toMatchObject({ before: 87, after: 40, versionBefore: '003-signal@1' });
    const [model, override] = month?.parts.slice(-2) ?? [];
    expect(model).toMatchObject({ kind: 'model', name: 'Model version' });
    expect(model?.value).toBeCloseTo(-2, 9);
    expect(override?.kind).toBe('override');
    expect(override?.value).toBeCloseTo(-45, 9);
    // A view under the earlier version is about that version alone.
    const earlier = await core.call('accounts.get', { accountId: 'A1', model: '003-signal@1' });
    expect(earlier.changes[0]).toMatchObject({ before: 87, versionBefore: null });
  });

  it('marks the days on which another version became official', { timeout: 60_000 }, async () => {
    await promoteEqualWeights();
    const { promotions } = await core.call('models.list', {});
    await core.done('score.run', { asOf: '2100-01-03' });
    expect((await detailOf('A1')).versionMarkers).toEqual([
      { date: isoFromDay(dayFromEpochMs(promotions[0]?.at ?? 0)), modelVersion: '003-signal@2' },
    ]);
    expect((await detailOf('A1', STEADY_AS_OF)).versionMarkers).toEqual([]);
  });
});
