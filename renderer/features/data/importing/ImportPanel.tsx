import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useApi } from '../../../api/ApiProvider.tsx';
import { ApiError } from '../../../api/api.ts';
import { filesOfDrop } from '../../../api/files.ts';
import { useFormat } from '../../../data/format.ts';
import { useBatches, useSources } from '../../../data/imports.ts';
import { useWorkspace } from '../../../data/workspace.ts';
import { useHref } from '../../../state/navigation.ts';
import { dismissToast, showToast } from '../../../state/toasts.ts';
import { DropArea } from '../../../ui/DropArea.tsx';
import { LoadingState } from '../../../ui/states.tsx';
import { HandEdits } from '../ledger/HandEdits.tsx';
import { Ledger } from '../ledger/Ledger.tsx';
import { RejectedDialog } from '../ledger/RejectedDialog.tsx';
import { Sources } from '../ledger/Sources.tsx';
import { UndoDialog } from '../ledger/UndoDialog.tsx';
import { WatchPanel } from '../watch/WatchPanel.tsx';
import {
  discard,
  finish,
  importAll,
  leaveOut,
  readFiles,
  reread,
  reviewAgain,
  select,
  undoImport,
  useFlow,
} from './flow.ts';
import { totalsOf } from './import-plan.ts';
import { Outcome } from './Outcome.tsx';
import { Overview } from './Overview.tsx';
import { Review } from './Review.tsx';
import { Working } from './Working.tsx';

const PAGE = 20;
type Shown = { readonly batchId: number; readonly file: string };

/** From dropped files to the ledger. Dropping works anywhere on the view. */
export function ImportPanel({ tabs }: { readonly tabs: ReactNode }) {
  const api = useApi();
  const format = useFormat();
  const href = useHref();
  const workspace = useWorkspace();
  const sources = useSources();
  const [page, setPage] = useState(0);
  const batches = useBatches({ offset: page * PAGE, limit: PAGE });
  const [rejected, setRejected] = useState<Shown | null>(null);
  const [undoing, setUndoing] = useState<Shown | null>(null);
  const flow = useFlow();
  const head = useRef<HTMLDivElement>(null);

  // A new phase replaces what was there: the eye and the focus go back to the sentence that says what happened.
  useEffect(() => {
    if (flow.phase === 'review' || flow.phase === 'done') head.current?.scrollIntoView({ block: 'start' });
  }, [flow.phase]);

  const choose = () => void readFiles(api, () => api.bridge.pickImportSources());
  const drop = (transfer: DataTransfer) =>
    void readFiles(api, async () => {
      const files = await filesOfDrop(transfer);
      if (files.length === 0) throw new ApiError('file_not_found', 'There is no file in what was dropped.');
      return api.bridge.addDroppedFiles(files);
    });
  const readOnly = workspace.data?.readOnly ?? false;
  const empty = (workspace.data?.accounts ?? 0) === 0 && (batches.data?.total ?? 0) === 0;
  const busy = flow.phase === 'reading' || flow.phase === 'importing' || flow.phase === 'undoing';
  const idle = flow.phase === 'idle' && flow.tables.length === 0;
  const offered = useRef<number | null>(null);
  const undo = () => {
    if (offered.current !== null) dismissToast(offered.current);
    void undoImport(api);
  };
  const store = async () => {
    if (!(await importAll(api))) return;
    const rows = totalsOf(useFlow.getState().outcome?.batches ?? []).accepted;
    offered.current = showToast(`${format.count(rows, 'row')} imported`, { label: 'Undo', run: undo });
  };

  return (
    <DropArea onFiles={drop} disabled={readOnly || busy} hint="Drop to read. Nothing is stored until you import.">
      <div ref={head} className="page data">
        {tabs}
        {flow.phase === 'done' && flow.outcome ? (
          <Outcome
            outcome={flow.outcome}
            error={flow.error}
            format={format}
            portfolioHref={href({ view: 'portfolio' })}
            onRejected={setRejected}
            onUndo={undo}
            onAgain={() => void reviewAgain(api)}
            onMore={() => finish(api)}
          />
        ) : flow.phase === 'importing' ||
          flow.phase === 'undoing' ||
          (flow.phase === 'reading' && flow.tables.length === 0) ? (
          <Working flow={flow} format={format} />
        ) : flow.tables.length > 0 ? (
          <Review
            flow={flow}
            format={format}
            onSelect={select}
            onOptions={(options) => void reread(api, options)}
            onLeave={(keys, left) => void leaveOut(api, new Set(keys), left)}
            onChoose={choose}
            onDiscard={() => discard(api)}
            onImport={() => void store()}
          />
        ) : workspace.isPending ? (
          <LoadingState label="Loading the data view" rows={4} finding />
        ) : (
          <Overview
            empty={empty}
            readOnly={readOnly}
            error={flow.error}
            sources={sources.data?.sources ?? []}
            lastImportAt={workspace.data?.lastImportAt ?? null}
            format={format}
            onChoose={choose}
          />
        )}
        {idle && !workspace.isPending && (
          <WatchPanel
            format={format}
            readOnly={readOnly}
            onReview={(files) => void readFiles(api, () => Promise.resolve(files))}
          />
        )}
        {!empty && (
          <div className="data-cols data-tail">
            <Ledger
              batches={batches.data?.batches ?? null}
              error={batches.isError ? batches.error.message : null}
              onRetry={() => void batches.refetch()}
              total={batches.data?.total ?? 0}
              page={page}
              pageSize={PAGE}
              onPage={setPage}
              format={format}
              readOnly={readOnly}
              onRejected={setRejected}
              onUndo={setUndoing}
            />
            <Sources sources={sources.data?.sources ?? null} format={format} />
          </div>
        )}
        {!empty && <HandEdits format={format} readOnly={readOnly} />}
      </div>
      {rejected && <RejectedDialog shown={rejected} onClose={() => setRejected(null)} />}
      {undoing && <UndoDialog batchId={undoing.batchId} file={undoing.file} onClose={() => setUndoing(null)} />}
    </DropArea>
  );
}
