import { type Day, NO_DAY } from '#shared/model/day.ts';
import { SCORE_STATE } from '../score/composite.ts';
import type { Snapshot } from '../score/snapshot.ts';
import { NO_TIER, type ThresholdSets, tierOf } from '../score/thresholds.ts';

/** Nulls longer than this make a pending confirmation void, days. */
const RESET_AFTER_DAYS = 28;

export type TierChange = {
  /** Index of the period in which the change was confirmed. */
  readonly period: number;
  readonly from: number;
  readonly to: number;
  /** First of the two periods that confirmed it. */
  readonly spellStart: Day;
};

export type ConfirmedTiers = {
  /** Confirmed tier after each period (0 best), NO_TIER before the first score. */
  readonly tier: Uint8Array;
  /** First day of the spell in that tier, NO_DAY before the first score. */
  readonly spellStart: Int32Array;
  readonly changes: readonly TierChange[];
};

/**
 * Confirmed tiers of one account from its closing score per period (30-method.md 2.8). For each bound T, "below" is
 * confirmed by two consecutive periods with H < T, "above" by two with H ≥ T + margin; the confirmed tier is the lowest
 * one the confirmed bounds allow. The first score sets the tier without a change. A period without a score changes no
 * counter; more than 28 days without one voids what is pending.
 *
 * @param days ascending days of the periods
 * @param scores closing scores, NaN for none
 * @param thresholds lower bounds of the tiers, best first, last one 0
 * @param margin points a score must exceed a bound by to recover; 0 as documented, 2 recommended
 */
export function confirmedTiers(
  days: ArrayLike<Day>,
  scores: ArrayLike<number>,
  thresholds: readonly number[],
  margin = 0,
): ConfirmedTiers {
  const bounds = thresholds.length - 1;
  const below = new Uint8Array(bounds);
  /** Day of the period that opposed the confirmed side, NO_DAY when none is pending. */
  const pending = new Int32Array(bounds).fill(NO_DAY);
  const tier = new Uint8Array(days.length).fill(NO_TIER);
  const spellStart = new Int32Array(days.length).fill(NO_DAY);
  const changes: TierChange[] = [];
  let current = NO_TIER;
  let spell: Day = NO_DAY;
  let lastScored: Day = NO_DAY;

  for (let period = 0; period < days.length; period++) {
    const day = days[period] as number;
    const score = scores[period] as number;
    if (!Number.isNaN(score)) {
      if (current === NO_TIER) {
        current = tierOf(thresholds, score);
        spell = day;
        for (let b = 0; b < bounds; b++) below[b] = b < current ? 1 : 0;
      } else {
        if (day - lastScored > RESET_AFTER_DAYS) pending.fill(NO_DAY);
        let since: Day = NO_DAY;
        for (let b = 0; b < bounds; b++) {
          const bound = thresholds[b] as number;
          const opposes = below[b] === 1 ? score >= bound + margin : score < bound;
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

/**
 * Confirmed tier and spell start of every account at the last snapshot of a history (ascending weekly snapshots of one
 * model version). Provisional periods confirm nothing: they count as periods without a score.
 */
export function confirmedTierColumn(
  history: readonly Pick<Snapshot, 'asOf' | 'score' | 'state'>[],
  thresholds: ThresholdSets,
  margin = 0,
): { readonly tier: Uint8Array; readonly spellStart: Int32Array } {
  const accounts = history[0]?.score.length ?? 0;
  const days = history.map(({ asOf }) => asOf);
  const scores = new Float64Array(history.length);
  const tier = new Uint8Array(accounts).fill(NO_TIER);
  const spellStart = new Int32Array(accounts).fill(NO_DAY);
  const last = history.length - 1;
  for (let account = 0; account < accounts; account++) {
    for (let k = 0; k < history.length; k++) {
      const snapshot = history[k];
      scores[k] = snapshot?.state[account] === SCORE_STATE.scored ? (snapshot.score[account] as number) : Number.NaN;
    }
    const confirmed = confirmedTiers(
      days,
      scores,
      thresholds.sets[thresholds.setOf[account] as number] as readonly number[],
      margin,
    );
    tier[account] = confirmed.tier[last] as number;
    spellStart[account] = confirmed.spellStart[last] as number;
  }
  return { tier, spellStart };
}
