import { useCallback, useMemo } from 'react';
import { formatMonth } from '#shared/format/date.ts';
import { Chart } from '../../charts/Chart.tsx';
import type { ChartTheme } from '../../charts/theme.ts';
import { seasonOption } from '../../charts/toOption/cohort-season.ts';
import { scoreWindow } from '../../charts/toOption/trend.ts';
import { type Seasons as SeasonsReply, useSeasons } from '../../data/cohorts.ts';
import { useFormat } from '../../data/format.ts';
import { useAddress } from '../../state/navigation.ts';
import { Segmented } from '../../ui/controls.tsx';
import { Section } from '../../ui/layout.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { setParams } from './address.ts';
import { cohortFilters } from './cells.ts';
import { HOW } from './explanations.ts';
import { type SeasonFigure, seasonSentence, seasonYears } from './seasons.ts';
import type { CohortView } from './view.ts';

const WHO = [
  { value: 'all', label: 'All' },
  { value: 'a', label: 'A' },
  { value: 'b', label: 'B' },
] as const;

/** Health and usage by month of the year, this year over the years before. */
export function Seasons({ by, filters, pair }: CohortView) {
  const { params } = useAddress();
  const format = useFormat();
  const who = (pair && WHO.find(({ value }) => value === params.season)?.value) || 'all';
  const { data, error, refetch, isPlaceholderData } = useSeasons(
    who === 'all' || !pair ? filters : cohortFilters(filters, by, pair[who]),
  );
  return (
    <Section
      title="Seasons"
      sub="this year over last"
      how={HOW.seasons}
      tools={
        pair && (
          <Segmented
            small
            label="Seasons of"
            options={WHO}
            value={who}
            onChange={(value) => setParams(params, { season: value === 'all' ? '' : value }, { replace: true })}
          />
        )
      }
    >
      {error && !data ? (
        <ErrorState
          title="The seasons could not be read"
          cause={error.message}
          actions={
            <button type="button" className="btn" onClick={() => void refetch()}>
              Try again
            </button>
          }
        />
      ) : data ? (
        <div aria-busy={isPlaceholderData}>
          <p className="co-say">{seasonSentence(data, format)}</p>
          <div className="co-seasons">
            <Figure reply={data} figure="mean" title="Mean health" />
            {data.usageMetric && (
              <Figure reply={data} figure="usage" title={`${data.usageMetric.label} per account and day`} />
            )}
          </div>
          {data.notes.map((note) => (
            <p key={note} className="foot">
              {note}
            </p>
          ))}
        </div>
      ) : (
        <LoadingState label="Loading the seasons" rows={6} />
      )}
    </Section>
  );
}

type FigureProps = { readonly reply: SeasonsReply; readonly figure: SeasonFigure; readonly title: string };

function Figure({ reply, figure, title }: FigureProps) {
  const format = useFormat();
  const data = useMemo(() => {
    const years = seasonYears(reply.months, figure);
    return {
      years,
      months: reply.months.map(({ month }) => formatMonth(`2000-${String(month).padStart(2, '0')}-01`, format.locale)),
      window: figure === 'mean' ? scoreWindow(years.flatMap((year) => year.values)) : null,
      format: figure === 'mean' ? format.score : (value: number | null) => format.number(value, 1),
    };
  }, [reply, figure, format]);
  const option = useCallback((theme: ChartTheme) => seasonOption(data, theme), [data]);
  const newest = data.years.at(-1);
  if (!newest) return null;
  return (
    <div>
      <div className="dim sm">{title}</div>
      <Chart
        option={option}
        height={112}
        label={`${title} by month, ${data.years.map(({ year }) => year).join(', ')}.`}
        table={{
          columns: ['Month', ...data.years.map(({ year }) => String(year))],
          rows: data.months.map((month, at) => [
            month,
            ...data.years.map(({ values }) => data.format(values[at] ?? null)),
          ]),
        }}
      />
    </div>
  );
}
