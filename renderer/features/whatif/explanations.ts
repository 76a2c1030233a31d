import type { Explanation } from '../../ui/HowComputed.tsx';

const LANDMARKS = [
  'Scores of both models at every landmark, 13 weeks apart',
  'Churns in the 90 days after each, as known today',
] as const;

/** How the figures of the tabs are computed (30-method.md 4.2 and 5). */
export const HOW_MORE = {
  workload: {
    of: 'Workload',
    formula: [
      'Accounts with a score below 50, counted by their CSM, under the official version and under the scenario.',
    ],
    inputs: ['Scores of the as-of date', 'CSM of each account', 'ARR of the as-of date'],
  },
  history: {
    of: 'The whole history',
    formula: [
      'Every stored week is weighed again under the scenario from the dimension scores of that week.',
      'Mean health: mean of the scored accounts. At risk: score below 50.',
    ],
    inputs: ['Every stored snapshot', 'Weights, bounds and rules of both sides'],
    note: 'Nothing is stored. Confirmed tiers and flags follow the rules of the scenario.',
  },
  entries: {
    of: 'Drops to a lower tier',
    formula: ['Accounts whose confirmed tier became a worse one in a week: two closed weeks in a row below the bound.'],
    inputs: ['Every stored snapshot', 'Confirmation policy of both sides'],
    note: 'This is what alerts on tiers would have sent, replayed.',
  },
  accuracy: {
    of: 'Accuracy on the history',
    formula: [
      'ROC AUC: share of pairs (one account that churned, one that did not) in the right order, ties half.',
      'Average precision: Σ (Rₙ − Rₙ₋₁) Pₙ. Recall, precision and false alarms at the at-risk bound.',
      'Rows count where both models give a full score by their own weights and coverage rules; others count on neither side.',
      'Difference: the same accounts drawn again with replacement for both models; the interval is that of the paired differences.',
    ],
    inputs: LANDMARKS,
    note: 'The more scenarios are tried on one history, the better the best of them looks by chance. The last landmark stays sealed for that reason.',
  },
  caught: {
    of: 'Newly caught churns',
    formula: [
      'Churns below the at-risk bound under the scenario at the last landmark before them, and not below it officially.',
    ],
    inputs: LANDMARKS,
  },
  missed: {
    of: 'Newly missed churns',
    formula: [
      'Churns below the at-risk bound officially at the last landmark before them, and not below it under the scenario.',
    ],
    inputs: LANDMARKS,
  },
  tornado: {
    of: 'Weight by weight',
    formula: [
      'One weight moved by the step, the others renormalised in proportion; accounts whose tier changes are counted.',
    ],
    inputs: ['Dimension scores of the as-of date', 'Weights of the scenario'],
  },
  stability: {
    of: 'Knife-edge accounts',
    formula: [
      'Along one weight u the score is u·s + (1 − u)·R, where s is the score of the dimension and R that of the rest.',
      'The tier changes at u* = (bound − R) ÷ (s − R); listed is the weight that needs to move least.',
    ],
    inputs: ['Dimension scores of the as-of date', 'Bounds of each account’s segment'],
  },
  explore: {
    of: 'Weights nearby',
    formula: [
      'Weights are drawn at random around those of the scenario (Dirichlet, seeded); each draw is a model of its own.',
      'Tier confidence: share of the draws in which an account keeps its tier.',
    ],
    inputs: ['Dimension scores of the as-of date', 'Landmarks of the history for the AUC'],
    note: 'The same seed gives the same draws to the last digit.',
  },
  ternary: {
    of: 'Three weights',
    formula: [
      'The three chosen weights share what they have together in every possible way; all other weights stay as they are.',
      'The stronger the colour, the more accounts change tier.',
    ],
    inputs: ['Dimension scores of the as-of date', 'Weights of the scenario'],
  },
  compare: {
    of: 'Two models',
    formula: [
      'Spearman: correlation of the ranks of all accounts with a score on both sides, ties sharing a rank.',
      'Mean difference: mean of |score B − score A| over the same accounts.',
    ],
    inputs: ['Signals and facts of the as-of date', 'Both models'],
    note: 'Tiers of two models are compared by their place and colour, never by name.',
  },
} as const satisfies Record<string, Explanation>;
