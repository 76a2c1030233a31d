import type { SignalId } from './health-model.ts';

/**
 * Signal definitions: stable ids (30-method.md section 7), value type, direction and refresh class.
 * Numeric signals are stored as numbers; enums as the index in `values`; booleans as 0/1; missing as NaN.
 */
export type SignalKind =
  | { readonly type: 'number'; readonly unit: 'ratio' | 'rate' | 'days' | 'count' | 'score' | 'slope' }
  | { readonly type: 'enum'; readonly values: readonly string[] }
  | { readonly type: 'boolean' };

export type SignalDefinition = {
  readonly id: SignalId;
  readonly name: string;
  readonly kind: SignalKind;
  /** Direction: whether a larger value is healthier. Enums list their values best first. */
  readonly better: 'higher' | 'lower' | 'first';
  readonly source: 'usage' | 'support' | 'survey' | 'billing' | 'crm';
  /** How the value is measured, one sentence for people. */
  readonly measured: string;
};

const number = (unit: 'ratio' | 'rate' | 'days' | 'count' | 'score' | 'slope'): SignalKind => ({
  type: 'number',
  unit,
});
const oneOf = (...values: string[]): SignalKind => ({ type: 'enum', values });

export const SIGNALS = [
  {
    id: 'login_ratio_30_90',
    name: 'Logins against baseline',
    kind: number('ratio'),
    better: 'higher',
    source: 'usage',
    measured: 'Mean daily logins of the last 30 days ÷ mean of the 90 days before',
  },
  {
    id: 'feature_adoption_30d',
    name: 'Features used',
    kind: number('rate'),
    better: 'higher',
    source: 'usage',
    measured:
      'Different features used in the last 30 days ÷ features available; from daily counts, the most on one day',
  },
  {
    id: 'key_action_completion_30d',
    name: 'Key actions completed',
    kind: number('rate'),
    better: 'higher',
    source: 'usage',
    measured: 'Key actions completed ÷ started, last 30 days',
  },
  {
    id: 'session_duration_ratio_30_90',
    name: 'Session length against baseline',
    kind: number('ratio'),
    better: 'higher',
    source: 'usage',
    measured: 'Mean session minutes per login of the last 30 days ÷ the 90 days before',
  },
  {
    id: 'ticket_ratio_30d',
    name: 'Tickets against baseline',
    kind: number('ratio'),
    better: 'lower',
    source: 'support',
    measured: 'Tickets opened in the last 30 days ÷ mean of the six 30-day windows before',
  },
  {
    id: 'csat_last5',
    name: 'Ticket satisfaction',
    kind: number('score'),
    better: 'higher',
    source: 'support',
    measured: 'Mean of the last five rated tickets, 1 to 5',
  },
  {
    id: 'escalations_90d',
    name: 'Escalations',
    kind: number('count'),
    better: 'lower',
    source: 'support',
    measured: 'Escalated tickets in the last 90 days',
  },
  {
    id: 'ticket_sentiment_slope',
    name: 'Ticket sentiment trend',
    kind: number('slope'),
    better: 'higher',
    source: 'support',
    measured: 'Theil-Sen slope of ticket sentiment per 30 days, last 90 days, scale −1 to 1',
  },
  {
    id: 'payment_status',
    name: 'Payment',
    kind: oneOf('current', 'late', 'past_due', 'failed'),
    better: 'first',
    source: 'billing',
    measured: 'Worst open invoice at the as-of date',
  },
  {
    id: 'subscription_change',
    name: 'Subscription change',
    kind: oneOf('upgrade', 'stable', 'downgrade_request', 'downgrade'),
    better: 'first',
    source: 'billing',
    measured: 'Latest contract change in the last 90 days',
  },
  {
    id: 'arrears_days',
    name: 'Arrears',
    kind: number('days'),
    better: 'lower',
    source: 'billing',
    measured: 'Days the oldest unpaid invoice is overdue',
  },
  {
    id: 'days_to_renewal',
    name: 'Days to renewal',
    kind: number('days'),
    better: 'higher',
    source: 'crm',
    measured: 'Renewal date − as-of date',
  },
  {
    id: 'nps_rating',
    name: 'NPS rating',
    kind: number('score'),
    better: 'higher',
    source: 'survey',
    measured: 'Recency-weighted mean rating 0 to 10, half-life 90 days, ignored after 365',
  },
  {
    id: 'survey_response',
    name: 'Survey response',
    kind: oneOf('responsive', 'neutral', 'non_responsive'),
    better: 'first',
    source: 'survey',
    measured: 'Answered any of the last three surveys; three or more unanswered in a row is non-responsive',
  },
  {
    id: 'community_active_90d',
    name: 'Community',
    kind: { type: 'boolean' },
    better: 'higher',
    source: 'crm',
    measured: 'A community touchpoint in the last 90 days',
  },
  {
    id: 'training_completion',
    name: 'Training completed',
    kind: number('rate'),
    better: 'higher',
    source: 'crm',
    measured: 'Training sessions attended ÷ offered, last 365 days',
  },
  {
    id: 'user_change_90d',
    name: 'Users, 90-day change',
    kind: number('rate'),
    better: 'higher',
    source: 'usage',
    measured: 'Mean daily active users, last 30 days against the 30 days ending 90 days ago',
  },
  {
    id: 'seat_utilization',
    name: 'Seats used',
    kind: number('rate'),
    better: 'higher',
    source: 'usage',
    measured: 'Peak daily active users of the last 30 days ÷ seats',
  },
  {
    id: 'api_calls_change_90d',
    name: 'API calls, 90-day change',
    kind: number('rate'),
    better: 'higher',
    source: 'usage',
    measured: 'API calls of the last 30 days against the 30 days ending 90 days ago',
  },
  {
    id: 'data_volume_change_90d',
    name: 'Data volume, 90-day change',
    kind: number('rate'),
    better: 'higher',
    source: 'usage',
    measured: 'Data volume of the last 30 days against the 30 days ending 90 days ago',
  },
] as const satisfies readonly SignalDefinition[];

export type KnownSignalId = (typeof SIGNALS)[number]['id'];

const BY_ID: ReadonlyMap<string, SignalDefinition> = new Map(SIGNALS.map((signal) => [signal.id, signal]));

export function signalDefinition(id: SignalId): SignalDefinition | undefined {
  return BY_ID.get(id);
}

/** A signal's value as people and JSON see it: number, enum word, boolean, or null for missing. */
export type SignalValue = number | string | boolean | null;

/** Encodes a value for the typed columns of the engine; NaN for missing or a word the signal does not know. */
export function encodeSignal(definition: SignalDefinition, value: SignalValue): number {
  if (value === null) return Number.NaN;
  switch (definition.kind.type) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? value : Number.NaN;
    case 'boolean':
      return typeof value === 'boolean' ? Number(value) : Number.NaN;
    case 'enum': {
      const index = typeof value === 'string' ? definition.kind.values.indexOf(value) : -1;
      return index < 0 ? Number.NaN : index;
    }
  }
}

/** Inverse of {@link encodeSignal}. */
export function decodeSignal(definition: SignalDefinition, encoded: number): SignalValue {
  if (Number.isNaN(encoded)) return null;
  switch (definition.kind.type) {
    case 'number':
      return encoded;
    case 'boolean':
      return encoded !== 0;
    case 'enum':
      return definition.kind.values[encoded] ?? null;
  }
}
