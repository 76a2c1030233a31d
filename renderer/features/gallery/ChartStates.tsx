import { useMemo } from 'react';
import { niceCeiling } from '../../charts/bins.ts';
import { Chart } from '../../charts/Chart.tsx';
import { TwoHistograms } from '../../charts/TwoHistograms.tsx';
import { accountHistoryOption, accountHistoryTable } from '../../charts/toOption/account-history.ts';
import { accountMetricOption } from '../../charts/toOption/account-metric.ts';
import { accountWaterfallOption } from '../../charts/toOption/account-waterfall.ts';
import { boxesHeight, boxesOption } from '../../charts/toOption/cohort-boxes.ts';
import { differencesHeight, differencesOption } from '../../charts/toOption/cohort-differences.ts';
import { healthOption } from '../../charts/toOption/cohort-health.ts';
import { changesHeight, changesOption, initiativeOption } from '../../charts/toOption/cohort-initiative.ts';
import { retentionOption } from '../../charts/toOption/cohort-retention.ts';
import { seasonOption } from '../../charts/toOption/cohort-season.ts';
import { previewHistoryOption } from '../../charts/toOption/preview-history.ts';
import { renewalsOption } from '../../charts/toOption/renewals.ts';
import { atRiskTrendOption, trendOption } from '../../charts/toOption/trend.ts';
import type { Format } from '../../data/format.ts';
import { Section } from '../../ui/layout.tsx';
import { EmptyState, LoadingState } from '../../ui/states.tsx';
import { type Drawn, STATES, type State } from './chart-kind.ts';
import {
  ACCOUNT,
  BOXES,
  CHANGES,
  DIFFERENCES,
  HEALTH,
  INITIATIVE,
  METRIC,
  RENEWALS,
  RETENTION,
  SEASON,
  TIERS,
  TREND,
  WATERFALL,
  WHAT_IF,
} from './chart-samples.ts';
import { VALIDATION_CHARTS } from './validation-charts.ts';
import { WHAT_IF_CHARTS } from './whatif-charts.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const signed = (value: number | null): string => (value === null ? '–' : `${value > 0 ? '+' : ''}${value}`);

const CHARTS: readonly Drawn[] = [
  {
    name: 'Mean health',
    of: (state) => {
      const data = { points: TREND[state], tiers: TIERS, locale: 'en' };
      return { option: (theme) => trendOption(data, theme), height: 180 };
    },
  },
  {
    name: 'Accounts below 50',
    of: (state) => {
      const data = { points: TREND[state], tiers: TIERS, locale: 'en' };
      return { option: (theme) => atRiskTrendOption(data, theme), height: 120 };
    },
  },
  {
    name: 'Renewals',
    of: (state) => {
      const data = { renewals: RENEWALS[state], tiers: TIERS, currency: 'USD', locale: 'en' };
      return { option: (theme) => renewalsOption(data, theme), height: 260 };
    },
  },
  {
    name: 'Score history',
    wide: true,
    of: (state) => {
      const data = ACCOUNT[state];
      return data && { option: (theme) => accountHistoryOption(data, theme), height: 280 };
    },
  },
  {
    name: 'History in the preview',
    of: (state) => {
      const points = ACCOUNT[state]?.history ?? [];
      const data = { points, thresholds: TIERS, locale: 'en' };
      return { option: (theme) => previewHistoryOption(data, theme), height: 96 };
    },
  },
  {
    name: 'What changed',
    wide: true,
    of: (state) => {
      const change = WATERFALL[state];
      return change && { option: (theme) => accountWaterfallOption({ change, locale: 'en' }, theme), height: 240 };
    },
  },
  {
    name: 'Key metric',
    of: (state, format) => {
      const metric = METRIC[state];
      if (metric === null) return null;
      const notes = metric.weeks.map((_, week) => (week === 20 ? 'unusually low' : ''));
      return {
        option: (theme) => accountMetricOption({ metric, format: format.number, locale: 'en', notes }, theme),
        height: 88,
      };
    },
  },
  {
    name: 'Health per cohort',
    of: (state, format) => {
      const data = { rows: BOXES[state], tiers: TIERS, score: format.score };
      return { option: (theme) => boxesOption(data, theme), height: boxesHeight(Math.max(2, data.rows.length)) };
    },
  },
  {
    name: 'Health over time',
    of: (state, format) => {
      const data = { ...HEALTH[state], tiers: TIERS, locale: 'en', score: format.score };
      return { option: (theme) => healthOption(data, theme), height: 220 };
    },
  },
  {
    name: 'Differences of two cohorts',
    of: (state, format) => {
      const data = { rows: DIFFERENCES[state], names: { a: 'Enterprise', b: 'SMB' }, score: format.score, signed };
      return {
        option: (theme) => differencesOption(data, theme),
        height: differencesHeight(Math.max(2, data.rows.length)),
      };
    },
  },
  {
    name: 'Retention',
    of: (state, format) => {
      const data = { lines: RETENTION[state], percent: (share: number | null) => format.percent(share, 0) };
      return { option: (theme) => retentionOption(data, theme), height: 220 };
    },
  },
  {
    name: 'Season',
    of: (state, format) => {
      const data = { years: SEASON[state], months: MONTHS, window: null, format: format.number };
      return { option: (theme) => seasonOption(data, theme), height: 180 };
    },
  },
  {
    name: 'Before and after an initiative',
    of: (state, format) => {
      const data = { weeks: INITIATIVE[state], tiers: TIERS, score: format.score };
      return { option: (theme) => initiativeOption(data, theme), height: 200 };
    },
  },
  {
    name: 'Changes beside an initiative',
    of: (state) => {
      const data = { rows: CHANGES[state], signed };
      return { option: (theme) => changesOption(data, theme), height: changesHeight(Math.max(2, data.rows.length)) };
    },
  },
  ...WHAT_IF_CHARTS,
  ...VALIDATION_CHARTS,
];

/** Every chart with data, with few points, without any, and while it loads. */
export function ChartStates({ format }: { readonly format: Format }) {
  return (
    <>
      {CHARTS.map(({ name, wide, of }) => (
        <Section key={name} title={name}>
          <div className={wide ? 'gal-cols gal-wide' : 'gal-cols'}>
            {STATES.map(([state, words]) => (
              <OneState key={state} of={of} state={state} label={`${name}, ${words}`} format={format} />
            ))}
          </div>
        </Section>
      ))}
      <Section title="What-if histogram">
        <div className="gal-cols">
          {STATES.map(([state, words]) => (
            <TwoSides key={state} state={state} label={`What-if histogram, ${words}`} format={format} />
          ))}
        </div>
      </Section>
      <Section title="A chart that loads">
        <LoadingState label="Loading a chart" rows={3} />
      </Section>
    </>
  );
}

type OneProps = Pick<Drawn, 'of'> & { readonly state: State; readonly label: string; readonly format: Format };

function OneState({ of, state, label, format }: OneProps) {
  const shown = useMemo(() => of(state, format), [of, state, format]);
  const data = state === 'none' ? null : ACCOUNT[state];
  return (
    <div>
      <p className="dim sm">{label}</p>
      {shown ? (
        <Chart
          option={shown.option}
          label={label}
          height={shown.height}
          {...(label.startsWith('Score history') && data ? { table: accountHistoryTable(data) } : {})}
        />
      ) : (
        <EmptyState title="Nothing is known yet." />
      )}
    </div>
  );
}

function TwoSides({ state, label, format }: Omit<OneProps, 'of'> & { readonly state: State }) {
  const { before, after } = WHAT_IF[state];
  return (
    <div>
      <p className="dim sm">{label}</p>
      <TwoHistograms
        tiers={TIERS}
        before={before}
        after={after}
        beforeName="official"
        name="Scenario"
        ceiling={niceCeiling(Math.max(...before, ...after))}
        height={200}
        label={label}
        table={{
          columns: ['Bin', 'Official', 'Scenario'],
          rows: before.map((count, bin) => [String(bin), String(count), String(after[bin])]),
        }}
        locale={format.locale}
      />
    </div>
  );
}
