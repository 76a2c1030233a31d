import { expect, it } from 'vitest';
import { indexFacts } from '../signals/facts-index.ts';
import { buildFacts } from '../testing/build-facts.ts';
import { activationDays } from './activation.ts';
import { timelinesOf } from './timelines.ts';

it('activation is the days to the first key action: unknown before usage was measured, endless while it has not come', () => {
  const used = (account: number, day: number, metric: string) => ({ account, day, metric, value: 1 });
  const facts = buildFacts({
    accounts: [{ startDay: 110 }, { startDay: 110 }, { startDay: 120 }, { startDay: 90 }, {}, { startDay: 130 }],
    usage: [
      used(0, 115, 'logins'),
      used(0, 117, 'key_actions_completed'),
      used(1, 111, 'logins'),
      used(2, 100, 'key_actions_completed'),
      used(3, 112, 'key_actions_completed'),
      used(5, 180, 'key_actions_completed'),
    ],
  });
  const index = indexFacts(facts);
  expect(Array.from(activationDays(timelinesOf(facts, index, 150), index))).toEqual([
    7,
    Number.POSITIVE_INFINITY,
    0,
    Number.NaN,
    Number.NaN,
    Number.POSITIVE_INFINITY,
  ]);
});
