/** How well a text answers what was typed; smaller is better. */
export const RANK = { same: 0, start: 1, wordStart: 2, inside: 3, words: 4, other: 5 } as const;

const folded = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase('en').trim();

/** Rank of `text` for what was typed, accents and case aside; null when it does not answer it at all. */
export function rankOf(typed: string, text: string): number | null {
  const query = folded(typed);
  const label = folded(text);
  if (query === '') return RANK.other;
  if (label === query) return RANK.same;
  if (label.startsWith(query)) return RANK.start;
  const at = label.indexOf(query);
  if (at > 0) {
    const words = label.split(/[^\p{L}\p{N}]+/u);
    return words.some((_, index) => words.slice(index).join(' ').startsWith(query)) ? RANK.wordStart : RANK.inside;
  }
  return query.split(/\s+/).every((word) => label.includes(word)) ? RANK.words : null;
}

export type Ranked = { readonly label: string; readonly keywords?: string };
export type Group<T> = { readonly group: string; readonly actions: readonly T[] };

/**
 * Groups with the items that answer what was typed, best first, and the group of the best answer first; equals keep
 * their order. Words an item is also known by count as found inside. Nothing typed: everything, as it was.
 */
export function ranked<T extends Ranked>(typed: string, groups: readonly Group<T>[]): Group<T>[] {
  const filled = (found: readonly Group<T>[]) => found.filter(({ actions }) => actions.length > 0);
  if (typed.trim() === '') return filled(groups);
  return filled(
    groups
      .map(({ group, actions }) => {
        const found = actions
          .flatMap((item) => {
            const rank = rankOf(typed, item.label) ?? (rankOf(typed, item.keywords ?? '') === null ? null : RANK.other);
            return rank === null ? [] : [{ item, rank }];
          })
          .sort((a, b) => a.rank - b.rank);
        return { group, actions: found.map(({ item }) => item), best: found[0]?.rank ?? RANK.other };
      })
      .sort((a, b) => a.best - b.best)
      .map(({ group, actions }) => ({ group, actions })),
  );
}
