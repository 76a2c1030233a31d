import { KINDS } from '#shared/model/kinds.ts';
import type { Cell, Field } from './types.ts';

const NAMES = [
  'account_id',
  'effective_date',
  'change',
  'arr',
  'mrr',
  'seats',
  'plan',
  'term_end',
  'currency',
  'subscription_id',
] as const;

/** Source column a contract column is filled from. */
function sourceOf(name: string): string {
  return name === 'effective_date' ? 'start_date' : name;
}

/** Contract columns that the rows of a subscriptions file have. */
export function contractFields(source: readonly Field[]): Field[] {
  const columns = new Map<string, (typeof KINDS.contracts)[number]>(
    KINDS.contracts.map((column) => [column.name, column]),
  );
  return NAMES.flatMap((name): Field[] => {
    const from = source.find((field) => field.name === sourceOf(name));
    const column = columns.get(name);
    // An end that is no churn (churn flag false) is kept as the end of the term.
    const derived =
      name === 'change' ||
      (name === 'term_end' &&
        source.some((field) => field.name === 'churn_flag') &&
        source.some((field) => field.name === 'end_date'));
    if (!column || (!from && !derived)) return [];
    return [{ name, type: column.type, source: from?.source ?? -1, header: from?.header ?? '' }];
  });
}

/**
 * Turns one subscription (cells by its source fields) into contract changes (cells by contractFields): its start as `new`,
 * `upgrade` or `downgrade`, its end as `churn` unless its
 * churn flag says no.
 */
export function subscriptionChanges(
  source: readonly Field[],
  target: readonly Field[],
): (cells: readonly Cell[]) => Cell[][] {
  const at = (name: string): number => source.findIndex((field) => field.name === name);
  const upgrade = at('upgrade_flag');
  const downgrade = at('downgrade_flag');
  const end = at('end_date');
  const churn = at('churn_flag');
  const termAt = target.findIndex((field) => field.name === 'term_end');
  const copies = target.map((field) => (field.name === 'change' ? -1 : at(sourceOf(field.name))));
  const changeAt = target.findIndex((field) => field.name === 'change');
  const dateAt = target.findIndex((field) => field.name === 'effective_date');

  return (cells) => {
    const first = copies.map((index) => (index < 0 ? null : (cells[index] ?? null)));
    first[changeAt] = cells[upgrade] === true ? 'upgrade' : cells[downgrade] === true ? 'downgrade' : 'new';
    const ended = end < 0 ? null : (cells[end] ?? null);
    if (ended === null) return [first];
    if (churn >= 0 && cells[churn] === false) {
      if (termAt >= 0) first[termAt] = ended;
      return [first];
    }
    const last = [...first];
    last[changeAt] = 'churn';
    last[dateAt] = ended;
    return [first, last];
  };
}
