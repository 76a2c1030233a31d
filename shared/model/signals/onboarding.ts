import { number, type SignalDefinition } from './definition.ts';

/** Onboarding (30-method.md 2.7). */
export const ONBOARDING_SIGNALS = [
  {
    id: 'setup_completion',
    name: 'Set-up done',
    kind: number('rate'),
    better: 'higher',
    timing: 'leading',
    source: 'crm',
    measured: 'Set-up milestones completed ÷ planned',
  },
  {
    id: 'first_key_action_day',
    name: 'First key action',
    kind: number('days'),
    better: 'lower',
    timing: 'leading',
    source: 'usage',
    measured: 'Days from the start to the first completed key action; missing while there is none',
  },
  {
    id: 'onboarding_day',
    name: 'Day of onboarding',
    kind: number('days'),
    better: 'neither',
    timing: 'leading',
    source: 'crm',
    measured: 'Days since contract start, or since go-live when that is later',
  },
  {
    id: 'onboarding_training_rate',
    name: 'Onboarding training',
    kind: number('rate'),
    better: 'higher',
    timing: 'leading',
    source: 'crm',
    measured:
      'Training milestones completed ÷ planned, or training sessions attended since the start when that is more',
  },
  {
    id: 'initial_active_rate',
    name: 'Initial active users',
    kind: number('rate'),
    better: 'higher',
    timing: 'leading',
    source: 'usage',
    measured:
      'Different people active in the last 30 days, counted from the start ÷ licences; from daily counts, the busiest day',
  },
] as const satisfies readonly SignalDefinition[];
