import type { Format } from '../../../data/format.ts';

/** A score at which accounts are told apart, with as many decimals as it has, three at most. */
export function cutNumber(value: number, format: Pick<Format, 'number'>): string {
  const digits = [0, 1, 2].find((count) => Number(value.toFixed(count)) === value) ?? 3;
  return format.number(value, digits);
}
