import { type Day, NO_DAY } from '#shared/model/day.ts';
import { AT_RISK_SCORE, type HealthModel } from '#shared/model/health-model.ts';
import { round6 } from '../math/round.ts';
import { knownArr } from '../portfolio/aggregates.ts';
import { requiredDimensions, SCORE_STATE, stateOf, weightsOf } from '../score/composite.ts';
import { PHASE } from '../score/onboarding.ts';
import type { Snapshot } from '../score/snapshot.ts';
import { NO_TIER, thresholdSets } from '../score/thresholds.ts';
import { ACCOUNT_STATUS } from '../signals/status.ts';
import { replayPatterns } from './replay-patterns.ts';

/** A stored or computed snapshot of a history; all of them are over the same accounts. */
export type ReplayInput = {
  readonly snapshot: Pick<
    Snapshot,
    'asOf' | 'status' | 'phase' | 'score' | 'state' | 'dimensions' | 'dimensionCoverage'
  >;
  /** ARR per account on that day in workspace currency, NaN unknown. */
  readonly arr: ArrayLike<number>;
  /** Whether the week was over: others confirm nothing. */
  readonly closed: boolean;
};

/** One week of a history under a model; accounts in onboarding count with the scores of their own model. */
export type ReplayedWeek = {
  readonly asOf: Day;
  readonly closed: boolean;
  /** Accounts with a score, provisional ones included, and their mean H (NaN without any). */
  readonly withScore: number;
  readonly mean: number;
  /** H < 50, and their ARR. */
  readonly atRiskAccounts: number;
  readonly atRiskArr: number;
  /** Accounts whose confirmed tier became worse or better, by the tier they came to. */
  readonly down: Uint32Array;
  readonly up: Uint32Array;
};

/** A confirmed change of tier in a replay. */
export type ConfirmedEntry = {
  readonly account: number;
  readonly week: number;
  readonly from: number;
  readonly to: number;
};

export type HistoryReplay = {
  /** Re-weighs every week; `onEntry` hears each confirmed change of tier, week by week. */
  readonly run: (model: HealthModel, onEntry?: (entry: ConfirmedEntry) => void) => readonly ReplayedWeek[];
};

const MICRO = 1e6;
const AT_RISK = AT_RISK_SCORE * MICRO;

type Week = Pick<ReplayedWeek, 'asOf' | 'closed'> & {
  /** Account of each row: active and scored by the standard model. */
  readonly rows: Int32Array;
  readonly arr: Float64Array;
  /** Dimension scores in millionths, 0 for null. */
  readonly columns: readonly Int32Array[];
  readonly patternOf: Uint32Array;
  /** Accounts in onboarding, where a new series begins. */
  readonly young: Int32Array;
  readonly held: {
    readonly accounts: number;
    readonly total: number;
    readonly atRisk: number;
    readonly atRiskArr: number;
  };
};

function weekOf({ snapshot, arr, closed }: ReplayInput, patterns: ReturnType<typeof replayPatterns>): Week {
  const { status, phase, score } = snapshot;
  const standard: number[] = [];
  const young: number[] = [];
  for (let account = 0; account < status.length; account++) {
    if (status[account] !== ACCOUNT_STATUS.active) continue;
    (phase[account] === PHASE.standard ? standard : young).push(account);
  }
  const held = { accounts: 0, total: 0, atRisk: 0, atRiskArr: 0 };
  for (const account of young) {
    const health = score[account] as number;
    if (Number.isNaN(health)) continue;
    held.accounts++;
    held.total += health;
    if (health >= AT_RISK_SCORE) continue;
    held.atRisk++;
    held.atRiskArr += knownArr(arr, account);
  }
  const rows = Int32Array.from(standard);
  return {
    asOf: snapshot.asOf,
    closed,
    rows,
    arr: Float64Array.from(rows, (account) => knownArr(arr, account)),
    columns: snapshot.dimensions.map((column) =>
      Int32Array.from(rows, (account) => {
        const value = column[account] as number;
        return Number.isNaN(value) ? 0 : Math.round(value * MICRO);
      }),
    ),
    patternOf: patterns.of(snapshot, rows),
    young: Int32Array.from(young),
    held,
  };
}

/** Confirmed tiers of all accounts, week after week: the rules of confirmedTiers, with a bit a bound. */
function confirmation(model: HealthModel, accounts: number, segments: readonly string[]) {
  const bounds = model.tiers.length - 1;
  const { sets, setOf } = thresholdSets(model, segments);
  const below = Int32Array.from(
    sets.flatMap((set) => set.slice(0, bounds)),
    (bound) => Math.round(bound * MICRO),
  );
  const above = Int32Array.from(
    sets.flatMap((set) => set.slice(0, bounds)),
    (bound) => Math.round(round6(bound + model.confirmPolicy.margin) * MICRO),
  );
  const current = new Uint8Array(accounts).fill(NO_TIER);
  const belowBits = new Uint32Array(accounts);
  const pending = new Uint32Array(accounts);
  const lastScored = new Int32Array(accounts).fill(NO_DAY);
  const { resetAfterDays } = model.confirmPolicy;
  return {
    restart: (account: number): void => {
      current[account] = NO_TIER;
    },
    /** Takes a score in millionths; the new tier × 256 + the old one when that changed, else −1. */
    take: (account: number, day: Day, score: number): number => {
      const first = (setOf[account] as number) * bounds;
      const was = current[account] as number;
      let result = -1;
      if (was === NO_TIER) {
        let tier = 0;
        while (tier < bounds && score < (below[first + tier] as number)) tier++;
        current[account] = tier;
        belowBits[account] = (1 << tier) - 1;
        pending[account] = 0;
      } else {
        const bits = belowBits[account] as number;
        let opposing = 0;
        for (let b = 0; b < bounds; b++) {
          const opposes =
            ((bits >> b) & 1) === 1 ? score >= (above[first + b] as number) : score < (below[first + b] as number);
          opposing |= Number(opposes) << b;
        }
        const waiting = day - (lastScored[account] as number) > resetAfterDays ? 0 : (pending[account] as number);
        const flips = opposing & waiting;
        pending[account] = opposing & ~waiting;
        if (flips !== 0) {
          belowBits[account] = bits ^ flips;
          const tier = 32 - Math.clz32(bits ^ flips);
          if (tier !== was) {
            current[account] = tier;
            result = tier * 256 + was;
          }
        }
      }
      lastScored[account] = day;
      return result;
    },
  };
}

/**
 * Prepares the replay of a whole history under any model with the same dimensions (30-method.md 5, points 2 and 4). A run is
 * O(weeks × accounts × dimensions) over whole millionths; rounding, states and confirmed tiers are those of scoreComposite
 * and confirmedTiers. Changes in onboarding are left out: another model scores it, and its end fires nothing.
 *
 * @param weeks ascending, one a week
 * @param segments segment per account
 */
export function createHistoryReplay(weeks: readonly ReplayInput[], segments: readonly string[]): HistoryReplay {
  const width = weeks[0]?.snapshot.dimensions.length ?? 0;
  const patterns = replayPatterns(width, segments.length);
  const prepared = weeks.map((week) => weekOf(week, patterns));
  const { known, inner, count } = patterns.table();
  const most = prepared.reduce((rows, week) => Math.max(rows, week.rows.length), 0);
  const sums = new Float64Array(most);

  function weigh(model: HealthModel): { readonly weight: Float64Array; readonly state: Uint8Array } {
    const weights = weightsOf(model);
    const required = requiredDimensions(model);
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    const weight = new Float64Array(count);
    const state = new Uint8Array(count);
    for (let pattern = 0, at = 0; pattern < count; pattern++, at += width) {
      let sum = 0;
      let covered = 0;
      weights.forEach((own, d) => {
        sum += own * (known[at + d] as number);
        covered += own * (inner[at + d] as number);
      });
      weight[pattern] = sum;
      const lacking = required.some((d) => known[at + d] === 0);
      if (sum > 0) state[pattern] = stateOf(model.missingPolicy, round6(covered / all), lacking);
    }
    return { weight, state };
  }

  return {
    run: (model, onEntry) => {
      const weights = weightsOf(model);
      const { weight, state } = weigh(model);
      const confirmed = confirmation(model, segments.length, segments);
      const tiers = model.tiers.length;
      return prepared.map(({ asOf, closed, rows, arr, columns, patternOf, young, held }, week) => {
        const down = new Uint32Array(tiers);
        const up = new Uint32Array(tiers);
        let { accounts: withScore, total, atRisk: atRiskAccounts, atRiskArr } = held;
        let micro = 0;
        if (closed) for (const account of young) confirmed.restart(account);
        sums.fill(0, 0, rows.length);
        columns.forEach((column, d) => {
          const own = weights[d] as number;
          for (let row = 0; row < column.length; row++)
            sums[row] = (sums[row] as number) + own * (column[row] as number);
        });
        for (let row = 0; row < rows.length; row++) {
          const pattern = patternOf[row] as number;
          const how = state[pattern] as number;
          if (how === SCORE_STATE.none) continue;
          const score = Math.floor((sums[row] as number) / (weight[pattern] as number) + 0.5);
          micro += score;
          withScore++;
          if (score < AT_RISK) {
            atRiskAccounts++;
            atRiskArr += arr[row] as number;
          }
          if (!closed || how !== SCORE_STATE.scored) continue;
          const account = rows[row] as number;
          const changed = confirmed.take(account, asOf, score);
          if (changed < 0) continue;
          const to = changed >> 8;
          const from = changed & 255;
          const into = to > from ? down : up;
          into[to] = (into[to] as number) + 1;
          onEntry?.({ account, week, from, to });
        }
        total += micro / MICRO;
        return {
          asOf,
          closed,
          withScore,
          mean: withScore > 0 ? total / withScore : Number.NaN,
          atRiskAccounts,
          atRiskArr,
          down,
          up,
        };
      });
    },
  };
}
