import type { ModelInfo, Promotion } from '#shared/contract/models.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import type { Format } from '../../data/format.ts';
import { useModel } from '../../data/models.ts';
import { draftKey, isChanged, type ModelDocument, useDrafts } from '../../state/drafts.ts';
import { useAddress, useHref } from '../../state/navigation.ts';
import { Button } from '../../ui/controls.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { type ModelGroup, TABS, tabOf } from './address.ts';
import { saveModelFile } from './documents.tsx';
import { EditTab } from './edit/EditTab.tsx';
import { Overview } from './overview/Overview.tsx';
import { ReferenceTab } from './reference/ReferenceTab.tsx';
import { VersionsTab } from './versions/VersionsTab.tsx';

type Props = {
  readonly groups: readonly ModelGroup[];
  readonly shown: ModelInfo;
  readonly promotions: readonly Promotion[];
  readonly workspace: WorkspaceSummary;
  readonly format: Format;
  readonly onDuplicate: (model: ModelDocument) => void;
};

/** One version: what it is, how it is edited, where it comes from, what it means. */
export function ModelTabs({ groups, shown, promotions, workspace, format, onDuplicate }: Props) {
  const api = useApi();
  const { params } = useAddress();
  const href = useHref();
  const tab = tabOf(params);
  const document = useModel(shown.modelVersion);
  const draft = useDrafts((state) => state.drafts[draftKey(workspace.name, shown.id)]);
  const model = document.data?.model;
  return (
    <>
      <nav className="tabs" aria-label="Model">
        {TABS.map(({ id, label }) => (
          <a
            key={id}
            href={href({ params: { model: shown.modelVersion, tab: id } })}
            aria-current={id === tab ? 'page' : undefined}
          >
            {label}
            {id === 'edit' && draft && isChanged(draft) && <span className="n">draft</span>}
            {id === 'versions' && (
              <span className="n">{groups.find((group) => group.id === shown.id)?.versions.length}</span>
            )}
          </a>
        ))}
        <span className="sp" />
        <span className="tabs-tools">
          <Button kind="quiet" disabled={!model || workspace.readOnly} onClick={() => model && onDuplicate(model)}>
            Duplicate
          </Button>
          <Button kind="quiet" disabled={!model} onClick={() => model && void saveModelFile(api, model)}>
            Export
          </Button>
        </span>
      </nav>
      {document.isError && !model ? (
        <ErrorState
          page
          title="This version could not be read"
          cause={document.error.message}
          safe="Nothing was changed."
          actions={<Button onClick={() => void document.refetch()}>Try again</Button>}
        />
      ) : !model ? (
        <LoadingState label="Loading the model" rows={10} finding />
      ) : tab === 'edit' ? (
        <EditTab id={shown.id} base={{ info: shown, model }} groups={groups} workspace={workspace} format={format} />
      ) : tab === 'versions' ? (
        <VersionsTab groups={groups} shown={shown} promotions={promotions} workspace={workspace} format={format} />
      ) : tab === 'reference' ? (
        <ReferenceTab info={shown} model={model} format={format} />
      ) : (
        <Overview info={shown} model={model} promotions={promotions} readOnly={workspace.readOnly} format={format} />
      )}
    </>
  );
}
