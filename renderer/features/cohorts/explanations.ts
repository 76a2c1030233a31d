import type { Explanation } from '../../ui/HowComputed.tsx';

const SCORES = 'Health scores of active accounts on the as-of date, provisional ones included';
const MEMBERS = 'The cohort of each account on the as-of date, as the menu of dimensions says';

/** How every part of the view is computed (30-method.md 4.3, 4.5, 4.6). */
export const HOW = {
  retention: {
    of: 'Retention',
    formula: [
      'Logo: accounts still customers so many whole months after their own start ÷ accounts that could have been here that long.',
      'While some have not been here that long: Kaplan-Meier over everyone observed.',
      'Gross ARR: Σ min(ARR then, ARR at the start) ÷ Σ ARR at the start. Net ARR: Σ ARR then ÷ Σ ARR at the start.',
    ],
    inputs: ['Start dates', 'Outcomes and contracts, on their own dates', MEMBERS],
    note: 'Churned accounts are part of it. Below five accounts a cell is hatched and stands for nobody else; intervals are Wilson’s, 95% (Jeffreys’ where none or all). A cohort is said to leave faster when so few would stay by chance in less than one case in twenty, shared among all cohorts.',
  },
  table: {
    of: 'Health by cohort',
    formula: [
      'Mean: sum of the scores ÷ accounts with a score. Weighted: Σ ARR × score ÷ Σ ARR.',
      'Change: mean change of the score in 90 days, over the accounts that have one.',
      'At-risk ARR: Σ ARR of the accounts below 50.',
    ],
    inputs: [SCORES, 'ARR of the as-of date', MEMBERS],
  },
  against: {
    of: 'A against B',
    formula: [
      'Mean health: difference of the means, interval of Welch’s t.',
      'Still here: difference of the shares, interval by Newcombe from the two Wilson intervals.',
    ],
    inputs: ['Start dates, outcomes and contracts', SCORES],
    note: 'A difference whose interval includes 0 can be chance. One that does not is still an association, not a cause.',
  },
  boxes: {
    of: 'Health today',
    formula: [
      'Box: the middle half of the scores. White line and number: the median.',
      'Whiskers: the last score within 1.5 times the length of the box.',
    ],
    inputs: [SCORES, MEMBERS],
    note: 'Cohorts with fewer than five scores are drawn hollow.',
  },
  lines: {
    of: 'Health over time',
    formula: ['Mean of the scores of a cohort in the last snapshot of each month.'],
    inputs: ['Snapshots up to the as-of date', MEMBERS],
    note: 'Accounts are in the cohort of the as-of date for the whole line, so that it moves with their health only.',
  },
  differences: {
    of: 'What differs between A and B',
    formula: ['Mean score of each dimension over the accounts that have one; the number is B less A.'],
    inputs: ['Dimension scores of the as-of date', MEMBERS],
  },
  seasons: {
    of: 'Seasons',
    formula: [
      'Mean health of the last snapshot of each month, a line a year.',
      'Usage: mean per account and day over the accounts that were customers in the month.',
    ],
    inputs: ['Snapshots', 'Daily usage'],
    note: 'The sentence compares the last whole month with the same month a year before, over the accounts with a score in both.',
  },
  initiative: {
    of: 'Before and after an initiative',
    formula: [
      'Change of the touched accounts − change of comparable ones: same tier, and a score within 5 points on the day.',
      'Regression alone: μ + ρ × (score − μ), with mean μ and correlation ρ of the accounts not touched.',
    ],
    inputs: ['Snapshots before and after the day', 'Outcomes'],
    note: 'Below ten comparable accounts only the raw change is shown.',
  },
} as const satisfies Record<string, Explanation>;
