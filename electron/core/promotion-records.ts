import type { ReadDb } from '#electron/store/open.ts';
import { readSealedLooks } from '#electron/store/reads/analyses.ts';
import type { StoredPromotion } from '#electron/store/reads/models.ts';
import type { Promotion } from '#shared/contract/models.ts';
import { promotionSummary, type SealedLook, sealedLook } from '#shared/contract/promotion.ts';
import { dayFromIso, isoFromDay } from '#shared/model/day.ts';

function decoded<T>(text: string, parse: (value: unknown) => T): T | null {
  try {
    return parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** A promotion as it is shown; a summary that cannot be read is left out. */
export function promotionOf({ summary, effectiveOn, ...stored }: StoredPromotion): Promotion {
  return {
    ...stored,
    effectiveOn: effectiveOn === null ? null : isoFromDay(effectiveOn),
    summary: summary === null ? null : decoded(summary, promotionSummary.parse),
  };
}

/** The look at a sealed landmark that a promotion of the same model took before; null for none. */
export function recordedLook(db: ReadDb, modelHash: string, landmark: string): SealedLook | null {
  const day = dayFromIso(landmark);
  const look = readSealedLooks(db).find((one) => one.modelHash === modelHash && one.landmark === day);
  return look ? decoded(look.result, sealedLook.parse) : null;
}
