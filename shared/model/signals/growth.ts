import { number, type SignalDefinition } from './definition.ts';

/** Growth. */
export const GROWTH_SIGNALS = [
  {
    id: 'user_change_90d',
    name: 'Users, 90-day change',
    kind: number('rate'),
    better: 'higher',
    timing: 'leading',
    source: 'usage',
    measured: 'Mean daily active users, last 30 days against the 30 days ending 90 days ago',
  },
  {
    id: 'seat_utilization',
    name: 'Seats used',
    kind: number('rate'),
    better: 'higher',
    timing: 'leading',
    source: 'usage',
    measured: 'Peak daily active users of the last 30 days ÷ seats',
  },
  {
    id: 'api_calls_change_90d',
    name: 'API calls, 90-day change',
    kind: number('rate'),
    better: 'higher',
    timing: 'leading',
    source: 'usage',
    measured: 'API calls of the last 30 days against the 30 days ending 90 days ago',
  },
  {
    id: 'data_volume_change_90d',
    name: 'Data volume, 90-day change',
    kind: number('rate'),
    better: 'higher',
    timing: 'leading',
    source: 'usage',
    measured: 'Data volume of the last 30 days against the 30 days ending 90 days ago',
  },
  {
    id: 'seat_change_90d',
    name: 'Seats, 90-day change',
    kind: number('rate'),
    better: 'higher',
    timing: 'lagging',
    source: 'billing',
    measured: 'Seats under contract now against 90 days ago',
  },
] as const satisfies readonly SignalDefinition[];
