import { useCallback, useMemo } from 'react';
import { Chart, type ChartSelection } from '../../charts/Chart.tsx';
import type { ChartTheme } from '../../charts/theme.ts';
import { type HealthLine, healthOption, lineEnd, namedEnds } from '../../charts/toOption/cohort-health.ts';
import { useCohortHealth } from '../../data/cohorts.ts';
import { useFormat } from '../../data/format.ts';
import { useWorkspace } from '../../data/workspace.ts';
import { navigate, useAddress } from '../../state/navigation.ts';
import { Section } from '../../ui/layout.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { pairWith, setParams } from './address.ts';
import { cohortFilters, FEW } from './cells.ts';
import { HOW } from './explanations.ts';
import { drawnLines } from './lines.ts';
import { shortList } from './short-list.ts';
import { type CohortView, tagOf } from './view.ts';

/** Lines that carry their name; the others are grey and can be picked. */
const NAMED = 8;

/** Mean health of every cohort month by month: a line picks the cohort to compare, its end leads to its accounts. */
export function HealthLines({ by, filters, pair }: CohortView) {
  const { params } = useAddress();
  const format = useFormat();
  const { data: workspace } = useWorkspace();
  const { data, error, refetch, isPlaceholderData } = useCohortHealth(by, filters);
  const tiers = workspace?.model.tiers;
  const drawn = useMemo(() => (data ? drawnLines(data.cohorts, pair) : []), [data, pair]);
  const chart = useMemo(() => {
    // A name in the middle of the plot would stand on other lines: only what goes on until today has one, and A and B.
    const lasting = drawn.filter(({ value, mean }) => mean.at(-1) != null || tagOf(pair, value) !== null);
    const named = shortList(lasting, data?.dimension.kind ?? 'text', pair, NAMED);
    const lines = drawn.map(
      ({ value, label, mean }): HealthLine => ({
        tag: tagOf(pair, value),
        name: label,
        named: named.some((item) => item.value === value),
        mean,
      }),
    );
    return { dates: data?.dates ?? [], lines, tiers: tiers ?? [], locale: format.locale, score: format.score };
  }, [drawn, data, pair, tiers, format]);
  const option = useCallback((theme: ChartTheme) => healthOption(chart, theme), [chart]);
  const grey = chart.lines.filter((line) => !line.named).length;
  const open = (index: number) => {
    const cohort = drawn[index];
    if (cohort) navigate({ view: 'accounts', filters: cohortFilters(filters, by, cohort.value), params: {} });
  };
  const select = ({ seriesIndex, dataIndex }: ChartSelection) => {
    if (seriesIndex === drawn.length) open(namedEnds(chart)[dataIndex]?.line ?? -1);
    else if (drawn[seriesIndex]) setParams(params, pairWith(pair, 'b', drawn[seriesIndex].value), { replace: true });
  };
  return (
    <Section title="Health over time" sub="monthly mean, higher is healthier" how={HOW.lines}>
      {error && !data ? (
        <ErrorState
          title="The history could not be read"
          cause={error.message}
          actions={
            <button type="button" className="btn" onClick={() => void refetch()}>
              Try again
            </button>
          }
        />
      ) : !data ? (
        <LoadingState label="Loading health over time" rows={6} />
      ) : chart.dates.length < 2 || drawn.length === 0 ? (
        <p className="mut">
          Health over time needs scores of at least two months; there is {chart.dates.length === 1 ? 'one' : 'none'}.
        </p>
      ) : (
        <div aria-busy={isPlaceholderData}>
          <Chart
            option={option}
            height={HEIGHT}
            label={`Mean health per cohort from ${format.monthYear(chart.dates[0] ?? null)} to ${format.monthYear(chart.dates.at(-1) ?? null)}, higher is healthier: ${chart.lines
              .filter((line) => line.named)
              .map((line) => `${line.name} ${format.score(lineEnd(line.mean)?.mean ?? null)}`)
              .join(', ')}.`}
            onSelect={select}
            table={{
              columns: ['Cohort', 'First', 'Last'],
              rows: drawn.map(({ label, mean }) => [
                label,
                format.score(mean.find((value) => value !== null) ?? null),
                format.score(lineEnd(mean)?.mean ?? null),
              ]),
              onSelect: open,
            }}
          />
          <p className="foot">
            {grey > 0 && `${grey} more in grey; a click on a line compares its cohort as B. `}
            Months with fewer than {FEW} scores are left out.
          </p>
        </div>
      )}
    </Section>
  );
}

const HEIGHT = 300;
