/** Gives the window its api and keeps the session's revision in step with events. Stable names: `ApiProvider`, `useApi`. */
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import type { Api } from './api.ts';

const ApiContext = createContext<Api | null>(null);

type Props = {
  readonly api: Api;
  readonly onDataChanged: (revision: number) => void;
  readonly onWorkspaceChanged: (revision: number) => void;
  readonly children: ReactNode;
};

export function ApiProvider({ api, onDataChanged, onWorkspaceChanged, children }: Props) {
  useEffect(
    () =>
      api.subscribe((event) => {
        if (event.topic === 'data-changed') onDataChanged(event.revision);
        else if (event.topic === 'workspace-changed') onWorkspaceChanged(event.revision);
      }),
    [api, onDataChanged, onWorkspaceChanged],
  );
  return <ApiContext value={api}>{children}</ApiContext>;
}

export function useApi(): Api {
  const api = useContext(ApiContext);
  if (!api) throw new Error('useApi needs an ApiProvider.');
  return api;
}

/** Whether the host answers; true where it cannot go away. */
export function useConnected(): boolean {
  const { bridge } = useApi();
  const [connected, setConnected] = useState(true);
  useEffect(() => bridge.onConnection?.(setConnected), [bridge]);
  return connected;
}
