import { useCohortDimensions, useCohortRetention, useCohorts } from '../../data/cohorts.ts';
import { useFilterBar } from '../../data/filter-fields.ts';
import { useFormat } from '../../data/format.ts';
import { useWorkspace } from '../../data/workspace.ts';
import { useAddress } from '../../state/navigation.ts';
import { Button, Segmented } from '../../ui/controls.tsx';
import { AddFilter, FilterBar } from '../../ui/FilterBar.tsx';
import { Finding } from '../../ui/layout.tsx';
import { NotScored } from '../../ui/NotScored.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { Against } from './Against.tsx';
import { dimensionOf, METRICS, setParams, topicOf } from './address.ts';
import { Boxes } from './Boxes.tsx';
import { Differences } from './Differences.tsx';
import { DimensionPicker } from './DimensionPicker.tsx';
import { cohortsFinding } from './finding.ts';
import { HealthLines } from './HealthLines.tsx';
import { HealthTable } from './HealthTable.tsx';
import { Initiative } from './Initiative.tsx';
import { comparedPair } from './pair.ts';
import { Seasons } from './Seasons.tsx';
import { Triangle } from './Triangle.tsx';
import './cohorts.css';

export function CohortsView() {
  const { params } = useAddress();
  const { filters, bar } = useFilterBar();
  const workspace = useWorkspace();
  const format = useFormat();
  const dimensions = useCohortDimensions();
  const dimension = dimensions.data ? dimensionOf(params, dimensions.data.dimensions) : null;
  const by = dimension?.id ?? null;
  const list = useCohorts(by, filters);
  const retention = useCohortRetention(by, filters);
  const failed = workspace.error ?? dimensions.error ?? list.error ?? retention.error;

  if (workspace.data && workspace.data.asOf === null) {
    return (
      <NotScored title={workspace.data.accounts === 0 ? 'No accounts to group yet.' : 'Nothing is scored yet.'}>
        Cohorts group accounts by when they started and by what they have in common. Import a list of accounts with
        their start dates, then usage, tickets or contracts.
      </NotScored>
    );
  }
  if (!dimension || !dimensions.data || !list.data || !retention.data) {
    return (
      <div className="page">
        {failed ? (
          <ErrorState
            page
            title="The cohorts could not be read"
            cause={failed.message}
            safe="The workspace is untouched."
            actions={
              <Button
                onClick={() => {
                  for (const query of [dimensions, list, retention]) if (query.isError) void query.refetch();
                }}
              >
                Try again
              </Button>
            }
          />
        ) : (
          <LoadingState label="Loading the cohorts" finding rows={12} />
        )}
      </div>
    );
  }

  const { all, cohorts } = list.data;
  const pair = comparedPair(list.data, retention.data, params);
  const view = { by: dimension.id, filters, pair, list: list.data, retention: retention.data };
  return (
    <div className="page" aria-busy={list.isPlaceholderData || retention.isPlaceholderData}>
      <Finding
        eyebrow={`Cohorts, by ${dimension.label.replace(/^[A-Z](?![A-Z])/, (letter) => letter.toLowerCase())}, ${format.count(all.accounts, 'account')} in ${format.count(cohorts.length, 'cohort')}`}
        actions={
          <>
            <AddFilter button fields={bar.fields} onToggle={bar.onToggle} />
            <DimensionPicker
              dimensions={dimensions.data.dimensions}
              value={dimension}
              onPick={(id) => setParams(params, { by: id })}
            />
            <Segmented
              label="Figure"
              options={METRICS}
              value={topicOf(params)}
              onChange={(metric) => setParams(params, { metric: metric === 'logo' ? '' : metric }, { replace: true })}
            />
          </>
        }
      >
        {cohortsFinding(list.data, retention.data, format).map((part) =>
          part.strong ? (
            <b key={part.text}>
              <bdi>{part.text}</bdi>
            </b>
          ) : (
            part.text
          ),
        )}
      </Finding>
      {bar.chips.length > 0 && (
        <div className="co-filters">
          <FilterBar {...bar} add={false} />
        </div>
      )}
      {all.accounts === 0 ? (
        <EmptyState
          title="There is nothing to compare."
          action={bar.chips.length > 0 && <Button onClick={bar.onClear}>Clear all filters</Button>}
        >
          No account is left under these filters on this date.
        </EmptyState>
      ) : (
        <div className="grid co">
          <div className="grid co-main">
            {topicOf(params) === 'health' ? (
              <HealthTable {...view} className="wide" />
            ) : (
              <Triangle {...view} className="wide" />
            )}
            <Boxes {...view} />
            <HealthLines {...view} />
          </div>
          <div className="grid co-side">
            <Against {...view} />
            <Differences {...view} />
            <Seasons {...view} />
          </div>
          <Initiative {...view} className="co-init" />
        </div>
      )}
    </div>
  );
}
