import type { Condition, Part } from '../../../editing/rules.ts';

type Curve = Part['curve'];

/** How a curve looks: a line over the signal's values, or one bar per word. */
export type CurveShape =
  | { readonly kind: 'line'; readonly points: readonly (readonly [x: number, value: number])[] }
  | { readonly kind: 'bars'; readonly values: readonly number[] };

/** Share of the span drawn flat at both ends, so that "flat outside" can be seen. */
const MARGIN = 0.12;

export function shapeOf(curve: Curve): CurveShape {
  if (curve.kind === 'pace')
    return {
      kind: 'line',
      points: [
        [0, 0],
        [1, 100],
        [1 + MARGIN, 100],
      ],
    };
  if (curve.kind === 'linear') {
    const first = curve.anchors[0];
    const last = curve.anchors.at(-1);
    if (!first || !last) return { kind: 'bars', values: [] };
    const margin = (last[0] - first[0] || 1) * MARGIN;
    return { kind: 'line', points: [[first[0] - margin, first[1]], ...curve.anchors, [last[0] + margin, last[1]]] };
  }
  const cuts = curve.steps.flatMap(({ when }) => (when.op === 'in' ? [] : [when.value]));
  if (cuts.length === 0) return { kind: 'bars', values: curve.steps.map((step) => step.value) };
  const low = Math.min(...cuts);
  const high = Math.max(...cuts);
  const margin = (high - low || Math.abs(high) || 1) * MARGIN * 2;
  const valueAt = (x: number) => curve.steps.find(({ when }) => meets(when, x))?.value ?? curve.otherwise ?? 0;
  const tiny = margin / 1e6;
  const edges = [...new Set(cuts)].sort((a, b) => a - b).flatMap((cut) => [cut - tiny, cut + tiny]);
  return { kind: 'line', points: [low - margin, ...edges, high + margin].map((x) => [x, valueAt(x)] as const) };
}

function meets(when: Condition, x: number): boolean {
  switch (when.op) {
    case '>=':
      return x >= when.value;
    case '>':
      return x > when.value;
    case '<=':
      return x <= when.value;
    case '<':
      return x < when.value;
    case 'in':
      return false;
  }
}
