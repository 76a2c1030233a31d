import { useEffect, useRef, useState } from 'react';
import type { JobProgress } from '#shared/contract/events.ts';
import type { ModelSource } from '#shared/contract/model-source.ts';
import { useApi } from '../../../api/ApiProvider.tsx';
import { asApiError } from '../../../api/api.ts';
import { showToast } from '../../../state/toasts.ts';
import { Button, Dialog } from '../../../ui/controls.tsx';
import { ProgressBar } from '../../../ui/states.tsx';

type Props = {
  readonly source: ModelSource;
  /** The day to report on; that of the scenario when left out. */
  readonly asOf?: string | null;
  readonly onClose: () => void;
};

/** Works the report out, then saves it as a file; it can be cancelled until then. */
export function SaveReport({ source, asOf, onClose }: Props) {
  const api = useApi();
  const [progress, setProgress] = useState<JobProgress | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const close = useRef(onClose);
  close.current = onClose;
  // The question of the moment the report was asked for.
  const [input] = useState(() => ({ source, ...(asOf ? { asOf } : {}) }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is asked for by its number.
  useEffect(() => {
    let left = false;
    const job = api.runJob('whatif.report', input, (next) => !left && setProgress(next));
    job.promise
      .then(async ({ file, html }) => {
        if (left) return;
        const saved = await api.bridge.saveText(file, html);
        if (saved) showToast(`${file} is saved. Open it to read or print it.`);
        close.current();
      })
      .catch((error: unknown) => {
        if (!left) setFailure(asApiError(error).message);
      });
    return () => {
      left = true;
      job.cancel();
    };
  }, [api, input, attempt]);
  return (
    <Dialog open title="What-if report" onClose={onClose}>
      <div className="dialog-b">
        {failure === null ? (
          <>
            <p>
              Weights, distribution, migration, movers, workload and accuracy against the official version, as a page to
              read or print. Where rules differ, the history is scored again first.
            </p>
            <ProgressBar
              label={progress?.label ?? 'Weighing the portfolio'}
              fraction={progress?.fraction ?? null}
              onCancel={onClose}
            />
          </>
        ) : (
          <>
            <p className="bad" role="alert">
              {failure}
            </p>
            <div className="row end">
              <Button onClick={onClose}>Close</Button>
              <Button
                onClick={() => {
                  setFailure(null);
                  setAttempt(attempt + 1);
                }}
              >
                Try again
              </Button>
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}
