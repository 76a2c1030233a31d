import { memo, useEffect, useRef } from 'react';
import type { InputOf } from '#shared/contract/index.ts';
import { useApi } from '../../../api/ApiProvider.tsx';
import type { Api } from '../../../api/api.ts';
import type { Format } from '../../../data/format.ts';
import { KEPT_DRAFT, useScenarioActions, useScenarios } from '../../../data/scenarios.ts';
import { useAsOf } from '../../../data/workspace.ts';
import { problemsOf } from '../../../editing/problems.ts';
import { useBenchStore } from '../../../state/bench.ts';
import { navigate } from '../../../state/navigation.ts';
import { Button } from '../../../ui/controls.tsx';
import type { Bench } from '../bench/useBench.ts';

type Props = { readonly bench: Bench; readonly readOnly: boolean; readonly format: Format };

/** How long the bench has to stay as it is before it is kept, ms. */
const REST = 2000;

/**
 * Keeps what nobody has saved as a scenario of its own, so that closing the window loses nothing, and offers it when the
 * bench is empty again.
 */
export const KeptDraft = memo(function KeptDraft({ bench, readOnly, format }: Props) {
  const scenarios = useScenarios({ enabled: !readOnly });
  const actions = useScenarioActions();
  const keptId = useBenchStore((store) => (store.workspace === bench.workspace ? store.keptId : null));
  const kept = scenarios.data?.scenarios.find(({ name }) => name === KEPT_DRAFT) ?? null;
  useKeeping(bench, readOnly);
  // What this window keeps is on its bench, or was taken back there.
  if (readOnly || !kept || bench.changed || bench.opened || keptId === kept.id) return null;
  return (
    <div className="note wi-kept" role="status">
      <span>
        A draft of {format.moment(kept.savedAt)} was never saved:{' '}
        {format.count(kept.differences, 'field differs', 'fields differ')} from {kept.baseVersion}.
      </span>
      <Button onClick={() => navigate({ params: { tab: '', scenario: String(kept.id) } })}>Take it up again</Button>
      <Button kind="quiet" onClick={() => void actions.remove(kept)}>
        Discard
      </Button>
    </div>
  );
});

function useKeeping(bench: Bench, off: boolean): void {
  const api = useApi();
  const asOf = useAsOf();
  const { workspace, now, draft, unsaved, held } = bench;
  useEffect(() => {
    const { workspace: mine, put } = useBenchStore.getState();
    if (mine !== workspace) put(workspace, null, null);
  }, [workspace]);
  const wanted = useRef(unsaved);
  useEffect(() => {
    wanted.current = unsaved;
    // Saved under a name, or taken back: nothing is left to keep.
    const { keptId, keep } = useBenchStore.getState();
    if (off || unsaved || keptId === null) return;
    keep(null);
    api.call('scenarios.remove', { id: keptId }).catch(() => undefined);
  }, [api, off, unsaved]);
  useEffect(() => {
    if (off || held || !unsaved || asOf === null || problemsOf(now.model).size > 0) return;
    const content = {
      name: KEPT_DRAFT,
      draft: now.model,
      baseVersion: draft.base ?? `${now.model.id}@${now.model.version}`,
      locks: [...now.locks],
      asOf,
    };
    const timer = setTimeout(() => {
      // Nothing is lost where it fails: the draft is still in the window, and the next change tries again.
      keepDraft(api, content, () => wanted.current).catch(() => undefined);
    }, REST);
    return () => clearTimeout(timer);
  }, [api, asOf, off, held, unsaved, now, draft.base]);
}

async function keepDraft(api: Api, content: InputOf<'scenarios.save'>, wanted: () => boolean): Promise<void> {
  const { keptId, keep } = useBenchStore.getState();
  const known =
    keptId ?? (await api.call('scenarios.list', {})).scenarios.find(({ name }) => name === KEPT_DRAFT)?.id ?? null;
  try {
    const { id } = await api.call('scenarios.save', { ...(known === null ? {} : { id: known }), ...content });
    // Saved under a name in the meantime.
    if (wanted()) keep(id);
    else await api.call('scenarios.remove', { id });
  } catch (error) {
    keep(null);
    throw error;
  }
}
