/** Small seeded random numbers (mulberry32 over a string hash), calendar days and tiny maths. No clock, no Math.random. */

export type Rng = {
  readonly next: () => number;
  readonly norm: () => number;
  readonly between: (low: number, high: number) => number;
  readonly int: (low: number, high: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
  readonly poisson: (mean: number) => number;
};

const SEED = 'fernhollow-2026-06-28';

const hash = (text: string): number => {
  let h = 2166136261;
  for (let i = 0; i < text.length; i += 1) {
    h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  }
  h = Math.imul(h ^ (h >>> 15), 2246822507);
  return (h ^ (h >>> 13)) >>> 0;
};

/** One independent stream per name, so that a change in one table does not shift the others. */
export const stream = (name: string): Rng => {
  let state = hash(`${SEED}/${name}`);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  // Sum of six uniforms, scaled to unit variance: plain arithmetic, the same bytes on every engine.
  const norm = (): number => (next() + next() + next() + next() + next() + next() - 3) * Math.SQRT2;
  const between = (low: number, high: number): number => low + (high - low) * next();
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(list: readonly T[]): T => {
    const value = list[Math.floor(next() * list.length)];
    if (value === undefined) {
      throw new RangeError('cannot pick from an empty list');
    }
    return value;
  };
  const poisson = (mean: number): number => {
    const limit = Math.exp(-Math.max(0, mean));
    let count = 0;
    let product = next();
    while (product > limit) {
      count += 1;
      product *= next();
    }
    return count;
  };
  return { next, norm, between, int, chance: (p) => next() < p, pick, poisson };
};

export const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
export const at = <T>(list: readonly T[], index: number): T => {
  const value = list[index];
  if (value === undefined) {
    throw new RangeError(`no element ${index} in a list of ${list.length}`);
  }
  return value;
};

// Calendar: a day is the number of days since 1970-01-01.
export const dayOf = (year: number, month: number, date: number): number =>
  Date.UTC(year, month - 1, date) / 86_400_000;
export const iso = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
export const START = dayOf(2024, 7, 1);
export const ASOF = dayOf(2026, 6, 28);
export const WEEKS = 104;
/** 0 = Sunday … 6 = Saturday. */
export const weekday = (day: number): number => (((day + 4) % 7) + 7) % 7;
export const isBusiness = (day: number): boolean => weekday(day) >= 1 && weekday(day) <= 5;
/** The same day, or the Friday before a weekend. */
export const toBusiness = (day: number): number => {
  const d = weekday(day);
  return d === 6 ? day - 1 : d === 0 ? day - 2 : day;
};
export const weekOf = (day: number): number => clamp(Math.floor((day - START) / 7), 0, WEEKS - 1);
export const partsOf = (day: number): { year: number; month: number; date: number } => {
  const d = new Date(day * 86_400_000);
  return { year: d.getUTCFullYear(), month: d.getUTCMonth() + 1, date: d.getUTCDate() };
};
export const addMonths = (day: number, months: number): number => {
  const p = partsOf(day);
  const index = p.year * 12 + p.month - 1 + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return dayOf(year, month, Math.min(p.date, last));
};
export const stamp = (day: number, minutes: number, seconds = 0): string => {
  const total = clamp(Math.floor(minutes), 0, 1439);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${iso(day)}T${two(Math.floor(total / 60))}:${two(total % 60)}:${two(seconds)}Z`;
};
