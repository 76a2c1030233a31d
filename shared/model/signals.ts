import type { SignalId } from './health-model.ts';
import { COMMERCIAL_SIGNALS } from './signals/commercial.ts';
import type { SignalDefinition } from './signals/definition.ts';
import { ENGAGEMENT_SIGNALS } from './signals/engagement.ts';
import { GROWTH_SIGNALS } from './signals/growth.ts';
import { ONBOARDING_SIGNALS } from './signals/onboarding.ts';
import { RELATIONSHIP_SIGNALS } from './signals/relationship.ts';
import { RISK_SIGNALS } from './signals/risk.ts';
import { SUPPORT_SIGNALS } from './signals/support.ts';
import { USAGE_SIGNALS } from './signals/usage.ts';

export type { SignalDefinition } from './signals/definition.ts';

/**
 * Every signal the engine computes: stable id (30-method.md section 7), value type, direction, timing and source.
 * Numeric signals are stored as numbers; enums as the index in `values`; booleans as 0/1; missing as NaN.
 */
export const SIGNALS = [
  ...USAGE_SIGNALS,
  ...SUPPORT_SIGNALS,
  ...COMMERCIAL_SIGNALS,
  ...ENGAGEMENT_SIGNALS,
  ...GROWTH_SIGNALS,
  ...RELATIONSHIP_SIGNALS,
  ...RISK_SIGNALS,
  ...ONBOARDING_SIGNALS,
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
