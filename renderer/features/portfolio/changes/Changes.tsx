import { useId } from 'react';
import { useFormat } from '../../../data/format.ts';
import { usePortfolioChanges } from '../../../data/portfolio.ts';
import { useWorkspace } from '../../../data/workspace.ts';
import { filterLabel, useFilters } from '../../../state/filters.ts';
import { navigate, useAddress } from '../../../state/navigation.ts';
import { Segmented } from '../../../ui/controls.tsx';
import { Section } from '../../../ui/layout.tsx';
import { ErrorState, LoadingState } from '../../../ui/states.tsx';
import { HOW } from '../explanations.ts';
import { ArrBridge } from './ArrBridge.tsx';
import { HealthParts } from './HealthParts.tsx';
import { Movers } from './Movers.tsx';
import { compareOf, joinLabels, sinceOf } from './since.ts';
import { TierMoves } from './TierMoves.tsx';

const CHOICES = [
  { value: 'snapshot', label: 'Last snapshot' },
  { value: 'month', label: 'Last month' },
  { value: 'date', label: 'A date' },
] as const;

/** What moved since an earlier snapshot: tiers, mean health, ARR and the accounts that moved most. Every count filters the page. */
export function Changes({ asOf, className }: { readonly asOf: string; readonly className: string }) {
  const { params } = useAddress();
  const { filters } = useFilters();
  const format = useFormat();
  const { data: workspace } = useWorkspace();
  const id = useId();
  const compare = compareOf(params.compare);
  const earlier = (workspace?.snapshots ?? []).filter((date) => date < asOf);
  const changes = usePortfolioChanges(filters, sinceOf(compare, asOf));
  const { data } = changes;
  const choose = (next: string) => navigate({ params: { ...params, compare: next } }, { replace: true });
  const tools = earlier.length > 0 && (
    <>
      <Segmented
        small
        label="Compare with"
        options={CHOICES}
        value={compare === 'snapshot' || compare === 'month' ? compare : 'date'}
        onChange={(next) => choose(next === 'date' ? (data?.since ?? earlier.at(-1) ?? '') : next)}
      />
      {compare !== 'snapshot' && compare !== 'month' && (
        <label>
          <span className="vh">Compare with the snapshot of</span>
          <select
            className="inp s"
            id={id}
            value={data?.since ?? compare}
            onChange={(event) => choose(event.target.value)}
          >
            {earlier.toReversed().map((date) => (
              <option key={date} value={date}>
                {format.date(date)}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  );
  const left = data?.leftOut ?? [];
  return (
    <Section
      title="What changed"
      how={HOW.changes}
      sub={data?.since ? `since ${format.date(data.since)}` : undefined}
      className={className}
      tools={tools}
    >
      {changes.error && !data && <ErrorState title="What changed could not be read" cause={changes.error.message} />}
      {!changes.error && !data && <LoadingState label="Loading what changed" rows={5} />}
      {data && data.since === null && (
        <p className="mut">No snapshot is that old; the next one will show what moved since this one.</p>
      )}
      {data && data.since !== null && (
        <>
          <div className="grid g12 chg" aria-busy={changes.isPlaceholderData}>
            <TierMoves changes={data} />
            <div className="chg-c">
              <HealthParts changes={data} />
              <ArrBridge changes={data} />
            </div>
            <Movers changes={data} />
          </div>
          {left.length > 0 && (
            <p className="foot">
              {`Without the ${left.length === 1 ? 'filter' : 'filters'} on ${joinLabels(left.map(labelOf))}: accounts picked by where they stand today would hide those that left.`}
            </p>
          )}
        </>
      )}
    </Section>
  );

  function labelOf(key: string): string {
    const known = (Object.keys(filters) as (keyof typeof filters)[]).find((name) => name === key);
    return known === undefined ? key : filterLabel(known).toLowerCase();
  }
}
