/**
 * Filters as data: chips, toggling, clearing. Stable names: `useFilters()` → `{filters, set, toggle, clear, chips}`.
 */
import { useMemo } from 'react';
import type { Filters, MOVES } from '#shared/contract/common.ts';
import { formatDate } from '#shared/format/date.ts';
import { navigate, useAddress } from './navigation.ts';
import { EMPTY_FILTERS } from './url.ts';

export type ListFilter = {
  [K in keyof Filters]-?: NonNullable<Filters[K]> extends readonly string[] ? K : never;
}[keyof Filters];
export type FilterKey = keyof Filters;

/** Filters on what happened since an earlier snapshot: one chip. */
export const MOVE_KEYS: readonly FilterKey[] = ['since', 'moved', 'tierBefore'];
const COHORT_KEYS: readonly FilterKey[] = ['cohortBy', 'cohort', 'cohortMonth', 'cohortOutcome'];

export type FilterChip = {
  readonly id: string;
  readonly field: string;
  readonly value: string;
  readonly removes: readonly FilterKey[];
};

const LABELS: Record<FilterKey, string> = {
  tier: 'Tier',
  segment: 'Segment',
  csm: 'CSM',
  region: 'Region',
  industry: 'Industry',
  plan: 'Plan',
  country: 'Country',
  channel: 'Channel',
  useCase: 'Use case',
  size: 'Size',
  tag: 'Tag',
  status: 'Status',
  state: 'Coverage',
  renewalWithin: 'Renewal',
  scoreMin: 'Score',
  scoreMax: 'Score',
  change30Below: 'Change in 30 d',
  priority: 'Priority',
  driver: 'Driver',
  expansionReady: 'Upsell-ready',
  unusual: 'Unusual usage',
  tierDrop: 'Predicted to fall a tier',
  overridden: 'Overridden',
  openAlerts: 'Open alerts',
  cohortBy: 'Cohort by',
  cohort: 'Cohort',
  cohortMonth: 'Months since start',
  cohortOutcome: 'By then',
  since: 'Since',
  moved: 'Moved',
  tierBefore: 'Tier then',
  text: 'Text',
};
/** Dimensions of cohorts that are no fields of accounts; custom attributes have their own name. */
const COHORT_LABELS: Readonly<Record<string, string>> = {
  ...LABELS,
  startMonth: 'Sign-up month',
  startQuarter: 'Sign-up quarter',
  tenure: 'Tenure',
  arrTier: 'ARR tier',
  usage: 'Usage',
  activation: 'Activation',
};
const COHORT_WORDS: Readonly<Record<string, string>> = {
  '(none)': 'not known',
  '(other)': 'other',
  '(earlier)': 'earlier',
};
const WORDS: Readonly<Record<string, string>> = {
  active: 'active',
  churned: 'churned',
  not_started: 'not started',
  scored: 'scored',
  provisional: 'provisional',
  none: 'unscored',
  '(none)': 'not set',
};
const MOVE_WORDS: Readonly<Record<(typeof MOVES)[number], string>> = {
  new: 'new customers',
  lost: 'churned',
  entered_at_risk: 'fell below 50',
  left_at_risk: 'back above 50',
  tier_up: 'to a better tier',
  tier_down: 'to a worse tier',
  coverage_fell: 'coverage fell 0.20 or more',
  arr_up: 'ARR expanded',
  arr_down: 'ARR contracted',
};
const TIER_WORDS: Readonly<Record<string, string>> = { '(none)': 'no score', '(no customer)': 'no customer' };

export function filterLabel(key: FilterKey): string {
  return LABELS[key];
}

export function withFilter<K extends FilterKey>(filters: Filters, key: K, value: Filters[K] | undefined): Filters {
  const { [key]: _removed, ...rest } = filters;
  const empty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  return empty ? rest : { ...rest, [key]: value };
}

export function withoutFilters(filters: Filters, keys: readonly FilterKey[]): Filters {
  return keys.reduce<Filters>((rest, key) => withFilter(rest, key, undefined), filters);
}

/** Adds the value to its field, or takes it away when it is there. */
export function toggled(filters: Filters, key: ListFilter, value: string): Filters {
  const present: readonly string[] = filters[key] ?? [];
  const next = present.includes(value) ? present.filter((item) => item !== value) : [...present, value];
  return withFilter(filters, key, next.length > 0 ? (next as Filters[ListFilter]) : undefined);
}

export function isFiltered(filters: Filters): boolean {
  return Object.keys(filters).length > 0;
}

/** `signalName` turns the id of a driver into words. */
export function chipsOf(filters: Filters, signalName: (id: string) => string = (id) => id): readonly FilterChip[] {
  const chips: FilterChip[] = [];
  for (const [key, value] of Object.entries(filters) as [FilterKey, unknown][]) {
    if (key === 'scoreMin' || key === 'scoreMax' || COHORT_KEYS.includes(key) || MOVE_KEYS.includes(key)) continue;
    chips.push({ id: key, field: LABELS[key], value: chipValue(key, value, signalName), removes: [key] });
  }
  const { scoreMin, scoreMax } = filters;
  if (scoreMin !== undefined || scoreMax !== undefined) {
    const value =
      scoreMin === undefined
        ? `below ${scoreMax}`
        : scoreMax === undefined || scoreMax >= 100
          ? `${scoreMin} and up`
          : `${scoreMin} to ${scoreMax}`;
    chips.push({ id: 'score', field: 'Score', value, removes: ['scoreMin', 'scoreMax'] });
  }
  if (COHORT_KEYS.some((key) => filters[key] !== undefined)) chips.push(cohortChip(filters));
  if (filters.moved || filters.tierBefore) chips.push(moveChip(filters));
  return chips;
}

/** The parts of a cohort mean nothing alone: one chip, which removes them all. */
function cohortChip({ cohortBy = '', cohort = [], cohortMonth, cohortOutcome }: Filters): FilterChip {
  const months = `${cohortMonth} ${cohortMonth === 1 ? 'month' : 'months'}`;
  const cell =
    cohortMonth === undefined
      ? ''
      : cohortOutcome === undefined
        ? `started ${months} ago or earlier`
        : `${cohortOutcome} after ${months}`;
  const parts = [cohort.map((value) => COHORT_WORDS[value] ?? value).join(', '), cell];
  return {
    id: 'cohort',
    field: COHORT_LABELS[cohortBy] ?? cohortBy.replace(/^attribute:/, ''),
    value: parts.filter((part) => part !== '').join(' · '),
    removes: COHORT_KEYS,
  };
}

/** `Since 21 Jun 2026: fell below 50`; the previous snapshot where no day is named. */
function moveChip({ since, moved = [], tierBefore = [] }: Filters): FilterChip {
  const was = tierBefore.map((name) => TIER_WORDS[name] ?? name).join(', ');
  return {
    id: 'moved',
    field: since === undefined ? 'Since the last snapshot' : `Since ${formatDate(since, 'en')}`,
    value: [...moved.map((name) => MOVE_WORDS[name]), ...(was === '' ? [] : [`was ${was}`])].join(', '),
    removes: MOVE_KEYS,
  };
}

function chipValue(key: FilterKey, value: unknown, signalName: (id: string) => string): string {
  if (Array.isArray(value)) return value.map((item) => WORDS[String(item)] ?? String(item)).join(', ');
  if (key === 'renewalWithin') return `within ${value} d`;
  if (key === 'change30Below') return `below ${String(value).replace('-', '−')}`;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (key === 'driver') return signalName(String(value));
  return String(value);
}

export function useFilters() {
  const { filters } = useAddress();
  return useMemo(
    () => ({
      filters,
      set: (next: Filters, options: { readonly replace?: boolean } = {}) => navigate({ filters: next }, options),
      toggle: (key: ListFilter, value: string) => navigate({ filters: toggled(filters, key, value) }),
      clear: () => navigate({ filters: EMPTY_FILTERS }),
    }),
    [filters],
  );
}
