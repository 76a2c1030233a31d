/**
 * The formatters bound to the reader's locale and the open workspace. Stable name: `useFormat()` →
 * `{locale, currency, money, moneyExact, score, number, percent, signed, date, dayMonth, count}`.
 */
import { useMemo } from 'react';
import { formatDate, formatDayMonth, formatMoment, formatMonthYear, formatWeekdayDate } from '#shared/format/date.ts';
import { formatMoney, formatMoneyExact } from '#shared/format/money.ts';
import { formatBytes, formatNumber, formatPercent, formatScore, formatSigned } from '#shared/format/number.ts';
import { formatCount } from '#shared/format/words.ts';
import { AT_RISK_SCORE } from '#shared/model/health-model.ts';
import { useWorkspace } from './workspace.ts';

/** The interface is in English; numbers and dates follow it, so that no sentence mixes two conventions. */
const LOCALE = 'en';

export type Format = {
  readonly locale: string;
  readonly currency: string;
  /** `$1.57M` */
  readonly money: (amount: number | null) => string;
  /** `$248,000` */
  readonly moneyExact: (amount: number | null) => string;
  /** One decimal, never across a tier bound. */
  readonly score: (value: number | null) => string;
  readonly number: (value: number | null, decimals?: number) => string;
  /** Of a share 0-1. */
  readonly percent: (share: number | null, decimals?: number) => string;
  readonly signed: (value: number | null, decimals?: number) => string;
  readonly date: (iso: string | null) => string;
  readonly dayMonth: (iso: string | null) => string;
  readonly weekdayDate: (iso: string | null) => string;
  readonly monthYear: (iso: string | null) => string;
  readonly moment: (epochMs: number) => string;
  readonly bytes: (bytes: number) => string;
  readonly count: (count: number, one: string, many?: string) => string;
};

export function createFormat(currency: string, bounds: readonly number[], locale = LOCALE): Format {
  return {
    locale,
    currency,
    money: (amount) => formatMoney(amount, locale, currency),
    moneyExact: (amount) => formatMoneyExact(amount, locale, currency),
    score: (value) => formatScore(value, locale, bounds),
    number: (value, decimals = 0) => formatNumber(value, locale, decimals),
    percent: (share, decimals = 0) => formatPercent(share, locale, decimals),
    signed: (value, decimals = 1) => formatSigned(value, locale, decimals),
    date: (iso) => formatDate(iso, locale),
    dayMonth: (iso) => formatDayMonth(iso, locale),
    weekdayDate: (iso) => formatWeekdayDate(iso, locale),
    monthYear: (iso) => formatMonthYear(iso, locale),
    moment: (epochMs) => formatMoment(epochMs, locale),
    bytes: (bytes) => formatBytes(bytes, locale),
    count: (count, one, many) => formatCount(count, locale, one, many),
  };
}

/** `enabled: false` where no workspace is open. */
export function useFormat(options: { readonly enabled?: boolean } = {}): Format {
  const { data } = useWorkspace(options);
  return useMemo(
    () => createFormat(data?.currency ?? 'USD', [AT_RISK_SCORE, ...(data?.model.tiers.map((tier) => tier.from) ?? [])]),
    [data],
  );
}
