import { type Day, dayFromParts, isoFromDay, NO_DAY } from '#shared/model/day.ts';
import { type Facts, SURVEY_KINDS } from '#shared/model/facts.ts';
import { type FactsIndex, indexFacts } from '../signals/facts-index.ts';
import { ACCOUNT_STATUS, arrAsOf } from '../signals/status.ts';
import { knownArr, type Selection } from './aggregates.ts';

/** The day `months` calendar months before a day; the last day of a shorter month (31 March − 1 → 28 or 29 February). */
export function monthsBefore(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = isoFromDay(day).split('-').map(Number);
  const index = year * 12 + (month - 1) - months;
  for (let last = date; last > 28; last--) {
    const found = dayFromParts(Math.floor(index / 12), (((index % 12) + 12) % 12) + 1, last);
    if (found !== null) return found;
  }
  return dayFromParts(Math.floor(index / 12), (((index % 12) + 12) % 12) + 1, Math.min(date, 28)) ?? NO_DAY;
}

export type Retention = {
  /** Customers active at the start, and how many of them still are. */
  readonly customers: number;
  readonly kept: number;
  readonly startArr: number;
  readonly endArr: number;
  /** Σ min(end, start) ÷ Σ start, 0-1; null without start ARR. */
  readonly grr: number | null;
  /** Σ end ÷ Σ start over the same customers; null without start ARR. */
  readonly nrr: number | null;
  /** Customers still active ÷ customers at the start, 0-1; null without customers. */
  readonly logo: number | null;
  /** Customers with end > start ÷ customers at the start, 0-1; null without customers. */
  readonly expansionRate: number | null;
};

/** GRR, NRR, logo retention and expansion rate from ARR per customer at two dates (30-method.md 4.6). */
export function retentionOf(
  start: ArrayLike<number>,
  end: ArrayLike<number>,
  atStart: (account: number) => boolean,
  atEnd: (account: number) => boolean,
): Retention {
  let customers = 0;
  let kept = 0;
  let expanded = 0;
  let startArr = 0;
  let endArr = 0;
  let retained = 0;
  for (let account = 0; account < start.length; account++) {
    if (!atStart(account)) continue;
    customers++;
    const before = knownArr(start, account);
    const stays = atEnd(account);
    const after = stays ? knownArr(end, account) : 0;
    if (stays) kept++;
    if (Number.isNaN(start[account] as number)) continue;
    if (after > before) expanded++;
    startArr += before;
    endArr += after;
    retained += Math.min(before, after);
  }
  return {
    customers,
    kept,
    startArr,
    endArr,
    grr: startArr > 0 ? retained / startArr : null,
    nrr: startArr > 0 ? endArr / startArr : null,
    logo: customers > 0 ? kept / customers : null,
    expansionRate: customers > 0 ? expanded / customers : null,
  };
}

/**
 * Revenue and logo retention over the months before `asOf`; customers won since are not part of it. Null when the facts do
 * not reach back to the start or nobody was a customer then.
 */
export function revenueRetention(
  facts: Facts,
  asOf: Day,
  months = 12,
  index: FactsIndex = indexFacts(facts),
  include?: Selection,
): Retention | null {
  const from = monthsBefore(asOf, months);
  if (from === NO_DAY || facts.firstFactDay === NO_DAY || facts.firstFactDay > from) return null;
  const start = arrAsOf(facts, from, index);
  const end = arrAsOf(facts, asOf, index);
  const retention = retentionOf(
    start.arr,
    end.arr,
    (account) => start.status[account] === ACCOUNT_STATUS.active && include?.[account] !== 0,
    (account) => end.status[account] === ACCOUNT_STATUS.active,
  );
  return retention.customers > 0 ? retention : null;
}

const NPS = SURVEY_KINDS.indexOf('nps');
const NPS_WINDOW_DAYS = 90;

/**
 * Company NPS, −100…100: share of ratings 9-10 minus share of ratings 0-6 among the answers of the last 90 days; null without
 * answers (30-method.md C21).
 */
export function netPromoterScore(
  facts: Facts,
  asOf: Day,
  include?: Selection,
): { readonly nps: number | null; readonly responses: number } {
  const { offsets, kind, respondedDay, rating } = facts.surveys;
  let responses = 0;
  let balance = 0;
  for (let account = 0; account < facts.accounts.count; account++) {
    if (include?.[account] === 0) continue;
    const end = offsets[account + 1] as number;
    for (let k = offsets[account] as number; k < end; k++) {
      const age = asOf - (respondedDay[k] as number);
      const value = rating[k] as number;
      if (kind[k] !== NPS || age < 0 || age >= NPS_WINDOW_DAYS || Number.isNaN(value)) continue;
      responses++;
      if (value >= 9) balance++;
      else if (value <= 6) balance--;
    }
  }
  return { nps: responses > 0 ? (100 * balance) / responses : null, responses };
}
