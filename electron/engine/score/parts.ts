import type { Curve, Part } from '#shared/model/health-model.ts';
import { intervalsOf, setWhere } from './conditions.ts';

/** Signal columns of one block: encoded values, or undefined for a signal that nobody supplies. */
export type SignalColumns = (signal: string) => Float64Array | undefined;

type Anchors = Extract<Curve, { readonly kind: 'linear' }>['anchors'];

/** Straight lines through the anchors, flat outside; NaN for NaN. */
function linearColumn(anchors: Anchors, x: Float64Array): Float64Array {
  const at = Float64Array.from(anchors, ([from]) => from);
  const value = Float64Array.from(anchors, ([, score]) => score);
  const last = at.length - 1;
  const column = new Float64Array(x.length);
  for (let row = 0; row < x.length; row++) {
    const here = x[row] as number;
    if (Number.isNaN(here)) column[row] = here;
    else if (here >= (at[last] as number)) column[row] = value[last] as number;
    else {
      let next = 0;
      while (here > (at[next] as number)) next++;
      const to = value[next] as number;
      if (next === 0) column[row] = to;
      else {
        const start = at[next - 1] as number;
        const from = value[next - 1] as number;
        column[row] = from + ((to - from) * (here - start)) / ((at[next] as number) - start);
      }
    }
  }
  return column;
}

function curveColumn(signal: string, curve: Curve, x: Float64Array, columns: SignalColumns): Float64Array {
  switch (curve.kind) {
    case 'linear':
      return linearColumn(curve.anchors, x);
    case 'steps': {
      const otherwise = curve.otherwise ?? Number.NaN;
      const value = x.map((known) => (Number.isNaN(known) ? known : otherwise));
      for (const step of curve.steps.toReversed()) setWhere(value, x, intervalsOf(signal, step.when), step.value);
      return value;
    }
    case 'pace': {
      const clock = columns(curve.clock);
      return x.map((value, row) => {
        const expected = Math.max(curve.least, (clock?.[row] ?? Number.NaN) / curve.full);
        return 100 * Math.min(1, Math.max(0, value / expected));
      });
    }
  }
}

/** Value 0-100 of a part for every row, NaN where it is missing (30-method.md 2.3, 2.4, 2.7, 7.2). */
export function partColumn(part: Part, columns: SignalColumns, length: number): Float64Array {
  let x = columns(part.signal) ?? new Float64Array(length).fill(Number.NaN);
  const fallback = part.fallback === null ? undefined : columns(part.fallback);
  if (fallback) x = x.map((value, row) => (Number.isNaN(value) ? (fallback[row] as number) : value));
  const value = curveColumn(part.signal, part.curve, x, columns);
  for (const exception of part.unless.toReversed()) {
    const on = columns(exception.signal);
    if (on) setWhere(value, on, intervalsOf(exception.signal, exception.when), exception.value);
  }
  return value;
}

/** Which exception of a part decides its value, row by row: its index + 1, 0 where the curve does. */
export function decidingException(part: Part, columns: SignalColumns, length: number): Float64Array {
  const deciding = new Float64Array(length);
  for (let at = part.unless.length - 1; at >= 0; at--) {
    const exception = part.unless[at] as Part['unless'][number];
    const on = columns(exception.signal);
    if (on) setWhere(deciding, on, intervalsOf(exception.signal, exception.when), at + 1);
  }
  return deciding;
}
