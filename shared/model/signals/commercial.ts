import { number, oneOf, type SignalDefinition } from './definition.ts';

/** Billing and contract. */
export const COMMERCIAL_SIGNALS = [
  {
    id: 'payment_status',
    name: 'Payment',
    kind: oneOf('current', 'late', 'past_due', 'failed'),
    better: 'first',
    timing: 'coincident',
    source: 'billing',
    measured: 'Worst open invoice at the as-of date',
  },
  {
    id: 'subscription_change',
    name: 'Subscription change',
    kind: oneOf('upgrade', 'stable', 'downgrade_request', 'downgrade'),
    better: 'first',
    timing: 'lagging',
    source: 'billing',
    measured: 'Latest contract change in the last 90 days',
  },
  {
    id: 'arrears_days',
    name: 'Arrears',
    kind: number('days'),
    better: 'lower',
    timing: 'coincident',
    source: 'billing',
    measured: 'Days the oldest unpaid invoice is overdue',
  },
  {
    id: 'days_to_renewal',
    name: 'Days to renewal',
    kind: number('days'),
    better: 'higher',
    timing: 'coincident',
    source: 'crm',
    measured: 'Renewal date − as-of date',
  },
  {
    id: 'expansion_12m',
    name: 'Expansion in 12 months',
    kind: oneOf('expansion', 'none', 'contraction'),
    better: 'first',
    timing: 'lagging',
    source: 'billing',
    measured:
      'Contract value against a year ago, or against the first contract of a younger account; within 1% is none',
  },
  {
    id: 'mrr_change_30d',
    name: 'Contract value, 30-day change',
    kind: number('rate'),
    better: 'higher',
    timing: 'lagging',
    source: 'billing',
    measured: 'Contract value now against 30 days ago',
  },
] as const satisfies readonly SignalDefinition[];
