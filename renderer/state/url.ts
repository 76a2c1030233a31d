/**
 * The address of a view: `#/portfolio?asOf=2026-06-28&segment=SMB&segment=Enterprise&sort=score:asc`.
 * Stable names: `ViewName`, `Address`, `parseHash`, `formatHash`, `EMPTY_FILTERS`. `id` is the account of
 * `#/account/<id>` or the person of `#/contact/<id>`.
 */
import { type Filters, filters as filterSchema } from '#shared/contract/common.ts';
import { dayFromIso } from '#shared/model/day.ts';

export const VIEWS = [
  'portfolio',
  'accounts',
  'cohorts',
  'account',
  'contact',
  'overrides',
  'what-if',
  'models',
  'data',
  'settings',
  'welcome',
] as const;
export type ViewName = (typeof VIEWS)[number];

export type Address = {
  readonly view: ViewName;
  readonly id: string | null;
  readonly filters: Filters;
  /** null = the latest snapshot. */
  readonly asOf: string | null;
  /** Everything else a view keeps in its address: `sort`, `tab`, `preview` … */
  readonly params: Readonly<Record<string, string>>;
};

export const EMPTY_FILTERS: Filters = {};
export const HOME: Address = { view: 'portfolio', id: null, filters: EMPTY_FILTERS, asOf: null, params: {} };

const LISTS = [
  'tier',
  'segment',
  'csm',
  'region',
  'industry',
  'plan',
  'country',
  'channel',
  'useCase',
  'size',
  'tag',
  'status',
  'state',
  'priority',
  'cohort',
  'moved',
  'tierBefore',
] as const;
const NUMBERS = ['renewalWithin', 'scoreMin', 'scoreMax', 'change30Below', 'cohortMonth'] as const;
const TEXTS = ['driver', 'text', 'cohortBy', 'cohortOutcome', 'since'] as const;
const FLAGS = ['expansionReady', 'overridden', 'openAlerts'] as const;
const FILTER_KEYS: ReadonlySet<string> = new Set([...LISTS, ...NUMBERS, ...TEXTS, ...FLAGS]);

const WITH_ID: ReadonlySet<ViewName> = new Set(['account', 'contact']);

/** A broken or hostile address never breaks the window: what does not parse is left out. */
export function parseHash(hash: string): Address {
  const [path = '', search = ''] = splitOnce(hash.replace(/^#/, ''), '?');
  const [, first = '', ...rest] = path.split('/');
  const view = VIEWS.find((name) => name === first) ?? HOME.view;
  const query = new URLSearchParams(search);
  const params: Record<string, string> = {};
  for (const [key, value] of query) {
    if (key !== 'asOf' && !FILTER_KEYS.has(key)) params[key] = value;
  }
  const asOf = query.get('asOf');
  return {
    view,
    id: WITH_ID.has(view) && rest.length > 0 ? decode(rest.join('/')) : null,
    filters: parseFilters(query),
    asOf: asOf !== null && dayFromIso(asOf) !== null ? asOf : null,
    params,
  };
}

export function formatHash(address: Address): string {
  const query = new URLSearchParams();
  if (address.asOf) query.set('asOf', address.asOf);
  for (const [key, value] of Object.entries(address.filters).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (Array.isArray(value)) for (const item of [...value].sort()) query.append(key, String(item));
    else if (value !== undefined) query.set(key, String(value));
  }
  for (const [key, value] of Object.entries(address.params).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (value !== '') query.set(key, value);
  }
  const id = address.id === null ? '' : `/${encodeURIComponent(address.id)}`;
  // Both are plain characters in a fragment, and an address that can be read can be checked.
  const search = query.toString().replaceAll('%3A', ':').replaceAll('%2C', ',');
  return `#/${address.view}${id}${search ? `?${search}` : ''}`;
}

function parseFilters(query: URLSearchParams): Filters {
  const raw: Record<string, unknown> = {};
  for (const key of LISTS) {
    const values = [...new Set(query.getAll(key))];
    if (values.length > 0) raw[key] = values.sort();
  }
  for (const key of NUMBERS) if (query.has(key)) raw[key] = Number(query.get(key));
  for (const key of TEXTS) if (query.get(key)) raw[key] = query.get(key);
  for (const key of FLAGS) if (query.has(key)) raw[key] = query.get(key) !== 'false';
  // One field at a time: a bad value drops its own field and no other.
  const valid = Object.entries(raw).filter(([key, value]) => filterSchema.safeParse({ [key]: value }).success);
  return filterSchema.parse(Object.fromEntries(valid));
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
