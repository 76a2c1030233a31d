import type { Mover } from '#electron/engine/index.ts';
import type { WhatIfResult } from '#shared/contract/whatif.ts';
import type { Tier } from '#shared/model/health-model.ts';
import type { Book } from './book.ts';
import { orNull } from './rows.ts';

/** Accounts that change tier as lists show them; `before` are the tiers they come from, `after` those they come to. */
export function moverRows(
  book: Pick<Book, 'records'>,
  before: readonly Tier[],
  after: readonly Tier[],
  movers: readonly Mover[],
): WhatIfResult['movers'] {
  return movers.flatMap((mover) => {
    const record = book.records[mover.account];
    const to = after[mover.toTier];
    if (!record || !to) return [];
    return [
      {
        accountId: record.accountId,
        name: record.name,
        arr: mover.arr,
        before: orNull(mover.before),
        after: orNull(mover.after),
        fromTier: before[mover.fromTier]?.name ?? '',
        toTier: to.name,
        toRole: to.role,
        reason: mover.reason,
      },
    ];
  });
}
