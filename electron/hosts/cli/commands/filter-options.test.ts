import { describe, expect, it } from 'vitest';
import { listOptions } from './filter-options.ts';

describe('options of the account list', () => {
  it('are filters, an order and a grouping', () => {
    expect(
      listOptions({
        filter: ['tier=Red', 'tier=Yellow', 'renewalWithin=30', 'openAlerts=true', 'tag=Board'],
        sort: 'arr:desc, attribute:Fit: x,dimension:usage:asc',
        group: 'csm',
      }),
    ).toEqual({
      filters: { tier: ['Red', 'Yellow'], renewalWithin: 30, openAlerts: true, tag: ['Board'] },
      sort: [
        { field: 'arr', direction: 'desc' },
        { field: 'attribute:Fit: x', direction: 'asc' },
        { field: 'dimension:usage', direction: 'asc' },
      ],
      group: 'csm',
    });
    expect(listOptions({ filter: [] })).toEqual({ filters: {} });
  });

  it('say what there is where a field is not known', () => {
    expect(() => listOptions({ filter: [], sort: 'nonsense' })).toThrow(
      /^--sort does not know nonsense. Fields: name, /,
    );
    expect(() => listOptions({ filter: [], group: 'score' })).toThrow(
      /^--group does not know score. Fields: segment, /,
    );
  });
});
