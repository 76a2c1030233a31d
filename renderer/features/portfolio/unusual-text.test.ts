import { expect, it } from 'vitest';
import { forecastNote, noDropText, unusualText } from './unusual-text.ts';

const row = {
  accountId: 'A',
  name: 'A',
  arr: 1,
  score: 50,
  tierRole: null,
  measure: 'logins' as const,
  kind: 'shift' as const,
  date: '2026-08-03',
  before: 320.2,
  after: 9.96,
  days: 3,
};

it('tells the one thing about an account', () => {
  expect(unusualText(row, 'en')).toBe('Shifted, 320 → 10.0 logins a day, week of 3 Aug');
  expect(unusualText({ ...row, kind: 'days', measure: 'events' }, 'en')).toBe(
    '3 unusual days, 10.0 events on 3 Aug, usually 320',
  );
  expect(unusualText({ ...row, kind: 'drift' }, 'en')).toBe('Drifting, 320 → 10.0 logins a day since 3 Aug');
});

it('says what a retention forecast rests on, and that an illustration has no interval', () => {
  const forecast = {
    horizonDays: 90,
    basis: 'calibrated' as const,
    basisText: '',
    share: 0.743,
    low: 0.646,
    high: 0.84,
    accounts: 56,
    arr: 1,
    noticed: 0,
    without: 0,
    withoutArr: 0,
  };
  expect(forecastNote(forecast, 'en')).toBe('64.6 to 84.0%, calibrated');
  expect(forecastNote({ ...forecast, basis: 'band' }, 'en')).toBe('64.6 to 84.0%, band rates, not calibrated');
  expect(forecastNote({ ...forecast, basis: 'illustrative', low: null, high: null }, 'en')).toBe(
    'illustrative, not your data',
  );
  expect(forecastNote({ ...forecast, share: null }, 'en')).toBe('nothing with ARR due');
});

it('says why nobody is predicted to fall, and how many might', () => {
  const format = { count: (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}` };
  const none = { total: 0, arr: 0, accounts: [] };
  expect(noDropText({ method: null, possible: none }, format)).toMatch(/^A forecast has to be tried/);
  expect(noDropText({ method: 'trend', possible: none }, format)).toBe(
    'Nobody is predicted to fall, this week and the week before.',
  );
  expect(noDropText({ method: 'flat', possible: { ...none, total: 2 } }, format)).toMatch(
    /^Nobody: .* predicts no fall\. By past misses 2 accounts have a chance of 25% or more; the likeliest:$/,
  );
});
