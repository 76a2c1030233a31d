import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobState } from '#shared/contract/events.ts';
import type { InputOf, OutputOf } from '#shared/contract/index.ts';
import { startTestCore, type TestCore } from './testing.ts';
import { fillWorkspace } from './testing-data.ts';

const NOW = Date.UTC(2026, 6, 1, 12);

let core: TestCore;
beforeEach(async () => {
  core = await startTestCore(NOW);
});
afterEach(() => core.close());

const fill = (): Promise<void> => fillWorkspace(core, NOW);

type ModelDocument = OutputOf<'models.get'>['model'];

async function draftOf(model: string, change: (draft: ModelDocument) => void): Promise<ModelDocument> {
  const { model: draft } = await core.call('models.get', { model });
  draft.parentVersion = draft.version;
  change(draft);
  return draft;
}

/** Usage counts 45%, support 5%. */
const heavier = (draft: ModelDocument): void => {
  for (const dimension of draft.dimensions) {
    if (dimension.id === 'usage') dimension.weight = 45;
    if (dimension.id === 'support') dimension.weight = 5;
  }
};
const about = { author: 'Kim', changeNote: 'Usage says more here.' };
const decision = { by: 'Kim', note: 'Agreed in the quarterly review.', reviewer: 'Ada' };

describe('model versions', () => {
  it('without a workspace there are the presets, the first one official', async () => {
    const { models, promotions } = await core.call('models.list', {});
    expect(models[0]).toMatchObject({ modelVersion: '003-signal@1', preset: true, active: true, snapshots: 0 });
    expect(models.filter((model) => model.active)).toHaveLength(1);
    expect(promotions).toEqual([]);
    const { signals } = await core.call('models.signals', {});
    expect(signals.find((signal) => signal.id === 'payment_status')).toMatchObject({
      type: 'enum',
      unit: null,
      values: ['current', 'late', 'past_due', 'failed'],
      better: 'first',
    });
    expect(await core.codeOf('models.get', { model: '003-signal@2' })).toBe('unknown_model');
    expect(await core.codeOf('models.save', { draft: await draftOf('003-signal', heavier), ...about })).toBe(
      'no_workspace',
    );
    const { results } = await core.call('models.evaluate', {
      model: await draftOf('003-signal', heavier),
      accounts: [{ id: 'A', dimensions: { usage: 65, support: 50, billing: 80, engagement: 40, growth: 30 } }],
    });
    // 0.45·65 + 0.05·50 + 0.2·80 + 0.15·40 + 0.15·30
    expect(results[0]?.score).toBe(58.25);
  });

  it('are saved, promoted and taken back; scores of every version stay', { timeout: 120_000 }, async () => {
    await fill();
    const before = await core.call('accounts.list', {});
    expect(before.modelVersion).toBe('003-signal@1');

    const saved = await core.call('models.save', { draft: await draftOf('003-signal', heavier), ...about });
    expect(saved).toMatchObject({
      modelVersion: '003-signal@2',
      parentVersion: 1,
      author: 'Kim',
      changeNote: 'Usage says more here.',
      createdAt: expect.stringMatching(/Z$/),
      preset: false,
      active: false,
      snapshots: 0,
    });
    expect((await core.call('accounts.list', {})).modelVersion).toBe('003-signal@1');
    expect(await core.codeOf('accounts.list', { model: '003-signal@2' })).toBe('no_scores');

    const { promotion, snapshots } = await core.done('models.promote', {
      model: '003-signal@2',
      ...decision,
      effectiveOn: '2026-07-01',
    });
    expect(promotion).toEqual({
      modelVersion: '003-signal@2',
      from: '003-signal@1',
      at: expect.any(Number),
      ...decision,
      effectiveOn: '2026-07-01',
      // three accounts, one landmark, no churn: the summary says in words that nothing can be said
      summary: expect.objectContaining({
        differences: expect.any(Number),
        validation: expect.objectContaining({
          rocAuc: null,
          recommended: false,
          sentence: expect.stringMatching(/^0 churns are too few/),
        }),
        sealed: null,
      }),
    });
    expect((await core.call('models.list', {})).promotions).toEqual([promotion]);
    const summary = await core.call('workspace.summary', {});
    expect(summary.model.modelVersion).toBe('003-signal@2');
    expect(summary.snapshots).toHaveLength(snapshots);

    const after = await core.call('accounts.list', {});
    const old = await core.call('accounts.list', { model: '003-signal@1' });
    expect(after.modelVersion).toBe('003-signal@2');
    expect(old).toEqual(before);
    expect(after.accounts.map((row) => row.score)).not.toEqual(old.accounts.map((row) => row.score));
    // the id alone is the official version
    expect((await core.call('accounts.list', { model: '003-signal' })).modelVersion).toBe('003-signal@2');
    // both lines can be drawn
    const now = await core.call('accounts.get', { accountId: 'A3' });
    const then = await core.call('accounts.get', { accountId: 'A3', model: '003-signal@1' });
    expect([now.modelVersion, then.modelVersion]).toEqual(['003-signal@2', '003-signal@1']);
    expect(now.history.map((point) => point.date)).toEqual(then.history.map((point) => point.date));
    expect(now.history.map((point) => point.score)).not.toEqual(then.history.map((point) => point.score));

    const back = await core.done('models.promote', { model: promotion.from, by: 'Lee' });
    expect(back.promotion).toMatchObject({
      modelVersion: '003-signal@1',
      from: '003-signal@2',
      by: 'Lee',
      note: expect.stringMatching(/^Rolled back: 003-signal@2, promoted by Kim on \d{4}-\d\d-\d\d, is taken back\.$/),
      reviewer: '',
    });
    expect(await core.call('accounts.list', {})).toEqual(before);
    expect(await core.call('accounts.list', { model: '003-signal@2' })).toEqual(after);
    const { models, promotions } = await core.call('models.list', {});
    expect(promotions.map(({ modelVersion, by }) => [modelVersion, by])).toEqual([
      ['003-signal@1', 'Lee'],
      ['003-signal@2', 'Kim'],
    ]);
    expect(models.find((model) => model.modelVersion === '003-signal@2')).toMatchObject({ active: false, snapshots });
    expect((await core.call('data.doctor', {})).ok).toBe(true);
  });

  it('a draft is refused when it says nothing new, has no parent or is not valid', async () => {
    await fill();
    const save = (draft: ModelDocument) => core.core.dispatch('models.save', { draft, ...about });
    const message = async (draft: ModelDocument): Promise<string> => {
      const reply = await save(draft);
      return reply.ok ? 'ok' : `${reply.error.code}: ${reply.error.message}`;
    };
    expect(await message(await draftOf('003-signal', () => undefined))).toBe(
      'model_invalid: Nothing was changed: the draft is the same as version 1 of 003-signal, so there is no new version to keep.',
    );
    expect(
      await message(await draftOf('003-signal', (draft) => Object.assign(draft, { parentVersion: null }))),
    ).toContain('There is a model 003-signal already');
    expect(await message(await draftOf('003-signal', (draft) => Object.assign(draft, { parentVersion: 7 })))).toContain(
      'There is no version 7 of model 003-signal',
    );
    expect(await message(await draftOf('003-signal', (draft) => Object.assign(draft, { id: 'our@1' })))).toContain(
      'letters, digits',
    );
    const uneven = await draftOf('003-signal', (draft) => {
      for (const dimension of draft.dimensions) dimension.weight = 30;
    });
    expect(await message(uneven)).toContain('model_invalid');
    expect((await core.call('models.list', {})).models.every((model) => model.preset)).toBe(true);

    const copy = await draftOf('003-signal', (draft) => Object.assign(draft, { id: 'ours', name: 'Ours' }));
    expect(await core.call('models.save', { draft: copy, ...about })).toMatchObject({
      modelVersion: 'ours@1',
      parentVersion: null,
    });
    expect(await core.call('models.save', { draft: await draftOf('ours', heavier), ...about })).toMatchObject({
      modelVersion: 'ours@2',
      parentVersion: 1,
    });
    // a version can be made from any earlier one
    const third = await draftOf('ours@1', (draft) => Object.assign(draft, { flagPolicy: 'annotate' }));
    expect(await core.call('models.save', { draft: third, ...about })).toMatchObject({
      modelVersion: 'ours@3',
      parentVersion: 1,
    });
    const { differences } = await core.call('models.diff', { from: 'ours@1', to: 'ours' });
    expect(differences).toEqual([{ area: 'flags', what: 'Flags', from: 'change the tier', to: 'are only shown' }]);
    const against = await core.call('models.diff', { from: 'ours@1', to: await draftOf('ours@1', heavier) });
    expect(against.differences).toEqual([
      { area: 'dimensions', what: 'Weight of Usage', from: '30%', to: '45%' },
      { area: 'dimensions', what: 'Weight of Support', from: '20%', to: '5%' },
    ]);
  });

  it('the official version is not promoted again; a cancelled change leaves the old one official', async () => {
    await fill();
    await core.call('models.save', { draft: await draftOf('003-signal', heavier), ...about });
    const before = await core.call('accounts.list', {});
    const refusal = async (input: InputOf<'models.promote'>) => {
      const job = await core.job('models.promote', input);
      return job.state === 'failed' ? job.error.message : job.state;
    };
    expect(await refusal({ model: '003-signal@1', ...decision })).toBe(
      '003-signal@1 is the official version already; nothing was changed.',
    );
    const { by, note, reviewer } = decision;
    expect(await refusal({ model: '003-signal@2', by, note })).toMatch(/^A promotion names who reviewed/);
    expect(await refusal({ model: '003-signal@2', by, reviewer })).toMatch(/^A promotion says why/);
    const reply = await core.core.dispatch('models.promote', { model: '003-signal@2', ...decision });
    if (!reply.ok) throw new Error(reply.error.message);
    const { jobId } = reply.data as { jobId: string };
    await core.call('job.cancel', { jobId });
    for (;;) {
      const { job } = (await core.call('job.get', { jobId })) as { job: JobState };
      if (job.state === 'running') {
        await new Promise((resolve) => setTimeout(resolve, 5));
        continue;
      }
      expect(job.state).toBe('cancelled');
      break;
    }
    const { models, promotions } = await core.call('models.list', {});
    expect(promotions).toEqual([]);
    expect(models.find((model) => model.active)?.modelVersion).toBe('003-signal@1');
    expect(await core.call('accounts.list', {})).toEqual(before);
  });

  it('a version may be chosen before the first import, which is then scored under it', {
    timeout: 120_000,
  }, async () => {
    await core.call('workspace.create', { name: 'Empty', currency: 'EUR' });
    const { promotion, snapshots } = await core.done('models.promote', { model: '003-signal-rescaled', ...decision });
    expect(snapshots).toBe(0);
    expect(promotion.summary).toMatchObject({
      migration: null,
      validation: null,
      gap: expect.stringMatching(/^Nothing is scored yet/),
      sealed: null,
    });
    await core.call('workspace.close', {});
    await fill();
    await core.done('models.promote', { model: '003-signal-rescaled', ...decision });
    expect((await core.call('portfolio.summary', {})).modelVersion).toBe('003-signal-rescaled@1');
    expect((await core.call('whatif.run', { weights: {} })).modelVersion).toBe('003-signal-rescaled@1');
  });

  it('a draft is previewed against the official version, on one day and without a trace', async () => {
    await fill();
    const draft = await draftOf('003-signal', heavier);
    const { result, remarks } = await core.call('models.preview', { draft });
    const book = await core.call('accounts.list', {});
    expect(result.before.mean).toBeCloseTo(
      book.accounts.reduce((sum, row) => sum + (row.score ?? 0), 0) / book.accounts.length,
      9,
    );
    expect(result.before.weights).toMatchObject({ usage: 30, support: 20 });
    expect(result.after.weights).toMatchObject({ usage: 45, support: 5 });
    const whatIf = await core.call('whatif.run', {
      weights: { usage: 45, support: 5, billing: 20, engagement: 15, growth: 15 },
    });
    expect(result.after).toEqual(whatIf.after);
    expect(result.before).toEqual(whatIf.before);
    expect(result.migration).toEqual(whatIf.migration);
    expect(result.moversTotal).toBe(whatIf.moversTotal);
    expect(remarks.filter((remark) => remark.level === 'error')).toEqual([]);

    // what is held from step to step never shows: rules changed and changed back, and weights alone
    const again = await draftOf('003-signal', heavier);
    const harder = await draftOf('003-signal', (other) => {
      heavier(other);
      for (const { scoring } of other.dimensions) if (scoring.kind === 'points') scoring.method = 'two_sided';
    });
    const other = (await core.call('models.preview', { draft: harder })).result;
    expect(other.after.mean).not.toBe(result.after.mean);
    expect((await core.call('models.preview', { draft: again })).result).toEqual(result);
    expect((await core.call('models.preview', { draft: harder })).result).toEqual(other);

    // signals are measured anew for a draft that measures them differently: nothing is resolved within a millionth of a day
    const strict = await draftOf('002-five', (other) =>
      Object.assign(other, { signalOptions: { resolutionTargetDays: [1e-6, 1e-6, 1e-6, 1e-6] } }),
    );
    const mean = async (other: ModelDocument) =>
      (await core.call('models.preview', { draft: other })).result.after.mean ?? Number.NaN;
    const usual = await mean(await draftOf('002-five', () => undefined));
    expect(await mean(strict)).toBeLessThan(usual);
    expect(await mean(await draftOf('002-five', () => undefined))).toBe(usual);

    draft.dimensions = draft.dimensions.slice(0, 4);
    const broken = await core.call('models.preview', { draft });
    expect(broken.remarks.find((remark) => remark.level === 'error')?.message).toContain('85, not 100');
    expect(broken.result.after.withScore).toBe(3);
    expect((await core.call('models.list', {})).models.every((model) => model.preset)).toBe(true);
  });
});
