import { useCallback, useMemo } from 'react';
import type { Calibration } from '#shared/contract/calibration.ts';
import { Chart } from '../../../charts/Chart.tsx';
import type { ChartTheme } from '../../../charts/theme.ts';
import {
  type SpreadData,
  spreadHeight,
  spreadOption,
  spreadText,
} from '../../../charts/toOption/calibration-spread.ts';
import { useFormat } from '../../../data/format.ts';
import { SaveCsv } from '../SaveCsv.tsx';
import { cutNumber } from './cut-text.ts';

type Cuts = NonNullable<Calibration['thresholds']>['current'];
type Props = { readonly cuts: Cuts; readonly resamples: number };

/** Where each criterion cuts on resampled accounts, all on one axis of scores with the bounds of the model. */
export function CutSpread({ cuts, resamples }: Props) {
  const format = useFormat();
  const data = useMemo((): SpreadData => {
    const score = (value: number) => format.number(value, Number.isInteger(value) ? 0 : 1);
    return {
      rows: cuts.criteria.map(({ name, row, low, high, distribution }) => ({
        name,
        cut: row && row.tp + row.fp > 0 ? row.threshold : null,
        low,
        high,
        counts: distribution,
      })),
      bounds: cuts.bounds.map(({ tier, threshold }) => ({ name: tier, from: threshold })),
      resamples,
      percent: (share: number) => format.percent(share, 1),
      score,
      exact: (value: number) => cutNumber(value, format),
    };
  }, [cuts, resamples, format]);
  const option = useCallback((theme: ChartTheme) => spreadOption(data, theme), [data]);
  const { rows, percent, score } = data;
  const bins = rows[0]?.counts.length ?? 0;
  const width = 100 / Math.max(1, bins);
  const taken = Array.from({ length: bins }, (_, bin) => bin).filter((bin) => rows.some(({ counts }) => counts[bin]));
  return (
    <div className="ca-spread">
      <div className="row">
        <h3 className="m">Where resampled portfolios cut</h3>
        <span className="sm mut">{format.number(resamples)} resamples; darker is the middle 80%</span>
        <span className="sp" />
        <SaveCsv
          name="calibration-cut-distribution"
          of="cuts of resampled portfolios"
          header={['criterion', 'score_from', 'score_to', 'resamples', 'share']}
          rows={cuts.criteria.flatMap(({ criterion, distribution }) =>
            distribution.map((count, bin) => [
              criterion,
              bin * width,
              (bin + 1) * width,
              count,
              resamples > 0 ? count / resamples : null,
            ]),
          )}
        />
      </div>
      <Chart
        option={option}
        height={spreadHeight(rows.length)}
        label={`Cuts over ${format.number(resamples)} resampled portfolios. ${rows
          .map((row) => `${row.name}: ${spreadText(row, data)}`)
          .join('. ')}.`}
        table={{
          columns: ['Score', ...rows.map(({ name }) => name)],
          rows: taken.map((bin) => [
            `${score(bin * width)} to ${score((bin + 1) * width)}`,
            ...rows.map(({ counts }) => percent((counts[bin] ?? 0) / Math.max(1, resamples))),
          ]),
        }}
      />
    </div>
  );
}
