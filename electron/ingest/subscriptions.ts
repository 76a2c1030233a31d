import { KINDS } from '#shared/model/kinds.ts';
import type { Cell, Field } from './types.ts';
import { wordKey } from './validate/words.ts';

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
  'source_updated_at',
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
    // An end that is no churn is kept as the end of the term.
    const derived =
      name === 'change' ||
      (name === 'term_end' &&
        source.some((field) => field.name === 'churn_flag' || field.name === 'status') &&
        source.some((field) => field.name === 'end_date'));
    if (!column || (!from && !derived)) return [];
    return [{ name, type: column.type, source: from?.source ?? -1, header: from?.header ?? '' }];
  });
}

type State = 'running' | 'trial' | 'ended';

const STATES: readonly (readonly [state: State, words: string])[] = [
  [
    'running',
    'active live current running pastdue unpaid overdue paused onhold suspended future renewed enabled open aktiv actif activo',
  ],
  ['trial', 'trial trialing trialling intrial freetrial evaluation'],
  [
    'ended',
    'ended end canceled cancelled expired terminated churned closed inactive deleted incompleteexpired nonrenewing gekündigt résilié cancelado',
  ],
];
const STATE_OF = new Map<string, State>(
  STATES.flatMap(([state, words]) => words.split(' ').map((word) => [word, state])),
);

/** Whether a subscription runs, from its status as written; null for a word that does not say. */
export function subscriptionState(status: Cell): State | null {
  return typeof status === 'string' ? (STATE_OF.get(wordKey(status)) ?? null) : null;
}

/**
 * Turns one subscription (cells by its source fields) into contract changes (cells by contractFields): its start as `new`,
 * `upgrade` or `downgrade` (a trial without revenue), its end as `churn`. An end is no churn but the end of the term where the
 * churn flag says no or, without one, where the status says that it runs.
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
  const status = at('status');
  const trial = at('is_trial');
  const termAt = target.findIndex((field) => field.name === 'term_end');
  const copies = target.map((field) => (field.name === 'change' ? -1 : at(sourceOf(field.name))));
  const changeAt = target.findIndex((field) => field.name === 'change');
  const dateAt = target.findIndex((field) => field.name === 'effective_date');
  const revenueAt = target.flatMap((field, index) => (field.name === 'arr' || field.name === 'mrr' ? [index] : []));

  const stays = (cells: readonly Cell[]): boolean => {
    const flag = churn < 0 ? null : (cells[churn] ?? null);
    if (flag !== null) return flag === false;
    const state = subscriptionState(cells[status] ?? null);
    return state === 'running' || state === 'trial';
  };

  return (cells) => {
    const first = copies.map((index) => (index < 0 ? null : (cells[index] ?? null)));
    first[changeAt] = cells[upgrade] === true ? 'upgrade' : cells[downgrade] === true ? 'downgrade' : 'new';
    if (cells[trial] === true || subscriptionState(cells[status] ?? null) === 'trial')
      for (const index of revenueAt) first[index] = 0;
    const ended = end < 0 ? null : (cells[end] ?? null);
    if (ended === null) return [first];
    if (stays(cells)) {
      if (termAt >= 0) first[termAt] = ended;
      return [first];
    }
    const last = [...first];
    last[changeAt] = 'churn';
    last[dateAt] = ended;
    return [first, last];
  };
}
