import { expect, it } from 'vitest';
import type { WhatIfResult } from '#shared/contract/whatif.ts';
import { whatIfFinding } from './finding.ts';

const side = (atRiskArr: number, withScore = 311): WhatIfResult['before'] => ({
  weights: {},
  mean: 66,
  atRiskAccounts: 32,
  atRiskArr,
  withScore,
  tiers: [],
  histogram: [],
});
const result = (over: Partial<WhatIfResult>): WhatIfResult => ({
  asOf: '2026-06-28',
  modelVersion: 'm@1',
  currency: 'USD',
  before: side(1_960_000),
  after: side(2_390_000),
  migration: [],
  lostScore: { accounts: 0, arr: 0 },
  gainedScore: { accounts: 0, arr: 0 },
  movedUp: { accounts: 8, arr: 1 },
  movedDown: { accounts: 17, arr: 1 },
  movers: [],
  moversTotal: 25,
  ...over,
});
const text = (value: WhatIfResult, changed = true) =>
  whatIfFinding(value, changed, 'en')
    .map((phrase) => phrase.text)
    .join('');

it('counts what moves and what it does to the ARR at risk', () => {
  expect(text(result({}))).toBe('25 accounts change tier, 17 down and 8 up. At-risk ARR goes from $1.96M to $2.39M.');
  expect(
    text(result({ moversTotal: 1, movedUp: { accounts: 0, arr: 0 }, movedDown: { accounts: 1, arr: 9 } })),
  ).toContain('1 account changes tier, 1 down and 0 up.');
});

it('writes small changes in full rather than as no change', () => {
  expect(text(result({ after: side(1_961_000) }))).toContain('from $1,960,000 to $1,961,000.');
  expect(text(result({ moversTotal: 0, after: side(1_960_000) }))).toBe(
    'No account changes tier. At-risk ARR stays at $1.96M.',
  );
});

it('says who loses the score', () => {
  expect(text(result({ lostScore: { accounts: 2, arr: 1 } }))).toContain('$2.39M. 2 accounts lose the score.');
  expect(text(result({ after: side(0, 0) }))).toBe(
    'No account has a score any more: too little of what it needs is known.',
  );
  expect(text(result({ before: side(0, 0), moversTotal: 0, gainedScore: { accounts: 12, arr: 1 } }))).toBe(
    'No account changes tier. At-risk ARR goes from $0 to $2.39M. 12 accounts gain a score.',
  );
});

it('speaks of accounts where no ARR is known', () => {
  const unknown = { before: side(0), after: side(0) };
  expect(text(result(unknown))).toBe('25 accounts change tier, 17 down and 8 up. 32 accounts stay below 50.');
  expect(text(result(unknown), false)).toBe('Same weights as the official version. 32 accounts of 311 below 50.');
});

it('has a sentence for no change and for nothing scored', () => {
  expect(text(result({}), false)).toContain('Same weights as the official version.');
  expect(text(result({ before: side(0, 0), after: side(0, 0) }))).toContain('No account has a score');
});
