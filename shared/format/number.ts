/** Numbers as text: tabular, U+2212 for minus, an en dash for "not known". */
export const UNKNOWN = '–';
export const MINUS = '−';

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale}|${options.minimumFractionDigits}|${options.maximumFractionDigits}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, options);
  formats.set(key, made);
  return made;
}

/** Intl writes a hyphen-minus in some locales and never shows a negative zero here. */
function withMinus(text: string): string {
  return text.replace(/-/g, MINUS);
}

export function formatNumber(value: number | null, locale: string, decimals = 0): string {
  if (value === null || !Number.isFinite(value)) return UNKNOWN;
  const shown = withoutNegativeZero(value, decimals);
  return withMinus(
    formatOf(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(shown),
  );
}

/** At most `decimals` decimals, none where they would be zeros. */
export function formatTrimmed(value: number | null, locale: string, decimals = 2): string {
  if (value === null || !Number.isFinite(value)) return UNKNOWN;
  return withMinus(formatOf(locale, { maximumFractionDigits: decimals }).format(withoutNegativeZero(value, decimals)));
}

/** A share 0-1 as a percentage. */
export function formatPercent(share: number | null, locale: string, decimals = 0): string {
  return share === null ? UNKNOWN : `${formatNumber(share * 100, locale, decimals)}%`;
}

/** `+4.2`, `−7.8`, `0.0`. */
export function formatSigned(value: number | null, locale: string, decimals = 1): string {
  if (value === null) return UNKNOWN;
  const text = formatNumber(value, locale, decimals);
  return withoutNegativeZero(value, decimals) > 0 ? `+${text}` : text;
}

/**
 * A score with one decimal. Where rounding up would carry it over a tier's bound, the truncated value is shown, so the
 * number never contradicts the tier (69.96 under a bound of 70 is `69.9`). Source: 30-method.md 2.5.
 */
export function formatScore(value: number | null, locale: string, bounds: readonly number[] = []): string {
  if (value === null) return UNKNOWN;
  const rounded = Math.round(value * 10) / 10;
  const crosses = bounds.some((bound) => value < bound && rounded >= bound);
  return formatNumber(crosses ? Math.floor(value * 10 + 1e-9) / 10 : rounded, locale, 1);
}

const UNITS = [
  { name: 'B', size: 1 },
  { name: 'KB', size: 1e3 },
  { name: 'MB', size: 1e6 },
  { name: 'GB', size: 1e9 },
] as const;

export function formatBytes(bytes: number, locale: string): string {
  const unit = UNITS.findLast((candidate) => bytes >= candidate.size) ?? UNITS[0];
  const amount = bytes / unit.size;
  return `${formatNumber(amount, locale, unit.size > 1 && amount < 10 ? 1 : 0)} ${unit.name}`;
}

function withoutNegativeZero(value: number, decimals: number): number {
  return Math.abs(value) < 0.5 / 10 ** decimals ? 0 : value;
}
