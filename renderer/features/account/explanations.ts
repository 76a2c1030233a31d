import type { Explanation } from '../../ui/HowComputed.tsx';

const FACTS = 'Facts known on the as-of date: usage, tickets, surveys, invoices, contracts, contacts';
const WEEKLY = 'Weekly scores of this account under the version of the model shown';

/** How every figure and part of the account's page is computed (30-method.md 2.1 to 2.10, 4.3). */
export const HOW = {
  score: {
    of: 'Health score',
    formula: [
      'Σ weight × dimension score ÷ Σ weight, over the dimensions that have a score.',
      'Each dimension is scored 0 to 100 by the rules of its signals; the tier is where the score stands among the thresholds.',
    ],
    inputs: [FACTS, 'Weights, rules and thresholds of the model, those of the segment where it has its own'],
    note: 'Missing is never zero: a dimension covered below 40% is left out and its weight goes to the others. Between 40% and 60% coverage, or without usage, the score is provisional.',
  },
  onboarding: {
    of: 'Onboarding score',
    formula: [
      'Σ weight × part ÷ Σ weight over set-up, first key action, training and first engagement.',
      'Set-up: done ÷ what is expected by this day. First key action: 100 up to day 7, falling to 0 by day 45.',
    ],
    inputs: ['Milestones, training, seats and active users since the start of the contract'],
    note: 'It is the official score for the first 60 days; the standard model takes over on day 61 and starts a new trend.',
  },
  confirmed: {
    of: 'Confirmed tier',
    formula: [
      'A threshold counts as crossed once the scores of two weeks in a row stand on the other side of it.',
      'Confirmed tier: the lowest tier that the crossed thresholds leave.',
    ],
    inputs: [WEEKLY, 'Thresholds of the model'],
    note: 'The tier beside the score is always this week’s. A provisional score confirms nothing, and a week without a score changes nothing.',
  },
  momentum: {
    of: 'Momentum',
    formula: [
      'Theil-Sen slope of the scores of 90 days, per 30 days.',
      'Improving: slope of +2 or more and last − first of +3 or more. Declining: −2 and −3. Otherwise stable.',
    ],
    inputs: [WEEKLY],
    note: 'It needs three scores over 45 days, or two scores 30 days apart. The slope is a median, so one bad week does not turn it. The colour joins tier and trend.',
  },
  coverage: {
    of: 'Coverage',
    formula: ['Σ weight × coverage of the dimension ÷ Σ weight of all dimensions.'],
    inputs: ['For each dimension the share of its signals that have a value'],
    note: '60% and more is a full score, 40 to 60% a provisional one, less is none. Confidence is high from 85% on when no source is stale.',
  },
  priority: {
    of: 'Priority',
    formula: [
      'The first that fits. T1: score < 40; or −10 or worse in 30 d; or < 50 with large ARR; or renewal within 60 d while < 70 or declining.',
      'T2: score < 70, or −5 or worse in 30 d, or −10 or worse in 90 d, or renewal within 120 d. T4: 85 and more, engagement 70 and more, not declining. T5: small ARR, not declining. T3: the rest.',
    ],
    inputs: ['Score, its changes and trend', 'ARR against the quartiles of the active accounts', 'Renewal date'],
    note: 'T1 asks for a weekly touch, T2 every two weeks, T3 monthly, T4 quarterly, T5 is automated.',
  },
  unusual: {
    of: 'What stands out in usage',
    formula: [
      'Unusual day: robust z = (value − median) ÷ (1.4826 × max(MAD, 5% of the median, 1)) of 3.5 or more in size, against the same weekday in the eight weeks before.',
      'Shift: the weekly mean is cut in two where that explains most, as long as it explains more than 3 × noise² × ln(weeks), with four weeks or more on either side.',
      'Drift: a weighted mean of the last eight weeks (0.3 for the newest) beyond three standard deviations of up to 26 weeks before.',
    ],
    inputs: ['Logins a day of 52 weeks, else sessions, else events', 'Days on which usage was delivered'],
    note: 'Unusual days need 28 days of usage before them, shifts 12 weeks, drift 16. They are marks of change, not causes; unusual days that a shift explains are left to it.',
  },
  churn: {
    of: 'Churn within 90 days',
    formula: [
      'From 10 churns on: p = 1 ÷ (1 + e^(κ × score ÷ 100 − a)), fitted to past scores 13 weeks apart and who had left 90 days later.',
      'With fewer: (churns of the band + 20 × share of all) ÷ (accounts of the band + 20), in bands of ten points of health.',
      'Before the first churn: the table of the requirements, marked as illustrative.',
    ],
    inputs: ['Scores of past days as they were known then', 'Outcomes and contracts up to the as-of date'],
    note: 'The interval is that of the rate, with every account counted once however often it was scored. The score alone goes in: a renewal date or an open deal does not. A score that tells the past almost perfectly is not calibrated, since it may know the outcome.',
  },
  expansionRate: {
    of: 'Expansion likelihood',
    formula: ['Times accounts of the band of health expanded within 90 days ÷ times they were scored, 13 weeks apart.'],
    inputs: ['Outcomes “expansion”', 'Scores of past days'],
    note: 'Until a band has 20 expansions of your own, the range of conversations that convert in the requirements stands here instead. That is another measure.',
  },
  similar: {
    of: 'Similar accounts',
    formula: [
      'Distance = √(Σ weight × (difference of the dimension scores)² ÷ Σ weight), and 10 more for another segment.',
      'The five nearest accounts of past days whose next 90 days are known, each account once; at least 60% of the weight in common, distance 25 at most.',
    ],
    inputs: ['Dimension scores as they were on days 13 weeks apart', 'Outcomes within 90 days of each'],
    note: 'An association of five cases, not proof of what will happen here. Losses stand beside the rest; nothing is ranked by how well it ended.',
  },
  history: {
    of: 'Score history and forecast',
    formula: [
      'One score a week, from the facts known by then.',
      'Forecast: damped Holt, a level and a trend that fades from week to week; where that beat the last score by less than 2% in the portfolio’s own past, the last score is carried on.',
    ],
    inputs: [WEEKLY, 'Errors of such forecasts on this portfolio’s own history, for the 80% interval'],
    note: 'The sentence below the chart says how many forecasts were checked and how good they were.',
  },
  why: {
    of: 'Why this score',
    formula: [
      'Contribution of a dimension = its weight × (its score − the reference).',
      'The contributions add up exactly to the score − the score of the reference.',
    ],
    inputs: ['Dimension scores and the weights that count here', 'Median of the segment, else 50'],
  },
  changes: {
    of: 'What changed',
    formula: [
      'Score now − score then = Σ weight × change of each dimension + coverage effect + model version + override.',
      'Each part is what the score moves by when it alone is switched, in this order; the parts add up exactly.',
    ],
    inputs: ['The score of the latest week at least this many days ago', WEEKLY],
    note: 'The coverage effect is what missing or new data moved, apart from the customer’s behaviour.',
  },
  dimensions: {
    of: 'Dimensions and signals',
    formula: [
      'Each signal is measured, its rule gives points or a score, and these make up the score of its dimension.',
      'Signals without data are left out of it; they count as coverage, not as points.',
    ],
    inputs: ['The rule of each signal, as it stands in its row', 'Its newest fact'],
    note: '“default” marks a number of Bellwether’s own where the method gives none.',
  },
  season: {
    of: 'Season',
    formula: [
      'Ratio = logins of the last 30 days ÷ the 90 days before. Adjusted = ratio ÷ the same ratio 364 days earlier (held between 0.5 and 2).',
    ],
    inputs: ['Usage of at least 395 days, the windows of last year 80% complete'],
    note: 'Use more than 20% below last year’s is never excused by the season.',
  },
  peers: {
    of: 'Against peers',
    formula: [
      'Mean of the peers, shrunk: (n × mean + 5 × portfolio mean) ÷ (n + 5). Above or below from 5 points on.',
      'Percentile: share of the peers with a lower score; ties count half.',
    ],
    inputs: ['Scores of the other accounts of the group on the as-of date, without this one'],
    note: 'With fewer than five peers the next wider group is used and named. An outlier stands 3.5 robust deviations away.',
  },
  risk: {
    of: 'Risk overlay',
    formula: ['Sum of the active factors, at most 100: critical 40, very high 30, high 20, medium 10.'],
    inputs: [FACTS],
    note: 'It stands beside the score and does not change it. A model may let a critical factor cap the tier; the page then says so.',
  },
  attributes: {
    of: 'Attributes',
    formula: [
      'As the newest file says; what a person set by hand stands until a later file says something new.',
      'Last touch: the latest touchpoint the customer was part of, up to the as-of date.',
    ],
    inputs: ['The list of accounts with its own columns', 'Edits by hand', 'Touchpoints'],
    note: 'Community posts and meetings that were not attended are no touch.',
  },
  metrics: {
    of: 'Key metrics',
    formula: [
      'One value a week, from Monday to Sunday; a week without data stays open.',
      'The figure is the mean of the last 4 weeks, its change compares with the 4 weeks that ended 13 weeks earlier.',
    ],
    inputs: ['Daily usage, product events and tickets up to the as-of date'],
    note: 'They show what the signals are measured from; no score is computed from them.',
  },
  people: {
    of: 'Contacts',
    formula: [
      'User health: last activity 40, active days of 28 30, features used 20, training 5, community and email 5, as a share of the points with data.',
      'Healthy from 70, at risk below 40. Dormant: a sponsor, champion or administrator without activity for 30 days or more.',
    ],
    inputs: ['Contacts with their roles', 'Usage, events and touchpoints that name a contact'],
    note: 'Fewer than 40 of 100 points with data give no user health.',
  },
  expansion: {
    of: 'Expansion',
    formula: [
      '0.6 × health + 0.4 × signals (the points below, of 100).',
      'Ready: score of 80 or more, no declining trend and at least 30 points.',
    ],
    inputs: ['Seats, features, active users, departments, API calls and how-to tickets'],
  },
} as const satisfies Record<string, Explanation>;
