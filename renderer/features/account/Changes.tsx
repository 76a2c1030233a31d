import { useCallback, useMemo } from 'react';
import type { AccountDetail, Waterfall } from '#shared/contract/account.ts';
import { Chart } from '../../charts/Chart.tsx';
import type { ChartTheme } from '../../charts/theme.ts';
import { accountWaterfallOption, waterfallFloor, waterfallSteps } from '../../charts/toOption/account-waterfall.ts';
import type { Format } from '../../data/format.ts';
import { Segmented } from '../../ui/controls.tsx';
import { Section } from '../../ui/layout.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { KINDS, thenAndNow } from './change-text.ts';
import { HOW } from './explanations.ts';

type Props = {
  readonly detail: AccountDetail;
  readonly days: string;
  readonly onDays: (days: string) => void;
  readonly format: Format;
};

export function Changes({ detail, days, onDays, format }: Props) {
  const { changes } = detail;
  const change =
    changes.find((item) => String(item.days) === days) ?? changes.find((item) => item.days === 90) ?? changes[0];
  if (!change) {
    return (
      <Section title="What changed">
        <EmptyState title="There is no earlier score to compare with.">
          The comparison starts with a second scored snapshot at least 30 days older.
        </EmptyState>
      </Section>
    );
  }
  const shown = thenAndNow(change, detail.modelVersion, format.locale);
  const floor = waterfallFloor(waterfallSteps(change, format.locale));
  return (
    <Section
      title="What changed"
      how={HOW.changes}
      sub={`${format.dayMonth(change.from)} to ${format.date(change.to)}, points${floor > 0 ? `; columns start at ${floor}` : ''}`}
      tools={
        <Segmented
          small
          label="Days compared"
          options={changes.map((item) => ({ value: String(item.days), label: `${item.days} d` }))}
          value={String(change.days)}
          onChange={onDays}
        />
      }
    >
      <WaterfallChart change={change} format={format} />
      {shown !== null && <p className="foot">{shown}</p>}
    </Section>
  );
}

function WaterfallChart({ change, format }: { readonly change: Waterfall; readonly format: Format }) {
  const { locale } = format;
  const option = useCallback(
    (theme: ChartTheme) => accountWaterfallOption({ change, locale }, theme),
    [change, locale],
  );
  const steps = useMemo(() => waterfallSteps(change, locale), [change, locale]);
  const table = {
    columns: ['Part', 'Points', 'Kind'],
    rows: steps.map((step) => [
      step.name,
      step.kind === 'total' ? format.number(step.value, 1) : format.signed(step.value),
      step.kind === 'total' ? 'score as shown' : KINDS[step.kind],
    ]),
  };
  return (
    <Chart
      option={option}
      label={`Change of the score over ${change.days} days, from ${format.number(change.before, 1)} to ${format.number(change.after, 1)}`}
      table={table}
      height={248}
    />
  );
}
