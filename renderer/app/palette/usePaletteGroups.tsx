import { useFormat } from '../../data/format.ts';
import { useModels } from '../../data/models.ts';
import { useSearch } from '../../data/portfolio.ts';
import { useSavedViews } from '../../data/views.ts';
import { useAsOf, useWorkspace } from '../../data/workspace.ts';
import { listViews } from '../../features/accounts/saved-views.ts';
import { groupModels } from '../../features/models/address.ts';
import { navigate, useAddress } from '../../state/navigation.ts';
import { useRecent } from '../../state/recent.ts';
import { Glyph } from '../../ui/tier.tsx';
import { type Entry, note, recentEntries, savedViewAddress, small, snapshotEntries, VIEW_ENTRIES } from './places.tsx';
import type { Group } from './ranking.ts';
import { useActions } from './useActions.tsx';

const MOST_RECENT = 8;

/** Everything the palette can answer with; `query` is what the core was asked for. */
export function usePaletteGroups(query: string): {
  readonly groups: readonly Group<Entry>[];
  readonly searching: boolean;
} {
  const format = useFormat();
  const typed = query.trim();
  const search = useSearch(query);
  const { data: workspace } = useWorkspace();
  const { data: models } = useModels();
  const { data: saved } = useSavedViews();
  const asOf = useAsOf();
  const { view, id } = useAddress();
  const recent = useRecent(({ items }) => items);
  const actions = useActions();

  if (typed === '') {
    // Not what is shown already.
    const before = recent.filter(({ to }) => to.view !== view || (to.id ?? null) !== id).slice(0, MOST_RECENT);
    return {
      searching: false,
      groups: [
        { group: 'Looked at last', actions: recentEntries(before) },
        { group: 'Views', actions: VIEW_ENTRIES },
        { group: 'Actions', actions },
      ],
    };
  }

  // The core finds by id and address as well; an answer to what was typed before has to fit what is typed now.
  const also = search.isPlaceholderData ? '' : typed;
  const accounts = (search.data?.accounts ?? []).map(
    (account): Entry => ({
      id: `account:${account.accountId}`,
      label: account.name,
      keywords: `${account.accountId} ${also}`,
      leftSection: <Glyph role={account.tierRole ?? 'none'} />,
      rightSection: note(
        [account.segment, account.score === null ? 'no score' : format.score(account.score)].filter(Boolean).join(', '),
      ),
      onClick: () => navigate({ view: 'account', id: account.accountId, params: {} }),
    }),
  );
  const contacts = (search.data?.contacts ?? []).map(
    (contact): Entry => ({
      id: `contact:${contact.contactId}`,
      label: contact.name,
      keywords: `${contact.contactId} ${also}`,
      rightSection: note(contact.accountName),
      onClick: () => navigate({ view: 'contact', id: contact.contactId, params: {} }),
    }),
  );
  const versions = groupModels(models?.models ?? []).map(
    (group): Entry => ({
      id: `model:${group.id}`,
      label: group.name,
      keywords: `${group.id} model`,
      leftSection: small('models'),
      rightSection: note(group.official ? `official, v${group.official.version}` : `model, v${group.newest.version}`),
      onClick: () => navigate({ view: 'models', id: null, params: { model: group.id } }),
    }),
  );
  const lists = listViews(saved?.views ?? []).map(
    ({ key, name, saved: own }): Entry => ({
      id: `saved:${key}`,
      label: name,
      keywords: 'saved views of accounts',
      leftSection: small('accounts'),
      rightSection: note(own ? 'saved view of Accounts' : 'view of Accounts'),
      onClick: () => navigate(savedViewAddress(key)),
    }),
  );
  return {
    searching: search.isFetching,
    groups: [
      { group: 'Accounts', actions: accounts },
      { group: 'Contacts', actions: contacts },
      { group: 'Views', actions: [...VIEW_ENTRIES, ...lists] },
      { group: 'Models', actions: versions },
      { group: 'Actions', actions },
      { group: 'Snapshots', actions: snapshotEntries(workspace?.snapshots ?? [], asOf, typed, format) },
    ],
  };
}
