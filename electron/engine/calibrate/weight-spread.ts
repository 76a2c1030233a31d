import { clusterBootstrap } from '../validate/bootstrap.ts';
import { type CalibrationModel, withinRanges } from './propose.ts';
import type { TimedRows } from './timed-rows.ts';
import { fitPrior, fitShrunk, normalised } from './weight-fit.ts';

const REFITS = 200;
/** An 80 % interval of every weight has to be narrower than this, in points, for the weights to be called stable. */
const STABLE_WIDTH = 20;

/** Where one weight came out over the refits, in percent: its 80 % interval, and the share of refits in which it was 0. */
export type WeightSpread = { readonly low: number; readonly high: number; readonly zeroShare: number };

export type Spreads = {
  readonly spreads: readonly WeightSpread[];
  /** Refits that gave weights, of those that were drawn. */
  readonly refits: number;
  readonly drawn: number;
  readonly isStable: boolean;
};

/**
 * How far the weights depend on which accounts happened to be there: 200 refits at the chosen λ on accounts drawn with
 * replacement, 80 % intervals between the 10th and 90th percentile (30-method.md 4.4, point 7).
 *
 * @param accounts number of accounts the rows refer to
 */
export function weightSpreads(
  rows: TimedRows,
  model: CalibrationModel,
  options: {
    readonly lambda: number;
    readonly accounts: number;
    readonly seed: number;
    readonly onStep?: (share: number) => void;
  },
): Spreads {
  const shares = normalised(model.weights) as Float64Array;
  const counts = new Float64Array(rows.churned.length);
  const drawn: TimedRows = { ...rows, counts };
  let share = 0;
  const boot = clusterBootstrap(
    (weight, out) => {
      out.fill(Number.NaN);
      let [total, churns] = [0, 0];
      for (let row = 0; row < counts.length; row++) {
        const count = weight[rows.accountOf[row] as number] as number;
        counts[row] = count;
        total += count;
        churns += count * (rows.churned[row] as number);
      }
      options.onStep?.(Math.min(1, share++ / REFITS));
      if (churns === 0 || churns === total) return;
      const fitted = normalised(fitShrunk(drawn, fitPrior(drawn, shares), shares, options.lambda).slopes);
      const adjusted = fitted && withinRanges(fitted, model);
      adjusted?.forEach((value, i) => {
        out[i] = 100 * value;
      });
    },
    { clusters: options.accounts, size: shares.length, resamples: REFITS, seed: options.seed },
  );
  const spreads = boot.sorted.map((ascending, i): WeightSpread => {
    const zeros = ascending.filter((value) => value === 0).length;
    return { ...boot.interval(i, 0.8), zeroShare: ascending.length > 0 ? zeros / ascending.length : Number.NaN };
  });
  return {
    spreads,
    refits: boot.sorted[0]?.length ?? 0,
    drawn: REFITS,
    isStable: spreads.every(({ low, high }) => high - low < STABLE_WIDTH),
  };
}
