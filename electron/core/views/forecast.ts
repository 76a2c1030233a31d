import {
  ACCOUNT_STATUS,
  type ForecastRule,
  forecastRule,
  PHASE,
  SCORE_STATE,
  type TierDrop,
  tierDrop,
  tierOf,
} from '#electron/engine/index.ts';
import type { Book, HistoryEntry } from './book.ts';
import { scoringOf } from './rows.ts';

/** Accounts after which others may be answered. */
const BLOCK = 256;

/** Snapshots a week apart up to the book's day. The last one may lie in the middle of a week: that week has not closed. */
export function closedWeeks({ history, at }: Pick<Book, 'history' | 'at'>): Book['history'] {
  const gapBefore = (index: number): number => (history[index]?.asOf ?? 0) - (history[index - 1]?.asOf ?? 0);
  const last = at > 0 && gapBefore(at) < 7 ? at - 1 : at;
  let first = last;
  while (first > 0 && gapBefore(first) === 7) first--;
  return history.slice(first, last + 1);
}

/** A score of the standard model; NaN in onboarding. */
const standardScore = ({ score, phase }: HistoryEntry, account: number): number =>
  phase[account] === PHASE.standard ? (score[account] as number) : Number.NaN;

/** How the book's portfolio is forecast (30-method.md 4.3); null where its past is too short to say. */
export function forecastRuleOf(book: Book): ForecastRule | null {
  return forecastRule(
    closedWeeks(book).map((week) => Float64Array.from(week.score, (_, account) => standardScore(week, account))),
  );
}

/** Reads the weekly scores of accounts in a row, oldest first, up to the last closed week; the array is overwritten by the next. */
export function runReader(book: Book): (account: number) => Float64Array {
  const weeks = closedWeeks(book);
  const room = new Float64Array(weeks.length);
  return (account) => {
    let first = weeks.length;
    while (first > 0) {
      const score = standardScore(weeks[first - 1] as HistoryEntry, account);
      if (Number.isNaN(score)) break;
      room[--first] = score;
    }
    return room.subarray(first);
  };
}

/** The tier an account would fall out of, and how likely that is. */
export type AccountDrop = TierDrop & { readonly tier: number; readonly bound: number };

/** Whether an account is about to fall out of the tier its score is in; null without a forecast, and in the lowest tier. */
export function dropReader(book: Book, rule: ForecastRule): (account: number) => AccountDrop | null {
  const read = runReader(book);
  const lowest = book.model.tiers.length - 1;
  return (account) => {
    const run = read(account);
    const { bounds } = scoringOf(book, account);
    const tier = tierOf(bounds, run.at(-1) ?? Number.NaN);
    const bound = bounds[tier];
    if (bound === undefined || tier >= lowest) return null;
    const drop = tierDrop(run, rule, bound);
    return drop && { ...drop, tier, bound };
  };
}

/** Falls of active accounts with a full score that are predicted, or at least this likely, by account. */
const WORTH_A_WORD = 0.25;

export function tierDropColumn(book: Book): ReadonlyMap<number, AccountDrop> {
  const found = new Map<number, AccountDrop>();
  if (!book.forecastRule) return found;
  const read = dropReader(book, book.forecastRule);
  const { status, state, phase } = book.snapshot;
  for (let account = 0; account < status.length; account++) {
    if (account % BLOCK === 0) book.pause();
    if (status[account] !== ACCOUNT_STATUS.active || phase[account] !== PHASE.standard) continue;
    if (state[account] !== SCORE_STATE.scored) continue;
    const drop = read(account);
    if (drop && (drop.predicted || drop.probability >= WORTH_A_WORD)) found.set(account, drop);
  }
  return found;
}
