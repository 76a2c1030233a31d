import type { WhatIfResult } from '#shared/contract/whatif.ts';
import { UNKNOWN } from '#shared/format/number.ts';
import type { Format } from '../data/format.ts';

type Side = Pick<WhatIfResult['before'], 'atRiskArr'> & { readonly tiers: readonly { readonly arr: number }[] };

/** Whether the ARR of any account with a score is known. */
export const knowsArr = (...sides: readonly Side[]): boolean =>
  sides.some(({ atRiskArr, tiers }) => atRiskArr > 0 || tiers.some(({ arr }) => arr > 0));

/** What is not known is a dash, never zero. */
export const withoutArr = (format: Format): Format => ({ ...format, money: () => UNKNOWN, moneyExact: () => UNKNOWN });
