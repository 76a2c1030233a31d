import type { SortField } from './portfolio.ts';

/** Columns of the account list that have a name of their own, by id: headers of exports, and the column chooser. */
export const ACCOUNT_COLUMN_TITLES = {
  name: 'Account',
  accountId: 'Account id',
  csm: 'CSM',
  segment: 'Segment',
  score: 'Health score',
  tier: 'Tier',
  confirmedTier: 'Confirmed tier',
  changeMonth: 'Trend vs last month',
  change30: 'Change in 30 days',
  change90: 'Change in 90 days',
  change180: 'Change in 180 days',
  momentum: 'Momentum',
  spark: 'Scores of 26 weeks',
  arr: 'ARR',
  renewalDate: 'Renewal date',
  lastTouch: 'Last touchpoint',
  openAlerts: 'Open alerts',
  coverage: 'Coverage',
  state: 'Score state',
  priorityTier: 'Priority tier',
  topDriver: 'Risk notes',
  action: 'Action needed',
  seatUtilization: 'Seats used',
  tags: 'Tags',
  industry: 'Industry',
  region: 'Region',
  plan: 'Plan',
  country: 'Country',
  channel: 'Channel',
  useCase: 'Use case',
  size: 'Size',
  status: 'Status',
} as const;
export type NamedColumn = keyof typeof ACCOUNT_COLUMN_TITLES;
/** A named column, the score of a dimension or a custom attribute. */
export type AccountColumnId = NamedColumn | Extract<SortField, `${string}:${string}`>;

const DIMENSION = 'dimension:';
const ATTRIBUTE = 'attribute:';

export function isNamedColumn(id: string): id is NamedColumn {
  return Object.hasOwn(ACCOUNT_COLUMN_TITLES, id);
}

/** Id of the dimension a column shows; null for other columns. */
export function dimensionOfColumn(id: string): string | null {
  return id.startsWith(DIMENSION) && id.length > DIMENSION.length ? id.slice(DIMENSION.length) : null;
}

/** Name of the custom attribute a column shows; null for other columns. */
export function attributeOfColumn(id: string): string | null {
  return id.startsWith(ATTRIBUTE) && id.length > ATTRIBUTE.length ? id.slice(ATTRIBUTE.length) : null;
}

/** What a column can be put in order by: the actions follow the tiers, the sparkline its change. */
export function sortFieldOf(id: AccountColumnId): SortField {
  return id === 'action' ? 'tier' : id === 'spark' ? 'change180' : id;
}

/** The columns of somebody who chose none, in their order. */
export const USUAL_COLUMNS: readonly NamedColumn[] = [
  'name',
  'score',
  'tier',
  'change30',
  'spark',
  'arr',
  'renewalDate',
  'lastTouch',
  'openAlerts',
  'priorityTier',
  'csm',
  'segment',
  'topDriver',
  'coverage',
  'action',
];
