import type { ModelSource } from '#shared/contract/model-source.ts';
import type { WhatIfResult } from '#shared/contract/whatif.ts';
import type { Api } from '../../../api/api.ts';

const MANY = 500;

/** Everything that changes tier, for a file. */
export async function askOnce(api: Api, source: ModelSource, asOf: string): Promise<WhatIfResult> {
  if ('draft' in source) return (await api.call('models.preview', { draft: source.draft, asOf, limit: MANY })).result;
  if ('scenario' in source) throw new Error('A scenario is opened before it is exported.');
  return api.call('whatif.run', {
    asOf,
    ...(source.model === undefined ? {} : { model: source.model }),
    ...source.change,
    limit: MANY,
  });
}
