import type { Explanation } from '../../../ui/HowComputed.tsx';

const ROWS =
  'Rows: an account at a landmark, with the dimension scores stored then and whether it churned within the horizon';

/** How every part of the tab is computed (30-method.md 4.2 to 4.4). */
export const HOW = {
  weights: {
    of: 'Weights this history speaks for',
    formula: [
      'Logistic regression of churn on the dimension scores, no slope below 0, each pulled towards the current weight: ½·λ·Σ(β − κ·weight)².',
      'λ from 0.1, 0.3, 1, 3, 10, 30, 100, ∞: landmarks are foretold from earlier ones; the largest λ within one standard error of the best.',
      'Weight = slope ÷ sum of slopes, rounded to whole percent.',
    ],
    inputs: [ROWS, 'Weights of the model version'],
    note: 'Interval: 80% of 200 refits on accounts drawn with replacement, from a fixed seed. A missing dimension counts as the score of the row.',
  },
  evidence: {
    of: 'On later landmarks',
    formula: [
      'At each landmark weights are fitted, λ chosen and percent rounded on rows whose outcome was known by then, and judged on that landmark.',
      'Difference: fitted less current, on the same rows, accounts drawn together 2,000 times.',
    ],
    inputs: [ROWS],
    note: 'Recommended only when the 90% interval of AUC or average precision lies above 0 and the Brier score does not worsen. The newest landmark stays sealed.',
  },
  cuts: {
    of: 'Where to draw the line',
    formula: [
      'Flagged is a score below the cut; every cut that tells scores apart is tried.',
      'Target: most churns with false alarms within the share asked for. Cost: least missed churns × ratio + false alarms. Youden: recall less the share of others flagged. Drop: the bound between bands of ten points at which retention falls most.',
    ],
    inputs: [ROWS],
    note: 'A cut that looks best on its own past is optimistic: the interval says where 80% of resampled portfolios cut.',
  },
  segments: {
    of: 'Cuts by segment',
    formula: ['(churns × own cut + 20 × cut of the portfolio) ÷ (churns + 20), both by least cost.'],
    inputs: [ROWS, 'Segments of the accounts'],
    note: 'A segment needs 30 accounts and 10 churns.',
  },
  migration: {
    of: 'What would move today',
    formula: ['Scores of the as-of date under the fitted weights; tiers and policies as they are.'],
    inputs: ['The newest snapshot', 'Fitted weights in whole percent'],
  },
} satisfies Record<string, Explanation>;
