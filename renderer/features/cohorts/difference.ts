type Difference = {
  readonly difference: number | null;
  readonly interval: { readonly low: number; readonly high: number } | null;
};

/**
 * The reply says A less B; read from A to B a loss is a minus. `scale` 100 turns shares into percentage points.
 */
export function turned(
  { difference, interval }: Difference,
  scale: 1 | 100 = 1,
): { readonly value: number | null; readonly low: number | null; readonly high: number | null } {
  return {
    value: difference === null ? null : -difference * scale,
    low: interval === null ? null : -interval.high * scale,
    high: interval === null ? null : -interval.low * scale,
  };
}
