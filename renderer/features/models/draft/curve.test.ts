import { describe, expect, it } from 'vitest';
import { shapeOf } from './curve.ts';

describe('shape of a curve', () => {
  it('is flat outside the anchors', () => {
    const shape = shapeOf({
      kind: 'linear',
      anchors: [
        [0, 0],
        [1, 100],
      ],
    });
    expect(shape).toEqual({
      kind: 'line',
      points: [
        [-0.12, 0],
        [0, 0],
        [1, 100],
        [1.12, 100],
      ],
    });
  });

  it('jumps at the cuts of steps, first condition first', () => {
    const shape = shapeOf({
      kind: 'steps',
      steps: [
        { when: { op: '>=', value: 2 }, value: 100 },
        { when: { op: '>=', value: 1 }, value: 50 },
      ],
      otherwise: 0,
    });
    if (shape.kind !== 'line') throw new Error('Not a line.');
    expect(shape.points.map(([, value]) => value)).toEqual([0, 0, 50, 50, 100, 100]);
    expect(shape.points[0]?.[0]).toBeLessThan(1);
    expect(shape.points.at(-1)?.[0]).toBeGreaterThan(2);
  });

  it('is a bar per word', () => {
    expect(
      shapeOf({
        kind: 'steps',
        steps: [
          { when: { op: 'in', values: ['daily'] }, value: 100 },
          { when: { op: 'in', values: ['weekly'] }, value: 66 },
        ],
        otherwise: null,
      }),
    ).toEqual({ kind: 'bars', values: [100, 66] });
  });
});
