/**
 * Cholesky factor of a symmetric positive definite matrix in row order; a matrix that is singular to the last bits gets
 * just enough on its diagonal.
 */
export function factorPositive(matrix: Float64Array, d: number): Float64Array {
  let largest = 0;
  for (let j = 0; j < d; j++) largest = Math.max(largest, matrix[j * d + j] as number);
  const floor = Math.max(largest, 1e-300) * 1e-15;
  const lower = new Float64Array(d * d);
  for (let j = 0; j < d; j++) {
    for (let k = 0; k <= j; k++) {
      let sum = matrix[j * d + k] as number;
      for (let m = 0; m < k; m++) sum -= (lower[j * d + m] as number) * (lower[k * d + m] as number);
      lower[j * d + k] = j === k ? Math.sqrt(Math.max(sum, floor)) : sum / (lower[k * d + k] as number);
    }
  }
  return lower;
}

/** x of L·Lᵀ·x = b. */
export function solveFactored(lower: Float64Array, b: Float64Array): Float64Array {
  const d = b.length;
  const x = new Float64Array(d);
  for (let j = 0; j < d; j++) {
    let sum = b[j] as number;
    for (let k = 0; k < j; k++) sum -= (lower[j * d + k] as number) * (x[k] as number);
    x[j] = sum / (lower[j * d + j] as number);
  }
  for (let j = d - 1; j >= 0; j--) {
    let sum = x[j] as number;
    for (let k = j + 1; k < d; k++) sum -= (lower[k * d + j] as number) * (x[k] as number);
    x[j] = sum / (lower[j * d + j] as number);
  }
  return x;
}
