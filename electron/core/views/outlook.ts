import {
  CHURN_DAYS,
  type ChurnModel,
  churnEstimate,
  churnModel,
  type ExpansionRate,
  expansionRates,
  type LandmarkRows,
  noticeReader,
  priorityRank,
} from '#electron/engine/index.ts';
import { formatNumber } from '#shared/format/number.ts';
import { formatCount } from '#shared/format/words.ts';
import { type Day, isoFromDay, NO_DAY } from '#shared/model/day.ts';
import type { ReadContext } from '../context.ts';
import { landmarkRowsOf } from '../validation/rows.ts';
import { type Book, memo } from './book.ts';

/** What was known of accounts on landmark days, and who of them had churned 90 days later: none of it after the book's day. */
export function pastOf(context: ReadContext, book: Book): LandmarkRows {
  const isLatest = book.at === book.history.length - 1;
  return landmarkRowsOf(context, book.model, {
    horizon: CHURN_DAYS,
    outcome: 'churn',
    ...(isLatest ? {} : { to: isoFromDay(book.asOf - CHURN_DAYS) }),
  }).rows;
}

/** The probability of churn that the workspace's past allows on the book's day (30-method.md 4.2, 4.6). */
export function churnModelOf(context: ReadContext, book: Book): ChurnModel {
  return memo(context, `churn ${book.modelVersion} ${book.asOf}`, () => churnModel(pastOf(context, book)));
}

/** How often accounts of each band expanded within 90 days. */
export function expansionRatesOf(context: ReadContext, book: Book): readonly ExpansionRate[] {
  return memo(context, `expansions ${book.modelVersion} ${book.asOf}`, () =>
    expansionRates(book.facts, pastOf(context, book), book.asOf),
  );
}

/** Day of the notice that counts on the book's day; null without one. */
export function noticeOf(book: Book): (account: number) => Day | null {
  const read = noticeReader(book.facts, book.asOf);
  return (account) => {
    const day = read(account, book.asOf);
    return day === NO_DAY ? null : day;
  };
}

/**
 * Place of every account in the order of work: inside a priority tier by ARR × probability of churn where that is calibrated,
 * else by ARR × (100 − H) (30-method.md 2.9).
 */
export function priorityRankOf(context: ReadContext, book: Book): Int32Array {
  return memo(context, `rank ${book.modelVersion} ${book.asOf}`, () => {
    const churn = churnModelOf(context, book);
    const { score } = book.snapshot;
    const risk =
      churn.basis === 'calibrated'
        ? score.map((health) => churnEstimate(churn, health).p)
        : score.map((health) => 100 - health);
    return priorityRank(book.priority, book.arr, risk);
  });
}

const number = (value: number): string => formatNumber(value, 'en');

/** Where probabilities come from, and why not from something better. */
export function basisText({ basis, why, rows, accounts, churns }: ChurnModel): string {
  const past = `${number(rows)} scores of ${formatCount(accounts, 'en', 'account')} on past days 13 weeks apart, ${formatCount(churns, 'en', 'churn')} within ${CHURN_DAYS} days of one`;
  switch (basis) {
    case 'calibrated':
      return `Calibrated on this workspace: ${past}.`;
    case 'band':
      return `Rate of this workspace’s accounts in the same ten points of health, drawn towards that of all: ${past}. ${
        why === 'few'
          ? 'A calibrated curve takes 10 churns.'
          : why === 'leak'
            ? 'Not calibrated: the score tells who left almost perfectly (AUC above 0.97), which is too good to be true.'
            : 'Not calibrated: in this past, healthier accounts left more often.'
      }`;
    case 'illustrative':
      return 'Illustrative, not your data: the table of the requirements. No churn of this workspace lies within 90 days after a scored day.';
  }
}
