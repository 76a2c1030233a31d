import { QueryClientProvider } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { contractHash } from '#shared/contract/index.ts';
import { ApiProvider } from '../api/ApiProvider.tsx';
import { createApi } from '../api/api.ts';
import type { WindowBridge } from '../api/bridge-status.ts';
import { createQueryClient } from '../data/client.ts';
import { useAppInfo, useEpoch } from '../data/workspace.ts';
import { WelcomeView } from '../features/welcome/WelcomeView.tsx';
import { usePreferences } from '../state/preferences.ts';
import { forgetRecent } from '../state/recent.ts';
import { noteRevision, noteWorkspace } from '../state/session.ts';
import { dismissToast, useToasts } from '../state/toasts.ts';
import { Toasts } from '../ui/Toasts.tsx';
import { Boundary } from './Boundary.tsx';
import { Shell } from './Shell.tsx';
import { NotReachable, OldWindow } from './screens.tsx';

export function App({ bridge }: { readonly bridge: WindowBridge }) {
  const [client] = useState(createQueryClient);
  const api = useMemo(() => createApi(bridge, { onRevision: noteRevision }), [bridge]);
  const onWorkspaceChanged = useCallback(
    (revision: number) => {
      client.clear();
      forgetRecent();
      noteWorkspace(revision);
    },
    [client],
  );
  return (
    <QueryClientProvider client={client}>
      <ApiProvider api={api} onDataChanged={noteRevision} onWorkspaceChanged={onWorkspaceChanged}>
        <Boundary>
          <Gate />
        </Boundary>
        <ToastArea />
      </ApiProvider>
    </QueryClientProvider>
  );
}

/** What the window can show at all: the wrong contract, no host, no workspace, or the application. */
function Gate() {
  const info = useAppInfo();
  const epoch = useEpoch();
  const density = usePreferences((preferences) => preferences.density);
  useEffect(() => {
    document.documentElement.dataset.density = density;
  }, [density]);
  if (info.isError && !info.data) return <NotReachable error={info.error} onRetry={() => void info.refetch()} />;
  if (!info.data) return null;
  if (info.data.contractHash !== contractHash()) return <OldWindow />;
  return info.data.workspaceOpen ? <Shell key={epoch} /> : <WelcomeView key={epoch} />;
}

function ToastArea() {
  const toasts = useToasts((state) => state.toasts);
  return <Toasts toasts={toasts} onDismiss={dismissToast} />;
}
