import { type Day, isoFromDay, NO_DAY } from '#shared/model/day.ts';
import { quantileOf } from '../math/quantile.ts';

/**
 * Cuts that divide values into groups of about equal size: the quantiles 1/k … (k−1)/k, equal ones once. A value belongs to
 * the group of the number of cuts it reaches.
 *
 * @param groups number of groups wanted, e.g. 4 for quartiles; fewer come out where values are equal
 */
export function quantileCuts(values: Float64Array, groups: number): number[] {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  const cuts: number[] = [];
  for (let k = 1; k < groups; k++) {
    const cut = quantileOf(known, k / groups);
    if (cut > (cuts.at(-1) ?? (known[0] as number))) cuts.push(cut);
  }
  return cuts;
}

/** Number of ascending cuts that each value reaches, 0 … cuts.length; −1 for NaN. */
export function bandsOf(cuts: readonly number[], values: Float64Array): Int32Array {
  const bands = new Int32Array(values.length);
  for (let account = 0; account < bands.length; account++) {
    const value = values[account] as number;
    let band = Number.isNaN(value) ? -1 : 0;
    while (band >= 0 && band < cuts.length && value >= (cuts[band] as number)) band++;
    bands[account] = band;
  }
  return bands;
}

/** `2024-03` of a day; null for none. */
export function monthKey(day: Day): string | null {
  return day === NO_DAY ? null : isoFromDay(day).slice(0, 7);
}

/** `2024-Q1` of a day; null for none. */
export function quarterKey(day: Day): string | null {
  if (day === NO_DAY) return null;
  const iso = isoFromDay(day);
  return `${iso.slice(0, 4)}-Q${Math.ceil(Number(iso.slice(5, 7)) / 3)}`;
}

/** What an account is put under, and what becomes of keys beyond `limit`. */
export type KeyOrder = 'time' | 'size';

/**
 * Numbers the distinct keys of accounts. `time`: ascending, the oldest beyond the limit joined as one; `size`: by number of
 * accounts, the smallest beyond the limit joined as one, equal sizes by name.
 *
 * @param keys key of each account, null for none
 * @returns `cohortOf` −1 for none, the kept keys' positions, and `keys.length` for the joined rest when there is any
 */
export function numberKeys(
  keys: readonly (string | null)[],
  order: KeyOrder,
  limit: number,
): { readonly keys: readonly string[]; readonly hasRest: boolean; readonly cohortOf: Int32Array } {
  const codes = new Map<string, number>();
  const sizes: number[] = [];
  const codeOf = new Int32Array(keys.length).fill(-1);
  for (let account = 0; account < keys.length; account++) {
    const key = keys[account] as string | null;
    if (key === null) continue;
    const code = codes.get(key) ?? codes.size;
    codes.set(key, code);
    sizes[code] = (sizes[code] ?? 0) + 1;
    codeOf[account] = code;
  }
  const all = [...codes].sort(([a], [b]) => (a < b ? -1 : 1));
  if (order === 'size') all.sort(([, a], [, b]) => (sizes[b] as number) - (sizes[a] as number));
  const hasRest = all.length > limit;
  const kept = hasRest ? (order === 'time' ? all.slice(all.length - limit) : all.slice(0, limit)) : all;
  const numbers = new Int32Array(codes.size).fill(kept.length);
  kept.forEach(([, code], number) => {
    numbers[code] = number;
  });
  return {
    keys: kept.map(([key]) => key),
    hasRest,
    cohortOf: codeOf.map((code) => (code < 0 ? -1 : (numbers[code] as number))),
  };
}
