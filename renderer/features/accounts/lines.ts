import type { AccountGroup } from '#shared/contract/portfolio.ts';

/** One line of the list: the head of a group, or the account at a place of the ordered list. */
export type Line =
  | { readonly kind: 'group'; readonly group: AccountGroup; readonly place: number; readonly open: boolean }
  | { readonly kind: 'row'; readonly at: number; readonly place: number };

export type Lines = {
  readonly count: number;
  readonly lineAt: (index: number) => Line | undefined;
  /** Line of the head of the group a line belongs to; null without groups. */
  readonly headOf: (index: number) => number | null;
  /** Line of an account; −1 while its group is closed. */
  readonly lineOf: (at: number) => number;
};

/** Without groups every account is a line of its own; with them each group has a head, and its accounts while it is open. */
export function linesOf(total: number, groups: readonly AccountGroup[] | null, closed: ReadonlySet<string>): Lines {
  if (groups === null)
    return {
      count: total,
      lineAt: (index) => (index >= 0 && index < total ? { kind: 'row', at: index, place: -1 } : undefined),
      headOf: () => null,
      lineOf: (at) => at,
    };
  const heads = new Int32Array(groups.length + 1);
  const firsts = new Int32Array(groups.length + 1);
  groups.forEach((group, place) => {
    const shown = closed.has(group.value) ? 0 : group.accounts;
    heads[place + 1] = (heads[place] ?? 0) + 1 + shown;
    firsts[place + 1] = (firsts[place] ?? 0) + group.accounts;
  });
  const placeOf = (starts: Int32Array, value: number): number => {
    let [low, high] = [0, groups.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= value) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const count = heads[groups.length] ?? 0;
  return {
    count,
    lineAt: (index) => {
      if (index < 0 || index >= count) return undefined;
      const place = placeOf(heads, index);
      const group = groups[place];
      const head = heads[place] ?? 0;
      if (!group) return undefined;
      if (index === head) return { kind: 'group', group, place, open: !closed.has(group.value) };
      return { kind: 'row', at: (firsts[place] ?? 0) + index - head - 1, place };
    },
    headOf: (index) => (groups.length === 0 ? null : (heads[placeOf(heads, index)] ?? null)),
    lineOf: (at) => {
      const place = placeOf(firsts, at);
      const group = groups[place];
      if (!group || closed.has(group.value)) return -1;
      return (heads[place] ?? 0) + 1 + at - (firsts[place] ?? 0);
    },
  };
}
