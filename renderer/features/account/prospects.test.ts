import { expect, it } from 'vitest';
import { caseText, churnText, expansionBasis, expansionRange, similarText } from './prospects.ts';

const churn = {
  horizonDays: 90,
  basis: 'calibrated' as const,
  basisText: '',
  p: 0.1234,
  low: 0.081,
  high: 0.172,
  of: null,
  left: null,
  gap: null,
};
const past = {
  accountId: 'A',
  name: 'A',
  segment: null,
  date: '2025-09-28',
  score: 34,
  scoreAfter: 60.26,
  distance: 19.1,
  churnDate: null,
  outcomes: [],
};

it('tells a probability as so many of a hundred, with its interval and what it was counted from', () => {
  expect(churnText(churn, 'en')).toBe(
    'Of 100 accounts like this, about 12 leave within 90 days; 95% interval 8.1 to 17.2%.',
  );
  expect(churnText({ ...churn, p: 0.012 }, 'en')).toMatch(/about 1 leaves/);
  expect(churnText({ ...churn, p: 0.002 }, 'en')).toMatch(/fewer than 1 leave /);
  expect(churnText({ ...churn, basis: 'band', of: 10, left: 3 }, 'en')).toMatch(/ 3 of 10 of the band left\.$/);
  expect(churnText({ ...churn, basis: 'illustrative', of: 94, left: 21 }, 'en')).toMatch(
    / In the requirements’ table 21 of 94 left\.$/,
  );
  expect(churnText({ ...churn, p: null }, 'en')).toBe('');
});

it('tells what became of similar accounts, losses like the rest', () => {
  const similar = { cases: [past, past, past, past, past], churned: 2, low: 0.1176, high: 0.7693, among: 9, gap: null };
  expect(similarText(similar, 'en')).toBe(
    '2 of the 5 most similar accounts of the past left within 90 days; 95% interval 11.8 to 76.9%.',
  );
  expect(similarText({ ...similar, churned: 0, low: 0, high: 0.4345 }, 'en')).toMatch(
    /^None of the 5 .* 0\.0 to 43\.\d%\.$/,
  );
  expect(caseText(past, 'en')).toBe('Stayed; score 60.3 then');
  expect(caseText({ ...past, outcomes: ['notice', 'renewal'], scoreAfter: null }, 'en')).toBe(
    'Stayed, gave notice and renewed',
  );
  expect(caseText({ ...past, churnDate: '2025-10-17', outcomes: ['notice'] }, 'en')).toBe(
    'Left on 17 Oct 2025, 19 days later',
  );
});

it('says whose expansion rate it is', () => {
  const own = {
    basis: 'own' as const,
    rate: 0.0764,
    low: 0.0589,
    high: 0.0985,
    of: 694,
    expanded: 53,
    basisText: '',
    gap: null,
  };
  expect([expansionRange(own, 'en'), expansionBasis(own, 'en')]).toEqual([
    '7.6%',
    'within 90 days, 95% interval 5.9 to 9.9%; rate of the band in your data',
  ]);
  const range = { ...own, basis: 'requirements' as const, rate: null, low: 0.15, high: 0.25 };
  expect([expansionRange(range, 'en'), expansionBasis(range, 'en')]).toEqual([
    '15 to 25%',
    'Illustrative, not your data',
  ]);
});
