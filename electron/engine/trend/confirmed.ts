import { type Day, NO_DAY } from '#shared/model/day.ts';
import type { ConfirmPolicy } from '#shared/model/health-model.ts';
import { round6 } from '../math/round.ts';
import { SCORE_STATE } from '../score/composite.ts';
import { PHASE } from '../score/onboarding.ts';
import type { Snapshot } from '../score/snapshot.ts';
import { NO_TIER, type ThresholdSets, tierOf } from '../score/thresholds.ts';

/** Margin 0 as documented, 2 recommended; nulls longer than 28 days make a pending confirmation void (30-method.md 2.8). */
export const DOCUMENTED_CONFIRMATION: ConfirmPolicy = { margin: 0, resetAfterDays: 28 };

export type TierChange = {
  /** Index of the period in which the change was confirmed. */
  readonly period: number;
  readonly from: number;
  readonly to: number;
  /** First of the two periods that confirmed it. */
  readonly spellStart: Day;
};

export type ConfirmedTiers = {
  /** Confirmed tier after each period (0 best), NO_TIER before the first score of a series. */
  readonly tier: Uint8Array;
  /** First day of the spell in that tier, NO_DAY before the first score of a series. */
  readonly spellStart: Int32Array;
  readonly changes: readonly TierChange[];
};

/** Closing scores per period: ascending days, NaN for none, and the series each score belongs to. */
export type ClosingScores = {
  readonly days: ArrayLike<Day>;
  readonly scores: ArrayLike<number>;
  /** Index in the list of thresholds; all of the first series when absent. */
  readonly series?: ArrayLike<number>;
};

/**
 * Confirmed tiers of one account from its closing score per period (30-method.md 2.8). For each bound T, "below" is
 * confirmed by two consecutive periods with H < T, "above" by two with H ≥ T + margin; the confirmed tier is the lowest
 * one the confirmed bounds allow. The first score sets the tier without a change. A period without a score changes no
 * counter; more than `resetAfterDays` without one voids what is pending. Another series (a new model version, the end of
 * onboarding) starts afresh: its first score sets the tier without a change, so that a switch fires nothing.
 *
 * @param thresholds per series the lower bounds of the tiers, best first, last one 0
 */
export function confirmedTiers(
  { days, scores, series }: ClosingScores,
  thresholds: readonly (readonly number[])[],
  policy: ConfirmPolicy = DOCUMENTED_CONFIRMATION,
): ConfirmedTiers {
  const tier = new Uint8Array(days.length).fill(NO_TIER);
  const spellStart = new Int32Array(days.length).fill(NO_DAY);
  const changes: TierChange[] = [];
  const bounds = (thresholds[0]?.length ?? 1) - 1;
  const below = new Uint8Array(bounds);
  /** Day of the period that opposed the confirmed side, NO_DAY when none is pending. */
  const pending = new Int32Array(bounds);
  let current = NO_TIER;
  let spell: Day = NO_DAY;
  let lastScored: Day = NO_DAY;
  let active = 0;

  for (let period = 0; period < days.length; period++) {
    const day = days[period] as number;
    const score = scores[period] as number;
    const now = series?.[period] ?? 0;
    if (now !== active) {
      active = now;
      current = NO_TIER;
      spell = NO_DAY;
    }
    if (!Number.isNaN(score)) {
      const own = thresholds[active] as readonly number[];
      if (current === NO_TIER) {
        current = tierOf(own, score);
        spell = day;
        pending.fill(NO_DAY);
        for (let b = 0; b < bounds; b++) below[b] = b < current ? 1 : 0;
      } else {
        if (day - lastScored > policy.resetAfterDays) pending.fill(NO_DAY);
        let since: Day = NO_DAY;
        for (let b = 0; b < bounds; b++) {
          const bound = own[b] as number;
          const opposes = below[b] === 1 ? score >= round6(bound + policy.margin) : score < bound;
          if (!opposes) pending[b] = NO_DAY;
          else if (pending[b] === NO_DAY) pending[b] = day;
          else {
            below[b] = below[b] === 1 ? 0 : 1;
            since = Math.max(since, pending[b] as number);
            pending[b] = NO_DAY;
          }
        }
        const next = below.lastIndexOf(1) + 1;
        if (next !== current) {
          changes.push({ period, from: current, to: next, spellStart: since });
          current = next;
          spell = since;
        }
      }
      lastScored = day;
    }
    tier[period] = current;
    spellStart[period] = spell;
  }
  return { tier, spellStart, changes };
}

/** Tier that is confirmed at the last snapshot of a history, and the first day of the spell in it. */
export type Standing = { readonly tier: number; readonly spellStart: Day };

/**
 * Reads the confirmed tier of any account at the last snapshot of a history (ascending weekly snapshots of one model
 * version). Provisional periods confirm nothing: they count as periods without a score.
 *
 * @param thresholds bounds of the official model
 * @param onboarding bounds of the onboarding model in the official model's tiers; those of the official model when null
 */
export function confirmedTierReader(
  history: readonly Pick<Snapshot, 'asOf' | 'score' | 'state' | 'phase'>[],
  thresholds: ThresholdSets,
  onboarding: ThresholdSets | null = null,
  policy: ConfirmPolicy = DOCUMENTED_CONFIRMATION,
): (account: number) => Standing {
  const days = history.map(({ asOf }) => asOf);
  const scores = new Float64Array(history.length);
  const series = new Uint8Array(history.length);
  const last = history.length - 1;
  const boundsOf = ({ sets, setOf }: ThresholdSets, account: number): readonly number[] =>
    sets[setOf[account] as number] as readonly number[];
  return (account) => {
    for (let k = 0; k < history.length; k++) {
      const snapshot = history[k];
      scores[k] = snapshot?.state[account] === SCORE_STATE.scored ? (snapshot.score[account] as number) : Number.NaN;
      series[k] = snapshot?.phase[account] === PHASE.standard ? 0 : 1;
    }
    const sets = [boundsOf(thresholds, account), boundsOf(onboarding ?? thresholds, account)];
    const { tier, spellStart } = confirmedTiers({ days, scores, series }, sets, policy);
    return { tier: tier[last] ?? NO_TIER, spellStart: spellStart[last] ?? NO_DAY };
  };
}
