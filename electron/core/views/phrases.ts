import { decodeSignal, type SignalValue, signalDefinition } from '#shared/model/signals.ts';

const percent = (value: number): string => `${Math.round(value * 100)}%`;
const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(Math.round(value * 100))}%`;
const oneDecimal = (value: number): string => (Math.round(value * 10) / 10).toFixed(1);

/** A bad signal in a few words, with its figure: what a list shows as the driver of a score. */
export function driverPhrase(signal: string, encoded: number): string {
  const definition = signalDefinition(signal);
  const value: SignalValue = definition ? decodeSignal(definition, encoded) : null;
  const figure = typeof value === 'number' ? value : 0;
  switch (signal) {
    case 'login_ratio_30_90':
      return `Logins at ${percent(figure)} of baseline`;
    case 'feature_adoption_30d':
      return `Features used ${percent(figure)}`;
    case 'key_action_completion_30d':
      return `Key actions completed ${percent(figure)}`;
    case 'session_duration_ratio_30_90':
      return `Sessions at ${percent(figure)} of usual length`;
    case 'ticket_ratio_30d':
      return `Tickets ${oneDecimal(figure)}× baseline`;
    case 'csat_last5':
      return `Ticket satisfaction ${oneDecimal(figure)} of 5`;
    case 'escalations_90d':
      return `${figure} escalations in 90 d`;
    case 'ticket_sentiment_slope':
      return 'Ticket sentiment falling';
    case 'payment_status':
      return 'Payment failed';
    case 'subscription_change':
      return value === 'downgrade' ? 'Downgraded' : 'Downgrade requested';
    case 'arrears_days':
      return `${Math.round(figure)} d in arrears`;
    case 'days_to_renewal':
      return figure < 0 ? `Renewal ${Math.abs(Math.round(figure))} d overdue` : `Renews in ${Math.round(figure)} d`;
    case 'nps_rating':
      return `NPS rating ${oneDecimal(figure)}`;
    case 'survey_response':
      return 'Surveys left unanswered';
    case 'community_active_90d':
      return 'No community activity in 90 d';
    case 'training_completion':
      return `Training attended ${percent(figure)}`;
    case 'user_change_90d':
      return `Active users ${signed(figure)} in 90 d`;
    case 'seat_utilization':
      return `Seats used ${percent(figure)}`;
    case 'api_calls_change_90d':
      return `API calls ${signed(figure)} in 90 d`;
    case 'data_volume_change_90d':
      return `Data volume ${signed(figure)} in 90 d`;
    default:
      return definition?.name ?? signal;
  }
}

/** The same as a heading, without a figure: what a portfolio lists as a risk driver. */
export function driverTitle(signal: string): string {
  const titles: Readonly<Record<string, string>> = {
    login_ratio_30_90: 'Logins below half of baseline',
    feature_adoption_30d: 'Features used below 40%',
    key_action_completion_30d: 'Key actions completed below half',
    session_duration_ratio_30_90: 'Sessions shorter than usual',
    ticket_ratio_30d: 'Tickets above twice the baseline',
    csat_last5: 'Ticket satisfaction below 3',
    escalations_90d: 'Two or more escalations',
    ticket_sentiment_slope: 'Ticket sentiment falling',
    payment_status: 'Payment failed',
    subscription_change: 'Downgrade or downgrade request',
    arrears_days: 'More than 30 days in arrears',
    days_to_renewal: 'Renewal within 30 days or overdue',
    nps_rating: 'NPS rating 6 or lower',
    survey_response: 'Surveys left unanswered',
    community_active_90d: 'No community activity',
    training_completion: 'Training attended below 40%',
    user_change_90d: 'Active users falling',
    seat_utilization: 'Seats used below 40%',
    api_calls_change_90d: 'API calls falling',
    data_volume_change_90d: 'Data volume falling',
  };
  return titles[signal] ?? signalDefinition(signal)?.name ?? signal;
}
