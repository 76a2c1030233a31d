import type { WhatIfResult } from '#shared/contract/whatif.ts';
import { toCsv } from '#shared/format/csv.ts';

/** The accounts that change tier as a file; `name` is what the new side is called (scenario, draft). */
export function moversCsv({ movers }: Pick<WhatIfResult, 'movers'>, name: string): string {
  return toCsv(
    ['account_id', 'name', 'arr', 'score_official', `score_${name}`, 'tier_official', `tier_${name}`, 'reason'],
    movers.map((mover) => [
      mover.accountId,
      mover.name,
      mover.arr,
      mover.before,
      mover.after,
      mover.fromTier,
      mover.toTier,
      mover.reason,
    ]),
  );
}
