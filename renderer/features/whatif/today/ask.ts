import type { ModelSource } from '#shared/contract/model-source.ts';
import type { Api } from '../../../api/api.ts';
import type { ModelComparison } from '../../../data/whatif.ts';

const MANY = 500;

/** Everything that changes tier against the official version, for a file. */
export function askOnce(api: Api, source: ModelSource, asOf: string): Promise<ModelComparison> {
  return api.call('whatif.compare', { a: {}, b: source, asOf, limit: MANY });
}
