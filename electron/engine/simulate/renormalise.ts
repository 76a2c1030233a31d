/** Weights in percent by dimension id. */
export type Weights = Readonly<Record<string, number>>;

/** Slack for sums of percent. */
const EPSILON = 1e-9;

/**
 * Weights after one is moved: locked ones stay, the other unlocked ones change in proportion (equally when all of them are
 * zero) so that the total is 100 (30-method.md 5, point 1). Null when that cannot be: the locked weights and the new
 * value exceed 100, or nothing is left to take up the difference.
 *
 * @param changedId the weight that was moved; it counts as unlocked whatever `lockedIds` says
 * @param newValue percent, 0-100
 */
export function renormalise(
  weights: Weights,
  changedId: string,
  newValue: number,
  lockedIds: readonly string[] = [],
): Record<string, number> | null {
  if (!(changedId in weights) || !(newValue >= 0)) return null;
  const ids = Object.keys(weights);
  const locked = ids.filter((id) => id !== changedId && lockedIds.includes(id));
  const free = ids.filter((id) => id !== changedId && !locked.includes(id));
  const total = (list: readonly string[]): number => list.reduce((sum, id) => sum + (weights[id] ?? 0), 0);
  const rest = 100 - newValue - total(locked);
  if (rest < -EPSILON || (free.length === 0 && rest > EPSILON)) return null;
  const left = Math.max(0, rest);
  const freeTotal = total(free);
  const next: Record<string, number> = {};
  for (const id of ids) {
    if (id === changedId) next[id] = newValue;
    else if (locked.includes(id)) next[id] = weights[id] ?? 0;
    else next[id] = freeTotal > 0 ? ((weights[id] ?? 0) * left) / freeTotal : left / free.length;
  }
  return next;
}
