import { useEffect } from 'react';
import { useFormat } from '../../data/format.ts';
import { useEpoch, useWorkspace } from '../../data/workspace.ts';
import { useAddress, useHref } from '../../state/navigation.ts';
import { LoadingState } from '../../ui/states.tsx';
import { ExportPanel } from './exporting/ExportPanel.tsx';
import { startAfresh } from './importing/flow.ts';
import { ImportPanel } from './importing/ImportPanel.tsx';
import { MappingsPanel } from './mappings/MappingsPanel.tsx';
import { QualityPanel } from './quality/QualityPanel.tsx';
import './data.css';
import './panels.css';

const TABS = [
  { id: '', label: 'Import' },
  { id: 'quality', label: 'Quality' },
  { id: 'mappings', label: 'Mappings' },
  { id: 'export', label: 'Export' },
] as const;
type Tab = (typeof TABS)[number]['id'];

/** What comes in, how good it is, how it is read, what goes out. */
// biome-ignore lint/suspicious/noShadowRestrictedNames: views are named after their address; no binary DataView is used here.
export function DataView() {
  const epoch = useEpoch();
  const format = useFormat();
  const href = useHref();
  const { params } = useAddress();
  const workspace = useWorkspace();
  const tab: Tab = TABS.find(({ id }) => id === params.tab)?.id ?? '';
  useEffect(() => startAfresh(epoch), [epoch]);
  const readOnly = workspace.data?.readOnly ?? false;
  const tabs = (
    <nav className="tabs" aria-label="Data">
      {TABS.map(({ id, label }) => (
        <a key={id} href={href({ params: { tab: id } })} aria-current={id === tab ? 'page' : undefined}>
          {label}
        </a>
      ))}
    </nav>
  );
  if (tab === '') return <ImportPanel tabs={tabs} />;
  return (
    <div className="page data">
      {tabs}
      {tab === 'quality' ? (
        <QualityPanel format={format} />
      ) : tab === 'mappings' ? (
        <MappingsPanel format={format} readOnly={readOnly} />
      ) : workspace.data ? (
        <ExportPanel format={format} workspace={workspace.data.name} />
      ) : (
        <LoadingState label="Loading the workspace" rows={6} finding />
      )}
    </div>
  );
}
