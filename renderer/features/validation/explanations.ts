import type { Explanation } from '../../ui/HowComputed.tsx';

const ROWS = 'Rows: an account at a landmark, with its stored score and what happened after it';
const OUTCOMES = 'Outcomes and contracts, on their own dates, as known by the end of the data';
const WILSON = 'Intervals are Wilson’s, 95% (Jeffreys’ where none or all).';

/** How every part of the view is computed (30-method.md 4.1 to 4.3, 4.6). */
export const HOW = {
  auc: {
    of: 'ROC AUC',
    formula: [
      'Of all pairs of a row that churned and one that did not: the share in which the one that churned had the lower score; ties count half.',
      '0.5 is chance, 1 is perfect order. Somers’ D = 2 × AUC − 1.',
    ],
    inputs: [ROWS, OUTCOMES],
    note: 'The 95% interval comes from drawing accounts, not rows, with replacement, from a fixed seed: the same data give the same digits.',
  },
  averagePrecision: {
    of: 'Average precision',
    formula: ['Σ (recall gained × precision there) from the lowest score upwards, ties as one step.'],
    inputs: [ROWS, OUTCOMES],
    note: 'Compare it with the base rate, which a score without any skill has, not with 0.5.',
  },
  recall: {
    of: 'Recall',
    formula: [
      'Churns whose score was below the at-risk bound at the last landmark before them ÷ all churns.',
      'Segments with thresholds of their own use their own bound.',
    ],
    inputs: [ROWS, OUTCOMES],
    note: WILSON,
  },
  precision: {
    of: 'Churn precision',
    formula: [
      'Rows below the at-risk bound that churned within the horizon ÷ rows below it. Lift = precision ÷ base rate.',
    ],
    inputs: [ROWS, OUTCOMES],
    note: `A rescued account looks like a false alarm here. ${WILSON}`,
  },
  brier: {
    of: 'Brier score',
    formula: [
      'Mean of (probability stated − outcome)², outcome 1 for a churn; smaller is better.',
      'No skill: stating the base rate for everybody.',
    ],
    inputs: [ROWS, OUTCOMES, 'Probabilities of the curve p = σ(a − κ·health/100)'],
  },
  leadTime: {
    of: 'Lead time',
    formula: [
      'Days from the first confirmed stay below the at-risk bound (two closed weeks in a row) to the notice, else to the churn, within the 180 days before it.',
      'Median and middle half over the churns that were detected.',
    ],
    inputs: ['Stored scores of every week', OUTCOMES],
    note: 'A churn without an alert is missed: it counts as missed, never as 0 days.',
  },
  design: {
    of: 'What was judged',
    formula: [
      'Landmarks lie on stored snapshots, 13 weeks apart, back from the last whose horizon is complete.',
      'An account is a row where it was a customer for more than 60 days and enough was known to score it.',
      'Only facts known by a landmark count in its score.',
    ],
    inputs: ['Stored snapshots of the model version', OUTCOMES],
  },
  targets: {
    of: 'Targets',
    formula: [
      'Met: the value and its whole interval reach the target. Met, not proven: the value does, its interval does not.',
    ],
    inputs: [ROWS, OUTCOMES],
  },
  roc: {
    of: 'ROC curve',
    formula: [
      'For every score: recall of flagging below it, against the share of those that stayed who would be flagged too.',
    ],
    inputs: [ROWS, OUTCOMES],
    note: 'At most 200 points are drawn.',
  },
  precisionRecall: {
    of: 'Precision and recall',
    formula: ['For every score: precision of flagging below it, against its recall. Dashed: the base rate.'],
    inputs: [ROWS, OUTCOMES],
    note: 'The first flagged rows make the curve jump: with one row precision is 0% or 100%.',
  },
  calibration: {
    of: 'Calibration',
    formula: [
      'Rows in bins of equally many by the probability stated; in each the share that churned, with its Wilson interval.',
      'Slope and intercept: logistic regression of the outcome on the log-odds stated; 1 and 0 would be perfect.',
    ],
    inputs: [ROWS, OUTCOMES, 'p = σ(a − κ·health/100), fitted at each landmark on the landmarks before it'],
    note: 'Three bins instead of five below 20 churns.',
  },
  explorer: {
    of: 'Where to draw the line',
    formula: [
      'Flagged is a score below the cut. Precision = churned among flagged; recall = flagged among churned; lift = precision ÷ base rate.',
      'Accounts a landmark = flagged rows ÷ landmarks: how many would be on the list at a time.',
      'Youden’s J = recall − share of the others flagged.',
    ],
    inputs: [ROWS, OUTCOMES],
    note: 'One cut for all segments. A threshold that looks best on its own past is optimistic.',
  },
  bands: {
    of: 'Retention by score',
    formula: ['Rows that did not churn within the horizon ÷ rows, by the score at the landmark.'],
    inputs: [ROWS, OUTCOMES],
    note: `${WILSON} Trend: Cochran-Armitage.`,
  },
  tiers: {
    of: 'Retention by tier',
    formula: ['Rows that did not churn within the horizon ÷ rows, by the tier at the landmark.'],
    inputs: [ROWS, OUTCOMES, 'Tiers under the thresholds of each segment'],
    note: `A worse tier that churns less than a better one is said. ${WILSON}`,
  },
  survival: {
    of: 'Survival by tier',
    formula: [
      'Kaplan-Meier: share still customers so many days later, by the tier on the first day, with log-log intervals.',
      'Log-rank: could curves this different come from one?',
    ],
    inputs: ['The snapshot 12 months before the end of the data', OUTCOMES],
    note: 'The tier is that of the first day, never “was ever at risk”: accounts that lived longer had more time to get there.',
  },
  landmarks: {
    of: 'Over time',
    formula: ['ROC AUC of the rows of one landmark; interval by Hanley and McNeil.'],
    inputs: [ROWS, OUTCOMES],
    note: 'With few churns at a landmark its interval is wide: read the whole, not the newest point.',
  },
  segments: {
    of: 'By segment',
    formula: [
      'The same figures over the rows of one segment.',
      'Shrunk cut: the cut that separates best there, drawn towards that of all: (churns × cut + 20 × cut of all) ÷ (churns + 20).',
    ],
    inputs: [ROWS, OUTCOMES],
    note: 'Below 30 accounts or 10 churns only counts are shown.',
  },
  leading: {
    of: 'Leading indicators',
    formula: [
      'Somers’ D of each dimension at a landmark against churns in the 90 days that begin so many days after it.',
      'Above 0: lower scores churn more. Hollow: its 95% interval includes 0.',
    ],
    inputs: ['Stored scores of every dimension', OUTCOMES],
  },
  challengers: {
    of: 'Challengers',
    formula: [
      'A ridge logistic regression on the dimension scores and the products of every two, and a random forest of 300 trees on dimension scores and signals.',
      'At each landmark both learn from the landmarks whose outcome was known by then, and foretell its accounts; the newest landmark stays sealed.',
      'Against the score: the difference on the same rows, accounts resampled together. Better only where its whole 95% interval is above 0.',
    ],
    inputs: [ROWS, 'Every signal as it was known at the landmark, suspected leaks left out', OUTCOMES],
    note: 'A challenger is never promoted and never scores an account.',
  },
  importance: {
    of: 'Importance',
    formula: [
      'AUC on the landmarks foretold, less the AUC when the columns of a group are dealt anew among the accounts of each landmark; the mean of up to ten deals.',
    ],
    inputs: [
      ROWS,
      'A dimension: its score and its signals together. Other signals: those the model does not use, by source.',
    ],
    note: 'It says what a challenger leans on, not what makes customers leave. What two groups say alike is credited to neither.',
  },
  missed: {
    of: 'Missed churns',
    formula: ['Churned within the horizon of a landmark at which the score was at or above the at-risk bound.'],
    inputs: [ROWS, OUTCOMES],
    note: 'By the computed score: overrides never count here.',
  },
  alarms: {
    of: 'False alarms',
    formula: [
      'Below the at-risk bound at a landmark, still a customer after the horizon; the newest landmark of each account.',
    ],
    inputs: [ROWS, OUTCOMES],
    note: 'Some were rescued: a false alarm may be a success.',
  },
  reviews: {
    of: 'Reviews',
    formula: [
      'Monthly: alerts, missed churns and false alarms, data quality, feedback. Quarterly: weights, thresholds, overrides. Annual: the model as a whole.',
      'Due when its period is over; overdue until somebody says what was looked at.',
    ],
    inputs: ['What the data says now, kept with the review as it was then'],
  },
  shadow: {
    of: 'Shadow runs',
    formula: [
      'The candidate is scored every week beside the official version. Compared are confirmed entries into a worse tier, two closed weeks in a row.',
    ],
    inputs: ['Stored scores of both versions in the weeks of the run'],
    note: 'A candidate sends nothing and is shown nowhere else. More alerts are not better ones: back-test it as well.',
  },
} satisfies Record<string, Explanation>;
