import { useCallback, useMemo } from 'react';
import type { Calibration } from '#shared/contract/calibration.ts';
import { Chart } from '../../../charts/Chart.tsx';
import type { ChartTheme } from '../../../charts/theme.ts';
import { type CutPoint, cutsOption, cutText } from '../../../charts/toOption/calibration-cuts.ts';
import { useFormat } from '../../../data/format.ts';
import { Segmented } from '../../../ui/controls.tsx';
import { Section } from '../../../ui/layout.tsx';
import { SaveCsv } from '../SaveCsv.tsx';
import { CutSpread } from './CutSpread.tsx';
import { cutNumber } from './cut-text.ts';
import { HOW } from './explanations.ts';

type Both = NonNullable<Calibration['thresholds']>;
type Cuts = Both['current'];
type Row = Cuts['curve'][number];
type Criterion = Cuts['criteria'][number];

export type CutsOf = 'current' | 'proposed';
type Props = {
  readonly thresholds: Both;
  readonly resamples: number;
  readonly of: CutsOf;
  readonly onOf: (of: CutsOf) => void;
};

const SIDES = [
  { value: 'current', label: 'Current weights' },
  { value: 'proposed', label: 'Fitted weights' },
] as const;

/** The cut by each criterion, side by side over the same curve of recall and false alarms. */
export function Thresholds({ thresholds, resamples, of, onOf }: Props) {
  const cuts = (of === 'proposed' ? thresholds.proposed : null) ?? thresholds.current;
  return (
    <Section
      title="Where to draw the line"
      sub="recall against false alarms, higher is healthier"
      how={HOW.cuts}
      tools={
        <>
          {thresholds.proposed && <Segmented small label="Scores under" options={SIDES} value={of} onChange={onOf} />}
          <SaveCsv
            name="calibration-cuts"
            of="cuts"
            header={['criterion', 'cut', 'low_80', 'high_80', 'tp', 'fp', 'fn', 'tn', 'recall', 'false_alarm_share']}
            rows={cuts.criteria.map(({ criterion, row, low, high }) => [
              criterion,
              row?.threshold ?? null,
              low,
              high,
              row?.tp ?? null,
              row?.fp ?? null,
              row?.fn ?? null,
              row?.tn ?? null,
              row?.recall ?? null,
              row?.falseAlarmShare ?? null,
            ])}
          />
        </>
      }
    >
      <div className="ca-cuts">
        {cuts.criteria.map((criterion) => (
          <Panel key={criterion.criterion} criterion={criterion} cuts={cuts} />
        ))}
      </div>
      <p className="lgd ca-lgd">
        <span>
          <i className="ca-dot" aria-hidden="true" /> cut of the criterion
        </span>
        <span>
          <i className="ca-ring" aria-hidden="true" /> bounds of the model:{' '}
          {cuts.bounds.map(({ tier, threshold }) => `${tier} from ${threshold}`).join(', ')}
        </span>
      </p>
      <CutSpread cuts={cuts} resamples={resamples} />
    </Section>
  );
}

function pointOf(row: Row | null): CutPoint | null {
  return row && row.falseAlarmShare !== null && row.recall !== null
    ? { cut: row.threshold, falseAlarms: row.falseAlarmShare, recall: row.recall }
    : null;
}

function Panel({ criterion, cuts }: { readonly criterion: Criterion; readonly cuts: Cuts }) {
  const format = useFormat();
  const data = useMemo(
    () => ({
      curve: cuts.curve.flatMap((row) => pointOf(row) ?? []),
      bounds: cuts.bounds.flatMap((row) => {
        const point = pointOf(row);
        return point ? [{ ...point, name: row.tier }] : [];
      }),
      chosen: pointOf(criterion.row),
      percent: (share: number) => format.percent(share, share === 0 || share === 0.5 || share === 1 ? 0 : 1),
      score: (value: number) => cutNumber(value, format),
    }),
    [criterion, cuts, format],
  );
  const option = useCallback((theme: ChartTheme) => cutsOption(data, theme), [data]);
  return (
    <figure className="ca-cut">
      <figcaption>{criterion.name}</figcaption>
      <Chart
        option={option}
        height={168}
        label={`${criterion.name}. ${criterion.sentence}`}
        table={{
          columns: ['Cut', 'What it catches'],
          rows: [
            ...(data.chosen ? [[criterion.name, cutText(data.chosen, data.percent, data.score)]] : []),
            ...data.bounds.map((bound) => [`Bound of ${bound.name}`, cutText(bound, data.percent, data.score)]),
          ],
        }}
      />
      <p className="sm">{criterion.sentence}</p>
    </figure>
  );
}
