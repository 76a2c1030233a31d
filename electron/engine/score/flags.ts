import type { Flag, HealthModel } from '#shared/model/health-model.ts';
import { intervalsOf, isWithin } from './conditions.ts';
import type { SignalColumns } from './parts.ts';
import { NO_TIER } from './thresholds.ts';

/**
 * Flags of every row as a mask: bit f is set when all conditions of flag f hold (30-method.md 2.4, 7.1). An unknown signal
 * meets no condition. The score does not enter.
 */
export function flagColumn(model: Pick<HealthModel, 'flags'>, columns: SignalColumns, length: number): Uint32Array {
  const masks = new Uint32Array(length);
  model.flags.forEach((flag, f) => {
    const tests = flag.all.map(({ signal, when }) => ({
      values: columns(signal),
      intervals: intervalsOf(signal, when),
    }));
    for (let row = 0; row < length; row++) {
      if (tests.every(({ values, intervals }) => isWithin(intervals, values?.[row] ?? Number.NaN)))
        masks[row] = (masks[row] as number) | (1 << f);
    }
  });
  return masks;
}

/** The flags of a mask, in the model's order. */
export function flagsOf(model: Pick<HealthModel, 'flags'>, mask: number): Flag[] {
  return model.flags.filter((_, f) => (mask >>> f) & 1);
}

type Decision = { readonly tier: number; readonly flag: Flag | null };

/**
 * The tier an account gets and the flag that decided it, null where the score does: caps allow no better tier than theirs,
 * then a forced tier replaces what is left; of several, the worst tier counts (30-method.md 2.4). An account without a tier
 * keeps none, and under the policy `annotate` nothing changes.
 *
 * @param tier index of the tier of the score alone, {@link NO_TIER} for none
 */
export function decideTier(
  model: Pick<HealthModel, 'flags' | 'flagPolicy' | 'tiers'>,
  mask: number,
  tier: number,
): Decision {
  if (mask === 0 || tier === NO_TIER || model.flagPolicy === 'annotate') return { tier, flag: null };
  let capped: Decision = { tier, flag: null };
  let forced: Decision | null = null;
  for (const flag of flagsOf(model, mask)) {
    const { effect } = flag;
    if (effect.kind === 'annotate') continue;
    const at = model.tiers.findIndex((candidate) => candidate.name === effect.tier);
    if (effect.kind === 'cap' && at > capped.tier) capped = { tier: at, flag };
    if (effect.kind === 'force' && at > (forced?.tier ?? -1)) forced = { tier: at, flag };
  }
  const decided = forced ?? capped;
  return decided.tier === tier ? { tier, flag: null } : decided;
}
