import type { HealthModel } from '#shared/model/health-model.ts';
import { thresholdsFor } from '#shared/model/thresholds.ts';

export { segmentKey, thresholdsFor } from '#shared/model/thresholds.ts';

/** Tier index of an account without a tier. */
export const NO_TIER = 255;

/** Index of the tier a rounded score falls in: the best one whose lower bound it reaches; NO_TIER for NaN. */
export function tierOf(thresholds: ArrayLike<number>, score: number): number {
  if (Number.isNaN(score)) return NO_TIER;
  const last = thresholds.length - 1;
  for (let tier = 0; tier < last; tier++) if (score >= (thresholds[tier] as number)) return tier;
  return last;
}

/** The distinct threshold lists of a workspace, and which one each account uses. */
export type ThresholdSets = { readonly sets: readonly (readonly number[])[]; readonly setOf: Uint16Array };

type Segments = { readonly names: readonly string[]; readonly nameOf: Uint32Array };
const segmentsOf = new WeakMap<readonly string[], Segments>();

/** The names among the segments of accounts and which one each account has; found once per list, which must not change. */
function distinctSegments(segments: readonly string[]): Segments {
  const known = segmentsOf.get(segments);
  if (known) return known;
  const numbers = new Map<string, number>();
  const nameOf = Uint32Array.from(segments, (segment) => {
    const number = numbers.get(segment) ?? numbers.size;
    numbers.set(segment, number);
    return number;
  });
  const found = { names: [...numbers.keys()], nameOf };
  segmentsOf.set(segments, found);
  return found;
}

/** Groups accounts by segment; segments with equal bounds share a list. */
export function groupBounds(
  segments: readonly string[],
  boundsOf: (segment: string) => readonly number[],
): ThresholdSets {
  const sets: (readonly number[])[] = [];
  const { names, nameOf } = distinctSegments(segments);
  const setOfName = Uint16Array.from(names, (name) => {
    const thresholds = boundsOf(name);
    const at = sets.findIndex((set) => set.every((bound, index) => bound === thresholds[index]));
    return at < 0 ? sets.push(thresholds) - 1 : at;
  });
  const setOf = new Uint16Array(segments.length);
  for (let account = 0; account < setOf.length; account++)
    setOf[account] = setOfName[nameOf[account] as number] as number;
  return { sets, setOf };
}

export function thresholdSets(
  model: HealthModel,
  segments: readonly string[],
  bounds?: readonly number[],
): ThresholdSets {
  return groupBounds(segments, (segment) => thresholdsFor(model, segment, bounds));
}
