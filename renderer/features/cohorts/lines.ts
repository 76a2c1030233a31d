import type { CohortHealth } from '../../data/cohorts.ts';
import { FEW } from './cells.ts';

type Line = Pick<CohortHealth['cohorts'][number], 'value' | 'label' | 'mean' | 'n'>;

/**
 * Lines worth drawing: months with fewer than five scores are gaps, and cohorts that have nothing else are left out. Of the
 * compared ones something is always drawn: where no month has five scores, all of them.
 */
export function drawnLines(
  cohorts: readonly Line[],
  pair: { readonly a: string; readonly b: string } | null,
): readonly Pick<Line, 'value' | 'label' | 'mean'>[] {
  return cohorts
    .map(({ value, label, mean, n }) => {
      const solid = mean.map((score, at) => ((n[at] ?? 0) >= FEW ? score : null));
      const compared = value === pair?.a || value === pair?.b;
      const thin = compared && solid.every((score) => score === null);
      return { value, label, mean: thin ? mean : solid };
    })
    .filter(({ mean }) => mean.some((score) => score !== null));
}
