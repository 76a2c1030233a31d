import { describe, expect, it } from 'vitest';
import { dayFromIso, dayFromParts, isoFromDay, monthOf } from './day.ts';

describe('months', () => {
  it.each([
    ['1970-01-01', 0],
    ['2024-02-29', 1],
    ['2024-03-01', 2],
    ['2023-02-28', 1],
    ['1900-02-28', 1],
    ['1900-03-01', 2],
    ['2000-02-29', 1],
    ['1899-12-31', 11],
    ['9999-12-31', 11],
    ['0001-01-01', 0],
  ])('of %s', (iso, month) => {
    expect(monthOf(dayFromIso(iso) ?? Number.NaN)).toBe(month);
  });

  it('are those of the calendar, on every day of 400 years', () => {
    for (let day = dayFromParts(1850, 1, 1) ?? 0; day <= (dayFromParts(2250, 12, 31) ?? 0); day++) {
      if (monthOf(day) + 1 !== Number(isoFromDay(day).slice(5, 7))) expect.fail(isoFromDay(day));
    }
  });
});
