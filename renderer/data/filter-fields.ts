/** Fields of the filter bar with their values and counts. Stable names: `useFilterBar()` → props of `<FilterBar>`. */
import { useMemo } from 'react';
import { type Filters, GROUP_FIELDS } from '#shared/contract/common.ts';
import { byName } from '#shared/format/natural.ts';
import {
  chipsOf,
  filterLabel,
  type ListFilter,
  toggled,
  useFilters,
  withFilter,
  withoutFilters,
} from '../state/filters.ts';
import { useSignalNames } from './models.ts';
import { useWorkspace } from './workspace.ts';

const FACETS = [...GROUP_FIELDS, 'tag'] as const satisfies readonly ListFilter[];
/** Stands for accounts that lack a value. */
const NO_VALUE = '(none)';
/** Values as people look for them; those without one come last. */
const inOrder = (a: { readonly value: string }, b: { readonly value: string }): number =>
  Number(a.value === NO_VALUE) - Number(b.value === NO_VALUE) || byName(a.value, b.value);
const LISTS: ReadonlySet<string> = new Set(['tier', 'status', 'state', 'priority', ...FACETS]);

function isListFilter(key: string): key is ListFilter {
  return LISTS.has(key);
}

export function useFilterBar() {
  const { filters, set, clear } = useFilters();
  const { data: workspace } = useWorkspace();
  const signals = useSignalNames();
  const chips = useMemo(() => chipsOf(filters, (id) => signals.get(id) ?? id), [filters, signals]);
  const fields = useMemo(() => {
    const plain = (values: readonly string[], words: Readonly<Record<string, string>> = {}) =>
      values.map((value) => ({ value, label: words[value] ?? value }));
    const one = (value: string | number | undefined) => (value === undefined ? [] : [String(value)]);
    return [
      {
        key: 'tier',
        label: 'Tier',
        options: plain(workspace?.model.tiers.map((tier) => tier.name) ?? []),
        selected: filters.tier ?? [],
      },
      ...FACETS.map((key) => ({
        key,
        label: filterLabel(key),
        options: (workspace?.facets[key] ?? []).toSorted(inOrder).map((facet) => ({
          value: facet.value,
          label: facet.value,
          note: String(facet.accounts),
        })),
        selected: filters[key] ?? [],
      })),
      {
        key: 'renewalWithin',
        label: 'Renewal',
        options: [30, 60, 90, 180].map((days) => ({ value: String(days), label: `within ${days} d` })),
        selected: one(filters.renewalWithin),
        single: true,
      },
      {
        key: 'priority',
        label: 'Priority',
        options: plain(['T1', 'T2', 'T3', 'T4', 'T5']),
        selected: filters.priority ?? [],
      },
      {
        key: 'state',
        label: 'Coverage',
        options: plain(['scored', 'provisional', 'none'], { none: 'unscored' }),
        selected: filters.state ?? [],
      },
      {
        key: 'status',
        label: 'Status',
        options: plain(['active', 'churned', 'not_started'], { not_started: 'not started' }),
        selected: filters.status ?? [],
      },
      {
        key: 'expansionReady',
        label: 'Upsell-ready',
        options: [{ value: 'true', label: 'Upsell-ready only' }],
        selected: filters.expansionReady ? ['true'] : [],
      },
      {
        key: 'unusual',
        label: 'Usage',
        options: [{ value: 'true', label: 'Unusual usage only' }],
        selected: filters.unusual ? ['true'] : [],
      },
      {
        key: 'tierDrop',
        label: 'Forecast',
        options: [{ value: 'true', label: 'Predicted to fall a tier' }],
        selected: filters.tierDrop ? ['true'] : [],
      },
      {
        key: 'overridden',
        label: 'Overridden',
        options: [{ value: 'true', label: 'Overridden only' }],
        selected: filters.overridden ? ['true'] : [],
      },
      {
        key: 'openAlerts',
        label: 'Open alerts',
        options: [{ value: 'true', label: 'With open alerts only', ...(workspace?.hasAlerts ? {} : { note: 'none' }) }],
        selected: filters.openAlerts ? ['true'] : [],
      },
    ];
  }, [filters, workspace]);

  return {
    filters,
    bar: {
      chips,
      fields,
      onClear: clear,
      onRemove: (id: string) => set(withoutFilters(filters, chips.find((chip) => chip.id === id)?.removes ?? [])),
      onToggle: (key: string, value: string) => set(toggleField(filters, key, value)),
    },
  };
}

function toggleField(filters: Filters, key: string, value: string): Filters {
  if (isListFilter(key)) return toggled(filters, key, value);
  if (key === 'renewalWithin')
    return withFilter(filters, key, filters.renewalWithin === Number(value) ? undefined : Number(value));
  if (
    key === 'expansionReady' ||
    key === 'unusual' ||
    key === 'tierDrop' ||
    key === 'overridden' ||
    key === 'openAlerts'
  )
    return withFilter(filters, key, filters[key] ? undefined : true);
  return filters;
}
