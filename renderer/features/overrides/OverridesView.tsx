import type { OutputOf } from '#shared/contract/index.ts';
import { type Format, useFormat } from '../../data/format.ts';
import { useOverrides } from '../../data/overrides.ts';
import { useWorkspace } from '../../data/workspace.ts';
import { navigate, useAddress, useHref } from '../../state/navigation.ts';
import { Button, Segmented } from '../../ui/controls.tsx';
import { Finding, Section } from '../../ui/layout.tsx';
import { NotScored } from '../../ui/NotScored.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { Ledger } from './Ledger.tsx';
import './overrides.css';

const SHOWN = [
  { value: 'active', label: 'Active' },
  { value: 'all', label: 'All' },
] as const;

/** The ledger of every judgement that stands, or stood, beside a computed score. */
export function OverridesView() {
  const format = useFormat();
  const href = useHref();
  const workspace = useWorkspace();
  const { params } = useAddress();
  const ledger = useOverrides();
  if (workspace.data && workspace.data.asOf === null) {
    return <NotScored>A score can be overridden from the first scored snapshot on.</NotScored>;
  }
  if (ledger.isError && !ledger.data) {
    return (
      <div className="page">
        <ErrorState
          page
          title="The override ledger could not be read"
          cause={ledger.error.message}
          safe="Nothing was changed."
          actions={
            <>
              <Button onClick={() => void ledger.refetch()}>Try again</Button>
              <a className="btn" href={href({ view: 'accounts' })}>
                All accounts
              </a>
            </>
          }
        />
      </div>
    );
  }
  if (!ledger.data) {
    return (
      <div className="page">
        <LoadingState label="Loading the override ledger" rows={8} finding />
      </div>
    );
  }
  const { overrides, asOf } = ledger.data;
  const shown = params.show === 'all' ? 'all' : 'active';
  const active = overrides.filter((row) => row.active);
  const rows = shown === 'all' ? overrides : active;
  const dimensionName = (id: string) => workspace.data?.model.dimensions.find((item) => item.id === id)?.name ?? id;
  return (
    <div className="page">
      <Finding
        eyebrow={
          <nav aria-label="Breadcrumb">
            <a className="crumb" href={href({ view: 'accounts' })}>
              Accounts
            </a>
            <span aria-hidden="true"> / </span>
            <span>Overrides</span>
          </nav>
        }
      >
        <RateSentence rate={ledger.data.rate} format={format} />
      </Finding>
      <Section
        title="Override ledger"
        sub={`${format.number(active.length)} active, ${format.number(overrides.length)} ever made`}
        tools={
          <Segmented
            small
            label="Overrides shown"
            options={SHOWN}
            value={shown}
            onChange={(show) => navigate({ params: { ...params, show } }, { replace: true })}
          />
        }
      >
        {rows.length === 0 || asOf === null ? (
          <EmptyState
            title={overrides.length === 0 ? 'Nobody has overridden a score.' : 'No override is active at this date.'}
            action={
              overrides.length === 0 ? (
                <a className="btn" href={href({ view: 'accounts' })}>
                  All accounts
                </a>
              ) : (
                <Button onClick={() => navigate({ params: { ...params, show: 'all' } }, { replace: true })}>
                  Show all
                </Button>
              )
            }
          >
            An override is made on the page of an account: what a person knows and the model does not, with its reason.
          </EmptyState>
        ) : (
          <Ledger
            rows={rows}
            asOf={asOf}
            dimensionName={dimensionName}
            accountHref={(accountId) => href({ view: 'account', id: accountId })}
            format={format}
          />
        )}
      </Section>
    </div>
  );
}

/** The rate against its target. Source: 30-method.md 2.7. */
function RateSentence({
  rate,
  format,
}: {
  readonly rate: OutputOf<'overrides.list'>['rate'];
  readonly format: Format;
}) {
  if (rate.share === null) return <>No account has a score that could be overridden.</>;
  if (rate.accounts === 0) return <>No score is overridden at this date.</>;
  return (
    <>
      <b>
        {format.number(rate.accounts)} of {format.count(rate.scored, 'scored account')}
      </b>{' '}
      {rate.accounts === 1 ? 'carries' : 'carry'} an override, {format.percent(rate.share, 1)}.{' '}
      {rate.ok === false
        ? 'Above the target of 10%: where people disagree this often, the model is what needs the change.'
        : 'The target is below 10%.'}
    </>
  );
}
