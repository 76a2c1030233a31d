import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight } from '@mantine/spotlight';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { Icon } from '../../ui/icons.tsx';
import { ranked } from './ranking.ts';
import { chooseFirst, nameChosen, paletteStore } from './store.ts';
import { usePaletteGroups } from './usePaletteGroups.tsx';

/** Ctrl/Cmd+K: what was looked at last, accounts, contacts, views, models, snapshots and actions. */
export function Palette() {
  const [text, setText] = useState('');
  const [query] = useDebouncedValue(text, 80);
  const { groups, searching } = usePaletteGroups(query);
  const typed = text.trim();
  const shown = ranked(text, groups);
  const order = shown.flatMap(({ actions }) => actions.map(({ id }) => id)).join('\n');
  // Answers that come later push down what stood first.
  useEffect(() => {
    if (order !== '') chooseFirst();
  }, [order]);
  return (
    <Spotlight
      store={paletteStore}
      actions={shown.map(({ group, actions }) => ({ group, actions: [...actions] }))}
      query={text}
      onQueryChange={setText}
      onSpotlightOpen={chooseFirst}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'group', 'aria-label': 'What was found' } }}
      onSpotlightClose={() => setText('')}
      filter={(_, actions) => [...actions]}
      nothingFound={
        <span role="status">
          {searching || query !== text
            ? 'Searching…'
            : `No account, contact, view, model or action is called “${typed}”.`}
        </span>
      }
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
        placeholder: 'Account, contact, view, model or action',
        'aria-label': 'Search or jump to',
        leftSection: <Icon name="search" />,
        onKeyDown: (event) => {
          triggerFirst(event);
          // The list moves its choice in the same event.
          queueMicrotask(nameChosen);
        },
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
