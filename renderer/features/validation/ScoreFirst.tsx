import { useJob } from '../../data/imports.ts';
import { Button } from '../../ui/controls.tsx';
import { EmptyState, ProgressBar } from '../../ui/states.tsx';

type Props = { readonly model: string; readonly readOnly: boolean };

/** A version nobody has scored yet: its history is scored on request, beside the official one. */
export function ScoreFirst({ model, readOnly }: Props) {
  const score = useJob('score.run');
  if (score.state === 'running')
    return (
      <ProgressBar
        label={score.progress?.label ?? 'Scoring the history'}
        fraction={score.progress?.fraction ?? null}
        onCancel={score.cancel}
      />
    );
  return (
    <EmptyState
      title={`${model} has no scores to judge yet.`}
      action={
        <Button kind="primary" disabled={readOnly} onClick={() => void score.run({ model, every: 'week' })}>
          Score its history
        </Button>
      }
    >
      A back-test compares stored scores of the past with what happened after them. Scoring every week under this
      version changes nothing else: the official model stays what it is.
      {score.state === 'failed' && ` Scoring stopped: ${score.error?.message ?? 'nothing was changed.'}`}
    </EmptyState>
  );
}
