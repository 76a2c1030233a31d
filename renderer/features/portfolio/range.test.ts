import { describe, expect, it } from 'vitest';
import { compareOf, sinceOf } from './changes/since.ts';
import { pickedRange } from './range.ts';

describe('the range a click on a bin leaves', () => {
  const bin = { from: 40, to: 42.5 };

  it('is the bin, and nothing at the second click', () => {
    expect(pickedRange({}, bin, false)).toEqual(bin);
    expect(pickedRange({ scoreMin: 70, scoreMax: 72.5 }, bin, false)).toEqual(bin);
    expect(pickedRange({ scoreMin: 40, scoreMax: 42.5 }, bin, false)).toBeNull();
  });

  it('reaches from one to the other with shift', () => {
    expect(pickedRange({}, bin, true)).toEqual(bin);
    expect(pickedRange({ scoreMin: 30, scoreMax: 32.5 }, bin, true)).toEqual({ from: 30, to: 42.5 });
    expect(pickedRange({ scoreMin: 70, scoreMax: 72.5 }, bin, true)).toEqual({ from: 40, to: 72.5 });
    expect(pickedRange({ scoreMax: 30 }, bin, true)).toEqual({ from: 0, to: 42.5 });
  });
});

describe('what the page is compared with', () => {
  it('is the snapshot before unless the address names a month or a day that exists', () => {
    expect(['month', '2026-05-24', '2026-02-30', 'x', undefined].map(compareOf)).toEqual([
      'month',
      '2026-05-24',
      'snapshot',
      'snapshot',
      'snapshot',
    ]);
    expect(sinceOf('snapshot', '2026-06-28')).toBeNull();
    expect(sinceOf('month', '2026-06-28')).toBe('2026-05-29');
    expect(sinceOf('2026-05-24', '2026-06-28')).toBe('2026-05-24');
  });
});
