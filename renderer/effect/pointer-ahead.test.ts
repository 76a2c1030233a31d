import { expect, it } from 'vitest';
import { valueUnder } from './pointer-ahead.ts';

it('reads the value under a pointer to a tenth, the ends at half a thumb from the edges', () => {
  const under = (x: number) => valueUnder(x, 100, 214);
  expect([under(0), under(107), under(207), under(307), under(999)]).toEqual([0, 0, 50, 100, 100]);
  expect([under(207.2), under(207.04)]).toEqual([50.1, 50]);
});
