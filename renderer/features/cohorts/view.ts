import type { Filters } from '#shared/contract/common.ts';
import type { CohortTag } from '../../charts/toOption/cohort-parts.ts';
import type { CohortList, CohortRetention } from '../../data/cohorts.ts';

/** What every section of the view is about. */
export type CohortView = {
  /** Id of the dimension. */
  readonly by: string;
  readonly filters: Filters;
  /** Values of the two compared cohorts; null where there are not two. */
  readonly pair: { readonly a: string; readonly b: string } | null;
  readonly list: CohortList;
  readonly retention: CohortRetention;
};

export function tagOf(pair: CohortView['pair'], value: string): CohortTag {
  return pair?.a === value ? 'A' : pair?.b === value ? 'B' : null;
}
