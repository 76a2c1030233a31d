import { useCallback, useMemo } from 'react';
import type { AccountDetail } from '#shared/contract/account.ts';
import { Chart } from '../../charts/Chart.tsx';
import type { ChartTheme } from '../../charts/theme.ts';
import { accountHistoryOption, accountHistoryTable, historyStart } from '../../charts/toOption/account-history.ts';
import type { Format } from '../../data/format.ts';
import { Button, Segmented } from '../../ui/controls.tsx';
import { Section } from '../../ui/layout.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { versionName } from './change-text.ts';
import { HOW } from './explanations.ts';
import { forecastText } from './outlook.ts';
import { shiftLabel } from './usage-words.ts';

type Props = {
  readonly detail: AccountDetail;
  readonly range: string | null;
  readonly onRange: (range: string) => void;
  readonly format: Format;
};

const RANGES = [
  { value: '6', label: '6 mo' },
  { value: '12', label: '12 mo' },
  { value: 'all', label: 'All' },
] as const;

export function History({ detail, range, onRange, format }: Props) {
  const year = historyStart(detail.asOf, detail.history[0]?.date ?? detail.asOf, 12);
  const recent = detail.history.some((point) => point.score !== null && point.date >= year);
  const chosen = RANGES.find((item) => item.value === range)?.value ?? (recent ? '12' : 'all');
  const months = chosen === 'all' ? null : chosen === '6' ? 6 : 12;
  const data = useMemo(() => {
    const versions = detail.versionMarkers.map(({ date, modelVersion }) => ({
      date,
      label: versionName(modelVersion),
      kind: 'system' as const,
    }));
    const shifts = detail.changePoints.shifts.map((shift) => ({
      date: shift.date,
      label: shiftLabel(shift, format.locale),
      kind: 'customer' as const,
    }));
    return { ...detail, events: [...detail.events, ...versions, ...shifts], months, locale: format.locale };
  }, [detail, months, format.locale]);
  const option = useCallback((theme: ChartTheme) => accountHistoryOption(data, theme), [data]);
  const table = useMemo(() => accountHistoryTable(data), [data]);
  const scored = detail.history.some((point) => point.score !== null);
  const from = historyStart(detail.asOf, detail.history[0]?.date ?? detail.asOf, months);
  const visible = detail.history.some((point) => point.score !== null && point.date >= from);
  const { segment } = detail.account;
  const bounds = detail.thresholds
    .filter((threshold) => threshold.from > 0)
    .map((threshold) => `${threshold.name} ${threshold.from}`)
    .join(', ');
  return (
    <Section
      title="Score history"
      how={HOW.history}
      sub={`0 to 100, higher is healthier; ${segment === null ? 'thresholds' : `${segment} thresholds`}: ${bounds}`}
      tools={<Segmented small label="Months shown" options={RANGES} value={chosen} onChange={onRange} />}
    >
      {visible ? (
        <>
          <Chart
            option={option}
            label={`Score history of ${detail.account.name}, 0 to 100, higher is healthier`}
            table={table}
            height={312}
          />
          <p className="foot">{detail.forecast ? forecastText(detail.forecast, format.locale) : detail.forecastGap}</p>
        </>
      ) : scored ? (
        <EmptyState
          title="There is no score in these months."
          action={<Button onClick={() => onRange('all')}>Show all months</Button>}
        />
      ) : (
        <EmptyState title="No snapshot has a score for this account.">
          It is scored as soon as enough of the model’s weight has data.
        </EmptyState>
      )}
    </Section>
  );
}
