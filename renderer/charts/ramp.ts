/**
 * One ramp for heat maps: darker means more lost. Stable names: `rampScale(lost)` → `{bounds, stepOf, labels}`; the colours are
 * `--ramp-0` to `--ramp-6` of tokens.css.
 */

/** Shares lost at which the next step begins, for portfolios that lose little; two and three times as wide for others. */
const BOUNDS = [0.005, 0.04, 0.08, 0.13, 0.19, 0.26] as const;
const WIDEST = 3;

export type RampScale = {
  /** Six shares lost, 0 to 1, at which steps 1 to 6 begin. */
  readonly bounds: readonly number[];
  /** 0 (nothing lost) to 6 (most). */
  readonly stepOf: (lost: number) => number;
  /** Seven captions in per cent: `0`, `<4`, `8`, …, `26+`. */
  readonly labels: readonly string[];
};

/** The finest of three scales under which at most one cell in four is of the darkest step. `lost` are shares, 0 to 1. */
export function rampScale(lost: readonly number[]): RampScale {
  const fits = (factor: number) => {
    const darkest = (BOUNDS.at(-1) ?? 1) * factor;
    return lost.filter((share) => share >= darkest).length * 4 <= lost.length;
  };
  let factor = 1;
  while (factor < WIDEST && !fits(factor)) factor += 1;
  // Below half a per cent everything is "nothing lost" under every scale.
  const bounds = BOUNDS.map((bound, index) => (index === 0 ? bound : bound * factor));
  const percents = bounds.map((bound) => String(Math.round(bound * 100)));
  return {
    bounds,
    stepOf: (share) => bounds.filter((bound) => share >= bound - 1e-9).length,
    labels: ['0', `<${percents[1]}`, ...percents.slice(2), `${percents.at(-1)}+`],
  };
}
