import { Menu } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useFormat } from '../data/format.ts';
import { useAsOf, useCloseWorkspace, useOpenWorkspace, useRecentWorkspaces, useWorkspace } from '../data/workspace.ts';
import { navigate } from '../state/navigation.ts';
import { holdAsOf, useScrub } from '../state/scrub.ts';
import { Icon } from '../ui/icons.tsx';
import { Scrubber } from '../ui/Scrubber.tsx';
import { palette } from './palette/store.ts';

const isMac = /mac/i.test(navigator.userAgent);

export function Header() {
  const { data: workspace } = useWorkspace();
  const asOf = useAsOf();
  const format = useFormat();
  const snapshots = workspace?.snapshots ?? [];
  const held = useScrub((state) => state.date);
  const index = asOf === null ? -1 : snapshots.indexOf(held ?? asOf);
  const goTo = (next: number) => {
    const date = snapshots[next];
    holdAsOf(null);
    if (date !== undefined) navigate({ asOf: next === snapshots.length - 1 ? null : date }, { replace: true });
  };
  useHotkeys([
    ['[', () => goTo(index - 1)],
    [']', () => goTo(index + 1)],
  ]);
  return (
    <header className="hdr">
      <WorkspaceMenu name={workspace?.name ?? ''} />
      {index >= 0 && workspace && (
        <>
          <span className="vr" />
          <Scrubber
            dates={snapshots}
            values={workspace.meanHealth}
            index={index}
            onChange={goTo}
            onHold={(at, when) => holdAsOf(at === null ? null : (snapshots[at] ?? null), when)}
            dateText={format.weekdayDate}
            valueText={format.score}
          />
        </>
      )}
      {workspace && (
        <>
          <span className="vr" />
          <span className="model" title={`Model ${workspace.model.modelVersion}`}>
            <span className="dim opt">Model </span>
            <span className="m">{workspace.model.name}</span> <span className="dim">v{workspace.model.version}</span>
          </span>
        </>
      )}
      <span className="sp" />
      <button type="button" className="search" aria-label="Search or jump to" onClick={() => palette.open()}>
        <Icon name="search" size={14} />
        <span>Search or jump to</span>
        <kbd>{isMac ? '⌘ K' : 'Ctrl K'}</kbd>
      </button>
    </header>
  );
}

function WorkspaceMenu({ name }: { readonly name: string }) {
  const recent = useRecentWorkspaces();
  const open = useOpenWorkspace();
  const close = useCloseWorkspace();
  const others = (recent.data?.workspaces ?? []).filter((item) => item.name !== name && !item.missing).slice(0, 5);
  return (
    <Menu
      position="bottom-start"
      width={260}
      offset={4}
      transitionProps={{ duration: 0 }}
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <button type="button" className="ws" aria-label={`Workspace ${name}`}>
          <span className="ell">{name}</span>
          <Icon name="down" size={14} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {others.length > 0 && <Menu.Label>Open another workspace</Menu.Label>}
        {others.map((item) => (
          <Menu.Item key={item.ref} onClick={() => void open.run({ ref: item.ref })}>
            {item.name}
          </Menu.Item>
        ))}
        {others.length > 0 && <Menu.Divider />}
        <Menu.Item onClick={() => navigate({ view: 'settings', filters: {} })}>Workspace settings</Menu.Item>
        <Menu.Item onClick={() => void close.run({})}>Close workspace</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
