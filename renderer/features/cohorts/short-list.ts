/**
 * At most `limit` cohorts where there is no room for all, in their order: the compared ones always, then the newest of a time
 * or the first of the others, which come largest first.
 */
export function shortList<T extends { readonly value: string }>(
  cohorts: readonly T[],
  kind: 'time' | 'band' | 'text',
  pair: { readonly a: string; readonly b: string } | null,
  limit: number,
): readonly T[] {
  if (cohorts.length <= limit) return cohorts;
  const compared = cohorts.filter(({ value }) => value === pair?.a || value === pair?.b);
  const others = cohorts.filter((cohort) => !compared.includes(cohort));
  const room = Math.max(0, limit - compared.length);
  const kept = new Set([
    ...compared,
    ...(kind === 'time' ? others.slice(others.length - room) : others.slice(0, room)),
  ]);
  return cohorts.filter((cohort) => kept.has(cohort));
}
