import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { CalibrationRows } from './propose.ts';

/** Rows of invented accounts whose churn follows weights that are known. */
export type Invented = { readonly rows: CalibrationRows; readonly days: readonly number[]; readonly accounts: number };

/**
 * Accounts at landmarks 91 days apart, horizon 90; p(churn) = σ(a − κ Σ wᵢsᵢ). Scores of an account stay alike from landmark
 * to landmark; an account that churned is gone.
 */
export function inventRows(options: {
  readonly seed: number;
  readonly accounts: number;
  readonly landmarks: number;
  readonly weights: readonly number[];
  readonly intercept: number;
  readonly kappa: number;
  /** Share of scores that are missing. */
  readonly missing?: number;
}): Invented {
  const { seed, accounts, landmarks, weights, intercept, kappa, missing = 0 } = options;
  const generator = xoroshiro128plus(seed);
  const random = (): number => (generator.next() >>> 0) / 4_294_967_296;
  const days = Array.from({ length: landmarks }, (_, landmark) => 1000 + 91 * landmark);
  const rows = { churned: [] as number[], landmarkOf: [] as number[], accountOf: [] as number[] };
  const dimensions = weights.map(() => [] as number[]);
  for (let account = 0; account < accounts; account++) {
    const level = weights.map(() => 20 + 70 * random());
    for (let landmark = 0; landmark < landmarks; landmark++) {
      const scores = level.map((own) => Math.round(Math.min(100, Math.max(0, own + 40 * (random() - 0.5)))));
      const health = scores.reduce((sum, score, i) => sum + ((weights[i] ?? 0) * score) / 100, 0);
      const churned = random() < 1 / (1 + Math.exp(kappa * health - intercept)) ? 1 : 0;
      rows.churned.push(churned);
      rows.landmarkOf.push(landmark);
      rows.accountOf.push(account);
      scores.forEach((score, i) => {
        dimensions[i]?.push(i > 0 && random() < missing ? Number.NaN : score);
      });
      if (churned === 1) break;
    }
  }
  return {
    days,
    accounts,
    rows: {
      dimensions: dimensions.map((column) => Float64Array.from(column)),
      churned: Uint8Array.from(rows.churned),
      landmarkOf: Int32Array.from(rows.landmarkOf),
      accountOf: Int32Array.from(rows.accountOf),
      horizonEnd: Int32Array.from(rows.landmarkOf, (landmark) => (days[landmark] as number) + 90),
    },
  };
}
