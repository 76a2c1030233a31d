import { useCallback, useMemo } from 'react';
import type { AccountDetail } from '#shared/contract/account.ts';
import { Chart } from '../../charts/Chart.tsx';
import type { ChartTheme } from '../../charts/theme.ts';
import { accountMetricOption } from '../../charts/toOption/account-metric.ts';
import type { Format } from '../../data/format.ts';
import { Delta } from '../../ui/figures.tsx';
import { Section } from '../../ui/layout.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { HOW } from './explanations.ts';
import { isInverse, metricChange } from './metric-change.ts';
import { Standouts } from './Standouts.tsx';
import { formatMetric } from './signal-value.ts';
import { weekNotes } from './usage-words.ts';

type Metric = AccountDetail['metrics'][number];
type Marks = Pick<AccountDetail, 'anomalies' | 'changePoints'>;

/** The measure that is watched for what is unusual. */
const MARKED = 'logins';

export function Metrics({ detail, format }: { readonly detail: AccountDetail; readonly format: Format }) {
  const known = detail.metrics.filter((metric) => metric.weeks.some((week) => week.value !== null));
  if (known.length === 0) {
    return (
      <Section title="Key metrics" how={HOW.metrics}>
        <EmptyState title="No usage is known for this account.">
          Import usage or product events to see logins, active users and features over time.
        </EmptyState>
      </Section>
    );
  }
  const weeks = known[0]?.weeks.length ?? 0;
  return (
    <Section
      title="Key metrics"
      how={HOW.metrics}
      sub={`weekly, ${weeks} weeks; mean of the last 4 weeks, and its change over 90 d`}
    >
      <div className="metrics">
        {known.map((metric) => (
          <MetricCell key={metric.id} metric={metric} format={format} marks={metric.id === MARKED ? detail : null} />
        ))}
      </div>
      {detail.changePoints.measure !== null && <Standouts detail={detail} format={format} />}
    </Section>
  );
}

/** One weekly measure as a small multiple: now, before, and its line. */
export function MetricCell({
  metric,
  format,
  marks = null,
}: {
  readonly metric: Metric;
  readonly format: Format;
  /** What stands out in this measure. */
  readonly marks?: Marks | null;
}) {
  const { locale } = format;
  const notes = useMemo(
    () => metric.weeks.map((week) => (marks ? weekNotes(marks, week.date, locale) : '')),
    [metric, marks, locale],
  );
  const write = useCallback((value: number | null) => formatMetric(value, metric.unit, locale), [metric.unit, locale]);
  const option = useCallback(
    (theme: ChartTheme) => accountMetricOption({ metric, format: write, locale, notes }, theme),
    [metric, write, locale, notes],
  );
  const { now, before } = metricChange(metric.weeks);
  const share = metric.unit === 'rate' || metric.unit === '%';
  const change =
    now === null || before === null
      ? null
      : share
        ? (now - before) * 100
        : before === 0
          ? null
          : (now / before - 1) * 100;
  const table = {
    columns: ['Week to', metric.name, ...(marks ? ['Stands out'] : [])],
    rows: metric.weeks.map((week, index) => [
      format.date(week.date),
      week.value === null ? 'no data' : write(week.value),
      ...(marks ? [notes[index] ?? ''] : []),
    ]),
  };
  return (
    <div>
      <div className="row sm">
        <span className="mut ell">{metric.name}</span>
        <span className="sp" />
        <Delta value={change} decimals={0} unit={share ? ' pt' : '%'} inverse={isInverse(metric.id)} />
      </div>
      <div className="metric-v">
        <span className="n">{write(now)}</span>
        <span className="dim sm">{before === null ? '' : `was ${write(before)}`}</span>
      </div>
      <Chart option={option} label={`${metric.name}, weekly`} table={table} height={56} />
    </div>
  );
}
