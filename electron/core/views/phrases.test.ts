import { describe, expect, it } from 'vitest';
import {
  encodeSignal,
  SIGNALS,
  type SignalDefinition,
  type SignalValue,
  signalDefinition,
} from '#shared/model/signals.ts';
import { driverPhrase, driverTitle } from './phrases.ts';

const phrase = (signal: string, value: SignalValue): string =>
  driverPhrase(signal, encodeSignal(signalDefinition(signal) as SignalDefinition, value));

describe('driver phrases', () => {
  it.each<[string, SignalValue, string]>([
    ['login_ratio_30_90', 0.4, 'Logins at 40% of baseline'],
    ['escalations_90d', 1, '1 escalation in 90 d'],
    ['escalations_90d', 3, '3 escalations in 90 d'],
    ['payment_status', 'past_due', 'Payment past due'],
    ['subscription_change', 'downgrade', 'Downgraded'],
    ['days_to_renewal', 12, 'Renews in 12 d'],
    ['days_to_renewal', -3, 'Renewal 3 d overdue'],
    ['usage_trend_90d', -0.314, 'Usage −31% in 90 d'],
    ['usage_trend_90d', -0.001, 'Usage +0% in 90 d'],
    ['ticket_sentiment_90d', -0.66, 'Ticket sentiment −0.7'],
    ['csat_last5', 2.25, 'Ticket satisfaction 2.3 of 5'],
    ['has_sponsor', false, 'No executive sponsor'],
    ['roi_status', 'none', 'Return on investment not shown'],
    ['first_key_action_day', null, 'No key action yet, or late'],
    ['first_key_action_day', 40, 'First key action on day 40'],
  ])('%s %j: %s', (signal, value, words) => {
    expect(phrase(signal, value)).toBe(words);
  });

  it('no title names a bound: it has to be true for any model', () => {
    for (const { id } of SIGNALS)
      expect(driverTitle(id).replace(/in 90 d|60 days|12 months|P1/, '')).not.toMatch(/[0-9%]/);
    expect(new Set(SIGNALS.map(({ id }) => driverTitle(id))).size).toBe(SIGNALS.length);
  });

  it('a signal the engine does not know is called by its id', () => {
    expect([driverTitle('own_signal'), driverPhrase('own_signal', 1)]).toEqual(['own_signal', 'own_signal']);
  });
});
