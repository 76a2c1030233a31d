import { useEffect, useMemo, useState } from 'react';
import type { ModelSource } from '#shared/contract/model-source.ts';
import { sourceOf } from '../../../editing/change.ts';
import { problemsOf } from '../../../editing/problems.ts';
import { type Draft, useDrafts } from '../../../state/drafts.ts';

/** How long the hand has to rest before the panels that take longer than a frame are asked again, ms. */
const REST = 350;

export type Rested = {
  /** The draft as it was when the hand last rested and it was a model; null before the first time. */
  readonly source: ModelSource | null;
  /** What is on the bench is newer than that. */
  readonly behind: boolean;
};

const settledSource = (draft: Draft | undefined): ModelSource | null => {
  if (!draft) return null;
  const model = draft.history.held?.model ?? draft.history.present.model;
  return problemsOf(model).size === 0 ? sourceOf(draft.base, draft.start, model) : null;
};

/** The draft on the bench once the hand rests: nothing while a slider is held, and the latest state wins. */
export function useRested(key: string, draft: Draft): Rested {
  const { present, held } = draft.history;
  const [rested, setRested] = useState(() => ({ key, model: present.model, source: settledSource(draft) }));
  const behind = rested.key !== key || rested.model !== present.model;
  const resting = held === null;
  const { model } = present;
  useEffect(() => {
    if (!behind || !resting) return;
    const timer = setTimeout(
      () =>
        setRested((before) => ({
          key,
          model,
          source: settledSource(useDrafts.getState().drafts[key]) ?? (before.key === key ? before.source : null),
        })),
      REST,
    );
    return () => clearTimeout(timer);
  }, [behind, resting, model, key]);
  const source = rested.key === key ? rested.source : null;
  return useMemo(() => ({ source, behind }), [source, behind]);
}
