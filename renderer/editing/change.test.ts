import { describe, expect, it } from 'vitest';
import type { ModelDocument } from '../state/drafts.ts';
import { changeOf, isEmptyChange, sourceOf } from './change.ts';
import { editTier, replaceWeights, setWeight, weightsOf } from './edits.ts';
import { testModel } from './testing.ts';

const start = testModel;
const [first] = start.dimensions;
const id = first?.id ?? '';

describe('what of a draft can be tried without scoring signals again', () => {
  it('is nothing for the same model, also where it is a copy or only called something else', () => {
    expect(changeOf(start, start)).toEqual({});
    expect(changeOf(start, structuredClone(start))).toEqual({});
    expect(changeOf(start, { ...start, name: 'Other', changeNote: 'why' })).toEqual({});
    expect(isEmptyChange(changeOf(start, start))).toBe(true);
    expect(isEmptyChange(null)).toBe(false);
  });

  it('is all the weights as soon as one moves', () => {
    const { model } = setWeight({ model: start, locks: [] }, id, (first?.weight ?? 0) + 7);
    expect(changeOf(start, model)).toEqual({ weights: weightsOf(model) });
    expect(sourceOf('m@1', start, model)).toEqual({ model: 'm@1', change: { weights: weightsOf(model) } });
  });

  it('is bounds, overlays, coverage, flags and confirmation', () => {
    const bound = start.tiers[0]?.from ?? 0;
    const draft: ModelDocument = {
      ...editTier(start, 0, { from: bound - 3 }),
      segmentOverlays: [{ segment: 'SMB', healthyShift: -5, atRiskShift: 2, origin: 'default' }],
      missingPolicy: { ...start.missingPolicy, minScoredCoverage: 0.7 },
      flagPolicy: 'annotate',
      confirmPolicy: { margin: 2, resetAfterDays: 14 },
    };
    expect(changeOf(start, draft)).toEqual({
      bounds: draft.tiers.map((tier) => tier.from),
      overlays: [{ segment: 'SMB', healthyShift: -5, atRiskShift: 2 }],
      coverage: { scored: 0.7 },
      flagPolicy: 'annotate',
      confirm: { margin: 2, resetAfterDays: 14 },
    });
  });

  it('is the whole document where rules, the set of tiers or what signals are measured by differ', () => {
    const other = (draft: ModelDocument) => {
      expect(changeOf(start, draft)).toBeNull();
      expect(sourceOf('m@1', start, draft)).toEqual({ draft });
    };
    other(editTier(start, 0, { name: 'Great' }));
    other({ ...start, tiers: start.tiers.slice(1) });
    other({ ...start, dimensions: start.dimensions.slice(1) });
    other({ ...start, seasonalPolicy: { ...start.seasonalPolicy, enabled: !start.seasonalPolicy.enabled } });
    other({ ...start, missingPolicy: { ...start.missingPolicy, minDimensionCoverage: 0.9 } });
    expect(sourceOf(null, start, start)).toEqual({ draft: start });
  });

  it('takes the same weights for no change, whatever their origin says', () => {
    const same = replaceWeights(start, weightsOf(start));
    expect(changeOf(start, same)).toEqual({});
    expect(sourceOf('m@1', start, same)).toEqual({ model: 'm@1' });
  });
});
