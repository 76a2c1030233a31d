import { NO_DAY } from '#shared/model/day.ts';
import { NEVER } from '#shared/model/facts.ts';
import type { FactsIndex } from '../signals/facts-index.ts';
import { FIRST_STEPS, firstStepDay } from '../signals/usage-index.ts';
import type { Timelines } from './timelines.ts';

/**
 * Days from the start of each account to its first key action (where the workspace has none: to its first use of a feature,
 * else its first visit), 0 when it came before; Infinity while it has not come, NaN when the start is unknown or lies before
 * the first day of any usage, so that the first step may have gone unmeasured.
 */
export function activationDays(timelines: Timelines, index: FactsIndex): Float64Array {
  const { knownBy, start } = timelines;
  const measuredFrom = index.usageDays[0] ?? NEVER;
  const step =
    index.firstKeyActionDay <= knownBy
      ? FIRST_STEPS.keyAction
      : index.firstFeatureDay <= knownBy
        ? FIRST_STEPS.feature
        : FIRST_STEPS.visit;
  return Float64Array.from(start, (began, account) => {
    if (began === NO_DAY || began < measuredFrom) return Number.NaN;
    const happened = firstStepDay(index, account, step);
    return happened <= knownBy ? Math.max(0, happened - began) : Number.POSITIVE_INFINITY;
  });
}
