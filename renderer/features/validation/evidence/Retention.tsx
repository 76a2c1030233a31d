import { useCallback, useMemo } from 'react';
import type { BackTest } from '#shared/contract/validation.ts';
import type { TierRole } from '#shared/model/health-model.ts';
import { Chart } from '../../../charts/Chart.tsx';
import type { ChartTheme } from '../../../charts/theme.ts';
import {
  type IntervalRow,
  intervalsHeight,
  intervalsOption,
  intervalText,
} from '../../../charts/toOption/validation-intervals.ts';
import { type Format, useFormat } from '../../../data/format.ts';
import { Section } from '../../../ui/layout.tsx';
import { HOW } from '../explanations.ts';
import { SaveCsv } from '../SaveCsv.tsx';
import { needsText } from './gate.ts';

type Props = { readonly result: BackTest };

/** Who stayed, by ten points of the score. */
export function Bands({ result }: Props) {
  const format = useFormat();
  const rows = useMemo(
    () =>
      result.bands.map(
        (band): IntervalRow => ({
          name: band.from === 0 ? `below ${band.to}` : `${band.from} to ${band.to === 100 ? 100 : band.to - 0.1}`,
          role: roleOf(result.tiers, (band.from + band.to) / 2),
          n: band.n,
          lost: band.n - band.retained,
          rate: band.rate,
          low: band.low,
          high: band.high,
        }),
      ),
    [result],
  );
  return (
    <Section
      title="Retention by score"
      sub="higher is healthier; share that stayed, 95% interval"
      how={HOW.bands}
      className="w6"
      tools={
        <SaveCsv
          name="bands"
          of="retention by score"
          header={['from', 'to', 'n', 'retained', 'rate', 'low', 'high', 'shrunk', 'shrunk_low', 'shrunk_high']}
          rows={result.bands.map((band) => [
            band.from,
            band.to,
            band.n,
            band.retained,
            band.rate,
            band.low,
            band.high,
            band.shrunk,
            band.shrunkLow,
            band.shrunkHigh,
          ])}
        />
      }
    >
      <Intervals rows={rows} result={result} name="Retention by score" />
      <p className="foot">{trendText(result.bandTrend, result.gate.churns, 'Lower scores churn more', format)}</p>
    </Section>
  );
}

/** Who stayed, by tier, and whether each tier keeps more than the next. */
export function Tiers({ result }: Props) {
  const format = useFormat();
  const rows = useMemo(
    () =>
      result.tiers.map(
        (tier): IntervalRow => ({
          name: tier.name,
          role: tier.role,
          n: tier.rows,
          lost: tier.churned,
          rate: tier.retention.rate,
          low: tier.retention.low,
          high: tier.retention.high,
        }),
      ),
    [result],
  );
  return (
    <Section
      title="Retention by tier"
      sub="tier at the landmark, 95% interval"
      how={HOW.tiers}
      className="w6"
      tools={
        <SaveCsv
          name="tiers"
          of="retention by tier"
          header={['tier', 'from', 'rows', 'churned', 'retention', 'low', 'high']}
          rows={result.tiers.map((tier) => [
            tier.name,
            tier.from,
            tier.rows,
            tier.churned,
            tier.retention.rate,
            tier.retention.low,
            tier.retention.high,
          ])}
        />
      }
    >
      <Intervals rows={rows} result={result} name="Retention by tier" />
      {result.tierWarning === null ? (
        <p className="foot">{trendText(result.tierTrend, result.gate.churns, 'Worse tiers churn more', format)}</p>
      ) : (
        <p className="va-warn">{result.tierWarning}</p>
      )}
    </Section>
  );
}

function Intervals({
  rows,
  result,
  name,
}: {
  readonly rows: readonly IntervalRow[];
  readonly result: BackTest;
  readonly name: string;
}) {
  const format = useFormat();
  const share = useCallback((value: number | null) => format.percent(value, 1), [format]);
  const overall = result.baseRate === null ? null : 1 - result.baseRate;
  const option = useCallback(
    (theme: ChartTheme) =>
      intervalsOption({ rows, overall, percent: share, number: (value) => format.number(value) }, theme),
    [rows, overall, share, format],
  );
  return (
    <Chart
      option={option}
      height={intervalsHeight(rows.length)}
      label={`${name}; over all ${share(overall)}: ${rows.map((row) => `${row.name} ${intervalText(row, share)}`).join('; ')}.`}
      table={{
        columns: ['Group', 'Rows', 'Lost', 'Stayed', '95% interval'],
        rows: rows.map((row) => [
          row.name,
          format.number(row.n),
          format.number(row.lost),
          share(row.rate),
          row.low === null || row.high === null ? '–' : `${share(row.low)} to ${share(row.high)}`,
        ]),
      }}
    />
  );
}

/** Role of the tier a score lies in, without the shifts of segments. */
function roleOf(tiers: BackTest['tiers'], score: number): TierRole {
  return tiers.find((tier) => score >= tier.from)?.role ?? tiers.at(-1)?.role ?? 'moderate';
}

function trendText(
  trend: { readonly z: number; readonly p: number } | null,
  churns: number,
  claim: string,
  format: Format,
): string {
  if (trend === null) return `Whether there is a trend is not judged. ${needsText(churns, 10)}`;
  const test = `z ${format.number(trend.z, 2)}, ${pText(trend.p, format)} (Cochran-Armitage)`;
  if (trend.p >= 0.05) return `No trend beyond chance: ${test}.`;
  return trend.z > 0 ? `${claim}: ${test}.` : `The trend points the wrong way: ${test}.`;
}

/** `p 0.035`, `p < 0.001` */
export function pText(p: number, format: Pick<Format, 'number'>): string {
  return p < 0.001 ? 'p < 0.001' : `p ${format.number(p, 3)}`;
}
