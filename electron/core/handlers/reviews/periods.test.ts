import { describe, expect, it } from 'vitest';
import { dayFromIso, isoFromDay } from '#shared/model/day.ts';
import { type Cadence, nextPeriod } from './periods.ts';

const next = (cadence: Cadence, today: string, ...done: string[]) => {
  const { name, first, dueOn } = nextPeriod(cadence, dayFromIso(today) ?? 0, new Set(done));
  return [name, isoFromDay(first), isoFromDay(dueOn)];
};

describe('the period to review next', () => {
  it('is the last complete one, due a week after its end', () => {
    expect(next('monthly', '2026-11-22')).toEqual(['2026-10', '2026-10-01', '2026-11-07']);
    expect(next('monthly', '2026-01-05')).toEqual(['2025-12', '2025-12-01', '2026-01-07']);
    expect(next('quarterly', '2026-11-22')).toEqual(['2026-Q3', '2026-07-01', '2026-10-07']);
    expect(next('quarterly', '2026-02-01')).toEqual(['2025-Q4', '2025-10-01', '2026-01-07']);
    expect(next('annual', '2026-11-22')).toEqual(['2025', '2025-01-01', '2026-01-07']);
  });

  it('is the running one once that was done', () => {
    expect(next('monthly', '2026-11-22', '2026-10')).toEqual(['2026-11', '2026-11-01', '2026-12-07']);
    expect(next('quarterly', '2026-12-31', '2026-Q3')).toEqual(['2026-Q4', '2026-10-01', '2027-01-07']);
    expect(next('annual', '2026-11-22', '2025')).toEqual(['2026', '2026-01-01', '2027-01-07']);
    expect(next('monthly', '2026-11-22', '2026-09')).toEqual(['2026-10', '2026-10-01', '2026-11-07']);
  });
});
