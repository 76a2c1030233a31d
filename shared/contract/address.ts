/**
 * The address of a view: `#/portfolio?asOf=2026-06-28&segment=SMB&segment=Enterprise&sort=score:asc`. The window moves by
 * it, the command line prints it, the hosts open it. Stable names: `ViewName`, `Address`, `parseHash`, `formatHash`,
 * `checkedHash`, `EMPTY_FILTERS`. `id` is the account of `#/account/<id>` or the person of `#/contact/<id>`.
 */
import { formatQuery, parseQuery } from '../format/query.ts';
import { dayFromIso } from '../model/day.ts';
import { type Filters, filters as filterSchema, GROUP_FIELDS } from './common.ts';
import { AppError } from './errors.ts';

export const VIEWS = [
  'portfolio',
  'accounts',
  'cohorts',
  'account',
  'contact',
  'overrides',
  'what-if',
  'validation',
  'models',
  'data',
  'settings',
  'gallery',
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

const LISTS = ['tier', ...GROUP_FIELDS, 'tag', 'status', 'state', 'priority', 'cohort', 'moved', 'tierBefore'] as const;
const NUMBERS = ['renewalWithin', 'scoreMin', 'scoreMax', 'change30Below', 'cohortMonth'] as const;
const TEXTS = ['driver', 'text', 'cohortBy', 'cohortOutcome', 'since'] as const;
const FLAGS = ['expansionReady', 'unusual', 'tierDrop', 'overridden', 'openAlerts'] as const;
const FILTER_KEYS: ReadonlySet<string> = new Set([...LISTS, ...NUMBERS, ...TEXTS, ...FLAGS]);

const WITH_ID: ReadonlySet<ViewName> = new Set(['account', 'contact']);

/** A broken or hostile address never breaks the window: what does not parse is left out. */
export function parseHash(hash: string): Address {
  const [path = '', search = ''] = splitOnce(hash.replace(/^#/, ''), '?');
  const [, first = '', ...rest] = path.split('/');
  const view = VIEWS.find((name) => name === first) ?? HOME.view;
  const query = parseQuery(search);
  const params: Record<string, string> = {};
  for (const [key, value] of query) {
    if (key !== 'asOf' && !FILTER_KEYS.has(key)) params[key] = value;
  }
  const asOf = firstOf(query, 'asOf');
  return {
    view,
    id: WITH_ID.has(view) && rest.length > 0 ? decode(rest.join('/')) : null,
    filters: parseFilters(query),
    asOf: asOf !== null && dayFromIso(asOf) !== null ? asOf : null,
    params,
  };
}

export function formatHash(address: Address): string {
  const query: [string, string][] = address.asOf ? [['asOf', address.asOf]] : [];
  for (const [key, value] of Object.entries(address.filters).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (Array.isArray(value)) for (const item of [...value].sort()) query.push([key, String(item)]);
    else if (value !== undefined) query.push([key, String(value)]);
  }
  for (const [key, value] of Object.entries(address.params).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (value !== '') query.push([key, value]);
  }
  const id = address.id === null ? '' : `/${encodeURIComponent(address.id.toWellFormed())}`;
  // Both are plain characters in a fragment, and an address that can be read can be checked.
  const search = formatQuery(query).replaceAll('%3A', ':').replaceAll('%2C', ',');
  return `#/${address.view}${id}${search ? `?${search}` : ''}`;
}

/**
 * An address somebody typed on a command line, as the window writes it. Throws `bad_request` for what is no view; like
 * everywhere, parts of it that mean nothing are left out.
 */
export function checkedHash(text: string): string {
  const address = parseHash(text);
  const [first = ''] = text.replace(/^#?\//, '').split(/[/?]/);
  if (!/^#?\//.test(text) || address.view !== first || address.view === 'welcome')
    throw new AppError(
      'bad_request',
      `${text} is no view of Bellwether. Addresses look like '#/portfolio', '#/accounts?segment=SMB' or '#/account/A-1042'.`,
    );
  if (WITH_ID.has(address.view) && !address.id)
    throw new AppError('bad_request', `#/${address.view} needs an id: '#/${address.view}/<id>'.`);
  return formatHash(address);
}

type Query = ReturnType<typeof parseQuery>;

function firstOf(query: Query, key: string): string | null {
  return query.find(([name]) => name === key)?.[1] ?? null;
}

function parseFilters(query: Query): Filters {
  const raw: Record<string, unknown> = {};
  for (const key of LISTS) {
    const values = [...new Set(query.flatMap(([name, value]) => (name === key ? [value] : [])))];
    if (values.length > 0) raw[key] = values.sort();
  }
  for (const key of NUMBERS) {
    const value = firstOf(query, key);
    if (value !== null) raw[key] = Number(value);
  }
  for (const key of TEXTS) {
    const value = firstOf(query, key);
    if (value) raw[key] = value;
  }
  for (const key of FLAGS) {
    const value = firstOf(query, key);
    if (value !== null) raw[key] = value !== 'false';
  }
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
