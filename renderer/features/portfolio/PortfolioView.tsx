import { useFilterBar } from '../../data/filter-fields.ts';
import { useFormat } from '../../data/format.ts';
import { usePortfolio } from '../../data/portfolio.ts';
import { useWorkspace } from '../../data/workspace.ts';
import { useHref } from '../../state/navigation.ts';
import { Button } from '../../ui/controls.tsx';
import { AddFilter, FilterBar } from '../../ui/FilterBar.tsx';
import { Finding } from '../../ui/layout.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { Breakdown } from './Breakdown.tsx';
import { Distribution } from './Distribution.tsx';
import { Drivers } from './Drivers.tsx';
import { portfolioFinding } from './finding.ts';
import { Kpis } from './Kpis.tsx';
import { Changes, Declined, UpsellReady } from './Lists.tsx';
import { NothingScored } from './NothingScored.tsx';
import { Priorities } from './Priorities.tsx';
import { Renewals } from './Renewals.tsx';
import { TopAtRisk } from './TopAtRisk.tsx';
import { Trend } from './Trend.tsx';
import './portfolio.css';

export function PortfolioView() {
  const workspace = useWorkspace();
  const { filters, bar } = useFilterBar();
  const portfolio = usePortfolio(filters);
  const format = useFormat();
  const href = useHref();
  const failed = workspace.error ?? portfolio.error;
  const summary = portfolio.data;

  if (workspace.data && workspace.data.asOf === null) return <NothingScored workspace={workspace.data} />;
  if (!summary) {
    return (
      <div className="page">
        {failed ? (
          <ErrorState
            page
            title="The portfolio could not be read"
            cause={failed.message}
            safe="The workspace is untouched."
            actions={<Button onClick={() => void portfolio.refetch()}>Try again</Button>}
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
    <div className="page" aria-busy={portfolio.isPlaceholderData}>
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
        {portfolioFinding(summary, format).map((part) =>
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
          <Kpis summary={summary} />
          <div className="grid g12 pf">
            <Distribution summary={summary} className="w8" />
            <Trend summary={summary} className="w4" />
            <TopAtRisk summary={summary} className="w8" />
            <Renewals summary={summary} className="w4 pf-ren" />
            <Breakdown summary={summary} className="w8" />
            <Drivers summary={summary} className="w4" />
            <Declined summary={summary} className="w4" />
            <UpsellReady summary={summary} className="w4" />
            <Changes summary={summary} className="w4" />
            <Priorities summary={summary} className="w12" />
          </div>
        </>
      )}
    </div>
  );
}
