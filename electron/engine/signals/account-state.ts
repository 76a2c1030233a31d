import { type Day, NO_DAY } from '#shared/model/day.ts';
import type { Facts } from '#shared/model/facts.ts';
import { isKnown } from './days.ts';

const attribute =
  (name: 'seats' | 'arr' | 'renewalDay', unknown: number) =>
  ({ accounts, attributes: versions }: Facts, account: number, asOf: Day): number => {
    const first = versions.offsets[account] as number;
    const end = versions.offsets[account + 1] as number;
    if (first === end) return accounts[name][account] as number;
    for (let k = first; k < end; k++) if (isKnown(versions, k, asOf)) return versions[name][k] as number;
    return unknown;
  };

/** Attributes of the account itself as known on a day: NaN (NO_DAY for the date) when unknown or not known yet. */
export const seatsKnown = attribute('seats', Number.NaN);
export const arrKnown = attribute('arr', Number.NaN);
export const renewalKnown = attribute('renewalDay', NO_DAY);
