import { describe, expect, it } from 'vitest';
import { type Pace, paceAfter, roundRate, secondsLeft, timeLeftText } from './pace.ts';

/** A job that reads at a constant rate, reported every half second. */
function steady(seconds: number, rowsPerSecond: number, total: number): Pace | null {
  let pace: Pace | null = null;
  for (let at = 0; at <= seconds * 1000; at += 500) {
    const rows = (rowsPerSecond * at) / 1000;
    pace = paceAfter(pace, { label: 'Importing usage.csv', fraction: rows / total, rows }, at);
  }
  return pace;
}

describe('the pace of a job', () => {
  it('is what was measured', () => {
    const pace = steady(10, 20_000, 1_000_000);
    expect(pace?.rowsPerSecond).toBeCloseTo(20_000);
    expect(secondsLeft(pace)).toBeCloseTo(40);
  });

  it('says no time left before it can know', () => {
    expect(secondsLeft(null)).toBeNull();
    expect(secondsLeft(steady(1, 20_000, 1_000_000))).toBeNull();
    expect(secondsLeft(steady(20, 100, 1_000_000))).toBeNull();
    expect(secondsLeft(steady(10, 100_000, 1_000_000))).toBeNull();
  });

  it('follows a job that slows down, without jumping', () => {
    let pace = steady(10, 20_000, 1_000_000);
    pace = paceAfter(pace, { label: 'Importing usage.csv', fraction: 0.201, rows: 201_000 }, 10_500);
    expect(pace.rowsPerSecond).toBeLessThan(20_000);
    expect(pace.rowsPerSecond).toBeGreaterThan(15_000);
  });

  it('measures no rate across two files, whose rows are counted apart', () => {
    const before = steady(10, 20_000, 1_000_000);
    const after = paceAfter(before, { label: 'Importing notes.csv', fraction: 0.3, rows: 10 }, 11_000);
    expect(after.rowsPerSecond).toBe(before?.rowsPerSecond);
    expect(after.rows).toBe(10);
  });

  it('is told in rounded words', () => {
    expect([3, 12, 61, 200].map(timeLeftText)).toEqual([
      'a few seconds left',
      'about 15 s left',
      'about 65 s left',
      'about 3 min left',
    ]);
    expect([48_213, 970, 7, 0.2].map(roundRate)).toEqual([48_000, 970, 7, 1]);
  });
});
