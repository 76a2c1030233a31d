import { useJob } from '../data/imports.ts';
import { useWorkspace } from '../data/workspace.ts';
import { Button } from '../ui/controls.tsx';
import { Icon } from '../ui/icons.tsx';
import { ProgressBar } from '../ui/states.tsx';

/** After an update of the application: scores of earlier formulas are said to be that, and made anew on request. */
export function OutdatedScores() {
  const workspace = useWorkspace();
  const score = useJob('score.run');
  if (!workspace.data?.scoresOutdated) return null;
  return (
    <div className="banner" role="status">
      <Icon name="warn" />
      {score.state === 'running' ? (
        <ProgressBar
          label={score.progress?.label ?? 'Scoring'}
          fraction={score.progress?.fraction ?? null}
          onCancel={score.cancel}
        />
      ) : (
        <>
          <span>
            <b className="m">These scores were made by an earlier version of Bellwether.</b>{' '}
            {score.state === 'failed'
              ? `Scoring stopped: ${score.error?.message ?? 'nothing was changed.'}`
              : 'The formulas have changed since; signals are shown by the new ones.'}
          </span>
          <Button onClick={() => void score.run({})}>Score again</Button>
        </>
      )}
    </div>
  );
}
