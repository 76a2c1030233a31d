import { expect, it } from 'vitest';
import { readModel } from '../testing/fixtures.ts';
import { boundReason } from './bound-reason.ts';

const three = { tiers: readModel('003-signal').tiers, bounds: [70, 40, 0] };
const five = { tiers: readModel('002-five').tiers, bounds: [85, 70, 50, 30, 0] };

it('is the bound that was passed, unless the score passed it by itself', () => {
  const stricter = { ...three, bounds: [90, 80, 0] };
  const down = (before: number, after: number, to: number, now = stricter) =>
    boundReason(three, now, { before, after, from: 0, to, direction: -1 });
  // 75 falls from Green to Red by bounds alone, past both
  expect(down(75, 75, 2)).toBe('Yellow begins at 80 instead of 40');
  expect(down(75, 76, 2)).toBe('Yellow begins at 80 instead of 40');
  // 75 to 30: the old bounds would have said Red, too
  expect(down(75, 30, 2)).toBeNull();
  // neither alone does it: the score is what moved on the account's side
  expect(down(95, 85, 1)).toBeNull();
  expect(boundReason(three, three, { before: 75, after: 75, from: 0, to: 2, direction: -1 })).toBe(
    'Flags decide the tier',
  );
  expect(
    boundReason(three, { ...three, bounds: [60, 40, 0] }, { before: 65, after: 64, from: 1, to: 0, direction: 1 }),
  ).toBe('Green begins at 60 instead of 70');
});

it('compares sets of different size by colour', () => {
  const named = (tier: number) => five.tiers[tier]?.name;
  // 72 is Green of three and the second of five, of the same colour: no mover; 88 reaches the best of five
  expect(boundReason(three, five, { before: 88, after: 88, from: 0, to: 0, direction: 1 })).toBe(
    `A score of 88 is ${named(0)} instead of Green`,
  );
  // 45 to 75: moderate to healthy by its score, whatever the set
  expect(boundReason(three, five, { before: 45, after: 75, from: 1, to: 1, direction: 1 })).toBeNull();
});
