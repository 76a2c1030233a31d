import { useFormat } from '../../data/format.ts';
import { useModels } from '../../data/models.ts';
import { useWorkspace } from '../../data/workspace.ts';
import { Button } from '../../ui/controls.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { groupModels } from './address.ts';
import { Workbench } from './Workbench.tsx';
import '../../effect/effect.css';
import './models.css';
import './edit/edit.css';
import '../../editing/editing.css';
import './edit/rules.css';
import './versions/versions.css';
import './reference/reference.css';

/** The models of the workspace: to read, to edit with the effect beside the hand, to compare and to make official. */
export function ModelsView() {
  const models = useModels();
  const workspace = useWorkspace();
  const format = useFormat();
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
  if (!models.data || !workspace.data) {
    return (
      <div className="page">
        <LoadingState label="Loading the models" rows={10} finding />
      </div>
    );
  }
  if (models.data.models.length === 0) {
    return (
      <div className="page">
        <EmptyState page title="There is no model." />
      </div>
    );
  }
  return (
    <Workbench
      groups={groupModels(models.data.models)}
      promotions={models.data.promotions}
      workspace={workspace.data}
      format={format}
    />
  );
}
