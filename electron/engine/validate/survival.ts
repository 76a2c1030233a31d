import { chiSquareTail } from '../math/distributions.ts';

const Z = 1.959963984540054;

/** Subjects of a survival curve: time of the event or of leaving observation, and 1 for an event. */
export type Times = { readonly time: ArrayLike<number>; readonly event: ArrayLike<number> };

export type SurvivalStep = {
  readonly time: number;
  /** Subjects observed up to this time, and how many had the event at it. */
  readonly atRisk: number;
  readonly events: number;
  /** Share without the event after this time, 0-1. */
  readonly survival: number;
  /** 95 % interval on the log(−log) scale; NaN where the share is 1 or 0. */
  readonly low: number;
  readonly high: number;
};

/** Kaplan-Meier with log-log intervals from Greenwood's variance (30-method.md 4.3, TV29); one step a time with events. */
export function kaplanMeier({ time, event }: Times): SurvivalStep[] {
  const order = Array.from({ length: time.length }, (_, k) => k).sort(
    (a, b) => (time[a] as number) - (time[b] as number),
  );
  const steps: SurvivalStep[] = [];
  let survival = 1;
  let variance = 0;
  for (let at = 0; at < order.length; ) {
    const now = time[order[at] as number] as number;
    const atRisk = order.length - at;
    let events = 0;
    for (; at < order.length && time[order[at] as number] === now; at++) events += event[order[at] as number] as number;
    if (events === 0) continue;
    survival *= 1 - events / atRisk;
    variance += events / (atRisk * (atRisk - events));
    const centre = Math.log(-Math.log(survival));
    const half = (Z * Math.sqrt(variance)) / Math.abs(Math.log(survival));
    const inside = survival > 0 && survival < 1;
    steps.push({
      time: now,
      atRisk,
      events,
      survival,
      low: inside ? Math.exp(-Math.exp(centre + half)) : Number.NaN,
      high: inside ? Math.exp(-Math.exp(centre - half)) : Number.NaN,
    });
  }
  return steps;
}

/** First time at which the survival is at or below a share; NaN when it never gets there. */
export function survivalQuantile(steps: readonly SurvivalStep[], share = 0.5): number {
  return steps.find(({ survival }) => survival <= share + 1e-12)?.time ?? Number.NaN;
}

/** Share without the event just before (or, `after`, at) a time. */
export function survivalAt(steps: readonly SurvivalStep[], time: number, after: boolean): number {
  let share = 1;
  for (const step of steps) {
    if (after ? step.time > time : step.time >= time) break;
    share = step.survival;
  }
  return share;
}

/** Log-rank test of several groups (30-method.md 4.3, TV29); null with fewer than two groups or without events. */
export function logRank(
  groups: readonly Times[],
): { readonly chiSquare: number; readonly df: number; readonly p: number } | null {
  const used = groups.filter(({ time }) => time.length > 0);
  const g = used.length;
  if (g < 2) return null;
  const events: number[] = [];
  for (const { time, event } of used)
    for (let k = 0; k < time.length; k++) if (event[k] === 1) events.push(time[k] as number);
  const times = [...new Set(events)].sort((a, b) => a - b);
  if (times.length === 0) return null;
  const d = g - 1;
  const difference = new Float64Array(d);
  const variance = new Float64Array(d * d);
  for (const now of times) {
    const atRisk = new Float64Array(g);
    const hit = new Float64Array(g);
    used.forEach(({ time, event }, group) => {
      for (let k = 0; k < time.length; k++) {
        if ((time[k] as number) >= now) atRisk[group] = (atRisk[group] as number) + 1;
        if (time[k] === now && event[k] === 1) hit[group] = (hit[group] as number) + 1;
      }
    });
    const n = atRisk.reduce((sum, count) => sum + count, 0);
    const e = hit.reduce((sum, count) => sum + count, 0);
    const factor = n > 1 ? (e * (n - e)) / (n - 1) : 0;
    for (let a = 0; a < d; a++) {
      const shareA = (atRisk[a] as number) / n;
      difference[a] = (difference[a] as number) + (hit[a] as number) - e * shareA;
      for (let b = 0; b < d; b++) {
        const shareB = (atRisk[b] as number) / n;
        variance[a * d + b] = (variance[a * d + b] as number) + factor * ((a === b ? shareA : 0) - shareA * shareB);
      }
    }
  }
  const solved = solveSymmetric(variance, difference, d);
  if (!solved) return null;
  const chiSquare = solved.reduce((sum, value, k) => sum + value * (difference[k] as number), 0);
  return { chiSquare, df: d, p: chiSquareTail(chiSquare, d) };
}

/** Gauss with pivots; null for a singular matrix (a group without anybody at risk while events happen). */
function solveSymmetric(matrix: Float64Array, b: Float64Array, d: number): Float64Array | null {
  const a = matrix.slice();
  const x = b.slice();
  for (let column = 0; column < d; column++) {
    let pivot = column;
    for (let row = column + 1; row < d; row++)
      if (Math.abs(a[row * d + column] as number) > Math.abs(a[pivot * d + column] as number)) pivot = row;
    const value = a[pivot * d + column] as number;
    if (Math.abs(value) < 1e-12) return null;
    if (pivot !== column) {
      for (let k = 0; k < d; k++) {
        const kept = a[column * d + k] as number;
        a[column * d + k] = a[pivot * d + k] as number;
        a[pivot * d + k] = kept;
      }
      const kept = x[column] as number;
      x[column] = x[pivot] as number;
      x[pivot] = kept;
    }
    for (let row = 0; row < d; row++) {
      if (row === column) continue;
      const factor = (a[row * d + column] as number) / value;
      for (let k = column; k < d; k++)
        a[row * d + k] = (a[row * d + k] as number) - factor * (a[column * d + k] as number);
      x[row] = (x[row] as number) - factor * (x[column] as number);
    }
  }
  return x.map((value, k) => value / (a[k * d + k] as number));
}
