import type { Explanation } from '../ui/HowComputed.tsx';

const INPUTS = ['Dimension scores of the as-of date', 'Weights, thresholds and rules of both sides'] as const;

/** How the effect of other weights, thresholds or rules is computed (30-method.md 5). */
export const HOW = {
  weights: {
    of: 'Weights',
    formula: [
      'A weight that is moved keeps its new value; the unlocked others share the rest in proportion to what they had.',
      'Score = Σ weight × dimension score ÷ Σ weight, over the dimensions that have a score.',
    ],
    inputs: ['Weights of the official version'],
    note: 'Nothing is stored by moving a slider. The documented range is what the source of the model states.',
  },
  distribution: {
    of: 'Distribution',
    formula: [
      'Accounts with a score, counted by its value, once under the official version and once under the new one.',
    ],
    inputs: INPUTS,
    note: 'The same accounts on both sides; accounts without a score are on neither.',
  },
  migration: {
    of: 'Tier migration',
    formula: [
      'Accounts (or their ARR) in the tier of the row under the official version and in that of the column under the new one.',
    ],
    inputs: INPUTS,
    note: 'The diagonal is what stays. Rows add up to the official tiers, columns to the new ones.',
  },
  movers: {
    of: 'Movers',
    formula: [
      'Accounts whose tier is another one under the new side, by ARR.',
      'Reason: the dimension whose weight or score moves the account most, else that tiers or flags differ.',
    ],
    inputs: [...INPUTS, 'ARR of the as-of date'],
  },
  tiers: {
    of: 'Tiers',
    formula: ['Accounts per tier under the official version and under the new one; change = new − official.'],
    inputs: INPUTS,
  },
} as const satisfies Record<string, Explanation>;
