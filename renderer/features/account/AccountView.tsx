import { useMemo } from 'react';
import { AT_RISK_SCORE } from '#shared/model/health-model.ts';
import { createFormat, useFormat } from '../../data/format.ts';
import { useAccount } from '../../data/portfolio.ts';
import { useWorkspace } from '../../data/workspace.ts';
import { navigate, useAddress, useHref } from '../../state/navigation.ts';
import { useNoteRecent } from '../../state/recent.ts';
import { Button } from '../../ui/controls.tsx';
import { NotScored } from '../../ui/NotScored.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { AccountPage } from './AccountPage.tsx';
import './profile.css';
import './dimensions.css';
import './outlook.css';
import './account.css';

/** One account: what happened to its score, why, and what there is to read about it. */
export function AccountView() {
  const { id, params } = useAddress();
  const href = useHref();
  const common = useFormat();
  const workspace = useWorkspace();
  const account = useAccount(id);
  const detail = account.data?.account.accountId === id ? account.data : undefined;

  // The account's own bounds: those of its segment, or of the onboarding model.
  const format = useMemo(
    () =>
      detail
        ? createFormat(detail.currency, [AT_RISK_SCORE, ...detail.thresholds.map((threshold) => threshold.from)])
        : common,
    [detail, common],
  );

  useNoteRecent('account', detail?.account.accountId ?? null, detail?.account.name ?? null);

  if (id === null || id === '') {
    return (
      <div className="page">
        <EmptyState
          page
          title="No account is chosen."
          action={
            <a className="btn" href={href({ view: 'accounts' })}>
              All accounts
            </a>
          }
        >
          Open one from the list of accounts.
        </EmptyState>
      </div>
    );
  }
  if (workspace.data && workspace.data.asOf === null) {
    return <NotScored>An account is shown from the first scored snapshot on.</NotScored>;
  }
  if (account.isError && !detail) {
    const missing = account.error.code === 'not_found';
    return (
      <div className="page">
        <ErrorState
          page
          title={missing ? `There is no account ${id}` : 'This account could not be read'}
          cause={account.error.message}
          safe="Nothing was changed."
          actions={
            <>
              {!missing && <Button onClick={() => void account.refetch()}>Try again</Button>}
              <a className="btn" href={href({ view: 'accounts' })}>
                All accounts
              </a>
            </>
          }
        />
      </div>
    );
  }
  if (!detail) {
    return (
      <div className="page">
        <LoadingState label="Loading the account" rows={10} finding />
      </div>
    );
  }
  const { neighbours } = detail;
  const setParam = (name: string, value: string) =>
    navigate({ params: { ...params, [name]: value } }, { replace: true });
  return (
    <AccountPage
      detail={detail}
      format={format}
      range={params.range ?? null}
      onRange={(range) => setParam('range', range)}
      days={params.days ?? '90'}
      onDays={(days) => setParam('days', days)}
      dataDate={workspace.data?.asOf ?? detail.asOf}
      accountsHref={href({ view: 'accounts' })}
      ledgerHref={href({ view: 'overrides', params: { show: 'all' } })}
      modelHref={href({ view: 'models', id: null, params: { model: detail.modelVersion, tab: 'reference' } })}
      contactHref={(contactId) => href({ view: 'contact', id: contactId })}
      previousHref={neighbours.previous === null ? null : href({ view: 'account', id: neighbours.previous })}
      nextHref={neighbours.next === null ? null : href({ view: 'account', id: neighbours.next })}
      onPrint={() => window.print()}
    />
  );
}
