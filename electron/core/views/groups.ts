import { NO_TIER, PRIORITY_TIERS } from '#electron/engine/index.ts';
import type { AccountGroup, ListGroup, SortField } from '#shared/contract/portfolio.ts';
import { byName } from '#shared/format/natural.ts';
import { AT_RISK_SCORE } from '#shared/model/health-model.ts';
import type { Book } from './book.ts';
import { NO_VALUE } from './filters.ts';
import { money, STATUS_NAMES } from './rows.ts';

/** Stands for the groups beyond the largest ones. */
const OTHER_VALUES = '(other values)';
const MAX_GROUPS = 2000;

type Query = {
  readonly group?: ListGroup | undefined;
  readonly sort?: readonly { readonly field: SortField; readonly direction: 'asc' | 'desc' }[] | undefined;
};
type Groups = {
  /** Place of the group of an account, by account; only of the chosen ones. */
  readonly rank: Int32Array;
  readonly groups: readonly AccountGroup[];
};

function groupValue(book: Book, account: number, group: ListGroup): string {
  switch (group) {
    case 'tier':
      return book.model.tiers[book.snapshot.tier[account] ?? NO_TIER]?.name ?? NO_VALUE;
    case 'priorityTier':
      return PRIORITY_TIERS[book.priority[account] ?? 0] ?? NO_VALUE;
    case 'status':
      return STATUS_NAMES[book.snapshot.status[account] ?? 0] ?? NO_VALUE;
    default:
      return book.records[account]?.[group] ?? NO_VALUE;
  }
}

/** The values that get a group of their own: all of them, or the most frequent. */
function ownGroups(values: readonly string[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  if (counts.size <= MAX_GROUPS) return new Set(counts.keys());
  const largest = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return new Set(largest.slice(0, MAX_GROUPS).map(([value]) => value));
}

function subtotals(book: Book, value: string, accounts: readonly number[]): AccountGroup {
  const tiers: number[] = book.model.tiers.map(() => 0);
  const sums = { arr: 0, withArr: 0, atRiskArr: 0, score: 0, scored: 0, change: 0, changed: 0 };
  for (const account of accounts) {
    const arr = book.arr[account] || 0;
    const score = book.snapshot.score[account] ?? Number.NaN;
    const change = book.change30[account] ?? Number.NaN;
    const tier = book.snapshot.tier[account] ?? NO_TIER;
    sums.arr += arr;
    if (!Number.isNaN(book.arr[account])) sums.withArr += 1;
    if (tiers[tier] !== undefined) tiers[tier] += 1;
    if (!Number.isNaN(change)) {
      sums.change += change;
      sums.changed += 1;
    }
    if (Number.isNaN(score)) continue;
    sums.score += score;
    sums.scored += 1;
    if (score < AT_RISK_SCORE) sums.atRiskArr += arr;
  }
  return {
    value,
    accounts: accounts.length,
    arr: money(sums.arr),
    withArr: sums.withArr,
    mean: sums.scored === 0 ? null : sums.score / sums.scored,
    change30: sums.changed === 0 ? null : sums.change / sums.changed,
    tiers,
    atRiskArr: money(sums.atRiskArr),
  };
}

/** What the list is in order of as far as a group has it, null for none: groups without it come last. */
function groupKey(group: AccountGroup, field: SortField | undefined): number | null | undefined {
  if (field === 'score' || field === 'tier') return group.mean;
  if (field === 'arr') return group.arr;
  if (field === 'change30') return group.change30;
  return undefined;
}

/** Groups follow the order of the list where they have what it goes by, else their names; tiers follow the model. */
function inOrder(book: Book, groups: AccountGroup[], query: Query): AccountGroup[] {
  const fixed: readonly string[] =
    query.group === 'tier' ? book.model.tiers.map(({ name }) => name) : query.group === 'status' ? STATUS_NAMES : [];
  const [first] = query.sort ?? [];
  const isLast = (value: string): number => Number(value === NO_VALUE) + 2 * Number(value === OTHER_VALUES);
  const direction = first?.direction === 'desc' ? -1 : 1;
  return groups.sort((a, b) => {
    if (isLast(a.value) !== isLast(b.value)) return isLast(a.value) - isLast(b.value);
    if (fixed.length > 0) return fixed.indexOf(a.value) - fixed.indexOf(b.value);
    const [one, two] = [groupKey(a, first?.field), groupKey(b, first?.field)];
    if (one !== undefined && two !== undefined && one !== two) {
      if (one === null || two === null) return one === null ? 1 : -1;
      return (one - two) * direction;
    }
    const names = byName(a.value, b.value);
    return first?.field === query.group ? names * direction : names;
  });
}

/** The chosen accounts in groups, each with its subtotals. */
export function groupsOf(book: Book, chosen: ArrayLike<number>, query: Query): Groups {
  const rank = new Int32Array(book.records.length);
  const { group } = query;
  if (group === undefined) return { rank, groups: [] };
  const values = Array.from(chosen, (account) => groupValue(book, account, group));
  const own = ownGroups(values);
  const members = new Map<string, number[]>();
  values.forEach((value, place) => {
    const name = own.has(value) ? value : OTHER_VALUES;
    const known = members.get(name);
    const account = chosen[place] as number;
    if (known) known.push(account);
    else members.set(name, [account]);
  });
  const groups = inOrder(
    book,
    [...members].map(([value, accounts]) => subtotals(book, value, accounts)),
    query,
  );
  groups.forEach(({ value }, place) => {
    for (const account of members.get(value) ?? []) rank[account] = place;
  });
  return { rank, groups };
}
