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
  /** In the lower half of its set: more accounts are worse. */
  readonly low: boolean;
};

/** One row per tier of the new side, best first, then the official tiers it no longer has. Tiers are matched by name. */
export function tierRows(tiers: readonly Named[], result: WhatIfResult | null): readonly TierRow[] {
  const counted = (side: 'before' | 'after', name: string): number | null =>
    result?.[side].tiers.find((tier) => tier.name === name)?.accounts ?? null;
  const kept = tiers.map(
    (tier, index): TierRow => ({
      key: `${index}`,
      name: tier.name,
      role: tier.role,
      from: tier.from,
      was: counted('before', tier.name),
      now: counted('after', tier.name),
      low: index > (tiers.length - 1) / 2,
    }),
  );
  const gone = (result?.before.tiers ?? []).filter((tier) => !tiers.some(({ name }) => name === tier.name));
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
