import { expect, it } from 'vitest';
import type { WhatIfResult } from '#shared/contract/whatif.ts';
import { direction, tierRows } from './tiers.ts';

const tier = (name: string, role: WhatIfResult['before']['tiers'][number]['role'], from: number, accounts: number) => ({
  name,
  role,
  from,
  accounts,
  arr: 0,
});
const side = (tiers: WhatIfResult['before']['tiers']): WhatIfResult['before'] => ({
  weights: {},
  mean: 60,
  atRiskAccounts: 0,
  atRiskArr: 0,
  withScore: 0,
  tiers,
  histogram: [],
});

it('matches tiers of two sets by colour, never by name, and lists those the new side has none of', () => {
  const before = side([
    tier('Green', 'healthy', 70, 10),
    tier('Yellow', 'moderate', 40, 5),
    tier('Red', 'critical', 0, 2),
  ]);
  const after = side([tier('Green', 'healthy', 75, 8), tier('Yellow', 'critical', 0, 9)]);
  const result: WhatIfResult = {
    asOf: '2026-06-28',
    modelVersion: 'm@1',
    currency: 'USD',
    before,
    after,
    migration: [],
    lostScore: { accounts: 0, arr: 0 },
    gainedScore: { accounts: 0, arr: 0 },
    movedUp: { accounts: 0, arr: 0 },
    movedDown: { accounts: 0, arr: 0 },
    movers: [],
    moversTotal: 0,
  };
  expect(tierRows(after.tiers, result).map(({ name, from, was, now, low }) => [name, from, was, now, low])).toEqual([
    ['Green', 75, 10, 8, false],
    ['Yellow', 0, 2, 9, true],
    ['Yellow', null, 5, null, false],
  ]);
});

it('matches tiers of the same colours by place, whatever they are called; the middle one is neither good nor bad', () => {
  const tiers = [tier('A', 'healthy', 75, 0), tier('B', 'moderate', 50, 0), tier('C', 'critical', 0, 0)];
  const before = side([tier('C', 'healthy', 70, 1), tier('A', 'moderate', 40, 2), tier('B', 'critical', 0, 3)]);
  const rows = tierRows(tiers, { before, after: side(tiers) } as WhatIfResult);
  expect(rows.map(({ name, was, low }) => [name, was, low])).toEqual([
    ['A', 1, false],
    ['B', 2, null],
    ['C', 3, true],
  ]);
});

it('has rows before anything is counted', () => {
  expect(tierRows([{ name: 'Green', role: 'healthy', from: 70 }], null)[0]).toMatchObject({ was: null, now: null });
});

it('reads the direction of a move from the roles', () => {
  expect(direction('critical', 'moderate')).toBe(1);
  expect(direction('thriving', 'healthy')).toBe(-1);
  expect(direction('atrisk', 'atrisk')).toBe(0);
});
