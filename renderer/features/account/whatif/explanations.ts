import type { Explanation } from '../../../ui/HowComputed.tsx';

/** How the what-if of one account is computed (30-method.md 5, point 8). */
export const HOW_WHATIF = {
  of: 'What if',
  formula: [
    'Signals that are changed here take the value given; rules, weights and bounds are those of the official version.',
    'Ways to the next tier: signals a team can move, by the points of the account they would gain, fewest changes first.',
  ],
  inputs: ['Signals of the as-of date', 'Rules, weights and bounds of the account’s segment'],
  note: 'Nothing is stored. A better signal is worth something only where it means that something got better.',
} as const satisfies Explanation;
