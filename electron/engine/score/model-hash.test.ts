import { describe, expect, it } from 'vitest';
import { readModel } from '../testing/fixtures.ts';
import { modelHash } from './model-hash.ts';

describe('the hash of a model', () => {
  const model = readModel('003-signal');
  it('is that of what it computes, not of what it is called', () => {
    expect(modelHash(model)).toMatch(/^[0-9a-f]{16}$/);
    expect(modelHash({ ...model, id: 'other', version: 9, author: 'Kim', changeNote: 'x' })).toBe(modelHash(model));
    expect(modelHash({ ...model, confirmPolicy: { ...model.confirmPolicy, margin: 2 } })).not.toBe(modelHash(model));
    const [usage, ...rest] = model.dimensions;
    if (!usage) throw new Error('no dimension');
    const heavier = { ...model, dimensions: [{ ...usage, weight: usage.weight + 0.5 }, ...rest] };
    expect(modelHash(heavier)).not.toBe(modelHash(model));
  });

  it('does not depend on the order of keys or on absent ones', () => {
    const turned = Object.fromEntries(Object.entries(model).reverse()) as typeof model;
    const tiers = model.tiers.map((tier) => ({ ...tier, origin: tier.origin }));
    expect(modelHash({ ...turned, tiers })).toBe(modelHash(model));
  });
});
