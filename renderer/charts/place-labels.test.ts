import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlap, placeNames } from './place-labels.ts';

const AREA = { x1: 0, y1: 0, x2: 400, y2: 300 };

describe('names beside marks', () => {
  it('stand to the right where there is room', () => {
    const [box] = placeNames([{ mark: 0, width: 80 }], [{ x: 100, y: 50, half: 6 }], AREA);
    expect(box).toEqual({ x1: 110, y1: 43, x2: 190, y2: 57 });
  });

  it('turn to the left at the edge, and away from another mark', () => {
    const edge = { x: 380, y: 50, half: 6 };
    expect(placeNames([{ mark: 0, width: 80 }], [edge], AREA)[0]?.x2).toBe(370);
    const marks = [
      { x: 100, y: 50, half: 6 },
      { x: 130, y: 50, half: 8 },
    ];
    expect(placeNames([{ mark: 0, width: 80 }], marks, AREA)[0]?.x2).toBe(90);
  });

  it('are left out rather than set on one another', () => {
    const marks = Array.from({ length: 12 }, () => ({ x: 200, y: 150, half: 5 }));
    const placed = placeNames(
      marks.map((_, mark) => ({ mark, width: 150 })),
      marks,
      AREA,
    );
    expect(placed).toContain(null);
    expect(placed[0]).not.toBeNull();
  });

  it('never overlap one another and never leave the area', () => {
    const mark = fc.record({
      x: fc.integer({ min: 0, max: 400 }),
      y: fc.integer({ min: 0, max: 300 }),
      half: fc.integer({ min: 3, max: 13 }),
    });
    fc.assert(
      fc.property(
        fc.array(mark, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 20, max: 140 }),
        (marks, width) => {
          const boxes = placeNames(
            marks.slice(0, 6).map((_, index) => ({ mark: index, width })),
            marks,
            AREA,
          ).filter((box) => box !== null);
          for (const [index, box] of boxes.entries()) {
            expect(box.x1 >= 0 && box.y1 >= 0 && box.x2 <= 400 && box.y2 <= 300).toBe(true);
            for (const other of boxes.slice(index + 1)) expect(overlap(box, other)).toBe(0);
          }
        },
      ),
    );
  });
});
