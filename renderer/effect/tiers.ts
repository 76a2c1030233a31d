import type { WhatIfResult } from '#shared/contract/whatif.ts';
import { TIER_ROLES, type Tier, type TierRole } from '#shared/model/health-model.ts';

type Named = Pick<Tier, 'name' | 'from' | 'role'>;

export type TierRow = {
  readonly key: string;
  readonly name: string;
  readonly role: TierRole;
  /** Lower bound on the new side; null for a tier that is no longer there. */
  readonly from: number | null;
  /** Accounts officially and on the new side; null where the side has no such tier, or nothing is counted yet. */
  readonly was: number | null;
  readonly now: number | null;
  /** In the lower half of its set more accounts are worse; null in the middle, where they are neither. */
  readonly low: boolean | null;
};

/**
 * One row per tier of the new side, best first, then the official tiers it has none of the colour of. Tiers go together by place
 * where both sides have the same colours, else by colour; never by name (30-method.md 5, point 4).
 */
export function tierRows(tiers: readonly Named[], result: WhatIfResult | null): readonly TierRow[] {
  const alike = (side: readonly Named[]) =>
    side.length === tiers.length && side.every(({ role }, at) => role === tiers[at]?.role);
  const counted = (side: 'before' | 'after', index: number): number | null => {
    const all = result?.[side].tiers ?? [];
    const found = alike(all) ? all.slice(index, index + 1) : all.filter(({ role }) => role === tiers[index]?.role);
    return found.length === 0 ? null : found.reduce((sum, { accounts }) => sum + accounts, 0);
  };
  const kept = tiers.map(
    (tier, index): TierRow => ({
      key: `${index}`,
      name: tier.name,
      role: tier.role,
      from: tier.from,
      was: counted('before', index),
      now: counted('after', index),
      low: index === (tiers.length - 1) / 2 ? null : index > (tiers.length - 1) / 2,
    }),
  );
  const gone = (result?.before.tiers ?? []).filter((tier) => !tiers.some(({ role }) => role === tier.role));
  return [
    ...kept,
    ...gone.map(
      (tier): TierRow => ({
        key: `gone ${tier.name}`,
        name: tier.name,
        role: tier.role,
        from: null,
        was: tier.accounts,
        now: null,
        low: false,
      }),
    ),
  ];
}

/** Whether a move between two tiers is for the better (1), the worse (−1) or neither (0), by their roles. */
export function direction(from: TierRole, to: TierRole): -1 | 0 | 1 {
  const step = TIER_ROLES.indexOf(from) - TIER_ROLES.indexOf(to);
  return step > 0 ? 1 : step < 0 ? -1 : 0;
}

/** Migration between two sides by the places of their tiers: names may repeat from one side to the other. */
export function flowsOf({ before, after, migration }: Pick<WhatIfResult, 'before' | 'after' | 'migration'>) {
  const at = (tiers: readonly { readonly name: string }[], name: string) =>
    tiers.findIndex((tier) => tier.name === name);
  return migration.map(({ from, to, accounts, arr }) => ({
    from: at(before.tiers, from),
    to: at(after.tiers, to),
    accounts,
    arr,
  }));
}
