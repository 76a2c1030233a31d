/** Quantile of ascending values, `share` 0-1, linear between neighbours (type 7 of Hyndman and Fan); NaN for none. */
export function quantileOf(ascending: ArrayLike<number>, share: number): number {
  const at = (ascending.length - 1) * share;
  const below = ascending[Math.floor(at)] ?? Number.NaN;
  const above = ascending[Math.ceil(at)] ?? Number.NaN;
  return below + (at - Math.floor(at)) * (above - below);
}
