/** Weights of one scenario, percent per dimension id. The total is always 100. */
export type Weights = Readonly<Record<string, number>>;
export type Locks = ReadonlySet<string>;

export const TOTAL = 100;
const EPSILON = 1e-9;

const at = (weights: Weights, id: string): number => weights[id] ?? 0;

function sumOf(weights: Weights, ids: readonly string[]): number {
  return ids.reduce((sum, id) => sum + at(weights, id), 0);
}

/** Puts the rounding remainder on the largest of `ids`, so that the total is 100 to the last bit that matters. */
function settle(weights: Record<string, number>, ids: readonly string[]): Weights {
  const remainder = TOTAL - sumOf(weights, Object.keys(weights));
  const largest = ids.reduce<string | null>(
    (best, id) => (best === null || at(weights, id) > at(weights, best) ? id : best),
    null,
  );
  if (largest !== null && remainder !== 0) weights[largest] = Math.max(0, at(weights, largest) + remainder);
  return weights;
}

/** The most one weight can take: what the locked others leave. */
export function limitOf(weights: Weights, locks: Locks, id: string): number {
  const locked = Object.keys(weights).filter((other) => other !== id && locks.has(other));
  return Math.max(0, TOTAL - sumOf(weights, locked));
}

/** Whether a weight can move at all: it is unlocked and so is at least one other. */
export function canMove(weights: Weights, locks: Locks, id: string): boolean {
  return !locks.has(id) && Object.keys(weights).some((other) => other !== id && !locks.has(other));
}

/**
 * Sets one weight and scales the unlocked others in proportion so that the total stays 100; when all of them are zero
 * they share the rest equally. A locked weight, or one whose others are all locked, stays as it is.
 * Source: 30-method.md section 5, point 1.
 */
export function moveWeight(weights: Weights, locks: Locks, id: string, value: number): Weights {
  if (!Number.isFinite(value) || !(id in weights) || !canMove(weights, locks, id)) return weights;
  const limit = limitOf(weights, locks, id);
  const target = Math.min(limit, Math.max(0, value));
  const free = Object.keys(weights).filter((other) => other !== id && !locks.has(other));
  const rest = limit - target;
  const before = sumOf(weights, free);
  const next: Record<string, number> = { ...weights, [id]: target };
  for (const other of free) next[other] = before > EPSILON ? (at(weights, other) * rest) / before : rest / free.length;
  return settle(next, free);
}

/** Scales any non-negative weights to a total of 100; all zero becomes equal shares. */
export function normalise(weights: Weights): Weights {
  const ids = Object.keys(weights);
  const total = ids.reduce((sum, id) => sum + Math.max(0, at(weights, id)), 0);
  const next: Record<string, number> = {};
  for (const id of ids)
    next[id] = total > EPSILON ? (Math.max(0, at(weights, id)) * TOTAL) / total : TOTAL / ids.length;
  return settle(next, ids);
}

export function totalOf(weights: Weights): number {
  return sumOf(weights, Object.keys(weights));
}

/** Equal to the last hundredth of a point, which is finer than anything the screen shows. */
export function sameWeights(a: Weights, b: Weights): boolean {
  const ids = Object.keys(a);
  return ids.length === Object.keys(b).length && ids.every((id) => Math.abs(at(a, id) - at(b, id)) < 0.005);
}

/**
 * `usage:45,support:15.714285714` for the address. Scores are compared at six decimals and often sit exactly on a bound, so
 * fewer than eight decimals here would put some accounts of a shared link into another bin or tier.
 */
export function encodeWeights(weights: Weights): string {
  return Object.entries(weights)
    .map(([id, value]) => `${id}:${Number(value.toFixed(9))}`)
    .join(',');
}

/** Reads an address back; null unless it names exactly the given dimensions with numbers from 0 to 100. */
export function decodeWeights(text: string, ids: readonly string[]): Weights | null {
  const parsed: Record<string, number> = {};
  for (const part of text.split(',')) {
    const [id, raw] = part.split(':');
    const value = Number(raw);
    if (!id || raw === undefined || raw === '' || !Number.isFinite(value) || value < 0 || value > TOTAL) return null;
    parsed[id] = value;
  }
  if (Object.keys(parsed).length !== ids.length || !ids.every((id) => id in parsed)) return null;
  const ordered: Record<string, number> = {};
  for (const id of ids) ordered[id] = at(parsed, id);
  return normalise(ordered);
}
