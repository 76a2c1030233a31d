import { type GroupChange, initiativeEffect, shareInterval } from '#electron/engine/index.ts';
import type { Filters } from '#shared/contract/common.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import { dayFromIso, isoFromDay } from '#shared/model/day.ts';
import type { ReadContext } from '../../context.ts';
import { type Book, bookOf, snapshotAt } from '../../views/book.ts';
import { selectAccounts } from '../../views/filters.ts';
import { orNull } from '../../views/rows.ts';
import { differenceReply } from './compare.ts';
import { accountsText, headOf } from './population.ts';
import { initiativeVerdict } from './verdicts.ts';

type Reply = OutputOf<'cohorts.initiative'>;

const DEFAULT_WEEKS = 12;
/** The last snapshot before the date may be this old. */
const MAX_AGE_DAYS = 7;
/** Filters that pick accounts by how they are doing now. */
const BY_RESULT = [
  'tier',
  'state',
  'status',
  'scoreMin',
  'scoreMax',
  'change30Below',
  'priority',
  'driver',
  'expansionReady',
  'unusual',
  'tierDrop',
  'cohortOutcome',
] as const satisfies readonly (keyof Filters)[];

function touchedAccounts(book: Book, { touched, accountIds }: ParsedInputOf<'cohorts.initiative'>): Uint8Array {
  if (touched === undefined && accountIds === undefined)
    throw new AppError('bad_request', 'Say which accounts the initiative touched: by filters or by their ids.');
  const chosen = touched === undefined ? new Uint8Array(book.facts.accounts.count) : selectAccounts(book, touched);
  const wanted = new Set(accountIds);
  book.records.forEach((record, account) => {
    if (record && wanted.delete(record.accountId)) chosen[account] = 1;
  });
  const [unknown] = wanted;
  if (unknown !== undefined)
    throw new AppError(
      'not_found',
      wanted.size === 1
        ? `There is no account ${unknown}.`
        : `There are no accounts ${unknown} and ${wanted.size - 1} more.`,
    );
  return chosen;
}

function groupReply({ accounts, measured, before, after, change, activeAtDate, activeAtEnd, retained }: GroupChange) {
  const { share, n } = retained;
  return {
    accounts,
    measured,
    before: orNull(before),
    after: orNull(after),
    change: orNull(change.mean),
    activeAtDate,
    activeAtEnd,
    retention: n > 0 ? { rate: share, ...shareInterval(share * n, n) } : null,
  };
}

function refusal(context: ReadContext, book: Book, date: string, weeks: number, sentence: string): Reply {
  const nobody = {
    accounts: 0,
    measured: 0,
    before: null,
    after: null,
    change: null,
    activeAtDate: 0,
    activeAtEnd: 0,
    retention: null,
  };
  const none = differenceReply(null);
  return {
    ...headOf(context, book, []),
    date,
    weeks,
    weeksAfter: 0,
    touched: nobody,
    comparable: null,
    unmatched: 0,
    effect: none,
    retention: none,
    regression: null,
    series: [],
    verdict: { level: 'refused', sentence },
  };
}

export function initiativeHandler(
  context: ReadContext,
  input: ParsedInputOf<'cohorts.initiative'>,
): OutputOf<'cohorts.initiative'> {
  const book = bookOf(context, input.model, input.asOf);
  const weeks = input.weeks ?? DEFAULT_WEEKS;
  const date = dayFromIso(input.date);
  if (date === null) throw new AppError('bad_request', `The date is not a date that exists: ${input.date}.`);
  const touched = touchedAccounts(book, input);
  const refuse = (sentence: string): Reply => refusal(context, book, input.date, weeks, sentence);
  const history = book.history.slice(0, book.at + 1);
  const at = history.findLastIndex(({ asOf }) => asOf <= date);
  const then = history[at];
  if (!then || then.asOf < date - MAX_AGE_DAYS)
    return refuse(`There are no scores in the week before ${input.date}: nothing can be compared with it.`);
  const end = Math.min(date + 7 * weeks, book.asOf);
  const weeksAfter = Math.floor((end - date) / 7);
  if (weeksAfter < 1) return refuse(`Scores reach less than a week beyond ${input.date}: too early to see anything.`);
  const population = selectAccounts(book, input.filters);
  const found = initiativeEffect({
    history,
    at,
    tier: snapshotAt(context, book.model, then.asOf).tier,
    timelines: book.timelines,
    date,
    end,
    weeks,
    touched: touched.map((flag, account) => flag & (population[account] ?? 0)),
    others: population.map((flag, account) => flag & (1 - (touched[account] ?? 0))),
  });
  const isPickedByResult = BY_RESULT.some((key) => input.touched?.[key] !== undefined);
  return {
    ...headOf(context, book, [
      isPickedByResult
        ? 'The touched accounts are picked by how they do now: what the initiative seems to have done is partly how they were picked.'
        : null,
      'Accounts are often picked because their score is low: part of any recovery is regression to the mean. The comparison is with accounts of the same tier and a score within 5 points on the date; what else differed is not in it.',
      weeksAfter < weeks ? `Only ${weeksAfter} of ${weeks} weeks after the date have passed.` : null,
      found.unmatched === 0
        ? null
        : `${accountsText(found.unmatched)} touched without a comparable one: left out of the difference.`,
    ]),
    date: input.date,
    weeks,
    weeksAfter,
    touched: groupReply(found.touched),
    comparable: found.comparable && groupReply(found.comparable),
    unmatched: found.unmatched,
    effect: differenceReply(found.effect),
    retention: differenceReply(found.retention),
    regression: found.regression,
    series: found.series.map((point) => ({
      week: point.week,
      date: isoFromDay(date + 7 * point.week),
      touched: orNull(point.touched),
      comparable: orNull(point.comparable),
    })),
    verdict: initiativeVerdict(found),
  };
}
