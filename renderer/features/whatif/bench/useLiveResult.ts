import { useMemo } from 'react';
import type { WhatIfChange, WhatIfResult } from '#shared/contract/whatif.ts';
import { useApi } from '../../../api/ApiProvider.tsx';
import { withAsOf } from '../../../data/portfolio.ts';
import { useAsOf } from '../../../data/workspace.ts';
import { changeOf } from '../../../editing/change.ts';
import { weightsOf } from '../../../editing/edits.ts';
import { problemsOf } from '../../../editing/problems.ts';
import { measureStep } from '../../../effect/live.ts';
import { type LiveAnswer, type LiveSource, useLive } from '../../../effect/useLive.ts';
import { type ModelDocument, useDrafts } from '../../../state/drafts.ts';
import { useSession } from '../../../state/session.ts';

const STREAM = 'what-if';

/** What is asked: the official version with a change, answered from memory within a frame, or a whole document. */
type Question = {
  readonly model: ModelDocument;
  readonly base: string | null;
  readonly change: WhatIfChange | null;
  /** While a slider is held nobody reads who moves: the names are asked for when it is let go. */
  readonly held: boolean;
};

const itself = (result: WhatIfResult): WhatIfResult => result;

/** Whether an answer names those that move, as far as there are any. */
export const isWhole = ({ movers, moversTotal }: WhatIfResult): boolean => movers.length > 0 || moversTotal === 0;

/** The answer to the draft on the bench, against the official version. */
export function useLiveResult(key: string, official: string, limit: number): LiveAnswer<WhatIfResult> {
  const api = useApi();
  const asOf = useAsOf();
  const { epoch, revision } = useSession();
  const source = useMemo((): LiveSource<Question> => {
    const draft = () => useDrafts.getState().drafts[key];
    const model = () => draft()?.history.present.model;
    const held = () => (draft()?.history.held ?? null) !== null;
    return {
      current: () => {
        const now = draft();
        if (!now) return null;
        const { model } = now.history.present;
        const change = now.base === official ? changeOf(now.start, model) : null;
        // Weights alone cannot be wrong; anything else is asked about while it is a model at all.
        const plain = change !== null && Object.keys(change).every((part) => part === 'weights');
        return plain || problemsOf(model).size === 0 ? { model, base: now.base, change, held: held() } : null;
      },
      held,
      subscribe: (onChange) => {
        let last = { model: model(), held: held() };
        return useDrafts.subscribe(() => {
          const now = { model: model(), held: held() };
          const isReleased = last.held && !now.held;
          const isMoved = now.model !== last.model;
          last = now;
          if (isMoved || isReleased) onChange();
        });
      },
      onDrawn: (since, question) => measureStep(since, weightsOf(question.model)),
    };
  }, [key, official]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new workspace or revision needs a new answer.
  const request = useMemo(() => {
    if (asOf === null) return null;
    return async ({ model, base, change, held }: Question): Promise<WhatIfResult> => {
      const asked = { ...withAsOf(asOf), limit: held ? 0 : limit, stream: STREAM };
      return base !== null && change !== null
        ? api.call('whatif.run', { ...asked, model: base, ...change })
        : (await api.call('models.preview', { ...asked, draft: model })).result;
    };
  }, [api, asOf, limit, epoch, revision]);
  return useLive(source, request, itself);
}
