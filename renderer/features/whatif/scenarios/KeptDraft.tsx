import { useEffect, useRef } from 'react';
import { useApi } from '../../../api/ApiProvider.tsx';
import type { Format } from '../../../data/format.ts';
import { KEPT_DRAFT, useScenarioActions, useScenarios } from '../../../data/scenarios.ts';
import { useAsOf } from '../../../data/workspace.ts';
import { problemsOf } from '../../../editing/problems.ts';
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
export function KeptDraft({ bench, readOnly, format }: Props) {
  const scenarios = useScenarios({ enabled: !readOnly });
  const actions = useScenarioActions();
  const kept = scenarios.data?.scenarios.find(({ name }) => name === KEPT_DRAFT) ?? null;
  // What was kept by this window is not offered to it again.
  const mine = useRef<number | null>(null);
  useKeeping(bench, readOnly || !scenarios.data, kept?.id ?? null, mine);
  if (readOnly || !kept || bench.changed || bench.opened || mine.current === kept.id) return null;
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
}

function useKeeping(bench: Bench, off: boolean, keptId: number | null, mine: React.RefObject<number | null>): void {
  const api = useApi();
  const asOf = useAsOf();
  const { now, draft, unsaved, held } = bench;
  useEffect(() => {
    // Saved under a name, or taken back: nothing is left to keep.
    if (off || unsaved || mine.current === null) return;
    const id = mine.current;
    mine.current = null;
    api.call('scenarios.remove', { id }).catch(() => undefined);
  }, [api, off, unsaved, mine]);
  useEffect(() => {
    if (off || held || !unsaved || asOf === null || problemsOf(now.model).size > 0) return;
    const timer = setTimeout(() => {
      const id = mine.current ?? keptId;
      api
        .call('scenarios.save', {
          ...(id === null ? {} : { id }),
          name: KEPT_DRAFT,
          draft: now.model,
          baseVersion: draft.base ?? `${now.model.id}@${now.model.version}`,
          locks: [...now.locks],
          asOf,
        })
        .then(
          (saved) => {
            mine.current = saved.id;
          },
          // Nothing is lost by it: the draft is still in the window, and the next change tries again.
          () => undefined,
        );
    }, REST);
    return () => clearTimeout(timer);
  }, [api, asOf, off, held, unsaved, now, draft.base, keptId, mine]);
}
