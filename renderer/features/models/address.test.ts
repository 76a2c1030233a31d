import { expect, it } from 'vitest';
import type { ModelInfo } from '#shared/contract/models.ts';
import { groupModels, shownModel, tabOf } from './address.ts';

const info = (id: string, version: number, over: Partial<ModelInfo> = {}): ModelInfo => ({
  id,
  name: `Model ${id}`,
  version,
  modelVersion: `${id}@${version}`,
  parentVersion: version > 1 ? version - 1 : null,
  author: 'Ada',
  createdAt: null,
  changeNote: '',
  source: '',
  preset: version === 1,
  active: false,
  snapshots: 0,
  tiers: [],
  segmentOverlays: [],
  dimensions: [],
  ...over,
});
const models = [info('a', 1), info('b', 1), info('b', 2), info('c', 1), info('c', 3), info('c', 2, { active: true })];

it('groups versions by model, newest first, the official model before own models before presets', () => {
  const groups = groupModels(models);
  expect(groups.map(({ id }) => id)).toEqual(['c', 'b', 'a']);
  expect(groups[0]?.versions.map(({ version }) => version)).toEqual([3, 2, 1]);
  expect(groups[0]?.official?.version).toBe(2);
});

it('finds the version an address names, by version, by model, or falls back to the official one', () => {
  const groups = groupModels(models);
  expect(shownModel(groups, 'b@1')?.modelVersion).toBe('b@1');
  expect(shownModel(groups, 'b')?.modelVersion).toBe('b@2');
  expect(shownModel(groups, 'c')?.modelVersion).toBe('c@2');
  expect(shownModel(groups, 'nothing@9')?.modelVersion).toBe('c@2');
  expect(shownModel([], undefined)).toBeNull();
});

it('reads the tab and falls back to the overview', () => {
  expect(tabOf({ tab: 'versions' })).toBe('versions');
  expect(tabOf({ tab: 'elsewhere' })).toBe('');
});
