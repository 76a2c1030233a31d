import { formatSigned } from '#shared/format/number.ts';
import type { Format } from '../../../data/format.ts';
import type { AccuracyResult } from '../../../data/whatif.ts';
import { Kpi, KpiRow } from '../../../ui/figures.tsx';

type Interval = AccuracyResult['difference']['rocAuc'];
type Key = 'rocAuc' | 'averagePrecision' | 'recall' | 'precision';

const WARN_ABOVE = 20;
const PIPS = Array.from({ length: WARN_ABOVE }, (_, pip) => pip + 1);

/** Both models' figures with the interval of the paired difference, and how often this history was asked. */
export function AccuracyFigures({ data, format }: { readonly data: AccuracyResult; readonly format: Format }) {
  const { accuracy, difference, tried } = data;
  const { before, after } = accuracy;
  const level = `${format.percent(difference.level)} interval of the difference`;
  const area = (value: number | null) => format.number(value, 3);
  const share = (value: number | null) => format.percent(value, 1);
  const kpi = (key: Key, label: string, say: (value: number | null) => string, points: boolean) => (
    <Kpi
      label={label}
      value={
        <>
          {say(after[key])} <small>was {say(before[key])}</small>
        </>
      }
      spark={undefined}
      detail={<Difference interval={difference[key]} points={points} level={level} locale={format.locale} />}
    />
  );
  return (
    <KpiRow label="Accuracy, scenario against official" className="wi-kpis wi-kpis-6">
      {kpi('rocAuc', 'ROC AUC', area, false)}
      {kpi('averagePrecision', 'Average precision', area, false)}
      {kpi('recall', 'Recall at the at-risk bound', share, true)}
      {kpi('precision', 'Precision', share, true)}
      <Kpi
        label="False alarms"
        value={
          <>
            {format.number(after.falseAlarms)} <small>was {format.number(before.falseAlarms)}</small>
          </>
        }
        detail={
          <span>
            of {format.number(after.flagged)} flagged, {format.number(after.caught)} caught
          </span>
        }
      />
      <Kpi
        label="Tried on this history"
        value={
          <>
            {format.number(tried.count)} <small>{tried.count === 1 ? 'scenario' : 'scenarios'}</small>
          </>
        }
        detail={
          <>
            <span className="wi-pips" aria-hidden="true">
              {PIPS.map((pip) => (
                <i key={pip} className={pip <= tried.count ? 'f' : ''} />
              ))}
            </span>
            <span>warning above {WARN_ABOVE}</span>
          </>
        }
      />
    </KpiRow>
  );
}

type DifferenceProps = {
  readonly interval: Interval;
  /** In percentage points instead of the figure's own unit. */
  readonly points: boolean;
  readonly level: string;
  readonly locale: string;
};

function Difference({ interval, points, level, locale }: DifferenceProps) {
  if (interval === null) return <span>difference not known</span>;
  const say = (value: number) => (points ? formatSigned(value * 100, locale, 1) : formatSigned(value, locale, 3));
  const { value, low, high } = interval;
  return (
    <span className="wi-diff" title={level}>
      <DifferenceLine value={value} low={low} high={high} />
      <span>
        {say(value)}, {say(low)} to {say(high)}
        {points && ' pt'}
        <span className="vh"> ({level})</span>
      </span>
    </span>
  );
}

const WIDTH = 112;

/** Zero in the middle, so that whether the interval includes it is seen before it is read. */
function DifferenceLine({ value, low, high }: { readonly value: number; readonly low: number; readonly high: number }) {
  const most = Math.max(Math.abs(low), Math.abs(high), 1e-6) * 1.15;
  const x = (at: number) => WIDTH / 2 + (at / most) * (WIDTH / 2 - 4);
  return (
    <svg className="wi-dl" width={WIDTH} height="12" viewBox={`0 0 ${WIDTH} 12`} aria-hidden="true">
      <line x1="0" x2={WIDTH} y1="6" y2="6" stroke="var(--line-strong)" />
      <line x1={WIDTH / 2} x2={WIDTH / 2} y1="1" y2="11" stroke="var(--ink-3)" />
      <line x1={x(low)} x2={x(high)} y1="6" y2="6" stroke="var(--accent)" strokeWidth="2" />
      <circle cx={x(value)} cy="6" r="3" fill="var(--accent)" />
    </svg>
  );
}
