import type { Snapshot } from '../score/snapshot.ts';

const LEVELS = 65_536;

/** What is known of the accounts, over all weeks of a history: coverage and state depend on it and on the weights alone. */
export type ReplayPatterns = {
  /** Pattern of each row of a snapshot. */
  readonly of: (snapshot: Pick<Snapshot, 'dimensions' | 'dimensionCoverage'>, rows: Int32Array) => Uint32Array;
  /** `[pattern × dimensions + d]`: 1 for a known dimension, and the coverage inside it; complete once every week was asked for. */
  readonly table: () => { readonly known: Uint8Array; readonly inner: Float64Array; readonly count: number };
};

/**
 * Numbers the patterns as they come. What is known of an account seldom differs from one week to the next, so that most rows
 * are compared with the week before instead of looked up.
 */
export function replayPatterns(width: number, accounts: number): ReplayPatterns {
  const levels = Array.from({ length: width }, () => new Map<number, number>());
  const steps = Array.from({ length: width }, () => new Map<number, number>());
  const last = Array.from({ length: width }, () => new Float64Array(accounts).fill(-2));
  const lastPattern = new Uint32Array(accounts);
  const known: number[] = [];
  const inner: number[] = [];
  let count = 0;

  function patternOf(values: Float64Array): number {
    let node = 0;
    for (let d = 0; d < width; d++) {
      const ofLevel = levels[d] as Map<number, number>;
      const value = values[d] as number;
      let level = ofLevel.get(value);
      if (level === undefined) {
        level = ofLevel.size;
        ofLevel.set(value, level);
      }
      const ofStep = steps[d] as Map<number, number>;
      const key = node * LEVELS + level;
      let next = ofStep.get(key);
      if (next === undefined) {
        next = ofStep.size;
        ofStep.set(key, next);
        if (d === width - 1) {
          count++;
          for (const entry of values) {
            known.push(entry < 0 ? 0 : 1);
            inner.push(Math.max(0, entry));
          }
        }
      }
      node = next;
    }
    return node;
  }

  return {
    of: ({ dimensions, dimensionCoverage }, rows) => {
      const values = new Float64Array(width);
      const patterns = new Uint32Array(rows.length);
      for (let row = 0; row < rows.length; row++) {
        const account = rows[row] as number;
        let isSame = true;
        for (let d = 0; d < width; d++) {
          const isNull = Number.isNaN(dimensions[d]?.[account] as number);
          const value = isNull ? -1 : (dimensionCoverage[d]?.[account] as number);
          values[d] = value;
          const before = last[d] as Float64Array;
          if (before[account] === value) continue;
          before[account] = value;
          isSame = false;
        }
        if (!isSame) lastPattern[account] = patternOf(values);
        patterns[row] = lastPattern[account] as number;
      }
      return patterns;
    },
    table: () => ({ known: Uint8Array.from(known), inner: Float64Array.from(inner), count }),
  };
}
