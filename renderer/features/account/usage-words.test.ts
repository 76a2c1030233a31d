import { expect, it } from 'vitest';
import { shiftLabel, shiftText, standoutsOf, weekNotes } from './usage-words.ts';

const shift = { date: '2026-08-03', before: 320.4, after: 209.6 };
const day = (date: string, value: number, usual: number, z: number) => ({ date, value, usual, z });
const nothing = { measure: 'logins' as const, days: [], total: 0, drift: null, gap: null };
const noShifts = { measure: 'logins' as const, shifts: [], gap: null };

it('tells a shift in words, small levels with their decimal', () => {
  expect(shiftText(shift, 'en')).toBe('Usage shifted from 320 to 210 a day in the week of 3 Aug 2026');
  expect(shiftLabel({ ...shift, before: 5.68, after: 7.2 }, 'en')).toBe('Usage 5.7 → 7.2 a day');
});

it('tells shifts first, then the unusual days they do not explain, those of one week and direction together', () => {
  const days = [
    day('2026-08-20', 30, 100, -9.4),
    day('2026-08-18', 40, 100, -8.1),
    day('2026-08-19', 180, 100, 10.8),
    day('2026-05-05', 12, 85, -5.06),
  ];
  const found = standoutsOf(
    { anomalies: { ...nothing, days, total: 4 }, changePoints: { ...noShifts, shifts: [shift] } },
    'en',
  );
  expect(
    found.map(({ title, date, change }) => [title, date, change === null ? null : Math.round(change * 100)]),
  ).toEqual([
    ['Shift', '2026-08-03', -35],
    ['Unusual day', '2026-08-19', 80],
    ['Unusual day', '2026-05-05', -86],
  ]);
  expect(found[2]?.text).toBe('12.0 logins on Tue 5 May 2026, usually 85 (robust z −5.1)');
  const run = standoutsOf(
    { anomalies: { ...nothing, days: days.slice(0, 2), total: 2 }, changePoints: noShifts },
    'en',
  );
  expect(run.map(({ title, text }) => `${title}: ${text}`)).toEqual([
    'Unusual days: 2 days, 18 Aug to 20 Aug 2026; furthest 30 logins on Thu 20 Aug 2026, usually 100 (robust z −9.4)',
  ]);
});

it('leaves a drift to the shift that says where usage went', () => {
  const drift = { date: '2026-07-20', direction: 'down' as const, average: 90.4, usual: 100, low: 95, high: 105 };
  const told = (shifts: (typeof shift)[]) =>
    standoutsOf({ anomalies: { ...nothing, drift }, changePoints: { ...noShifts, shifts } }, 'en').map(
      ({ title }) => title,
    );
  expect(told([shift])).toEqual(['Shift']);
  expect(told([{ ...shift, date: '2026-03-02' }])).toEqual(['Drift', 'Shift']);
});

it('notes a week by its last day', () => {
  const marks = {
    anomalies: { ...nothing, days: [day('2026-08-04', 1, 90, -8), day('2026-08-10', 1, 90, -8)], total: 2 },
    changePoints: { ...noShifts, shifts: [shift] },
  };
  expect(weekNotes(marks, '2026-08-09', 'en')).toBe(
    'Usage shifted from 320 to 210 a day in the week of 3 Aug 2026 and 1 unusual day',
  );
  expect(weekNotes(marks, '2026-08-02', 'en')).toBe('');
});
