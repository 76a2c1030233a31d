import { memo } from 'react';
import type { PortfolioSummary } from '#shared/contract/portfolio.ts';
import { useFilterBar } from '../../data/filter-fields.ts';
import { useFormat } from '../../data/format.ts';
import { useWorkspace } from '../../data/workspace.ts';
import { useHref } from '../../state/navigation.ts';
import { Button } from '../../ui/controls.tsx';
import { AddFilter, FilterBar } from '../../ui/FilterBar.tsx';
import { Finding } from '../../ui/layout.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { Breakdown } from './Breakdown.tsx';
import { Changes } from './changes/Changes.tsx';
import { Distribution } from './Distribution.tsx';
import { Drivers } from './Drivers.tsx';
import { portfolioFinding } from './finding.ts';
import { Kpis } from './Kpis.tsx';
import { Declined, UpsellReady } from './Lists.tsx';
import { NothingScored } from './NothingScored.tsx';
import { Priorities } from './Priorities.tsx';
import { Renewals } from './Renewals.tsx';
import { TierDrops } from './TierDrops.tsx';
import { TopAtRisk } from './TopAtRisk.tsx';
import { Trend } from './Trend.tsx';
import { Unusual } from './Unusual.tsx';
import { usePage } from './usePage.ts';
import './portfolio.css';

export function PortfolioView() {
  const workspace = useWorkspace();
  const { filters, bar } = useFilterBar();
  const { shown: summary, rest, behind, held, error, retry } = usePage(filters);
  const format = useFormat();
  const href = useHref();
  const failed = workspace.error ?? error;

  if (workspace.data && workspace.data.asOf === null) return <NothingScored workspace={workspace.data} />;
  if (!summary || !rest) {
    return (
      <div className="page">
        {failed ? (
          <ErrorState
            page
            title="The portfolio could not be read"
            cause={failed.message}
            safe="The workspace is untouched."
            actions={<Button onClick={retry}>Try again</Button>}
          />
        ) : (
          <LoadingState label="Loading the portfolio" finding rows={12} />
        )}
      </div>
    );
  }

  const { cards } = summary;
  const empty = cards.accounts === 0;
  return (
    <div className="page" aria-busy={behind}>
      <Finding
        eyebrow={`Portfolio, ${format.count(cards.accounts, 'account')}${summary.comparedWith ? `, compared with ${format.date(summary.comparedWith)}` : ''}`}
        actions={
          <>
            <AddFilter button fields={bar.fields} onToggle={bar.onToggle} />
            <a
              className="btn"
              href={href({
                view: 'accounts',
                filters: cards.churned > 0 ? { status: ['active'], ...filters } : filters,
              })}
            >
              Open {format.count(cards.accounts, 'account')}
            </a>
          </>
        }
      >
        {portfolioFinding(summary, format, !behind).map((part) =>
          part.strong ? <b key={part.text}>{part.text}</b> : part.text,
        )}
      </Finding>
      {bar.chips.length > 0 && (
        <div className="pf-filters">
          <FilterBar {...bar} add={false} />
        </div>
      )}
      {!empty && (
        <>
          <Kpis summary={summary} behind={behind} />
          <div className={behind ? 'grid g12 pf behind' : 'grid g12 pf'}>
            <Distribution summary={summary} className="w8" animate={!held} />
            <Rest summary={rest} part="top" />
            <Breakdown summary={summary} className="w8" />
            <Rest summary={rest} part="bottom" />
          </div>
        </>
      )}
    </div>
  );
}

/** Sections that need signals: they are drawn when a whole answer has come, not while the as-of date is dragged. */
const Rest = memo(function Rest({
  summary,
  part,
}: {
  readonly summary: PortfolioSummary;
  readonly part: 'top' | 'bottom';
}) {
  return part === 'top' ? (
    <>
      <Trend summary={summary} className="w4 rest" />
      <Changes asOf={summary.asOf} className="w12 rest" />
      <TopAtRisk summary={summary} className="w8 rest" />
      <Renewals summary={summary} className="w4 pf-ren rest" />
    </>
  ) : (
    <>
      <Drivers summary={summary} className="w4 rest" />
      <Declined summary={summary} className="w4 rest" />
      <UpsellReady summary={summary} className="w4 rest" />
      <Priorities summary={summary} className="w4 rest" />
      <Unusual className="w8 rest" />
      <TierDrops className="w4 rest" />
    </>
  );
});
