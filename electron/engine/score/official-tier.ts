import type { Flag, HealthModel } from '#shared/model/health-model.ts';
import { criticalColumn } from '../risk/risk.ts';
import { decideTier, flagColumn } from './flags.ts';
import { atRiskTier } from './onboarding.ts';
import type { SignalColumns } from './parts.ts';

/** Bit of a mask that says that a critical risk factor caps the tier; bit f below it is flag f of the model. */
export const CRITICAL_RISK = 1 << 30;

/**
 * What may change the tier of each row besides its score, as a mask: the flags that hold (30-method.md 2.4), and
 * {@link CRITICAL_RISK} where the model lets an active critical risk factor cap the tier (2.7).
 */
export function tierMasks(model: HealthModel, columns: SignalColumns, length: number): Uint32Array {
  const masks = flagColumn(model, columns, length);
  if (!model.riskOverlay.criticalCapsTier) return masks;
  const critical = criticalColumn(model.riskOverlay, columns, length);
  return masks.map((mask, row) => (critical[row] === 1 ? mask | CRITICAL_RISK : mask));
}

export type OfficialTier = {
  /** Index in the model's tiers, NO_TIER without a score: it lies above all of them, and no cap reaches it. */
  readonly tier: number;
  /** The flag that decided it, null where the score or the critical factor did. */
  readonly flag: Flag | null;
  /** Whether a critical risk factor made it worse. */
  readonly isCapped: boolean;
};

/** The tier an account is shown in: that of its score, then the flags, then the cap at the at-risk tier. */
export function officialTier(model: HealthModel, mask: number, ofScore: number): OfficialTier {
  const decided = decideTier(model, mask, ofScore);
  const cap = (mask & CRITICAL_RISK) === 0 ? 0 : atRiskTier(model);
  const isCapped = decided.tier < cap;
  return isCapped ? { tier: cap, flag: null, isCapped } : { ...decided, isCapped };
}
