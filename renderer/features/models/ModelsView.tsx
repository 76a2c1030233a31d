import { useFormat } from '../../data/format.ts';
import { useModels } from '../../data/models.ts';
import { useWorkspace } from '../../data/workspace.ts';
import { navigate, useAddress, useHref } from '../../state/navigation.ts';
import { Button } from '../../ui/controls.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { ModelPage } from './ModelPage.tsx';
import './models.css';

/** The models as they are, to read: dimensions, weights, rules, tiers, thresholds per segment. */
export function ModelsView() {
  const models = useModels();
  const workspace = useWorkspace();
  const format = useFormat();
  const href = useHref();
  const { params } = useAddress();
  if (models.isError && !models.data) {
    return (
      <div className="page">
        <ErrorState
          page
          title="The models could not be read"
          cause={models.error.message}
          safe="Nothing was changed."
          actions={<Button onClick={() => void models.refetch()}>Try again</Button>}
        />
      </div>
    );
  }
  if (!models.data) {
    return (
      <div className="page">
        <LoadingState label="Loading the models" rows={10} finding />
      </div>
    );
  }
  const all = models.data.models;
  const official = workspace.data?.model.modelVersion;
  const active = all.find((model) => model.modelVersion === official) ?? all.find((model) => model.active) ?? all[0];
  const shown = all.find((model) => model.id === params.model) ?? active;
  if (!shown) {
    return (
      <div className="page">
        <EmptyState page title="There is no model." />
      </div>
    );
  }
  return (
    <ModelPage
      models={all}
      shown={shown}
      activeVersion={active?.modelVersion ?? null}
      format={format}
      onShow={(id) => navigate({ params: { model: id === active?.id ? '' : id } })}
      whatIfHref={href({ view: 'what-if' })}
    />
  );
}
