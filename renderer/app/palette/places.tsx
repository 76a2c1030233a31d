import type { SpotlightActionData } from '@mantine/spotlight';
import type { Format } from '../../data/format.ts';
import { type AddressPatch, navigate } from '../../state/navigation.ts';
import type { RecentItem } from '../../state/recent.ts';
import { EMPTY_FILTERS } from '../../state/url.ts';
import { Icon, type IconName } from '../../ui/icons.tsx';
import { NAV } from '../views.tsx';

/** What the palette lists; `label` is its accessible name together with what stands at its end. */
export type Entry = SpotlightActionData & { readonly label: string; readonly keywords?: string };

export const small = (name: IconName) => <Icon name={name} size={14} />;
export const note = (text: string) => <span className="dim sm">{text}</span>;

const RECENT_ICON: Readonly<Record<RecentItem['kind'], IconName>> = {
  account: 'accounts',
  contact: 'search',
  view: 'right',
  model: 'models',
};
const KIND: Readonly<Record<RecentItem['kind'], string>> = {
  account: 'account',
  contact: 'contact',
  view: 'view',
  model: 'model',
};

export function recentEntries(items: readonly RecentItem[]): Entry[] {
  return items.map((item) => ({
    id: `recent:${item.kind}:${item.id}`,
    label: item.name,
    leftSection: small(
      item.kind === 'view' ? (NAV.find(({ view }) => view === item.to.view)?.icon ?? 'right') : RECENT_ICON[item.kind],
    ),
    rightSection: note(KIND[item.kind]),
    onClick: () => navigate(item.to),
  }));
}

const tab = (id: string, label: string, keywords: string): Entry => ({
  id: `view:data:${id}`,
  label,
  keywords,
  leftSection: small('data'),
  onClick: () => navigate({ view: 'data', id: null, params: { tab: id } }),
});

/** Every view, those without a place in the navigation included. */
export const VIEW_ENTRIES: readonly Entry[] = [
  ...NAV.map(
    (item): Entry => ({
      id: `view:${item.view}`,
      label: item.name,
      leftSection: small(item.icon),
      onClick: () => navigate({ view: item.view, id: null, params: {} }),
    }),
  ),
  {
    id: 'view:overrides',
    label: 'Override ledger',
    keywords: 'overrides judgement',
    leftSection: small('accounts'),
    onClick: () => navigate({ view: 'overrides', id: null, params: {} }),
  },
  tab('quality', 'Data quality', 'coverage findings report'),
  tab('mappings', 'Import mappings', 'columns watch folder'),
  tab('export', 'Export data', 'download csv excel crm tables scores'),
];

/** A view of the account list by its name in the address; Accounts completes it with filters, order and columns. */
export function savedViewAddress(key: string): AddressPatch {
  return { view: 'accounts', id: null, filters: EMPTY_FILTERS, params: { saved: key } };
}

const MOST_DATES = 6;

/** Snapshots a date is typed of: `2026-05`, `May`, `12 Apr`; the newest first. */
export function snapshotEntries(
  snapshots: readonly string[],
  asOf: string | null,
  typed: string,
  format: Format,
): Entry[] {
  if (!/\d|\p{L}{3}/u.test(typed)) return [];
  const wanted = typed.trim().toLocaleLowerCase();
  return snapshots
    .toReversed()
    .filter((date) => date !== asOf)
    .map((date) => ({ date, text: format.date(date) }))
    .filter(({ date, text }) => date.startsWith(wanted) || text.toLocaleLowerCase().includes(wanted))
    .slice(0, MOST_DATES)
    .map(({ date, text }) => ({
      id: `snapshot:${date}`,
      label: `Go to the snapshot of ${text}`,
      keywords: `${date} ${text}`,
      leftSection: small('right'),
      onClick: () => navigate({ asOf: date === snapshots.at(-1) ? null : date }),
    }));
}
