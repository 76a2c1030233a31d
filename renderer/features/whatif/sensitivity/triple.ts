export type Dimension = { readonly id: string; readonly name: string; readonly weight: number };
export type Triple = readonly [Dimension, Dimension, Dimension];

/** The three dimensions an address names, filled up with the heaviest; null below three. */
export function tripleOf(dimensions: readonly Dimension[], text: string | undefined): Triple | null {
  const named = (text ?? '').split(',').flatMap((id) => dimensions.filter((dimension) => dimension.id === id));
  const heavy = [...dimensions].sort((a, b) => b.weight - a.weight);
  const [a, b, c] = [...new Set([...named, ...heavy])];
  return a && b && c ? [a, b, c] : null;
}

/** The ids after one place took another dimension; one that stood elsewhere changes places with it. */
export function withPlace(three: Triple, place: 0 | 1 | 2, id: string): readonly string[] {
  return three.map((dimension, index) => (index === place ? id : dimension.id === id ? three[place].id : dimension.id));
}
