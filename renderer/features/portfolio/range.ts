type Range = { readonly from: number; readonly to: number };

/**
 * The score range after a click on a bin: the bin, nothing when it was the range already, or with `extend` the range that
 * holds both.
 */
export function pickedRange(
  filters: { readonly scoreMin?: number | undefined; readonly scoreMax?: number | undefined },
  bin: Range,
  extend: boolean,
): Range | null {
  const { scoreMin, scoreMax } = filters;
  if (scoreMin === bin.from && scoreMax === bin.to) return null;
  if (!extend || (scoreMin === undefined && scoreMax === undefined)) return bin;
  return { from: Math.min(scoreMin ?? 0, bin.from), to: Math.max(scoreMax ?? 100, bin.to) };
}
