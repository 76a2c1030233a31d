import { describe, expect, it } from 'vitest';
import { chosenSides, DRAFT, scenarioSide, sidesOf } from './sides.ts';

const info = { modelVersion: '003-signal@1', name: 'Signal points', version: 1, active: true };
const scenario = { id: 4, name: 'More usage' };

describe('sides of a comparison', () => {
  const sides = sidesOf({ model: '003-signal@1' }, [scenario as never], [info as never]);

  it('are the bench, saved scenarios and versions, each with what the core is told', () => {
    expect(sides.map(({ id, label }) => [id, label])).toEqual([
      ['draft', 'On the bench'],
      ['scenario:4', 'Scenario: More usage'],
      ['003-signal@1', 'Signal points, v1, official'],
    ]);
    expect(sides[1]?.source).toEqual({ scenario: 4 });
  });

  it('come from the address, else official against the bench; an unknown one is the default', () => {
    const ids = (params: Record<string, string>) => {
      const { a, b } = chosenSides(sides, params, '003-signal@1');
      return [a?.id, b?.id];
    };
    expect(ids({})).toEqual(['003-signal@1', DRAFT]);
    expect(ids({ a: scenarioSide(4), b: '003-signal@1' })).toEqual(['scenario:4', '003-signal@1']);
    expect(ids({ a: 'gone', b: 'scenario:9' })).toEqual(['003-signal@1', DRAFT]);
  });
});
