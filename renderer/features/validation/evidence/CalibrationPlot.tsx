import { useCallback } from 'react';
import type { BackTest } from '#shared/contract/validation.ts';
import { Chart } from '../../../charts/Chart.tsx';
import type { ChartTheme } from '../../../charts/theme.ts';
import { binText, calibrationOption } from '../../../charts/toOption/validation-calibration.ts';
import { useFormat } from '../../../data/format.ts';
import { Section } from '../../../ui/layout.tsx';
import { HOW } from '../explanations.ts';
import { SaveCsv } from '../SaveCsv.tsx';
import { refusalOf } from './gate.ts';
import { Refused } from './Refused.tsx';

/** What was stated against what happened, with the Brier score beside the one of no skill. */
export function CalibrationPlot({ result }: { readonly result: BackTest }) {
  const format = useFormat();
  const { calibration, baseRate, basis } = result;
  const share = useCallback((value: number | null) => format.percent(value, 1), [format]);
  const axis = useCallback((value: number | null) => format.percent(value), [format]);
  const line =
    basis !== 'fitted' && calibration.slope !== null && calibration.intercept !== null
      ? { slope: calibration.slope, intercept: calibration.intercept }
      : null;
  const { slope, intercept } = line ?? { slope: null, intercept: null };
  const option = useCallback(
    (theme: ChartTheme) =>
      calibrationOption(
        {
          bins: calibration.bins,
          line: slope === null || intercept === null ? null : { slope, intercept },
          baseRate,
          percent: axis,
        },
        theme,
      ),
    [calibration.bins, slope, intercept, baseRate, axis],
  );
  const refused = refusalOf(result, 'calibration');
  const interval = (bounds: { low: number; high: number } | null) =>
    bounds === null ? '' : ` (${format.number(bounds.low, 2)} to ${format.number(bounds.high, 2)})`;
  return (
    <Section
      title="Calibration"
      sub={calibration.bins.length > 0 ? `${calibration.bins.length} bins, 95% intervals` : undefined}
      how={HOW.calibration}
      className="w4"
      tools={
        calibration.bins.length > 0 && (
          <SaveCsv
            name="calibration"
            of="calibration"
            header={['rows', 'churned', 'predicted', 'observed', 'low', 'high']}
            rows={calibration.bins.map((bin) => [bin.n, bin.churned, bin.predicted, bin.observed, bin.low, bin.high])}
          />
        )
      }
    >
      {refused || calibration.bins.length === 0 ? (
        <Refused {...(refused ?? { sentence: 'No probabilities could be formed from these rows.' })} />
      ) : (
        <>
          <Chart
            option={option}
            height={248}
            label={`Calibration: ${calibration.bins.map((bin) => binText(bin, share)).join('; ')}.`}
            table={{
              columns: ['Stated', 'Churned', '95% interval', 'Rows'],
              rows: calibration.bins.map((bin) => [
                share(bin.predicted),
                share(bin.observed),
                `${share(bin.low)} to ${share(bin.high)}`,
                format.number(bin.n),
              ]),
            }}
          />
          <p className="foot">
            {basis === 'fitted' ? 'κ' : 'Slope'} {format.number(calibration.slope, 2)}
            {interval(calibration.slopeInterval)}
            {basis !== 'fitted' && ', 1 is neither too bold nor too timid'}. Brier {format.number(result.brier, 4)}, no
            skill {format.number(calibration.noSkillBrier, 4)}.
            {basis === 'fitted' && ' Judged on the rows it was fitted on.'}
          </p>
        </>
      )}
    </Section>
  );
}
