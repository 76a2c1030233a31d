import { MINUS, UNKNOWN } from './number.ts';

type Step = { readonly from: number; readonly divisor: number; readonly suffix: string; readonly decimals: number };

/** Three or four significant digits: `$950`, `$7.4k`, `$88.9k`, `$264k`, `$1.57M`, `$12.19M`, `$1.20B`. */
const STEPS: readonly Step[] = [
  { from: 0, divisor: 1, suffix: '', decimals: 0 },
  { from: 999.5, divisor: 1e3, suffix: 'k', decimals: 1 },
  { from: 99_950, divisor: 1e3, suffix: 'k', decimals: 0 },
  { from: 999_500, divisor: 1e6, suffix: 'M', decimals: 2 },
  { from: 99_995_000, divisor: 1e6, suffix: 'M', decimals: 0 },
  { from: 999_500_000, divisor: 1e9, suffix: 'B', decimals: 2 },
];

const formats = new Map<string, Intl.NumberFormat>();

function currencyFormat(locale: string, currency: string, decimals: number): Intl.NumberFormat {
  const key = `${locale}|${currency}|${decimals}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  formats.set(key, made);
  return made;
}

function write(amount: number, locale: string, currency: string, decimals: number, suffix: string): string {
  const parts = currencyFormat(locale, currency, decimals).formatToParts(amount);
  const last = parts.findLastIndex((part) => part.type === 'integer' || part.type === 'fraction');
  return parts
    .map((part, index) => (part.type === 'minusSign' ? MINUS : part.value) + (index === last ? suffix : ''))
    .join('');
}

/** Short form, for columns and sentences. */
export function formatMoney(amount: number | null, locale: string, currency: string): string {
  if (amount === null || !Number.isFinite(amount)) return UNKNOWN;
  const size = Math.abs(amount);
  const step = STEPS.findLast((candidate) => size >= candidate.from) ?? STEPS[0];
  if (!step) return UNKNOWN;
  return write(size < 0.5 ? 0 : amount / step.divisor, locale, currency, step.decimals, step.suffix);
}

/** Every digit, for the one account on the screen: `$248,000`. */
export function formatMoneyExact(amount: number | null, locale: string, currency: string): string {
  if (amount === null || !Number.isFinite(amount)) return UNKNOWN;
  return write(Math.abs(amount) < 0.5 ? 0 : amount, locale, currency, 0, '');
}
