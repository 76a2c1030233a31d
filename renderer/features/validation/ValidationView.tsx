import { useWorkspace } from '../../data/workspace.ts';
import { useAddress, useHref } from '../../state/navigation.ts';
import { Button } from '../../ui/controls.tsx';
import { NotScored } from '../../ui/NotScored.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { TABS, tabOf } from './address.ts';
import { CalibrationTab } from './calibration/CalibrationTab.tsx';
import { EvidenceTab } from './evidence/EvidenceTab.tsx';
import { ReviewsTab } from './reviews/ReviewsTab.tsx';
import './validation.css';

/** Can the score be trusted? Evidence from the workspace's own past, a better model from it, and who looked when. */
export function ValidationView() {
  const { params } = useAddress();
  const href = useHref();
  const workspace = useWorkspace();
  const tab = tabOf(params);
  if (workspace.data && workspace.data.asOf === null) {
    return (
      <NotScored title={workspace.data.accounts === 0 ? 'No accounts to judge yet.' : 'Nothing is scored yet.'}>
        Validation compares scores of the past with what happened after them. Import accounts with their usage, tickets
        or contracts, and a file of outcomes: account, date, outcome (churn, renewal, contraction, expansion).
      </NotScored>
    );
  }
  return (
    <div className="page va">
      <nav className="tabs" aria-label="Validation">
        {TABS.map(({ id, label }) => (
          <a key={id} href={href({ params: { ...params, tab: id } })} aria-current={id === tab ? 'page' : undefined}>
            {label}
          </a>
        ))}
      </nav>
      {workspace.data ? (
        tab === 'reviews' ? (
          <ReviewsTab workspace={workspace.data} />
        ) : tab === 'calibration' ? (
          <CalibrationTab workspace={workspace.data} />
        ) : (
          <EvidenceTab workspace={workspace.data} />
        )
      ) : workspace.error ? (
        <ErrorState
          page
          title="The workspace could not be read"
          cause={workspace.error.message}
          safe="Nothing was changed."
          actions={<Button onClick={() => void workspace.refetch()}>Try again</Button>}
        />
      ) : (
        <LoadingState label="Loading validation" finding rows={10} />
      )}
    </div>
  );
}
