import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { HealthModel } from '#shared/model/health-model.ts';
import { modelVersionOf } from '#shared/model/health-model.ts';
import { findModel, listModels, onboardingAmong } from './model-versions.ts';
import { loadPresets } from './models.ts';

const presets = loadPresets(fileURLToPath(new URL('../../resources', import.meta.url)));
const base = presets[0] as HealthModel;
const version = (id: string, number: number, document: Partial<HealthModel> = {}) => ({
  modelId: id,
  version: number,
  document: JSON.stringify({ ...base, id, version: number, ...document }),
});
const promoted = (modelVersion: string) => ({
  modelVersion,
  from: 'x@1',
  at: 0,
  by: 'Kim',
  note: 'x',
  reviewer: '',
  effectiveOn: null,
  summary: null,
});
const named = (list: ReturnType<typeof listModels>, wanted?: string): string => modelVersionOf(findModel(list, wanted));

describe('the models there are', () => {
  it('without versions: the presets, the default one official', () => {
    const list = listModels(presets);
    expect(modelVersionOf(list.official)).toBe('003-signal@1');
    expect([named(list), named(list, '001-five'), named(list, '001-five@1')]).toEqual([
      '003-signal@1',
      '001-five@1',
      '001-five@1',
    ]);
    expect(() => findModel(list, '001-five@2')).toThrow('There is no model 001-five@2. Known: 003-signal, 001-five');
  });

  it('an id alone is the official version when that has the id, else the newest one of it', () => {
    const versions = [version('003-signal', 2), version('ours', 1), version('003-signal', 3), version('ours', 2)];
    const list = listModels(presets, versions, [promoted('003-signal@2'), promoted('ours@1')]);
    expect([named(list), named(list, '003-signal'), named(list, '003-signal@3'), named(list, 'ours')]).toEqual([
      '003-signal@2',
      '003-signal@2',
      '003-signal@3',
      'ours@2',
    ]);
    expect(list.models.slice(presets.length).map(modelVersionOf)).toEqual([
      'ours@2',
      '003-signal@3',
      'ours@1',
      '003-signal@2',
    ]);
    expect([...list.own]).toHaveLength(4);
  });

  it('a version of the workspace stands before a preset that got its number later', () => {
    const list = listModels([...presets, { ...base, version: 2, name: 'Newer preset' }], [version('003-signal', 2)]);
    expect(findModel(list, '003-signal@2').name).toBe(base.name);
    expect(list.models.filter((model) => modelVersionOf(model) === '003-signal@2')).toHaveLength(1);
  });

  it('what cannot be read is left out; the default stands in for an official version that is gone', () => {
    const broken = [
      { modelId: 'a', version: 1, document: '{' },
      { modelId: 'b', version: 1, document: '{"id":"b"}' },
      { ...version('c', 1), version: 2 },
    ];
    const list = listModels(presets, broken, [promoted('a@1')]);
    expect(list.models).toHaveLength(presets.length);
    expect(modelVersionOf(list.official)).toBe('003-signal@1');
  });

  it('a policy that names the onboarding model by its id alone always means its first version', () => {
    const { models } = listModels(presets, [version('onboarding', 2)]);
    const policy = { model: 'onboarding', lastDay: 60, previewFrom: 31, checkInDays: [7] };
    const of = (model: string): number | undefined =>
      onboardingAmong(models, { ...base, onboardingPolicy: { ...policy, model } })?.version;
    expect([of('onboarding'), of('onboarding@2'), of('onboarding@3'), of('none')]).toEqual([
      1,
      2,
      undefined,
      undefined,
    ]);
    expect(onboardingAmong(models, { ...base, onboardingPolicy: null })).toBeNull();
  });
});
