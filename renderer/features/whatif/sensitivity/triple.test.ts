import { describe, expect, it } from 'vitest';
import { tripleOf, withPlace } from './triple.ts';

const dimensions = [
  { id: 'a', name: 'A', weight: 10 },
  { id: 'b', name: 'B', weight: 40 },
  { id: 'c', name: 'C', weight: 30 },
  { id: 'd', name: 'D', weight: 20 },
];
const ids = (text?: string) => tripleOf(dimensions, text)?.map(({ id }) => id);

describe('three weights', () => {
  it('are those of the address, filled up with the heaviest, each once', () => {
    expect(ids()).toEqual(['b', 'c', 'd']);
    expect(ids('a')).toEqual(['a', 'b', 'c']);
    expect(ids('d,d,weather,a')).toEqual(['d', 'a', 'b']);
    expect(tripleOf(dimensions.slice(0, 2), 'a,b')).toBeNull();
  });

  it('change places where one is picked that stands elsewhere', () => {
    const three = tripleOf(dimensions, 'a,b,c');
    if (!three) throw new Error('There are three.');
    expect(withPlace(three, 0, 'c')).toEqual(['c', 'b', 'a']);
    expect(withPlace(three, 1, 'd')).toEqual(['a', 'd', 'c']);
  });
});
