import type { SignalId } from '../health-model.ts';

/**
 * What a number counts in. `ratio` 0 and up, 1 = as before · `rate` a share (0-1) or, of a change, signed · `days`,
 * `count` · `score` points of a scale · `sentiment` −1 to 1 · `slope` sentiment per 30 days.
 */
type SignalUnit = 'ratio' | 'rate' | 'days' | 'count' | 'score' | 'sentiment' | 'slope';

type SignalKind =
  | { readonly type: 'number'; readonly unit: SignalUnit }
  | { readonly type: 'enum'; readonly values: readonly string[] }
  | { readonly type: 'boolean' };

/**
 * When a signal moves against what it warns of (30-method.md R11): leading ones 60-90 days ahead, coincident ones 30-60,
 * lagging ones too late to act. Usage decline and engagement drop lead, support sentiment and NPS coincide, lost revenue
 * lags (requirement text 002); the signals it does not name follow their nearest relative.
 */
type SignalTiming = 'leading' | 'coincident' | 'lagging';

export type SignalDefinition = {
  readonly id: SignalId;
  readonly name: string;
  readonly kind: SignalKind;
  /**
   * Direction: whether a larger value is healthier. Enums list their values best first; `neither` is a clock that other
   * signals are read against.
   */
  readonly better: 'higher' | 'lower' | 'first' | 'neither';
  readonly timing: SignalTiming;
  readonly source: 'usage' | 'support' | 'survey' | 'billing' | 'crm';
  /** How the value is measured, one sentence for people. */
  readonly measured: string;
};

export const number = (unit: SignalUnit): SignalKind => ({ type: 'number', unit });
export const oneOf = (...values: string[]): SignalKind => ({ type: 'enum', values });
export const yesNo: SignalKind = { type: 'boolean' };
