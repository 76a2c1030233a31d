import { describe, expect, it } from 'vitest';
import { modelFile } from '#shared/contract/model-file.ts';
import type { HealthModel } from '#shared/model/health-model.ts';
import { readModel } from '../testing/fixtures.ts';
import { modelDifferences } from './model-differences.ts';

const PRESETS = ['003-signal', '001-six', '002-five', '004-five', 'onboarding'].map(readModel);
const base = readModel('003-signal');

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
const documentOf = (model: HealthModel) => modelFile.parse(structuredClone(model));

/** Every single value of a document with its path, and a way to change it there. */
function leavesOf(node: Json, path: string): { path: string; value: Json; set: (value: Json) => void }[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    const at = `${path}.${key}`;
    const set = (next: Json): void => {
      if (Array.isArray(node)) node[Number(key)] = next;
      else node[key] = next;
    };
    return typeof value === 'object' && value !== null ? leavesOf(value, at) : [{ path: at, value, set }];
  });
}

/** Not a difference, or not a single value that could be another one. */
const SKIPPED = ['.onboardingPolicy', '.version', '.parentVersion', '.author', '.createdAt', '.changeNote'];

function changed(value: Json): Json {
  if (typeof value === 'number') return value + 0.0001;
  if (typeof value === 'boolean') return !value;
  return value === null ? 1 : `${String(value)}x`;
}

describe('differences of two models', () => {
  it('names weights, rules, tiers, bounds and policies in words', () => {
    const draft = documentOf(base);
    for (const dimension of draft.dimensions) {
      if (dimension.id === 'usage') dimension.weight = 45;
      if (dimension.id === 'support') dimension.weight = 5;
      if (dimension.id === 'usage' && dimension.scoring.kind === 'points') {
        const rule = dimension.scoring.rules[0];
        if (rule) rule.good.points = 12;
        dimension.scoring.method = 'two_sided';
      }
    }
    const green = draft.tiers[0];
    if (green) Object.assign(green, { from: 75 });
    Object.assign(draft, { name: 'Ours', healthyBound: 75, segmentOverlays: [], tiltsEnabled: true });
    draft.missingPolicy.minScoredCoverage = 0.7;
    draft.confirmPolicy.margin = 2;
    draft.onboardingPolicy = null;
    expect(modelDifferences(base, draft)).toMatchObject([
      { area: 'about', what: 'Name', from: base.name, to: 'Ours' },
      { area: 'dimensions', what: 'Weight of Usage', from: '30%', to: '45%' },
      {
        area: 'dimensions',
        what: 'Method of Usage',
        from: 'points added to 50, cut at 0 and 100',
        to: 'points stretched over 0 to 100, neutral at 50',
      },
      {
        area: 'dimensions',
        what: 'Usage: Logins against baseline',
        from: '+10 if ≥ 0.95, −20 if < 0.50',
        to: '+12 if ≥ 0.95, −20 if < 0.50',
      },
      { area: 'dimensions', what: 'Weight of Support', from: '20%', to: '5%' },
      {
        area: 'tiers',
        what: 'Tier Green',
        from: expect.stringMatching(/^from 70/),
        to: expect.stringMatching(/^from 75/),
      },
      { area: 'tiers', what: 'Healthy from', from: '70', to: '75' },
      { area: 'segments', what: 'Weights by segment', from: 'off', to: 'on' },
      { area: 'missing', what: 'Coverage a score needs', from: '60%', to: '70%' },
      { area: 'policies', what: 'Margin to confirm a recovery', from: '0 points', to: '2 points' },
      {
        area: 'policies',
        what: 'Onboarding',
        from: expect.stringMatching(/^model onboarding/),
        to: 'this model from the first day',
      },
      { area: 'segments', what: 'Bounds of Enterprise', from: 'healthy −5, at risk +0', to: null },
      { area: 'segments', what: 'Bounds of SMB', from: 'healthy +5, at risk +10', to: null },
    ]);
  });

  it('shows the exact values where the words are too coarse', () => {
    const draft = documentOf(base);
    const scoring = draft.dimensions[0]?.scoring;
    const rule = scoring?.kind === 'points' ? scoring.rules[0] : undefined;
    if (rule) rule.good.when = { op: '>=', value: 0.9501 };
    expect(modelDifferences(base, draft)).toEqual([
      {
        area: 'dimensions',
        what: 'Usage: Logins against baseline',
        from: 'good when value 0.95',
        to: 'good when value 0.9501',
      },
    ]);
  });

  it('there are none between a model and itself, whichever version it is and whatever the order of its signals', () => {
    for (const model of PRESETS) {
      const draft = documentOf(model);
      Object.assign(draft, {
        version: 9,
        parentVersion: 8,
        author: 'Kim',
        changeNote: 'x',
        createdAt: '2026-01-01T00:00:00Z',
      });
      for (const { scoring } of draft.dimensions) (scoring.kind === 'points' ? scoring.rules : scoring.parts).reverse();
      expect(modelDifferences(model, draft)).toEqual([]);
      expect(modelDifferences(draft, model)).toEqual([]);
    }
  });

  it.each(PRESETS.map((model) => [model.id, model] as const))('no value of %s can change unseen', (_id, model) => {
    const draft = documentOf(model);
    const leaves = leavesOf(draft as Json, '');
    expect(leaves.length).toBeGreaterThan(80);
    for (const { path, value, set } of leaves) {
      if (SKIPPED.includes(path) || /\.(kind|op)$/.test(path)) continue;
      set(changed(value));
      const differences = modelDifferences(model, draft);
      expect(differences.length, path).toBeGreaterThan(0);
      for (const { from, to } of differences) expect(from, path).not.toBe(to);
      set(value);
    }
    expect(modelDifferences(model, draft)).toEqual([]);
  });
});
