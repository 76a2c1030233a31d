import { Suspense, useEffect } from 'react';
import { useApi, useConnected } from '../api/ApiProvider.tsx';
import { useFormat } from '../data/format.ts';
import { useEpoch, useWorkspace } from '../data/workspace.ts';
import { readFiles, startAfresh } from '../features/data/importing/flow.ts';
import { useAddress, useHref } from '../state/navigation.ts';
import { takePendingImport } from '../state/pending-import.ts';
import type { ViewName } from '../state/url.ts';
import { Icon, Mark } from '../ui/icons.tsx';
import { LoadingState } from '../ui/states.tsx';
import { Boundary } from './Boundary.tsx';
import { Header } from './Header.tsx';
import { OutdatedScores } from './OutdatedScores.tsx';
import { PrintHead } from './Printing.tsx';
import { Palette } from './palette/Palette.tsx';
import { useNoteView } from './palette/useNoteView.ts';
import { NAV, VIEW_COMPONENTS } from './views.tsx';

/** Views that are reached from Accounts and have no place of their own in the navigation. */
const TITLES: Partial<Record<ViewName, string>> = { account: 'Account', contact: 'Contact', overrides: 'Overrides' };

/** Navigation, header and the view of the address. */
export function Shell() {
  const address = useAddress();
  const workspace = useWorkspace();
  const connected = useConnected();
  const { view } = address;
  const component = view === 'welcome' ? VIEW_COMPONENTS.portfolio : VIEW_COMPONENTS[view];
  const name = NAV.find((item) => item.view === view)?.name ?? TITLES[view] ?? 'Bellwether';
  usePendingFiles();
  useNoteView();
  useEffect(() => {
    document.title = `${name} · Bellwether`;
  }, [name]);
  return (
    <div className="app">
      <button type="button" className="skip btn" onClick={() => document.getElementById('content')?.focus()}>
        Skip to content
      </button>
      <Navigation
        accounts={workspace.data?.activeAccounts ?? workspace.data?.accounts ?? null}
        lastImportAt={workspace.data?.lastImportAt ?? null}
      />
      <div className="app-main">
        <Header />
        <PrintHead />
        {!connected && (
          <div className="banner" role="alert">
            <Icon name="warn" />
            <span>
              <b className="m">Connection lost.</b> What is shown may be out of date. Bellwether tries again by itself;
              nothing is lost.
            </span>
          </div>
        )}
        <OutdatedScores />
        <main
          id="content"
          tabIndex={-1}
          style={{ outline: 'none', flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}
        >
          <Boundary key={`${view}/${address.id ?? ''}`}>
            <Suspense fallback={<Pending />}>
              <ViewOf component={component} />
            </Suspense>
          </Boundary>
        </main>
      </div>
      <Palette />
    </div>
  );
}

/** Files dropped on the welcome screen are read as soon as their workspace is open. */
function usePendingFiles(): void {
  const api = useApi();
  const epoch = useEpoch();
  useEffect(() => {
    const sources = takePendingImport();
    if (sources.length === 0) return;
    startAfresh(epoch);
    void readFiles(api, async () => sources);
  }, [api, epoch]);
}

function ViewOf({ component: View }: { readonly component: React.ComponentType }) {
  return <View />;
}

function Pending() {
  return (
    <div className="page">
      <LoadingState label="Loading the view" finding />
    </div>
  );
}

function Navigation({
  accounts,
  lastImportAt,
}: {
  readonly accounts: number | null;
  readonly lastImportAt: number | null;
}) {
  const { view } = useAddress();
  const href = useHref();
  const format = useFormat();
  const current = view in TITLES ? 'accounts' : view;
  return (
    <nav className="nav" aria-label="Main">
      <div className="brand">
        <Mark />
        <span>Bellwether</span>
      </div>
      <ul>
        {NAV.map((item) => (
          <li key={item.view} className={item.opensGroup ? 'gap' : ''}>
            <a
              href={href({ view: item.view, id: null, params: {} })}
              aria-label={item.name}
              {...(item.view === current ? { 'aria-current': 'page' as const } : {})}
            >
              <Icon name={item.icon} />
              <span className="t-name">{item.name}</span>
              {item.view === 'accounts' && accounts !== null && accounts > 0 && (
                <span className="n">{format.number(accounts)}</span>
              )}
            </a>
          </li>
        ))}
      </ul>
      <div className="navfoot">
        All data on this machine
        <br />
        {lastImportAt === null ? 'Nothing imported yet' : `Last import ${format.moment(lastImportAt)}`}
      </div>
    </nav>
  );
}
