import { useCallback, useMemo } from 'react';
import { Chart } from '../../../charts/Chart.tsx';
import type { ChartTheme } from '../../../charts/theme.ts';
import { beforeAfterOption } from '../../../charts/toOption/before-after.ts';
import type { Format } from '../../../data/format.ts';
import type { WhatIfHistory } from '../../../data/whatif.ts';
import { navigate, useAddress } from '../../../state/navigation.ts';
import { Segmented } from '../../../ui/controls.tsx';
import { Section } from '../../../ui/layout.tsx';
import { HOW_MORE } from '../explanations.ts';
import { Updating } from '../Updating.tsx';

const MEASURES = [
  { value: 'mean', label: 'Mean health' },
  { value: 'arr', label: 'At-risk ARR' },
  { value: 'accounts', label: 'Accounts below 50' },
] as const;
type Measure = (typeof MEASURES)[number]['value'];
type Side = WhatIfHistory['weeks'][number]['before'];

const OF: Readonly<Record<Measure, (side: Side) => number | null>> = {
  mean: (side) => side.mean,
  arr: (side) => side.atRiskArr,
  accounts: (side) => side.atRiskAccounts,
};
const SPAN: Readonly<Record<Measure, number>> = { mean: 8, arr: 1000, accounts: 4 };

type Props = { readonly history: WhatIfHistory; readonly busy: boolean; readonly format: Format };

/** One measure of the portfolio over every week, as it was judged and as the scenario would have judged it. */
export function Lines({ history, busy, format }: Props) {
  const { params } = useAddress();
  const measure = MEASURES.find(({ value }) => value === params.line)?.value ?? 'mean';
  const { weeks } = history;
  const { locale } = format;
  const words = useCallback(
    (value: number) =>
      measure === 'arr' ? format.money(value) : format.number(value, measure === 'mean' && value % 1 !== 0 ? 1 : 0),
    [measure, format],
  );
  const data = useMemo(
    () => ({
      dates: weeks.map((week) => week.asOf),
      before: weeks.map((week) => OF[measure](week.before)),
      after: weeks.map((week) => OF[measure](week.after)),
    }),
    [weeks, measure],
  );
  const option = useCallback(
    (theme: ChartTheme) =>
      beforeAfterOption(
        {
          ...data,
          names: { before: 'official', after: 'scenario' },
          words,
          minSpan: SPAN[measure],
          fromZero: measure !== 'mean',
          locale,
        },
        theme,
      ),
    [data, words, measure, locale],
  );
  const say = (value: number | null | undefined) => (value == null ? '' : words(value));
  const label = MEASURES.find(({ value }) => value === measure)?.label ?? '';
  return (
    <Section
      title="Over the whole history"
      how={HOW_MORE.history}
      sub={format.count(weeks.length, 'week')}
      className="wi-next"
      tools={
        <>
          <Updating on={busy} />
          <Segmented
            small
            label="Measure shown"
            options={MEASURES}
            value={measure}
            onChange={(line) => navigate({ params: { ...params, line } }, { replace: true })}
          />
        </>
      }
    >
      <Chart
        option={option}
        label={`${label} by week, official and scenario`}
        table={{
          columns: ['Week', `${label}, official`, `${label}, scenario`],
          rows: data.dates.map((date, index) => [format.date(date), say(data.before[index]), say(data.after[index])]),
        }}
        height={200}
      />
    </Section>
  );
}
