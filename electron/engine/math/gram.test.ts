import { describe, expect, it } from 'vitest';
import { weightedGram } from './gram.ts';

describe('weighted sums of products', () => {
  const n = 600;
  const columns = Array.from({ length: 4 }, (_, j) =>
    Float64Array.from({ length: n }, (_, row) => ((row * (j + 2)) % 11) - 5),
  );
  const weight = Float64Array.from({ length: n }, (_, row) => (row % 5) / 4);
  const plain = (j: number, k: number, every: number): number => {
    let sum = 0;
    for (let row = 0; row < n; row += every)
      sum += every * (weight[row] ?? 0) * (columns[j - 1]?.[row] ?? 1) * (columns[k - 1]?.[row] ?? 1);
    return sum;
  };

  it.each([1, 7])('equals the sums row by row, of every row and of each seventh (%i)', (every) => {
    const out = new Float64Array(25);
    weightedGram(columns, weight, every, out);
    for (let j = 0; j < 5; j++) for (let k = 0; k < 5; k++) expect(out[j * 5 + k]).toBeCloseTo(plain(j, k, every), 7);
  });

  it('is by hand for two rows: weights 1 and ¼, x = 2 and 4', () => {
    const out = new Float64Array(4);
    weightedGram([Float64Array.of(2, 4)], Float64Array.of(1, 0.25), 1, out);
    expect([...out]).toEqual([1.25, 3, 3, 8]);
  });
});
