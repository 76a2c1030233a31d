import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { useFormat } from '../../data/format.ts';
import { useJob } from '../../data/imports.ts';
import { useHref } from '../../state/navigation.ts';
import { Button } from '../../ui/controls.tsx';
import { Finding } from '../../ui/layout.tsx';
import { ErrorState, ProgressBar } from '../../ui/states.tsx';

/** A workspace before its first snapshot: says what to import, or offers to score what is there. */
export function NothingScored({ workspace }: { readonly workspace: WorkspaceSummary }) {
  const href = useHref();
  const format = useFormat();
  const score = useJob('score.run');
  const some = workspace.accounts > 0;
  return (
    <div className="page">
      <Finding eyebrow={`Portfolio, ${workspace.name}`}>
        {some ? (
          <>
            <b>{format.count(workspace.accounts, 'account')}</b> {workspace.accounts === 1 ? 'is' : 'are'} here, and
            nothing is scored yet.
          </>
        ) : (
          'Nothing is imported yet.'
        )}
      </Finding>
      <p className="mut" style={{ maxWidth: '52em' }}>
        {some
          ? 'A score needs dated facts beside the accounts: usage, tickets, surveys, touchpoints, invoices or contracts. Score what is here, or import more first.'
          : 'Start with the list of accounts, then usage, tickets, surveys, touchpoints, invoices and contracts. CSV or text exports from a CRM, help desk, billing or product analytics are read as they are.'}
      </p>
      <div className="row" style={{ marginTop: 16 }}>
        <a className={some ? 'btn' : 'btn pri'} href={href({ view: 'data', filters: {}, params: {} })}>
          Import files
        </a>
        {some && (
          <Button kind="primary" disabled={score.state === 'running'} onClick={() => void score.run({})}>
            Score now
          </Button>
        )}
      </div>
      <div style={{ maxWidth: 480, marginTop: 16 }}>
        {score.state === 'running' && (
          <ProgressBar
            label={score.progress?.label ?? 'Scoring'}
            fraction={score.progress?.fraction ?? null}
            onCancel={score.cancel}
          />
        )}
        {score.state === 'failed' && (
          <ErrorState title="Scoring stopped" cause={score.error?.message} safe="What was imported is untouched." />
        )}
      </div>
    </div>
  );
}
