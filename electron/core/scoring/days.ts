import { getMeta } from '#electron/store/reads/ledger.ts';
import { AppError } from '#shared/contract/errors.ts';
import { type Day, dayFromEpochMs, dayFromIso, NO_DAY, weekCloseOf } from '#shared/model/day.ts';
import type { Facts } from '#shared/model/facts.ts';
import type { WriteContext } from '../context.ts';

/** Weekly snapshots reach at most five years back. */
const MAX_WEEKS = 260;

/** First day something was measured (contracts and outcomes may lie years before the first measurement). */
function firstMeasuredDay(facts: Facts): Day {
  let first = Number.POSITIVE_INFINITY;
  const { day: usageDay, offsets } = facts.usage;
  // Usage is in the order of days within an account: its first row will do.
  for (let account = 0; account < facts.accounts.count; account++) {
    const at = offsets[account] as number;
    if (at < (offsets[account + 1] as number)) first = Math.min(first, usageDay[at] as number);
  }
  for (const column of [
    facts.tickets.openedDay,
    facts.surveys.sentDay,
    facts.touchpoints.day,
    facts.invoices.issuedDay,
  ]) {
    for (const day of column) if (day !== NO_DAY && day < first) first = day;
  }
  return Number.isFinite(first) ? first : facts.firstFactDay;
}

/** The Sundays that close the weeks from the first measurement, or from `from`, to `asOf`, then the as-of day itself. */
export function snapshotDays(facts: Facts, asOf: Day, from: Day | undefined): Day[] {
  const measured = firstMeasuredDay(facts);
  const first = from ?? (measured === NO_DAY ? asOf : Math.min(measured, asOf));
  const days: Day[] = [];
  for (let day = Math.max(weekCloseOf(first), weekCloseOf(asOf) - 7 * MAX_WEEKS); day < asOf; day += 7) days.push(day);
  days.push(asOf);
  return days;
}

/** As-of day of the data: the newest dated fact, never later than today; a date given at `init` wins. */
export function datasetAsOf(context: WriteContext, facts: Facts): Day {
  const pinned = getMeta(context.db, 'as_of');
  const pinnedDay = pinned === null ? null : dayFromIso(pinned);
  if (pinnedDay !== null) return pinnedDay;
  if (facts.lastFactDay === NO_DAY)
    throw new AppError(
      'no_scores',
      'There is nothing to score yet: import accounts together with usage, tickets, surveys, invoices or contracts.',
    );
  return Math.min(facts.lastFactDay, dayFromEpochMs(context.now()));
}
