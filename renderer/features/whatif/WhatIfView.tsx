import { useCallback, useState } from 'react';
import type { ModelInfo } from '#shared/contract/models.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { useFormat } from '../../data/format.ts';
import { useModels } from '../../data/models.ts';
import { withAsOf } from '../../data/portfolio.ts';
import { useAsOf, useWorkspace } from '../../data/workspace.ts';
import { moversCsv } from '../../effect/movers-csv.ts';
import { useUndoKeys } from '../../effect/useUndoKeys.ts';
import { moveWeight, sameWeights } from '../../effect/weights.ts';
import { useHref } from '../../state/navigation.ts';
import { showToast } from '../../state/toasts.ts';
import { useWhatIfStore } from '../../state/whatif.ts';
import { Button } from '../../ui/controls.tsx';
import { NotScored } from '../../ui/NotScored.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useLiveResult } from './useLiveResult.ts';
import { useScenario } from './useScenario.ts';
import { WhatIfPage } from './WhatIfPage.tsx';
import '../../effect/effect.css';
import './whatif.css';

const FEW = 12;
const MANY = 500;

export function WhatIfView() {
  const workspace = useWorkspace();
  const models = useModels();
  if (workspace.data && workspace.data.asOf === null) {
    return (
      <NotScored title="Nothing is scored yet, so there is nothing to re-weight.">
        Import accounts and at least one of usage, tickets, invoices or surveys.
      </NotScored>
    );
  }
  const failed = models.isError && !models.data ? models : workspace.isError && !workspace.data ? workspace : null;
  if (failed) {
    return (
      <div className="page">
        <ErrorState
          page
          title="The models could not be read"
          cause={failed.error?.message ?? ''}
          safe="Nothing was changed."
          actions={<Button onClick={() => void failed.refetch()}>Try again</Button>}
        />
      </div>
    );
  }
  const official = workspace.data?.model.modelVersion;
  const model =
    models.data?.models.find((candidate) => candidate.modelVersion === official) ??
    models.data?.models.find((candidate) => candidate.active);
  if (!model || !workspace.data) {
    return (
      <div className="page">
        <LoadingState label="Loading the model" rows={8} finding />
      </div>
    );
  }
  return <Loaded key={model.modelVersion} model={model} />;
}

function Loaded({ model }: { readonly model: ModelInfo }) {
  const api = useApi();
  const asOf = useAsOf();
  const format = useFormat();
  const href = useHref();
  const scenario = useScenario(model);
  const [all, setAll] = useState(false);
  const live = useLiveResult(model.id, all ? MANY : FEW);

  const move = useCallback((id: string, value: number) => {
    const { history, preview } = useWhatIfStore.getState();
    if (!history) return;
    // From where the gesture began, so that passing through 0 or 100 loses no proportions.
    const base = history.held ?? history.present;
    preview({ locks: base.locks, weights: moveWeight(base.weights, new Set(base.locks), id, value) });
  }, []);
  const release = useCallback(() => useWhatIfStore.getState().commit(), []);
  const put = useCallback(
    (id: string, value: number) => {
      move(id, value);
      release();
    },
    [move, release],
  );
  const toggleLock = useCallback((id: string) => {
    const draft = useWhatIfStore.getState().history?.present;
    if (!draft) return;
    const locks = draft.locks.includes(id) ? draft.locks.filter((other) => other !== id) : [...draft.locks, id];
    useWhatIfStore.getState().apply({ weights: draft.weights, locks });
  }, []);
  const undo = useCallback(() => useWhatIfStore.getState().undo(), []);
  const redo = useCallback(() => useWhatIfStore.getState().redo(), []);
  useUndoKeys(undo, redo);

  if (!scenario) {
    return (
      <div className="page">
        <LoadingState label="Loading the scenario" rows={8} finding />
      </div>
    );
  }

  const exportMovers = async () => {
    const full = await api.call('whatif.run', {
      ...withAsOf(asOf),
      model: model.id,
      weights: { ...scenario.draft.weights },
      limit: MANY,
    });
    const saved = await api.bridge.saveText(`what-if-movers-${full.asOf}.csv`, moversCsv(full, 'scenario'));
    if (saved) showToast(`${format.count(full.movers.length, 'account')} exported`);
  };

  return (
    <WhatIfPage
      model={model}
      scenario={scenario}
      changed={!sameWeights(scenario.draft.weights, scenario.official.weights)}
      live={live}
      format={format}
      allMovers={all}
      onAllMovers={setAll}
      onMove={move}
      onRelease={release}
      onPut={put}
      onToggleLock={toggleLock}
      onUndo={undo}
      onRedo={redo}
      onReset={() => useWhatIfStore.getState().apply(scenario.official)}
      onExport={() =>
        void exportMovers().catch((error: unknown) =>
          showToast(error instanceof Error ? error.message : 'The list could not be exported.', null, 'bad'),
        )
      }
      hrefOf={(accountId) => href({ view: 'account', id: accountId })}
      modelsHref={href({ view: 'models' })}
    />
  );
}
