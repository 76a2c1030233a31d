import { type Filters, filters as filtersSchema } from '#shared/contract/common.ts';
import { AppError } from '#shared/contract/errors.ts';
import {
  LIST_GROUPS,
  type ListGroup,
  listGroup,
  SORT_FIELDS,
  type SortField,
  sortField,
} from '#shared/contract/portfolio.ts';

const NUMBERS = new Set(['renewalWithin', 'scoreMin', 'scoreMax', 'change30Below', 'cohortMonth']);
const FLAGS = new Set(['expansionReady', 'unusual', 'tierDrop', 'overridden', 'openAlerts']);
const SINGLE = new Set(['text', 'driver', 'cohortBy', 'cohortOutcome', 'since']);

/** `--filter k=v` (repeatable, several values of one field are alternatives) → filters of the contract. */
export function parseFilters(entries: readonly string[]): Filters {
  const collected: Record<string, unknown> = Object.create(null);
  for (const entry of entries) {
    const at = entry.indexOf('=');
    if (at < 1) throw new AppError('bad_request', `--filter takes field=value, not ${entry}.`);
    const field = entry.slice(0, at);
    const value = entry.slice(at + 1);
    if (NUMBERS.has(field)) collected[field] = Number(value);
    else if (FLAGS.has(field)) collected[field] = value === 'true';
    else if (SINGLE.has(field)) collected[field] = value;
    else {
      const known = collected[field];
      collected[field] = Array.isArray(known) ? [...known, value] : [value];
    }
  }
  const parsed = filtersSchema.safeParse({ ...collected });
  if (!parsed.success)
    throw new AppError(
      'bad_request',
      `--filter is not valid: ${parsed.error.issues[0]?.message ?? 'unknown field'}. Fields: ${Object.keys(filtersSchema.shape).join(', ')}.`,
    );
  return parsed.data;
}

/** `--filter`, `--sort field[:desc],…` and `--group field` → the list of the contract. */
export function listOptions(options: {
  readonly filter: readonly string[];
  readonly sort?: string;
  readonly group?: string;
}): {
  filters: Filters;
  sort?: { field: SortField; direction: 'asc' | 'desc' }[];
  group?: ListGroup;
} {
  return {
    filters: parseFilters(options.filter),
    ...(options.sort === undefined ? {} : { sort: options.sort.split(',').map(sortOf) }),
    ...(options.group === undefined ? {} : { group: groupOf(options.group) }),
  };
}

function sortOf(text: string): { field: SortField; direction: 'asc' | 'desc' } {
  const [, name = '', direction] = /^(.*?)(?::(asc|desc))?$/.exec(text.trim()) ?? [];
  const field = sortField.safeParse(name);
  if (field.success) return { field: field.data, direction: direction === 'desc' ? 'desc' : 'asc' };
  throw new AppError(
    'bad_request',
    `--sort does not know ${name}. Fields: ${SORT_FIELDS.join(', ')}, dimension:<id>, attribute:<name>.`,
  );
}

function groupOf(text: string): ListGroup {
  const group = listGroup.safeParse(text);
  if (group.success) return group.data;
  throw new AppError('bad_request', `--group does not know ${text}. Fields: ${LIST_GROUPS.join(', ')}.`);
}

export function collect(value: string, earlier: readonly string[]): string[] {
  return [...earlier, value];
}

export function viewOptions(options: { readonly asOf?: string; readonly model?: string }): {
  asOf?: string;
  model?: string;
} {
  return {
    ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
    ...(options.model === undefined ? {} : { model: options.model }),
  };
}
