import type { ModelInfo } from '#shared/contract/models.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { useHeldModel, useModels } from '../../data/models.ts';
import { useWorkspace } from '../../data/workspace.ts';
import type { ModelDocument } from '../../state/drafts.ts';
import { Button } from '../../ui/controls.tsx';
import { NotScored } from '../../ui/NotScored.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useBench } from './bench/useBench.ts';
import { WhatIfPage } from './WhatIfPage.tsx';
import '../../effect/effect.css';
import '../../editing/editing.css';
import './whatif.css';

/** A bench for the model: change it by hand and see what today, the past and the evidence say about it. */
export function WhatIfView() {
  const workspace = useWorkspace();
  const models = useModels();
  const version = workspace.data?.model.modelVersion;
  const official =
    models.data?.models.find((candidate) => candidate.modelVersion === version) ??
    models.data?.models.find((candidate) => candidate.active);
  const document = useHeldModel(official?.modelVersion ?? '', { enabled: official !== undefined });
  if (workspace.data && workspace.data.asOf === null) {
    return (
      <NotScored title="Nothing is scored yet, so there is nothing to re-weight.">
        Import accounts and at least one of usage, tickets, invoices or surveys.
      </NotScored>
    );
  }
  const failed = [models, workspace, document].find((query) => query.isError && !query.data);
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
  if (!official || !workspace.data || !document.data) return <Waiting label="Loading the model" />;
  return (
    <Loaded
      key={official.modelVersion}
      official={official}
      document={document.data.model}
      models={models.data?.models ?? []}
      workspace={workspace.data}
    />
  );
}

type LoadedProps = {
  readonly official: ModelInfo;
  readonly document: ModelDocument;
  readonly models: readonly ModelInfo[];
  readonly workspace: WorkspaceSummary;
};

function Loaded({ official, document, models, workspace }: LoadedProps) {
  const bench = useBench(workspace.name, official, document);
  if (!bench) return <Waiting label="Loading the scenario" />;
  return <WhatIfPage key={bench.key} bench={bench} official={official} models={models} workspace={workspace} />;
}

function Waiting({ label }: { readonly label: string }) {
  return (
    <div className="page">
      <LoadingState label={label} rows={8} finding />
    </div>
  );
}
