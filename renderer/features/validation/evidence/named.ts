import type { BackTest } from '#shared/contract/validation.ts';

export type Named = BackTest['missedChurns']['rows'][number];
export type SortKey = 'name' | 'score' | 'arr' | 'landmark' | 'churnDate';
export type Sorting = { readonly key: SortKey; readonly down: boolean };

/** Rows in the order asked for; unknown values last, equal ones by name. */
export function sortedNames(rows: readonly Named[], { key, down }: Sorting): readonly Named[] {
  const compare = (a: Named, b: Named): number => {
    const [left, right] = [a[key], b[key]];
    if (left === right) return a.name < b.name ? -1 : 1;
    if (left === null) return 1;
    if (right === null) return -1;
    return (left < right ? -1 : 1) * (down ? -1 : 1);
  };
  return [...rows].sort(compare);
}

/** The other way round, or a new column: numbers and days begin with the highest, names with A. */
export function nextSorting(now: Sorting, key: SortKey): Sorting {
  return now.key === key ? { key, down: !now.down } : { key, down: key !== 'name' };
}
