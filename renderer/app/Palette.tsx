import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { type KeyboardEvent, useState } from 'react';
import { useFormat } from '../data/format.ts';
import { useSearch } from '../data/portfolio.ts';
import { SAMPLE_REF, useCloseWorkspace, useOpenWorkspace } from '../data/workspace.ts';
import { navigate } from '../state/navigation.ts';
import { useRecent } from '../state/recent.ts';
import { Icon } from '../ui/icons.tsx';
import { Glyph } from '../ui/tier.tsx';
import { NAV } from './views.tsx';

/** Ctrl/Cmd+K: accounts, contacts, views and actions. */
export function Palette() {
  const [text, setText] = useState('');
  const [query] = useDebouncedValue(text, 80);
  const groups = usePaletteGroups(query);
  return (
    <Spotlight
      actions={groups}
      query={text}
      onQueryChange={setText}
      onSpotlightClose={() => setText('')}
      filter={filterGroups}
      nothingFound={query.trim() ? `Nothing is called “${query.trim()}”.` : 'Type a name.'}
      shortcut={['mod + K']}
      tagsToIgnore={[]}
      highlightQuery
      size={560}
      yOffset="14vh"
      scrollable
      maxHeight={420}
      transitionProps={{ duration: 0 }}
      attributes={{ content: { 'aria-label': 'Search or jump to' } }}
      overlayProps={{ blur: 0, backgroundOpacity: 1 }}
      searchProps={{
        placeholder: 'Account, contact, view or action',
        'aria-label': 'Search or jump to',
        leftSection: <Icon name="search" />,
        onKeyDown: triggerFirst,
      }}
    />
  );
}

/** Enter takes the first result while none has been chosen with the arrows; the style sheet shows it as chosen. */
function triggerFirst(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== 'Enter') return;
  const list = event.currentTarget.closest('[role=dialog]');
  if (list && !list.querySelector('[data-selected]')) list.querySelector<HTMLElement>('[data-action]')?.click();
}

/** Accounts and contacts were found by the core; only views and actions are filtered here. */
function filterGroups(
  query: string,
  groups: readonly (SpotlightActionGroupData | object)[],
): SpotlightActionGroupData[] {
  const words = query.trim().toLowerCase();
  return groups
    .filter((group): group is SpotlightActionGroupData => 'group' in group && 'actions' in group)
    .map((group) => ({
      ...group,
      actions: group.actions.filter(
        (action) => FOUND.test(action.id) || !words || `${action.label ?? ''}`.toLowerCase().includes(words),
      ),
    }))
    .filter((group) => group.actions.length > 0);
}
const FOUND = /^(account|contact):/;

function usePaletteGroups(query: string): SpotlightActionGroupData[] {
  const format = useFormat();
  const search = useSearch(query);
  const recent = useRecent((state) => state.accounts);
  const open = useOpenWorkspace();
  const close = useCloseWorkspace();
  const scheme = useComputedColorScheme('light');
  const { setColorScheme } = useMantineColorScheme();
  const searching = query.trim().length > 0;
  const goTo = (accountId: string) => () => navigate({ view: 'account', id: accountId, params: {} });

  const accounts = searching
    ? (search.data?.accounts ?? []).map((account) => ({
        id: `account:${account.accountId}`,
        label: account.name,
        leftSection: <Glyph role={account.tierRole ?? 'none'} />,
        rightSection: (
          <span className="dim sm">
            {[account.segment, account.score === null ? 'no score' : format.score(account.score)]
              .filter(Boolean)
              .join(', ')}
          </span>
        ),
        onClick: goTo(account.accountId),
      }))
    : recent.map((account) => ({
        id: `account:${account.accountId}`,
        label: account.name,
        leftSection: <Icon name="accounts" size={14} />,
        onClick: goTo(account.accountId),
      }));
  const contacts = (searching ? (search.data?.contacts ?? []) : []).map((contact) => ({
    id: `contact:${contact.contactId}`,
    label: contact.name,
    rightSection: <span className="dim sm">{contact.accountName}</span>,
    onClick: () => navigate({ view: 'contact', id: contact.contactId, params: {} }),
  }));
  const views = NAV.map((item) => ({
    id: `view:${item.view}`,
    label: item.name,
    leftSection: <Icon name={item.icon} size={14} />,
    onClick: () => navigate({ view: item.view, id: null, params: {} }),
  }));
  views.push({
    id: 'view:overrides',
    label: 'Override ledger',
    leftSection: <Icon name="accounts" size={14} />,
    onClick: () => navigate({ view: 'overrides', id: null, params: {} }),
  });
  const actions = [
    {
      id: 'action:theme',
      label: scheme === 'dark' ? 'Use light theme' : 'Use dark theme',
      leftSection: <Icon name="theme" size={14} />,
      onClick: () => setColorScheme(scheme === 'dark' ? 'light' : 'dark'),
    },
    {
      id: 'action:import',
      label: 'Import files',
      leftSection: <Icon name="up" size={14} />,
      onClick: () => navigate({ view: 'data' }),
    },
    {
      id: 'action:latest',
      label: 'Go to the latest snapshot',
      leftSection: <Icon name="right" size={14} />,
      onClick: () => navigate({ asOf: null }),
    },
    {
      id: 'action:sample',
      label: 'Open the sample portfolio',
      leftSection: <Icon name="file" size={14} />,
      onClick: () => void open.run({ ref: SAMPLE_REF }),
    },
    {
      id: 'action:close',
      label: 'Close workspace',
      leftSection: <Icon name="x" size={14} />,
      onClick: () => void close.run({}),
    },
  ];
  return [
    { group: searching ? 'Accounts' : 'Recent accounts', actions: accounts },
    { group: 'Contacts', actions: contacts },
    { group: 'Views', actions: views },
    { group: 'Actions', actions },
  ];
}
