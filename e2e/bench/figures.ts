export type Figures = { readonly n: number; readonly median: number; readonly p95: number; readonly max: number };

/** Nearest-rank quantiles. */
export function figuresOf(values: readonly number[]): Figures {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return { n: sorted.length, median: at(0.5), p95: at(0.95), max: at(1) };
}

const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} ms`;

/** One line of the report; with `frame` (ms per frame) every time is given in frames as well. */
export function lineOf(name: string, figures: Figures, frame?: number): string {
  const text = (value: number): string =>
    frame === undefined ? ms(value) : `${ms(value)} (${(value / frame).toFixed(1)} frames)`;
  const { n, median, p95, max } = figures;
  return `  ${name.padEnd(34)} n ${String(n).padStart(3)}   median ${text(median)}   p95 ${text(p95)}   max ${text(max)}`;
}

/** Slope of log time over log rows: 1 is linear. */
export function growthExponent(points: readonly { readonly rows: number; readonly ms: number }[]): number {
  const xs = points.map(({ rows }) => Math.log(rows));
  const ys = points.map(({ ms }) => Math.log(ms));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x0, y0] = [mean(xs), mean(ys)];
  let over = 0;
  let under = 0;
  xs.forEach((x, index) => {
    over += (x - x0) * ((ys[index] ?? y0) - y0);
    under += (x - x0) ** 2;
  });
  return over / under;
}
