import { useMemo } from 'react';
import type { OutputOf } from '#shared/contract/index.ts';
import { useApi } from '../../../api/ApiProvider.tsx';
import { withAsOf } from '../../../data/portfolio.ts';
import { useAsOf } from '../../../data/workspace.ts';
import { problemsOf } from '../../../editing/problems.ts';
import { type LiveAnswer, type LiveSource, useLive } from '../../../effect/useLive.ts';
import { type ModelDocument, useDrafts } from '../../../state/drafts.ts';
import { useSession } from '../../../state/session.ts';

export type Preview = OutputOf<'models.preview'>;

const STREAM = 'model-editor';
const resultOf = (preview: Preview) => preview.result;

/** What the draft would change on the snapshot in view; asked for as it changes, while it is a model at all. */
export function usePreview(key: string, limit: number): LiveAnswer<Preview> {
  const api = useApi();
  const asOf = useAsOf();
  const { epoch, revision } = useSession();
  const source = useMemo((): LiveSource<ModelDocument> => {
    const model = () => useDrafts.getState().drafts[key]?.history.present.model;
    return {
      current: () => {
        const now = model();
        return now && problemsOf(now).size === 0 ? now : null;
      },
      held: () => (useDrafts.getState().drafts[key]?.history.held ?? null) !== null,
      subscribe: (onChange) => {
        let last = model();
        return useDrafts.subscribe(() => {
          const now = model();
          if (now === last) return;
          last = now;
          onChange();
        });
      },
    };
  }, [key]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new workspace or revision needs a new answer.
  const request = useMemo(
    () =>
      asOf === null
        ? null
        : (draft: ModelDocument) => api.call('models.preview', { draft, ...withAsOf(asOf), limit, stream: STREAM }),
    [api, asOf, limit, epoch, revision],
  );
  return useLive(source, request, resultOf);
}
