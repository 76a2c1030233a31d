import { ACCOUNT_COLUMN_TITLES } from '#shared/contract/account-columns.ts';
import { LIST_GROUPS, type ListGroup } from '#shared/contract/portfolio.ts';

/** What the list is grouped by, as it stands in a sentence. */
export function groupLabel(group: ListGroup): string {
  const title = ACCOUNT_COLUMN_TITLES[group];
  return title === title.toUpperCase() ? title : title.toLowerCase();
}

const ALWAYS: ReadonlySet<ListGroup> = new Set(['tier', 'priorityTier', 'status']);
const FIRST: readonly ListGroup[] = ['csm', 'segment', 'tier', 'plan', 'region', 'industry'];

/** What this workspace can be grouped by: tiers, and the fields it has values for. */
export function groupOptions(
  facets: Readonly<Record<string, readonly unknown[]>>,
): readonly { readonly value: string; readonly label: string }[] {
  const fields = [...FIRST, ...LIST_GROUPS.filter((field) => !FIRST.includes(field))];
  return [
    { value: '', label: 'nothing' },
    ...fields
      .filter((field) => ALWAYS.has(field) || (facets[field]?.length ?? 0) > 0)
      .map((field) => ({ value: field, label: ACCOUNT_COLUMN_TITLES[field] })),
  ];
}
