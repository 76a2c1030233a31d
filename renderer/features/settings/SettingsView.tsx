import { useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFormat } from '../../data/format.ts';
import { useAppInfo, useCloseWorkspace, useWorkspace } from '../../data/workspace.ts';
import { type Density, setDensity, usePreferences } from '../../state/preferences.ts';
import { Button, Segmented } from '../../ui/controls.tsx';
import { Finding, Section } from '../../ui/layout.tsx';
import { LoadingState } from '../../ui/states.tsx';
import './settings.css';

const SCHEMES = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'As the system' },
] as const;
const ROWS: readonly { readonly value: Density; readonly label: string }[] = [
  { value: 'compact', label: 'Compact' },
  { value: 'default', label: 'Default' },
  { value: 'relaxed', label: 'Relaxed' },
];
const KEYS = [
  ['Search, go to, act', 'Ctrl K'],
  ['Previous and next snapshot', '[ ]'],
  ['Move in the account list', 'j k'],
  ['Open the account', 'Enter'],
  ['Preview the account', 'Space'],
  ['Find in the account list', '/'],
] as const;

export function SettingsView() {
  const { data: workspace } = useWorkspace();
  const { data: info } = useAppInfo();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const density = usePreferences((preferences) => preferences.density);
  const close = useCloseWorkspace();
  const format = useFormat();
  if (!workspace) {
    return (
      <div className="page">
        <LoadingState label="Loading the settings" finding />
      </div>
    );
  }
  const first = workspace.snapshots[0];
  return (
    <div className="page">
      <Finding eyebrow="Settings" actions={<Button onClick={() => void close.run({})}>Close workspace</Button>}>
        {workspace.name} holds <b>{format.count(workspace.accounts, 'account')}</b>
        {first === undefined
          ? ' and no snapshot yet.'
          : ` and ${format.count(workspace.snapshots.length, 'weekly snapshot')} since ${format.date(first)}.`}
      </Finding>
      <div className="set">
        <Section title="Appearance" sub="kept on this machine, for every workspace">
          <div className="set-row">
            <span className="k">Theme</span>
            <Segmented small label="Theme" options={SCHEMES} value={colorScheme} onChange={setColorScheme} />
          </div>
          <div className="set-row">
            <span className="k">Height of rows</span>
            <Segmented small label="Height of rows" options={ROWS} value={density} onChange={setDensity} />
          </div>
        </Section>
        <Section title="Workspace" sub={workspace.isSample ? 'sample portfolio' : undefined}>
          <dl>
            <Fact name="Name">{workspace.name}</Fact>
            <Fact name="Currency">{workspace.currency}</Fact>
            <Fact name="Model">
              {workspace.model.name} v{workspace.model.version}{' '}
              <span className="dim">{workspace.model.modelVersion}</span>
            </Fact>
            <Fact name="Latest snapshot">{format.date(workspace.asOf)}</Fact>
            <Fact name="Last import">
              {workspace.lastImportAt === null ? 'nothing imported yet' : format.moment(workspace.lastImportAt)}
            </Fact>
          </dl>
        </Section>
        <Section title="Keyboard">
          <dl>
            {KEYS.map(([name, keys]) => (
              <Fact key={name} name={name}>
                <kbd>{keys}</kbd>
              </Fact>
            ))}
          </dl>
        </Section>
        <Section title="About">
          <dl>
            <Fact name="Version">{info?.version ?? ''}</Fact>
            <Fact name="Network">none; nothing leaves this machine</Fact>
          </dl>
        </Section>
      </div>
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="set-row">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
