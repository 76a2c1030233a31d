import { decodeSignal, type KnownSignalId, signalDefinition } from '#shared/model/signals.ts';

/**
 * How a bad signal is told in a few words. True for any model: what counts as bad is the model's business, so titles name no
 * bound, and phrases the value.
 */
type Phrase = {
  /** Heading without a figure: what a portfolio lists as a risk driver. */
  readonly title: string;
  /** With the value of a numeric signal; the title where there is none. */
  readonly figure?: (value: number) => string;
  /** By the word of an enum; the title for other words. */
  readonly words?: Readonly<Record<string, string>>;
};

const percent = (value: number): string => `${Math.round(value * 100)}%`;
const signed = (value: number): string => {
  const points = Math.round(value * 100);
  return `${points < 0 ? '−' : '+'}${Math.abs(points)}%`;
};
const decimal = (value: number): string => (Math.round(value * 10) / 10).toFixed(1);
const whole = (value: number): string => String(Math.round(value));
const times = (value: number, one: string, many: string): string =>
  `${Math.round(value)} ${Math.round(value) === 1 ? one : many}`;
const change =
  (what: string, days: number): ((value: number) => string) =>
  (value) =>
    `${what} ${signed(value)} in ${days} d`;

const PHRASES: Readonly<Record<KnownSignalId, Phrase>> = {
  login_ratio_30_90: { title: 'Logins below baseline', figure: (value) => `Logins at ${percent(value)} of baseline` },
  feature_adoption_30d: { title: 'Few features used', figure: (value) => `Features used ${percent(value)}` },
  key_action_completion_30d: {
    title: 'Key actions not completed',
    figure: (value) => `Key actions completed ${percent(value)}`,
  },
  session_duration_ratio_30_90: {
    title: 'Sessions shorter than usual',
    figure: (value) => `Sessions at ${percent(value)} of usual length`,
  },
  active_user_rate: { title: 'Few licences in use', figure: (value) => `${percent(value)} of licences in use` },
  login_frequency: {
    title: 'Rare logins',
    words: { none: 'No regular logins', monthly: 'Logins monthly', weekly: 'Logins weekly' },
  },
  dau_mau: { title: 'Users come rarely', figure: (value) => `${percent(value)} of monthly users on a day` },
  usage_change_30d: { title: 'Usage falling', figure: change('Usage', 30) },
  usage_change_60d: { title: 'Usage falling over 60 days', figure: change('Usage', 60) },
  usage_trend_90d: { title: 'Usage trend falling', figure: change('Usage', 90) },
  days_since_login: { title: 'No recent login', figure: (value) => `No login for ${whole(value)} d` },
  healthy_user_rate: { title: 'Few healthy users', figure: (value) => `${percent(value)} of users healthy` },
  ticket_ratio_30d: { title: 'Tickets above baseline', figure: (value) => `Tickets ${decimal(value)}× baseline` },
  csat_last5: { title: 'Low ticket satisfaction', figure: (value) => `Ticket satisfaction ${decimal(value)} of 5` },
  escalations_90d: {
    title: 'Escalations',
    figure: (value) => `${times(value, 'escalation', 'escalations')} in 90 d`,
  },
  ticket_sentiment_slope: { title: 'Ticket sentiment falling' },
  tickets_30d: { title: 'Many tickets', figure: (value) => `${times(value, 'ticket', 'tickets')} in 30 d` },
  p1_open: { title: 'P1 tickets open', figure: (value) => `${times(value, 'P1 ticket', 'P1 tickets')} open` },
  resolution_time_ratio: {
    title: 'Tickets resolved late',
    figure: (value) => `Tickets take ${decimal(value)}× their target`,
  },
  reopen_rate_90d: { title: 'Tickets reopened', figure: (value) => `${percent(value)} of tickets reopened` },
  ticket_sentiment_90d: {
    title: 'Negative tickets',
    figure: (value) => `Ticket sentiment ${decimal(value).replace('-', '−')}`,
  },
  payment_status: {
    title: 'Payment overdue or failed',
    words: { late: 'Payment late', past_due: 'Payment past due', failed: 'Payment failed' },
  },
  subscription_change: {
    title: 'Downgrade or downgrade request',
    words: { downgrade_request: 'Downgrade requested', downgrade: 'Downgraded' },
  },
  arrears_days: { title: 'In arrears', figure: (value) => `${whole(value)} d in arrears` },
  days_to_renewal: {
    title: 'Renewal near or overdue',
    figure: (value) => (value < 0 ? `Renewal ${whole(-value)} d overdue` : `Renews in ${whole(value)} d`),
  },
  expansion_12m: {
    title: 'No expansion in 12 months',
    words: { contraction: 'Contract value fell in 12 months' },
  },
  mrr_change_30d: { title: 'Contract value falling', figure: change('Contract value', 30) },
  nps_rating: { title: 'Low NPS rating', figure: (value) => `NPS rating ${decimal(value)}` },
  survey_response: { title: 'Surveys left unanswered' },
  community_active_90d: { title: 'No community activity in 90 d' },
  training_completion: { title: 'Little training attended', figure: (value) => `Training attended ${percent(value)}` },
  training_sessions_90d: {
    title: 'Few training sessions',
    figure: (value) => `${times(value, 'training session', 'training sessions')} in 90 d`,
  },
  qbr_attended: { title: 'Business review skipped', words: { none_scheduled: 'No business review scheduled' } },
  csm_response_rate: { title: 'Messages left unanswered', figure: (value) => `Responds to ${percent(value)}` },
  csm_meetings_90d: { title: 'Few meetings', figure: (value) => `${times(value, 'meeting', 'meetings')} in 90 d` },
  email_open_rate_90d: { title: 'Emails left unopened', figure: (value) => `Emails opened ${percent(value)}` },
  days_since_touch: { title: 'No recent touchpoint', figure: (value) => `No touchpoint for ${whole(value)} d` },
  user_change_90d: { title: 'Active users falling', figure: change('Active users', 90) },
  seat_utilization: { title: 'Few seats used', figure: (value) => `Seats used ${percent(value)}` },
  api_calls_change_90d: { title: 'API calls falling', figure: change('API calls', 90) },
  data_volume_change_90d: { title: 'Data volume falling', figure: change('Data volume', 90) },
  seat_change_90d: { title: 'Seats not growing', figure: change('Seats', 90) },
  outcomes_rate: { title: 'Outcomes not achieved', figure: (value) => `Outcomes achieved ${percent(value)}` },
  roi_status: { title: 'Return on investment not shown' },
  use_case_rate: { title: 'Use cases not live', figure: (value) => `Use cases live ${percent(value)}` },
  nps_points: { title: 'Low NPS answers', figure: (value) => `NPS points ${whole(value)} of 100` },
  csat_90d: { title: 'Low satisfaction', figure: (value) => `Satisfaction ${decimal(value)} of 5` },
  csm_rating: { title: 'Low CSM rating', figure: (value) => `CSM rating ${decimal(value)} of 5` },
  has_sponsor: { title: 'No executive sponsor' },
  has_champion: { title: 'No champion' },
  touch_in_31d: { title: 'No touchpoint in a month' },
  departments_using: {
    title: 'Few departments using it',
    figure: (value) => `${times(value, 'department', 'departments')} using it`,
  },
  relationship_strength: { title: 'Weak relationship', figure: (value) => `Relationship ${decimal(value)} of 5` },
  champion_left_90d: { title: 'Champion left' },
  renewal_meeting_missed: { title: 'Renewal meeting missed' },
  competitor_mention_90d: { title: 'Competitor mentioned' },
  budget_mention_90d: { title: 'Budget review mentioned' },
  setup_completion: { title: 'Set-up behind', figure: (value) => `Set-up ${percent(value)} done` },
  first_key_action_day: {
    title: 'No key action yet, or late',
    figure: (value) => `First key action on day ${whole(value)}`,
  },
  onboarding_day: { title: 'Long onboarding', figure: (value) => `Day ${whole(value)} of onboarding` },
  onboarding_training_rate: {
    title: 'Onboarding training behind',
    figure: (value) => `Onboarding training ${percent(value)} done`,
  },
  initial_active_rate: { title: 'Few users active yet', figure: (value) => `${percent(value)} of licences active` },
};

const phraseOf = (signal: string): Phrase | undefined => (PHRASES as Readonly<Record<string, Phrase>>)[signal];

/** A bad signal in a few words, with its figure: what a list shows as the driver of a score. */
export function driverPhrase(signal: string, encoded: number): string {
  const phrase = phraseOf(signal);
  const definition = signalDefinition(signal);
  if (!phrase || !definition) return signal;
  const value = decodeSignal(definition, encoded);
  if (typeof value === 'number') return phrase.figure?.(value) ?? phrase.title;
  return (typeof value === 'string' ? phrase.words?.[value] : undefined) ?? phrase.title;
}

/** The same as a heading, without a figure: what a portfolio lists as a risk driver. */
export function driverTitle(signal: string): string {
  return phraseOf(signal)?.title ?? signal;
}
