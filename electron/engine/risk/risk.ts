import type { RiskFactor, RiskOverlay } from '#shared/model/health-model.ts';
import { intervalsOf, isWithin } from '../score/conditions.ts';
import type { SignalColumns } from '../score/parts.ts';

/** Reads the encoded value of a signal of one account, NaN when missing. */
type EncodedOf = (signal: string) => number;

const MAX_INDEX = 100;

/** The factors of the overlay that are active for one account, in the model's order (30-method.md 2.7). */
export function activeRiskFactors(overlay: RiskOverlay, encodedOf: EncodedOf): RiskFactor[] {
  return overlay.factors.filter(({ any }) =>
    any.some(({ signal, when }) => isWithin(intervalsOf(signal, when), encodedOf(signal))),
  );
}

/** Risk index of active factors: min(100, Σ points of their grades), 0 without one (30-method.md 2.7). */
export function riskIndex(overlay: RiskOverlay, active: readonly RiskFactor[]): number {
  return Math.min(
    MAX_INDEX,
    active.reduce((sum, { grade }) => sum + overlay.points[grade], 0),
  );
}

/** 1 for each row in which a critical factor is active; an unknown signal makes none active. */
export function criticalColumn(overlay: RiskOverlay, columns: SignalColumns, length: number): Uint8Array {
  const critical = new Uint8Array(length);
  const conditions = overlay.factors.filter(({ grade }) => grade === 'critical').flatMap(({ any }) => any);
  for (const { signal, when } of conditions) {
    const values = columns(signal);
    const intervals = intervalsOf(signal, when);
    for (let row = 0; row < length; row++) {
      if (isWithin(intervals, values?.[row] ?? Number.NaN)) critical[row] = 1;
    }
  }
  return critical;
}
