import { type SortField, sortField } from '#shared/contract/portfolio.ts';

export type Sort = { readonly field: SortField; readonly direction: 'asc' | 'desc' };

export const PRESETS = [
  { value: 'score', label: 'Lowest score', sort: [{ field: 'score', direction: 'asc' }] },
  { value: 'decline', label: 'Biggest decline', sort: [{ field: 'change30', direction: 'asc' }] },
  { value: 'renewal', label: 'Soonest renewal', sort: [{ field: 'renewalDate', direction: 'asc' }] },
  { value: 'arr', label: 'Highest ARR', sort: [{ field: 'arr', direction: 'desc' }] },
] as const satisfies readonly { readonly value: string; readonly label: string; readonly sort: readonly Sort[] }[];
export type Preset = (typeof PRESETS)[number]['value'];

const DEFAULT: readonly Sort[] = [{ field: 'score', direction: 'asc' }];
const MOST = 5;

/** `score:asc,arr:desc`; what cannot be read is left out, nothing left means the lowest score first. */
export function parseSort(text: string | undefined): readonly Sort[] {
  const found = (text ?? '').split(',').flatMap((part): Sort[] => {
    const at = part.lastIndexOf(':');
    const field = sortField.safeParse(decoded(at < 0 ? part : part.slice(0, at)));
    return field.success ? [{ field: field.data, direction: part.slice(at + 1) === 'desc' ? 'desc' : 'asc' }] : [];
  });
  return found.length > 0 ? found.slice(0, MOST) : DEFAULT;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The name of an attribute may hold what separates the parts. */
const written = (field: SortField): string => field.replace(/[%,]/g, encodeURIComponent);

export function formatSort(sort: readonly Sort[]): string {
  return sort.map(({ field, direction }) => `${written(field)}:${direction}`).join(',');
}

/** A click orders by the field or turns its direction; with shift the field joins the present order. */
export function clickSort(
  sort: readonly Sort[],
  field: SortField,
  first: Sort['direction'],
  add: boolean,
): readonly Sort[] {
  const present = sort.find((item) => item.field === field);
  const flipped: Sort = { field, direction: present ? (present.direction === 'asc' ? 'desc' : 'asc') : first };
  if (!add) return [sort.length === 1 || !present ? flipped : { field, direction: first }];
  if (present) return sort.map((item) => (item.field === field ? flipped : item));
  return [...sort, flipped].slice(-MOST);
}

export function presetOf(sort: readonly Sort[]): Preset | null {
  const text = formatSort(sort);
  return PRESETS.find((preset) => formatSort(preset.sort) === text)?.value ?? null;
}
