import { useCallback, useMemo } from 'react';
import { Chart } from '../../../charts/Chart.tsx';
import type { ChartTheme } from '../../../charts/theme.ts';
import { tierEntriesOption } from '../../../charts/toOption/tier-entries.ts';
import type { Format } from '../../../data/format.ts';
import type { WhatIfHistory } from '../../../data/whatif.ts';
import { Section } from '../../../ui/layout.tsx';
import { HOW_MORE } from '../explanations.ts';
import { Updating } from '../Updating.tsx';

const sum = (counts: readonly number[]) => counts.reduce((all, one) => all + one, 0);

type Props = { readonly history: WhatIfHistory; readonly busy: boolean; readonly format: Format };

/** How often the confirmed tier of an account became a worse one: what would have been sent. */
export function Entries({ history, busy, format }: Props) {
  const { weeks, entries } = history;
  const { locale } = format;
  const data = useMemo(
    () => ({
      dates: weeks.map((week) => week.asOf),
      before: weeks.map((week) => sum(week.before.down)),
      after: weeks.map((week) => sum(week.after.down)),
    }),
    [weeks],
  );
  const option = useCallback((theme: ChartTheme) => tierEntriesOption({ ...data, locale }, theme), [data, locale]);
  const rate = (side: (typeof entries)['before']) => format.number(side.perWeek, 1);
  return (
    <Section
      title="Drops to a lower tier"
      how={HOW_MORE.entries}
      sub={`confirmed, per week; ${format.number(entries.before.down)} official, ${format.number(entries.after.down)} under the scenario`}
      className="wi-next"
      tools={
        <>
          <Updating on={busy} />
          <span className="lgd">
            <span>
              <i className="sw wi-ghost" />
              official
            </span>
            <span>
              <i className="ln wi-line" />
              scenario
            </span>
          </span>
        </>
      }
    >
      <Chart
        option={option}
        label="Accounts whose confirmed tier fell, by week, official and scenario"
        table={{
          columns: ['Week', 'Drops, official', 'Drops, scenario'],
          rows: data.dates.map((date, index) => [
            format.date(date),
            String(data.before[index] ?? 0),
            String(data.after[index] ?? 0),
          ]),
        }}
        height={140}
      />
      <div className="foot">
        Changes of tier in both directions: {rate(entries.before)} a week official, {rate(entries.after)} under the
        scenario; {format.number(entries.before.up)} and {format.number(entries.after.up)} of them for the better.
      </div>
    </Section>
  );
}
