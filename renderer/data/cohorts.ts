/**
 * Stable names: `useCohortDimensions()`, `useCohorts(by, filters)`, `useCohortRetention`, `useCohortHealth`,
 * `useCohortComparison`, `useSeasons`, `useInitiative`. The as-of date of the address is applied by each of them; `null` in
 * place of an input asks nothing.
 */
import type { Filters } from '#shared/contract/common.ts';
import type { InputOf, OutputOf } from '#shared/contract/index.ts';
import { withAsOf } from './portfolio.ts';
import { useRpc } from './query.ts';
import { useAsOf } from './workspace.ts';

export type CohortDimensions = OutputOf<'cohorts.dimensions'>;
export type CohortList = OutputOf<'cohorts.list'>;
export type CohortRetention = OutputOf<'cohorts.retention'>;
export type CohortHealth = OutputOf<'cohorts.health'>;
export type CohortComparison = OutputOf<'cohorts.compare'>;
export type Seasons = OutputOf<'cohorts.seasonal'>;
export type InitiativeEffect = OutputOf<'cohorts.initiative'>;

export function useCohortDimensions() {
  const asOf = useAsOf();
  return useRpc('cohorts.dimensions', withAsOf(asOf), { enabled: asOf !== null });
}

export function useCohorts(by: string | null, filters: Filters) {
  const asOf = useAsOf();
  return useRpc(
    'cohorts.list',
    { ...withAsOf(asOf), by: by ?? '', filters },
    { enabled: asOf !== null && by !== null },
  );
}

export function useCohortRetention(by: string | null, filters: Filters) {
  const asOf = useAsOf();
  return useRpc(
    'cohorts.retention',
    { ...withAsOf(asOf), by: by ?? '', filters },
    { enabled: asOf !== null && by !== null },
  );
}

export function useCohortHealth(by: string, filters: Filters) {
  const asOf = useAsOf();
  return useRpc('cohorts.health', { ...withAsOf(asOf), by, filters, every: 'month' }, { enabled: asOf !== null });
}

export function useCohortComparison(by: string, filters: Filters, a: string, b: string) {
  const asOf = useAsOf();
  return useRpc('cohorts.compare', { ...withAsOf(asOf), by, filters, a, b }, { enabled: asOf !== null });
}

export function useSeasons(filters: Filters) {
  const asOf = useAsOf();
  return useRpc('cohorts.seasonal', { ...withAsOf(asOf), filters }, { enabled: asOf !== null });
}

/** Before and after an initiative; nothing is asked until a day and the touched accounts are known. */
export function useInitiative(input: Omit<InputOf<'cohorts.initiative'>, 'asOf' | 'model'> | null) {
  const asOf = useAsOf();
  return useRpc(
    'cohorts.initiative',
    { ...withAsOf(asOf), ...(input ?? { date: '1970-01-01' }) },
    { enabled: asOf !== null && input !== null },
  );
}
