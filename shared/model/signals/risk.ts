import { type SignalDefinition, yesNo } from './definition.ts';

/** Risk overlay (30-method.md 2.7): inputs of risk factors. */
export const RISK_SIGNALS = [
  {
    id: 'champion_left_90d',
    name: 'Champion left',
    kind: yesNo,
    better: 'lower',
    timing: 'leading',
    source: 'crm',
    measured: 'A contact marked as champion left in the last 90 days',
  },
  {
    id: 'renewal_meeting_missed',
    name: 'Renewal meeting missed',
    kind: yesNo,
    better: 'lower',
    timing: 'leading',
    source: 'crm',
    measured: 'A meeting of the last 90 days was not attended, none since, and the renewal is at most 90 days away',
  },
  {
    id: 'competitor_mention_90d',
    name: 'Competitor mentioned',
    kind: yesNo,
    better: 'lower',
    timing: 'leading',
    source: 'crm',
    measured: 'A note, ticket subject or survey comment of the last 90 days names a competitor or a switch',
  },
  {
    id: 'budget_mention_90d',
    name: 'Budget review mentioned',
    kind: yesNo,
    better: 'lower',
    timing: 'leading',
    source: 'crm',
    measured: 'A note, ticket subject or survey comment of the last 90 days speaks of budget or cost cuts',
  },
] as const satisfies readonly SignalDefinition[];
