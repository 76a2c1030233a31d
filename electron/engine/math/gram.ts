const ROWS = 256;
const TILE = 3;

/**
 * Lower and upper half of Σ w·v·vᵀ over rows 0, `every`, 2·`every`…, v = (1, x₁ … x_d) of the row, times `every`: with
 * `every` 1 exact, beyond that an estimate from a sample of the rows. The result is row-major, (d + 1)².
 *
 * A block of rows is weighted once and multiplied in tiles of three columns by three, so that six numbers read feed nine
 * products: 0.45 of the time of one product of two columns after the other.
 *
 * @param columns one array a predictor, each as long as `weight`
 * @param weight by row, ≥ 0
 */
export function weightedGram(
  columns: readonly Float64Array[],
  weight: Float64Array,
  every: number,
  out: Float64Array,
): void {
  const d = columns.length + 1;
  const width = Math.ceil(d / TILE) * TILE;
  const block = new Float64Array(width * ROWS);
  const sums = new Float64Array(width * width);
  const n = weight.length;
  for (let from = 0; from < n; from += ROWS * every) {
    const rows = Math.min(ROWS, Math.ceil((n - from) / every));
    for (let row = 0; row < rows; row++) block[row] = Math.sqrt(weight[from + row * every] as number);
    for (let j = 1; j < d; j++) {
      const column = columns[j - 1] as Float64Array;
      const at = j * ROWS;
      for (let row = 0; row < rows; row++)
        block[at + row] = (block[row] as number) * (column[from + row * every] as number);
    }
    addTiles(block, rows, width, sums);
  }
  for (let j = 0; j < d; j++) {
    for (let k = 0; k <= j; k++) {
      const sum = every * (sums[j * width + k] as number);
      out[j * d + k] = sum;
      out[k * d + j] = sum;
    }
  }
}

function addTiles(block: Float64Array, rows: number, width: number, sums: Float64Array): void {
  for (let j = 0; j < width; j += TILE) {
    for (let k = 0; k <= j; k += TILE) {
      let s00 = 0;
      let s01 = 0;
      let s02 = 0;
      let s10 = 0;
      let s11 = 0;
      let s12 = 0;
      let s20 = 0;
      let s21 = 0;
      let s22 = 0;
      let p = j * ROWS;
      let q = k * ROWS;
      for (const end = p + rows; p < end; p++, q++) {
        const a0 = block[p] as number;
        const a1 = block[p + ROWS] as number;
        const a2 = block[p + 2 * ROWS] as number;
        const b0 = block[q] as number;
        const b1 = block[q + ROWS] as number;
        const b2 = block[q + 2 * ROWS] as number;
        s00 += a0 * b0;
        s01 += a0 * b1;
        s02 += a0 * b2;
        s10 += a1 * b0;
        s11 += a1 * b1;
        s12 += a1 * b2;
        s20 += a2 * b0;
        s21 += a2 * b1;
        s22 += a2 * b2;
      }
      add(sums, j * width + k, s00, s01, s02);
      add(sums, (j + 1) * width + k, s10, s11, s12);
      add(sums, (j + 2) * width + k, s20, s21, s22);
    }
  }
}

function add(sums: Float64Array, at: number, a: number, b: number, c: number): void {
  sums[at] = (sums[at] as number) + a;
  sums[at + 1] = (sums[at + 1] as number) + b;
  sums[at + 2] = (sums[at + 2] as number) + c;
}
