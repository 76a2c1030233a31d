/** Geometry of counts per bin of the score, 0 to 100. Stable names: `niceCeiling`, `binWidthOf`, `barsPath`, `outlinePath`. */
const STEPS = [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10];

/** Pixels of the plot: x from 0 to `width` are scores from 0 to 100, y is `height` at a count of 0 and 0 at `ceiling`. */
export type BinsPlot = { readonly width: number; readonly height: number; readonly ceiling: number };

/** The smallest round number that is at least `value` and divides into two whole ticks. */
export function niceCeiling(value: number): number {
  const least = Math.max(4, value);
  const magnitude = 10 ** Math.floor(Math.log10(least));
  const step =
    STEPS.find((candidate) => candidate * magnitude >= least && Number.isInteger((candidate * magnitude) / 2)) ?? 10;
  return step * magnitude;
}

export function binWidthOf(bins: readonly number[]): number {
  return bins.length > 0 ? 100 / bins.length : 100;
}

const px = (value: number): number => Math.round(value * 100) / 100;
const heightAt = (count: number, { height, ceiling }: BinsPlot): number => px(height * (1 - count / ceiling));

/** A bar for every bin with a count, one pixel apart: data of an SVG path. */
export function barsPath(bins: readonly number[], plot: BinsPlot): string {
  const edge = (index: number): number => (index * plot.width) / bins.length;
  return bins
    .map((count, index) => {
      if (count === 0) return '';
      const left = edge(index) + 0.5;
      return `M${px(left)} ${plot.height}V${heightAt(count, plot)}H${px(Math.max(left + 1, edge(index + 1) - 0.5))}V${plot.height}Z`;
    })
    .join('');
}

/** The outline over all bins, from 0 to 100: data of an SVG path. */
export function outlinePath(bins: readonly number[], plot: BinsPlot): string {
  const steps = bins.map((count, index) => {
    const to = px(((index + 1) * plot.width) / bins.length);
    return `${index === 0 ? 'M0 ' : 'V'}${heightAt(count, plot)}H${to}`;
  });
  return steps.join('');
}
