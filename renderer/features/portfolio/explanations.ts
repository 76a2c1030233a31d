import type { Explanation } from '../../ui/HowComputed.tsx';

const SCORES = 'Health scores of the as-of date, provisional ones included';
const ARR = 'ARR of the as-of date: the open contracts, else the account’s own';

/** How every figure, chart and list of the portfolio is computed (30-method.md 2.6 to 2.10, 4.6). */
export const HOW = {
  accounts: {
    of: 'Accounts',
    formula: ['Accounts that have started and have not churned on the as-of date.'],
    inputs: ['Start dates, else the first fact of an account', 'Outcomes and closed contracts'],
    note: 'Churned accounts stay in the lists with their status; they carry no score.',
  },
  meanHealth: {
    of: 'Mean health',
    formula: ['Sum of the health scores ÷ accounts with a score.', 'ARR-weighted: Σ ARR × score ÷ Σ ARR.'],
    inputs: [SCORES, ARR],
    note: 'Scores run from 0 to 100, higher is healthier. The target of the method is 65 to 75.',
  },
  atRiskArr: {
    of: 'At-risk ARR',
    formula: [
      'Σ ARR of the accounts that score below 50, under every model.',
      'Share: at-risk ARR ÷ ARR of the scored accounts.',
    ],
    inputs: [SCORES, ARR],
    note: 'The target of the method is below 15% of ARR.',
  },
  expansionReady: {
    of: 'Expansion-ready ARR',
    formula: [
      'Σ ARR of the accounts with a score of 80 or more, no declining trend and at least 30 of 100 growth points.',
      'Points: seats used above 85% 30, premium or advanced features 20, active users up 10% in 90 d 20, several departments 15, API or integration growth 10, three how-to tickets in 90 d 5.',
    ],
    inputs: [SCORES, 'Usage, seats, tickets and contacts up to the as-of date', ARR],
  },
  forecast: {
    of: 'Retention forecast',
    formula: ['Σ ARR × (1 − churn probability) ÷ Σ ARR that renews within 90 days.'],
    inputs: [
      'ARR and renewal dates',
      'Churn probability of each score: calibrated on your own history from 10 churns on, else the rate of its band, else the table of the requirements',
    ],
    note: 'The interval is 95%: what is unknown of the rates, and the chance of which accounts leave. The link leads to the accounts that are due.',
  },
  nrr: {
    of: 'NRR, 12 months',
    formula: ['Σ ARR now ÷ Σ ARR 12 months ago, over the customers of 12 months ago; those who left count 0.'],
    inputs: ['Contracts, ARR and outcomes of both dates'],
    note: 'Customers won since are not part of it. The target of the method is 100 to 130%.',
  },
  grr: {
    of: 'GRR, 12 months',
    formula: ['Σ min(ARR now, ARR then) ÷ Σ ARR then, over the customers of 12 months ago; expansion does not count.'],
    inputs: ['Contracts, ARR and outcomes of both dates'],
    note: 'The target of the method is 85 to 95%.',
  },
  logo: {
    of: 'Logo retention',
    formula: ['Customers of 12 months ago that are still customers ÷ customers of 12 months ago.'],
    inputs: ['Start dates, outcomes and closed contracts'],
    note: 'The target of the method is 90 to 95%.',
  },
  nps: {
    of: 'NPS',
    formula: ['Share of ratings 9 and 10 − share of ratings 0 to 6, among the answers of the last 90 days.'],
    inputs: ['NPS surveys with an answer'],
    note: 'From −100 to 100. n is the number of answers.',
  },
  distribution: {
    of: 'Score distribution',
    formula: [
      'Accounts counted in bins of 2.5 points; a score on a bound belongs to the bin above it.',
      'Colour is the tier of each account after flags and segment thresholds, so that one bin can hold two tiers.',
    ],
    inputs: [SCORES, 'Tier bounds of the official model, by segment where it says so'],
    note: 'Click a bin to see its accounts alone, shift-click to extend the range.',
  },
  trend: {
    of: 'Health trend',
    formula: [
      'Mean score of each weekly snapshot, and the same weighted by the ARR of the as-of date.',
      'Below it: accounts under 50 in each snapshot.',
    ],
    inputs: ['All snapshots of this model version', 'The accounts the filters leave today'],
    note: 'Accounts that churned since are in the plain mean of their time. Click a week to go there.',
  },
  topAtRisk: {
    of: 'Top 10 at risk',
    formula: ['Accounts that score below 50, largest ARR first.'],
    inputs: [SCORES, ARR, 'The driver is the signal with the largest negative contribution against the segment'],
  },
  renewals: {
    of: 'Renewals in the next 90 days',
    formula: ['Active accounts whose next renewal date lies 0 to 90 days after the as-of date.'],
    inputs: ['Renewal dates and contract ends', SCORES, ARR],
    note: 'Across: days to renewal. Up: the score. Area: ARR. Accounts without a score are counted, not drawn.',
  },
  breakdown: {
    of: 'Breakdown',
    formula: [
      'Active accounts by group: count, ARR, mean score, mean 30-day change, tiers, ARR of scores below 50 and its share of the group’s ARR.',
    ],
    inputs: ['Master data of the accounts', SCORES, ARR],
  },
  drivers: {
    of: 'Top risk drivers',
    formula: [
      'Over the accounts below 50: Σ ARR × negative contribution ÷ 100.',
      'A dimension’s contribution is its weight × (its score − the median of the segment); it is split over its bad signals by the points they cost.',
    ],
    inputs: [SCORES, 'Signals of the as-of date and the rules of the model', ARR],
    note: 'An amount of ARR weighed by lost score, to rank causes; not money that will be lost.',
  },
  declined: {
    of: 'Recently declined',
    formula: ['Accounts whose score fell by more than 15 points in 30 days.'],
    inputs: ['The score now and the latest one 30 to 37 days before, of one model version'],
    note: 'No change is told across the end of onboarding: the two scores come from different models.',
  },
  unusual: {
    of: 'Unusual usage',
    formula: [
      'Three or more days of this week with a robust z of 3.5 or more in one direction, against the same weekday of the eight weeks before; or',
      'the weekly level shifted less than six weeks ago, or drifted out of its usual range less than four weeks ago, by a quarter or more.',
    ],
    inputs: ['Logins a day of 52 weeks, else sessions, else events', ARR],
    note: 'Largest ARR first, up as well as down. What happens to many accounts at once is a season or a change of the product; the page of each account tells smaller changes too.',
  },
  tierDrops: {
    of: 'Predicted to fall a tier',
    formula: [
      'Forecast: the score in 13 weeks by damped Holt, its parameters chosen once for the portfolio by their error on its own past; the last score where no trend does 2% better.',
      'Probability: the share of the portfolio’s own misses 13 weeks ahead that would put the forecast below the lower bound of the tier.',
      'Predicted: a probability of 50% or more and a forecast below the bound, this week and the week before.',
    ],
    inputs: [
      'Weekly scores of the standard model, eight in a row at least',
      'Bounds of the tiers, of the segment where it has its own',
    ],
    note: 'Largest ARR first. An account whose last score came further from the expected one than 98% of the past has no forecast: that is news, not a trend. A fall from an override or a flag is not looked at.',
  },
  upsell: {
    of: 'Upsell-ready',
    formula: ['The accounts behind expansion-ready ARR, largest ARR first.'],
    inputs: ['Score 80 or more, no declining trend, at least 30 of 100 growth points', 'Seats: active users ÷ seats'],
  },
  changes: {
    of: 'What changed',
    formula: [
      'Both dates under one model version; the accounts of both are compared one by one.',
      'Mean health then + behaviour + missing data + accounts that came and went = mean health now.',
      'ARR then + new + expanded − contracted − lost = ARR now.',
    ],
    inputs: ['Snapshots of both dates', 'Contracts and outcomes of both dates', 'Promotions and overrides in between'],
    note: 'Filters on score, tier, status and other measures are left out here: accounts picked by where they stand today would hide those that left.',
  },
  priorities: {
    of: 'Priority tiers',
    formula: [
      'First that fits. T1: score below 40, or fell 10 in 30 d, or below 50 with large ARR, or renews within 60 d below 70 or declining.',
      'T2: score below 70, or fell 5 in 30 d or 10 in 90 d, or renews within 120 d.',
      'T4: score 85 or more, engagement 70 or more, not declining. T5: 70 or more, small ARR, not declining. T3: the rest.',
    ],
    inputs: [SCORES, 'Trend over 90 days, renewal dates, ARR against its quartiles'],
    note: 'Inside a tier accounts go by ARR × churn probability where that is calibrated on your data, else by ARR × (100 − score).',
  },
} satisfies Readonly<Record<string, Explanation>>;
