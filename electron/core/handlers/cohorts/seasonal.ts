import {
  type MonthHealth,
  type MonthUsage,
  monthlyHealth,
  monthlyUsage,
  SEASON_MONTHS,
  sameMonthLastYear,
  visitMetric,
} from '#electron/engine/index.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import type { ReadContext } from '../../context.ts';
import { type Book, bookOf } from '../../views/book.ts';
import { selectAccounts } from '../../views/filters.ts';
import { headOf } from './population.ts';

type Seasonal = OutputOf<'cohorts.seasonal'>;

const METRIC_LABELS: Readonly<Record<string, string>> = {
  logins: 'Logins',
  sessions: 'Sessions',
  active_users: 'Active users',
  events: 'Events',
};

function usageOf(book: Book, metric: number, include: Uint8Array): MonthUsage[] {
  const { facts, index, asOf, timelines } = book;
  const first = index.usageDays[0];
  const last = Math.min(index.usageDays.at(-1) ?? asOf, asOf);
  if (metric < 0 || first === undefined || first > last) return [];
  return monthlyUsage(facts, timelines, metric, include, { first, last });
}

function monthsOf(health: readonly MonthHealth[], usage: readonly MonthUsage[]): Seasonal['months'] {
  const healthOf = new Map(health.map((entry) => [entry.month, entry]));
  const usageIn = new Map(usage.map((entry) => [entry.month, entry]));
  const known = [...new Set([...healthOf.keys(), ...usageIn.keys()])].sort((a, b) => a - b);
  return Array.from({ length: 12 }, (_, index) => ({
    month: index + 1,
    years: known
      .filter((month) => month % 12 === index)
      .map((month) => {
        const [scores, used] = [healthOf.get(month), usageIn.get(month)];
        return {
          year: Math.floor(month / 12),
          mean: scores?.mean ?? null,
          n: scores?.n ?? 0,
          usage: used?.mean ?? null,
          usageAccounts: used?.accounts ?? 0,
          complete: (scores?.complete ?? true) && (used?.complete ?? true),
        };
      }),
  }));
}

const plural = (count: number): string => `${count} ${count === 1 ? 'month' : 'months'}`;

export function seasonalHandler(
  context: ReadContext,
  input: ParsedInputOf<'cohorts.seasonal'>,
): OutputOf<'cohorts.seasonal'> {
  const book = bookOf(context, input.model, input.asOf);
  const include = selectAccounts(book, input.filters);
  const history = book.history.slice(0, book.at + 1);
  const health = monthlyHealth(history, include);
  const metric = visitMetric(book.facts, book.index);
  const usage = usageOf(book, metric, include);
  const same = sameMonthLastYear(history, health, include);
  const usageThen = usage.find((entry) => entry.month + 12 === same?.month)?.mean ?? 0;
  const usageNow = usage.find((entry) => entry.month === same?.month)?.mean;
  const enough = Math.max(health.length, usage.length) >= SEASON_MONTHS;
  const id = book.facts.usage.metrics[metric];
  return {
    ...headOf(context, book, [
      'Months differ in what accounts they hold; the same month of last year is compared over the accounts that have a score in both.',
    ]),
    enough,
    sentence: enough
      ? `Scores of ${plural(health.length)} and usage of ${plural(usage.length)}: the same month can be compared across years.`
      : `Scores reach back ${plural(health.length)} and usage ${plural(usage.length)}: a seasonal pattern needs at least ${SEASON_MONTHS}, the same month of two years.`,
    usageMetric: id === undefined ? null : { id, label: METRIC_LABELS[id] ?? id },
    months: monthsOf(health, usage),
    sameMonth: same && {
      month: `${Math.floor(same.month / 12)}-${String((same.month % 12) + 1).padStart(2, '0')}`,
      accounts: same.accounts,
      mean: same.mean,
      lastYear: same.lastYear,
      change: same.mean - same.lastYear,
      usageChange: usageNow !== undefined && usageThen > 0 ? usageNow / usageThen - 1 : null,
    },
  };
}
