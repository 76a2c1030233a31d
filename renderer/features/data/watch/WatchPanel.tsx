import type { ImportSource } from '#shared/contract/bridge.ts';
import type { WatchedFile, WatchState } from '#shared/contract/watching.ts';
import { useApi } from '../../../api/ApiProvider.tsx';
import { asApiError } from '../../../api/api.ts';
import type { Format } from '../../../data/format.ts';
import { useJob } from '../../../data/imports.ts';
import { useSetWatch, useWatch } from '../../../data/watch.ts';
import { useAppInfo } from '../../../data/workspace.ts';
import { showToast } from '../../../state/toasts.ts';
import { Button, Segmented } from '../../../ui/controls.tsx';
import { Section } from '../../../ui/layout.tsx';
import { ProgressBar } from '../../../ui/states.tsx';

const MODES = [
  { value: 'offer', label: 'Offer new files' },
  { value: 'import', label: 'Import what is known' },
] as const;

type Props = {
  readonly format: Format;
  readonly readOnly: boolean;
  /** Reads files as if they were dropped. */
  readonly onReview: (sources: readonly ImportSource[]) => void;
};

/** A folder that exports are put into: next month's import is one click, or none. */
export function WatchPanel({ format, readOnly, onReview }: Props) {
  const api = useApi();
  const info = useAppInfo();
  const watch = useWatch();
  const set = useSetWatch();
  const run = useJob('import.run');
  const state = watch.data;
  if (!state || (state.folder === null && info.data?.host === 'browser')) return null;
  const change = (input: Parameters<typeof set.mutateAsync>[0], done: string | null) => {
    set.mutateAsync(input).then(
      () => done !== null && showToast(done),
      (error: unknown) => showToast(asApiError(error).message, null, 'bad'),
    );
  };
  const choose = () => {
    void api.bridge.pickFolder().then((folder) => {
      if (folder) change({ source: folder.ref }, `${folder.name} is watched`);
    });
  };
  if (state.folder === null) {
    return (
      <Section
        title="Watched folder"
        className="watch"
        tools={
          <Button disabled={readOnly} onClick={choose}>
            Watch a folder
          </Button>
        }
      >
        <p className="dim">
          Choose the folder your exports are saved to. New files that look like ones imported before are offered here
          with one click.
        </p>
      </Section>
    );
  }
  const ready = state.files.filter((file) => file.state === 'ready');
  const importKnown = async () => {
    const result = await run.run({ sources: ready.map((file) => file.source) });
    if (!result) return;
    const accepted = result.batches.reduce((sum, batch) => sum + batch.accepted, 0);
    const failed =
      result.failed.length === 0 ? '' : `, ${format.count(result.failed.length, 'file')} could not be read`;
    showToast(`${format.count(accepted, 'row')} of ${format.count(result.batches.length, 'file')} imported${failed}`);
  };
  const open = state.files.filter((file) => file.state === 'ready' || file.state === 'new');
  return (
    <Section
      title="Watched folder"
      className="watch"
      sub={state.missing ? `${state.folder} is not there at the moment` : state.folder}
      tools={
        <>
          <Segmented
            small
            label="New files"
            options={MODES}
            value={state.mode}
            onChange={(mode) => change({ mode }, null)}
          />
          <Button
            kind="quiet"
            disabled={readOnly}
            onClick={() => change({ source: null }, `${state.folder} is not watched any more`)}
          >
            Stop watching
          </Button>
        </>
      }
    >
      {open.length === 0 ? (
        <p className="dim">{quiet(state, format)}</p>
      ) : (
        <>
          <ul className="watch-files">
            {open.map((file) => (
              <li key={file.source}>
                <span className="m ell">{file.name}</span>
                <span className="dim">
                  {format.bytes(file.bytes)}, {format.moment(file.modifiedAt)}
                </span>
                <span className={file.state === 'ready' ? 'mut' : 'dim'}>
                  {file.mapping !== null ? `read like ${file.mapping}` : 'not seen before'}
                </span>
              </li>
            ))}
          </ul>
          {run.state === 'running' ? (
            <ProgressBar
              label={run.progress?.label ?? 'Importing'}
              fraction={run.progress?.fraction ?? null}
              onCancel={run.cancel}
            />
          ) : (
            <div className="row">
              {ready.length > 0 && (
                <Button disabled={readOnly} onClick={() => void importKnown()}>
                  Import {format.count(ready.length, 'known file')}
                </Button>
              )}
              <Button disabled={readOnly} onClick={() => onReview(open.map(sourceOf))}>
                Review {format.count(open.length, 'new file')}
              </Button>
              {state.lastImport && <span className="dim">{state.lastImport.message}</span>}
            </div>
          )}
        </>
      )}
      {run.error && run.state === 'failed' && (
        <p className="bad" role="alert">
          {run.error.message} Nothing was stored.
        </p>
      )}
      {state.files
        .filter((file) => file.state === 'unreadable')
        .map((file) => (
          <p key={file.source} className="dim sm">
            {file.name}: {file.problem}
          </p>
        ))}
    </Section>
  );
}

function sourceOf(file: WatchedFile): ImportSource {
  return { ref: file.source, name: file.name, bytes: file.bytes };
}

function quiet(state: WatchState, format: Format): string {
  const imported = state.files.filter((file) => file.state === 'imported').length;
  const known =
    imported === 0 ? 'No table is in it yet.' : `Nothing new: ${format.count(imported, 'file')} in it, all imported.`;
  return state.lastImport === null ? known : `${known} ${state.lastImport.message}`;
}
