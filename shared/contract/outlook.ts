import { z } from 'zod';
import { count, isoDate, text } from './common.ts';

/** What usage is measured by: logins where there are any, else sessions, else events. */
export const usageMeasure = z.enum(['logins', 'sessions', 'events']);

/** A day far from what is usual for the account on that weekday: |robust z| ≥ 3.5 (30-method.md 4.3). */
export const usageAnomaly = z.strictObject({
  date: isoDate,
  value: z.number(),
  /** Median of the eight weeks before, at the level of the weekday. */
  usual: z.number(),
  z: z.number(),
});

/** Weekly usage settled at another level: means a day before and from the week that begins on `date` (30-method.md 4.3). */
export const usageShift = z.strictObject({ date: isoDate, before: z.number(), after: z.number() });

/** Weekly usage crept out of its usual range in the week that begins on `date`, and is still outside (30-method.md 4.3). */
export const usageDrift = z.strictObject({
  date: isoDate,
  direction: z.enum(['up', 'down']),
  average: z.number(),
  usual: z.number(),
  low: z.number(),
  high: z.number(),
});

/** Unusual days of the last 52 weeks, newest first. */
export const anomalies = z.strictObject({
  measure: usageMeasure.nullable(),
  days: z.array(usageAnomaly).max(60),
  /** All of them; `days` holds the newest 60. */
  total: count,
  drift: usageDrift.nullable(),
  /** Why nothing can be said; null when something can. */
  gap: text.nullable(),
});

/** Shifts of the weekly level within the last 52 weeks, oldest first. */
export const changePoints = z.strictObject({
  measure: usageMeasure.nullable(),
  shifts: z.array(usageShift),
  gap: text.nullable(),
});
