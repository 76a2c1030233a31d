import type { InputOf } from '#shared/contract/index.ts';

export type EditTarget = InputOf<'edits.add'>['target'];

/** Accounts picked for an action: the named ones, or all the filters leave but for the named ones. */
export type Selection = { readonly all: boolean; readonly ids: ReadonlySet<string> };

export const NOTHING: Selection = { all: false, ids: new Set() };
export const EVERYTHING: Selection = { all: true, ids: new Set() };

export function isSelected({ all, ids }: Selection, accountId: string): boolean {
  return ids.has(accountId) !== all;
}

export function toggledIn({ all, ids }: Selection, accountId: string): Selection {
  const next = new Set(ids);
  if (!next.delete(accountId)) next.add(accountId);
  return { all, ids: next };
}

export function withSelected({ all, ids }: Selection, accountIds: readonly string[]): Selection {
  const next = new Set(ids);
  for (const accountId of accountIds) {
    if (all) next.delete(accountId);
    else next.add(accountId);
  }
  return { all, ids: next };
}

/** How many are picked of a list of `total`. */
export function countSelected({ all, ids }: Selection, total: number): number {
  return all ? Math.max(0, total - ids.size) : ids.size;
}

/** The picked accounts as an edit names them: one by one, or all that `filtered` leaves but for some. */
export function targetOf(
  { all, ids }: Selection,
  filtered: Pick<Extract<EditTarget, { filters: unknown }>, 'filters' | 'asOf'>,
): EditTarget {
  return all ? { ...filtered, except: [...ids] } : { accountIds: [...ids] };
}
