import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatQuery, parseQuery } from './query.ts';

it.each([
  [
    'a=1&b=two+words',
    [
      ['a', '1'],
      ['b', 'two words'],
    ],
  ],
  [
    'a=1&a=2',
    [
      ['a', '1'],
      ['a', '2'],
    ],
  ],
  [
    'flag&x=',
    [
      ['flag', ''],
      ['x', ''],
    ],
  ],
  ['&&a=b=c', [['a', 'b=c']]],
  ['a=%E2%82%AC', [['a', '€']]],
  ['a=100%', [['a', '100%']]],
  ['', []],
])('%j', (text, pairs) => {
  expect(parseQuery(text)).toEqual(pairs);
});

it('writes what URLSearchParams writes, and reads it back', () => {
  expect(formatQuery([['a b', "it's (ok)!~*-._"]])).toBe('a+b=it%27s+%28ok%29%21%7E*-._');
  expect(formatQuery([['a', '\uD800']])).toBe('a=%EF%BF%BD');
  const text = fc.string({ unit: 'grapheme', minLength: 1 });
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { maxLength: 5 }), (pairs) => {
      expect(formatQuery(pairs)).toBe(new URLSearchParams(pairs).toString());
      expect(parseQuery(formatQuery(pairs))).toEqual(pairs);
    }),
    { seed: 20260101, numRuns: 300 },
  );
});
