import {
  MIN_BASELINE_DAYS,
  MIN_SHIFT_WEEKS,
  USAGE_WEEKS,
  unusualDays,
  usageDayReader,
  usageDrift,
  usageLevels,
  usageShifts,
} from '#electron/engine/index.ts';
import type { AccountDetail } from '#shared/contract/account.ts';
import { formatCount } from '#shared/format/words.ts';
import { isoFromDay } from '#shared/model/day.ts';
import type { Book } from '../../views/book.ts';

type Findings = Pick<AccountDetail, 'anomalies' | 'changePoints'>;

const MAX_DAYS = 60;
const NO_USAGE = 'No logins, sessions or events are known of the last 52 weeks.';

/** Unusual days, drift and shifts in the usage of an account over the last 52 weeks (30-method.md 4.3). */
export function usageFindings({ facts, index, asOf }: Book, account: number): Findings {
  const usage = usageDayReader(facts, index, asOf)(account);
  if (!usage) {
    return {
      anomalies: { measure: null, days: [], total: 0, drift: null, gap: NO_USAGE },
      changePoints: { measure: null, shifts: [], gap: NO_USAGE },
    };
  }
  const { measure, values, known } = usage;
  const days = Array.from({ length: USAGE_WEEKS }, (_, week) => unusualDays(values, asOf, week) ?? [])
    .flat()
    .sort((a, b) => b.day - a.day);
  const levels = usageLevels(values);
  const shifts = usageShifts(levels, asOf);
  const drift = usageDrift(levels, asOf);
  return {
    anomalies: {
      measure,
      days: days.slice(0, MAX_DAYS).map(({ day, ...rest }) => ({ date: isoFromDay(day), ...rest })),
      total: days.length,
      drift: drift ? (({ day, ...rest }) => ({ date: isoFromDay(day), ...rest }))(drift) : null,
      gap:
        unusualDays(values, asOf, 0) === null
          ? `What is unusual shows after ${MIN_BASELINE_DAYS} days of usage before this week; ${formatCount(Math.max(0, known - 7), 'en', 'day')} are known.`
          : null,
    },
    changePoints: {
      measure,
      shifts: (shifts ?? []).map(({ day, before, after }) => ({ date: isoFromDay(day), before, after })),
      gap:
        shifts === null
          ? `A shift shows after ${MIN_SHIFT_WEEKS} weeks of usage; ${formatCount(levels.values.length, 'en', 'whole week')} are known.`
          : null,
    },
  };
}
