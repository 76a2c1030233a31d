import type { HealthModel } from '#shared/model/health-model.ts';
import { scoreComposite } from '../score/composite.ts';
import { officialTier } from '../score/official-tier.ts';
import { PHASE } from '../score/onboarding.ts';
import type { Snapshot } from '../score/snapshot.ts';
import { ACCOUNT_STATUS } from '../signals/status.ts';

/**
 * A snapshot under a model that differs in weights, bounds, overlays, coverage or flag policy alone: its dimension scores
 * stand. Accounts in onboarding keep what their own model gave them.
 *
 * @param segments segment per account
 */
export function reweighedSnapshot(model: HealthModel, snapshot: Snapshot, segments: readonly string[]): Snapshot {
  const composite = scoreComposite(model, snapshot.dimensions, snapshot.dimensionCoverage, segments);
  const { score, coverage, state, tier } = composite;
  for (let account = 0; account < score.length; account++) {
    const isHeld = snapshot.status[account] !== ACCOUNT_STATUS.active || snapshot.phase[account] !== PHASE.standard;
    if (isHeld) {
      score[account] = snapshot.score[account] as number;
      coverage[account] = snapshot.coverage[account] as number;
      state[account] = snapshot.state[account] as number;
      tier[account] = snapshot.tier[account] as number;
      continue;
    }
    const mask = snapshot.flags[account] as number;
    if (mask !== 0) tier[account] = officialTier(model, mask, tier[account] as number).tier;
  }
  // columns of a stored snapshot are read when they are asked for: spreading it would read them all
  return Object.create(snapshot, {
    score: { value: score },
    coverage: { value: coverage },
    state: { value: state },
    tier: { value: tier },
  }) as Snapshot;
}
