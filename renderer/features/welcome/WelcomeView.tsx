import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { RecentWorkspace } from '#shared/contract/workspace.ts';
import { useApi, useConnected } from '../../api/ApiProvider.tsx';
import { asApiError } from '../../api/api.ts';
import { filesOfDrop } from '../../api/files.ts';
import { useFormat } from '../../data/format.ts';
import {
  SAMPLE_REF,
  useAppInfo,
  useCreateWorkspace,
  useForgetWorkspace,
  useOpenWorkspace,
  useRecentWorkspaces,
} from '../../data/workspace.ts';
import { setPendingImport } from '../../state/pending-import.ts';
import { showToast } from '../../state/toasts.ts';
import { DropZone } from '../../ui/DropZone.tsx';
import { Icon, Mark } from '../../ui/icons.tsx';
import { Section } from '../../ui/layout.tsx';
import { MeanLine } from './MeanLine.tsx';
import { NewWorkspaceDialog } from './NewWorkspaceDialog.tsx';
import { RecentList } from './RecentList.tsx';
import './welcome.css';

type Chosen = {
  readonly count: number;
  readonly sources: () => ReturnType<ReturnType<typeof useApi>['bridge']['pickImportSources']>;
};

/** Before a workspace is open: what was open last, and the ways to begin. */
export function WelcomeView() {
  const api = useApi();
  const client = useQueryClient();
  const info = useAppInfo();
  const connected = useConnected();
  const recent = useRecentWorkspaces();
  const open = useOpenWorkspace();
  const create = useCreateWorkspace();
  const forget = useForgetWorkspace();
  const format = useFormat({ enabled: false });
  const [dialog, setDialog] = useState(false);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [opening, setOpening] = useState<string | null>(null);
  const workspaces = recent.data?.workspaces ?? [];
  const latest = workspaces.find((workspace) => !workspace.missing && workspace.meanHealth.length > 1);
  const busy = open.busy || create.busy;
  useEffect(() => {
    document.title = 'Bellwether';
  }, []);

  const fail = (error: unknown): void => {
    showToast(asApiError(error).message, null, 'bad');
  };
  const openRef = async (ref: string) => {
    setOpening(ref);
    await open.run({ ref });
    setOpening(null);
  };
  const ask = (next: Chosen | null) => {
    setChosen(next);
    setDialog(true);
  };
  const choose = async () => {
    const sources = await api.bridge.pickImportSources().catch(fail);
    if (sources && sources.length > 0) ask({ count: sources.length, sources: async () => sources });
  };
  const drop = async (transfer: DataTransfer) => {
    const files = await filesOfDrop(transfer);
    if (files.length > 0) ask({ count: files.length, sources: () => api.bridge.addDroppedFiles(files) });
  };
  const createAs = async (name: string, currency: string) => {
    try {
      setPendingImport(chosen ? await chosen.sources() : []);
      const created = await create.run({ name, currency }, 'data');
      if (!created) setPendingImport([]);
    } catch (error) {
      fail(error);
    }
  };
  const openFile = async () => {
    const ref = await api.bridge.pickWorkspace().catch(fail);
    if (ref) await openRef(ref);
  };
  const forgetOne = (workspace: RecentWorkspace) =>
    forget.mutate(
      { ref: workspace.ref },
      { onError: fail, onSuccess: () => void client.invalidateQueries({ queryKey: ['workspace.recent'] }) },
    );

  return (
    <div className="wp">
      <header className="wp-top">
        <Mark />
        Bellwether
        <span className="sp" />
        <span className="dim sm" style={{ fontWeight: 400 }}>
          {info.data ? `${info.data.version}, ` : ''}
          {connected ? 'offline' : 'connection lost, trying again'}
        </span>
      </header>
      <main className="wp-in">
        <h1 className="wp-hero">Which accounts are going to leave, why, and whether the score can be trusted.</h1>
        <p className="mut wp-lead">One file per workspace. Nothing leaves this machine.</p>
        {latest && <MeanLine workspace={latest} locale={format.locale} />}
        <div className="wp-cols">
          <Section title="Recent workspaces">
            {recent.isSuccess && workspaces.length === 0 && (
              <p className="mut">None yet. The sample portfolio shows what one looks like.</p>
            )}
            {recent.isError && <p className="mut">The list could not be read: {recent.error.message}</p>}
            <RecentList
              workspaces={workspaces}
              busy={busy}
              locale={format.locale}
              onOpen={(ref) => void openRef(ref)}
              onForget={forgetOne}
            />
          </Section>
          <Section title="Start">
            <DropZone
              title="Drop a folder or files"
              busy={busy}
              onChoose={() => void choose()}
              onDrop={(transfer) => void drop(transfer)}
            >
              CSV or text exports from a CRM, help desk,
              <br />
              billing or product analytics
            </DropZone>
            <div style={{ marginTop: 8 }}>
              <button type="button" className="wp-act" disabled={busy} onClick={() => ask(null)}>
                New workspace
                <Icon name="plus" size={14} />
              </button>
              {info.data?.host === 'desktop' && (
                <button type="button" className="wp-act" disabled={busy} onClick={() => void openFile()}>
                  Open
                  <Icon name="file" size={14} />
                </button>
              )}
              <button type="button" className="wp-act" disabled={busy} onClick={() => void openRef(SAMPLE_REF)}>
                <span className="link">
                  {opening === SAMPLE_REF ? 'Opening the sample portfolio' : 'Explore the sample portfolio'}
                </span>
                <Icon name="right" size={14} />
              </button>
            </div>
          </Section>
        </div>
      </main>
      <footer className="mi dim wp-foot">No account, no network, no telemetry.</footer>
      <NewWorkspaceDialog
        open={dialog}
        files={chosen?.count ?? 0}
        busy={create.busy}
        onClose={() => setDialog(false)}
        onCreate={(name, currency) => void createAs(name, currency)}
      />
    </div>
  );
}
