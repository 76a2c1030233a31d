import { AT_RISK_SCORE } from '#shared/model/health-model.ts';
import { quantileOf } from '../math/quantile.ts';
import { knownArr } from '../portfolio/aggregates.ts';
import type { Snapshot } from '../score/snapshot.ts';
import { ACCOUNT_STATUS } from '../signals/status.ts';
import type { CohortOf } from './retention.ts';

/** Box plot of values: quartiles of type 7, whiskers at the last value within 1.5 × (q3 − q1) of the box, the rest outliers. */
export type Box = {
  readonly n: number;
  readonly min: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly max: number;
  readonly mean: number;
  readonly whiskerLow: number;
  readonly whiskerHigh: number;
  readonly outliersLow: number;
  readonly outliersHigh: number;
};

const FENCE = 1.5;

/** Box plot of ascending values; null for none. */
export function boxOf(sorted: Float64Array): Box | null {
  const n = sorted.length;
  if (n === 0) return null;
  const q1 = quantileOf(sorted, 0.25);
  const q3 = quantileOf(sorted, 0.75);
  const [low, high] = [q1 - FENCE * (q3 - q1), q3 + FENCE * (q3 - q1)];
  let first = 0;
  while ((sorted[first] as number) < low) first++;
  let last = n - 1;
  while ((sorted[last] as number) > high) last--;
  return {
    n,
    min: sorted[0] as number,
    q1,
    median: quantileOf(sorted, 0.5),
    q3,
    max: sorted[n - 1] as number,
    mean: sorted.reduce((sum, value) => sum + value, 0) / n,
    whiskerLow: sorted[first] as number,
    whiskerHigh: sorted[last] as number,
    outliersLow: first,
    outliersHigh: n - 1 - last,
  };
}

/** Values of each cohort in the order of the accounts, missing ones (NaN) left out. */
export function valuesByCohort(values: ArrayLike<number>, cohortOf: CohortOf, cohorts: number): Float64Array[] {
  const sizes = new Int32Array(cohorts);
  const isMember = (account: number): boolean => (cohortOf[account] as number) >= 0 && !Number.isNaN(values[account]);
  for (let account = 0; account < cohortOf.length; account++) {
    const cohort = cohortOf[account] as number;
    if (isMember(account)) sizes[cohort] = (sizes[cohort] as number) + 1;
  }
  const groups = Array.from(sizes, (size) => new Float64Array(size));
  const filled = new Int32Array(cohorts);
  for (let account = 0; account < cohortOf.length; account++) {
    if (!isMember(account)) continue;
    const cohort = cohortOf[account] as number;
    const at = filled[cohort] as number;
    (groups[cohort] as Float64Array)[at] = values[account] as number;
    filled[cohort] = at + 1;
  }
  return groups;
}

/** Columns of accounts on one day: the snapshot's, ARR in workspace currency and the change of the score in 90 days. */
export type HealthColumns = {
  readonly snapshot: Pick<Snapshot, 'status' | 'score' | 'tier'>;
  readonly arr: ArrayLike<number>;
  readonly change90: ArrayLike<number>;
};

/** Health of one cohort on a day; scored accounts are those with a score, provisional ones included. */
export type CohortHealth = {
  readonly accounts: number;
  readonly active: number;
  readonly churned: number;
  readonly scored: number;
  readonly arr: number;
  readonly atRiskAccounts: number;
  readonly atRiskArr: number;
  /** Mean H, plain and ARR-weighted, null when there is nothing to average. */
  readonly mean: number | null;
  readonly arrWeighted: number | null;
  readonly change90: number | null;
  readonly changed: number;
  /** Accounts per tier of the model. */
  readonly tiers: readonly number[];
  readonly box: Box | null;
};

const perCohort = (cohorts: number): Float64Array => new Float64Array(cohorts);
const add = (column: Float64Array, cohort: number, value = 1): void => {
  column[cohort] = (column[cohort] as number) + value;
};
const ratio = (sum: Float64Array, by: Float64Array, cohort: number): number | null =>
  by[cohort] === 0 ? null : (sum[cohort] as number) / (by[cohort] as number);

/** Distribution of health per cohort (30-method.md 4.6: at risk is H < 50). O(n log n). */
export function cohortHealth(
  { snapshot, arr, change90 }: HealthColumns,
  cohortOf: CohortOf,
  cohorts: number,
  tierCount: number,
): CohortHealth[] {
  const accounts = perCohort(cohorts);
  const active = perCohort(cohorts);
  const churned = perCohort(cohorts);
  const scored = perCohort(cohorts);
  const sum = perCohort(cohorts);
  const total = perCohort(cohorts);
  const weight = perCohort(cohorts);
  const weighted = perCohort(cohorts);
  const atRisk = perCohort(cohorts);
  const atRiskArr = perCohort(cohorts);
  const change = perCohort(cohorts);
  const changed = perCohort(cohorts);
  const tiers = new Float64Array(cohorts * tierCount);
  for (let account = 0; account < cohortOf.length; account++) {
    const cohort = cohortOf[account] as number;
    if (cohort < 0) continue;
    add(accounts, cohort);
    if (snapshot.status[account] === ACCOUNT_STATUS.churned) add(churned, cohort);
    if (snapshot.status[account] !== ACCOUNT_STATUS.active) continue;
    const value = knownArr(arr, account);
    add(active, cohort);
    add(total, cohort, value);
    const score = snapshot.score[account] as number;
    if (Number.isNaN(score)) continue;
    add(scored, cohort);
    add(sum, cohort, score);
    add(weight, cohort, value);
    add(weighted, cohort, value * score);
    if (score < AT_RISK_SCORE) {
      add(atRisk, cohort);
      add(atRiskArr, cohort, value);
    }
    const tier = snapshot.tier[account] as number;
    if (tier < tierCount) add(tiers, cohort * tierCount + tier);
    const moved = change90[account] as number;
    if (!Number.isNaN(moved)) {
      add(change, cohort, moved);
      add(changed, cohort);
    }
  }
  return valuesByCohort(snapshot.score, cohortOf, cohorts).map((scores, cohort) => ({
    accounts: accounts[cohort] as number,
    active: active[cohort] as number,
    churned: churned[cohort] as number,
    scored: scored[cohort] as number,
    arr: total[cohort] as number,
    atRiskAccounts: atRisk[cohort] as number,
    atRiskArr: atRiskArr[cohort] as number,
    mean: ratio(sum, scored, cohort),
    arrWeighted: ratio(weighted, weight, cohort),
    change90: ratio(change, changed, cohort),
    changed: changed[cohort] as number,
    tiers: Array.from(tiers.subarray(cohort * tierCount, (cohort + 1) * tierCount)),
    box: boxOf(scores.sort()),
  }));
}

/** Mean health of each cohort in one snapshot, NaN where nobody has a score. */
export type HealthPoint = { readonly n: Int32Array; readonly mean: Float64Array; readonly arrWeighted: Float64Array };

/** Mean health per cohort in one snapshot, plain and weighted by `arr`, the ARR on its day. */
export function healthPoint(
  score: ArrayLike<number>,
  arr: ArrayLike<number>,
  cohortOf: CohortOf,
  cohorts: number,
): HealthPoint {
  const n = new Int32Array(cohorts);
  const mean = perCohort(cohorts);
  const arrWeighted = perCohort(cohorts);
  const weight = perCohort(cohorts);
  for (let account = 0; account < cohortOf.length; account++) {
    const cohort = cohortOf[account] as number;
    const value = score[account] as number;
    if (cohort < 0 || Number.isNaN(value)) continue;
    const by = knownArr(arr, account);
    n[cohort] = (n[cohort] as number) + 1;
    add(mean, cohort, value);
    add(weight, cohort, by);
    add(arrWeighted, cohort, by * value);
  }
  for (let cohort = 0; cohort < cohorts; cohort++) {
    mean[cohort] = (mean[cohort] as number) / (n[cohort] as number);
    arrWeighted[cohort] = (arrWeighted[cohort] as number) / (weight[cohort] as number);
  }
  return { n, mean, arrWeighted };
}
