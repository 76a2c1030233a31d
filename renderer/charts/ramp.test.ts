import { describe, expect, it } from 'vitest';
import { rampScale } from './ramp.ts';

describe('heat map ramp', () => {
  it('has seven steps, and names where each ends', () => {
    const scale = rampScale([0, 0.03, 0.1]);
    expect([0, 0.004, 0.005, 0.039, 0.04, 0.08, 0.13, 0.19, 0.259, 0.26, 1].map(scale.stepOf)).toEqual([
      0, 0, 1, 1, 2, 3, 4, 5, 5, 6, 6,
    ]);
    expect(scale.labels).toEqual(['0', '<4', '8', '13', '19', '26', '26+']);
  });

  it('takes growth for nothing lost', () => {
    expect(rampScale([-0.12]).stepOf(-0.12)).toBe(0);
  });

  it('widens where more than one cell in four would be darkest', () => {
    expect(rampScale([0.3, 0, 0, 0]).labels.at(-1)).toBe('26+');
    expect(rampScale([0.3, 0.3, 0, 0]).labels).toEqual(['0', '<8', '16', '26', '38', '52', '52+']);
    expect(rampScale([0.9, 0.9]).labels.at(-1)).toBe('78+');
    expect(rampScale([]).labels.at(-1)).toBe('26+');
  });
});
