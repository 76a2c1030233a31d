import { useMantineColorScheme } from '@mantine/core';
import { useApi } from '../../api/ApiProvider.tsx';
import { asApiError } from '../../api/api.ts';
import {
  SAMPLE_REF,
  useAppInfo,
  useAsOf,
  useCloseWorkspace,
  useOpenWorkspace,
  useRecentWorkspaces,
  useWorkspace,
} from '../../data/workspace.ts';
import { readFiles } from '../../features/data/importing/flow.ts';
import { useShownCommands } from '../../state/commands.ts';
import { navigate, useAddress } from '../../state/navigation.ts';
import { type Density, setDensity, usePreferences } from '../../state/preferences.ts';
import { showToast } from '../../state/toasts.ts';
import { EMPTY_FILTERS } from '../../state/url.ts';
import type { IconName } from '../../ui/icons.tsx';
import { type Entry, small } from './places.tsx';

const SCHEMES = [
  ['light', 'Use the light theme'],
  ['dark', 'Use the dark theme'],
  ['auto', 'Use the theme of the system'],
] as const;
const DENSITIES: readonly (readonly [Density, string])[] = [
  ['compact', 'Make rows compact'],
  ['default', 'Make rows as high as usual'],
  ['relaxed', 'Make rows relaxed'],
];

const entry = (id: string, label: string, icon: IconName, run: () => void, keywords = ''): Entry => ({
  id: `action:${id}`,
  label,
  keywords,
  leftSection: small(icon),
  onClick: run,
});

/** What can be done from anywhere: first what the shown view offers, then data, snapshots, appearance, workspaces. */
export function useActions(): Entry[] {
  const api = useApi();
  const { data: info } = useAppInfo();
  const { data: workspace } = useWorkspace();
  const { data: recent } = useRecentWorkspaces();
  const commands = useShownCommands((shown) => shown.commands);
  const asOf = useAsOf();
  const { filters } = useAddress();
  const open = useOpenWorkspace();
  const close = useCloseWorkspace();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const density = usePreferences((preferences) => preferences.density);

  const importFiles = () => {
    navigate({ view: 'data', id: null, params: {} });
    void readFiles(api, () => api.bridge.pickImportSources());
  };
  const openFile = async () => {
    try {
      const ref = await api.bridge.pickWorkspace();
      if (ref) await open.run({ ref });
    } catch (failure) {
      showToast(asApiError(failure).message, null, 'bad');
    }
  };

  const snapshots = workspace?.snapshots ?? [];
  const index = asOf === null ? -1 : snapshots.indexOf(asOf);
  const latest = snapshots.length - 1;
  const goTo = (next: number) => () => navigate({ asOf: next >= latest ? null : (snapshots[next] ?? null) });
  const others = (recent?.workspaces ?? []).filter(({ name, missing }) => !missing && name !== workspace?.name);
  return [
    ...commands.map(({ label, run }) => entry(`shown:${label}`, label, 'right', run)),
    ...(workspace?.readOnly ? [] : [entry('import', 'Import files', 'up', importFiles, 'upload add csv excel')]),
    ...(Object.keys(filters).length > 0
      ? [entry('clear', 'Clear all filters', 'x', () => navigate({ filters: EMPTY_FILTERS }))]
      : []),
    ...(index >= 0 && index < latest
      ? [
          entry('latest', 'Go to the latest snapshot', 'right', goTo(latest), 'as of date week'),
          entry('next', 'Go to the next snapshot', 'right', goTo(index + 1), 'as of date week'),
        ]
      : []),
    ...(index > 0
      ? [entry('previous', 'Go to the previous snapshot', 'left', goTo(index - 1), 'as of date week')]
      : []),
    entry('print', 'Print this page', 'file', () => window.print(), 'pdf paper'),
    ...SCHEMES.filter(([scheme]) => scheme !== colorScheme).map(([scheme, label]) =>
      entry(`theme:${scheme}`, label, 'theme', () => setColorScheme(scheme), 'appearance colour mode'),
    ),
    ...DENSITIES.filter(([value]) => value !== density).map(([value, label]) =>
      entry(`density:${value}`, label, 'accounts', () => setDensity(value), 'density height'),
    ),
    ...others.map(({ ref, name }) =>
      entry(`open:${ref}`, `Open the workspace ${name}`, 'file', () => void open.run({ ref })),
    ),
    ...(workspace?.isSample
      ? []
      : [entry('sample', 'Open the sample portfolio', 'file', () => void open.run({ ref: SAMPLE_REF }))]),
    ...(info?.host === 'desktop'
      ? [entry('file', 'Open a workspace file', 'file', () => void openFile(), 'folder choose')]
      : []),
    entry('close', 'Close workspace', 'x', () => void close.run({}), 'welcome new create'),
  ];
}
