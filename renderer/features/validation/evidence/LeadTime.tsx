import { useCallback } from 'react';
import type { BackTest } from '#shared/contract/validation.ts';
import { Chart } from '../../../charts/Chart.tsx';
import type { ChartTheme } from '../../../charts/theme.ts';
import { leadTimeBins, leadTimeLabel, leadTimeOption } from '../../../charts/toOption/validation-lead-time.ts';
import { useFormat } from '../../../data/format.ts';
import { Section } from '../../../ui/layout.tsx';
import { HOW } from '../explanations.ts';
import { SaveCsv } from '../SaveCsv.tsx';
import { Refused } from './Refused.tsx';

/** How early the score alone would have warned, and how many it would not have. */
export function LeadTime({ leadTime }: Pick<BackTest, 'leadTime'>) {
  const format = useFormat();
  const { days, median } = leadTime;
  const option = useCallback((theme: ChartTheme) => leadTimeOption({ days, median }, theme), [days, median]);
  const { detectedShare: share, missed, churns, detected } = leadTime;
  const missedText = `${format.number(missed)} of ${format.count(churns, 'churn')} had no alert before ${churns === 1 ? 'it' : 'them'}`;
  return (
    <Section
      title="Lead time"
      sub="from alert to churn"
      how={HOW.leadTime}
      className="w4"
      tools={<SaveCsv name="lead-time" of="lead times" header={['days']} rows={days.map((day) => [day])} />}
    >
      {leadTime.refused !== null ? (
        <Refused sentence={leadTime.refused} needs={`${missedText}: missed, not 0 days.`} />
      ) : (
        <>
          <Chart
            option={option}
            height={170}
            label={`Lead time of ${format.count(detected, 'detected churn')}: median ${format.number(median)} days, middle half ${format.number(leadTime.q1)} to ${format.number(leadTime.q3)}. ${missedText}.`}
            table={{
              columns: ['Days before', 'Detected'],
              rows: leadTimeBins(days).map((count, index) => [leadTimeLabel(index), format.number(count)]),
            }}
          />
          <p className="foot">
            Median <b>{format.number(median)} days</b>, middle half {format.number(leadTime.q1)} to{' '}
            {format.number(leadTime.q3, Number.isInteger(leadTime.q3) ? 0 : 1)}. <b>{missedText}</b>: missed, not 0
            days. Detected {format.percent(share.rate, 1)}
            {share.low !== null &&
              share.high !== null &&
              ` (${format.percent(share.low, 1)} to ${format.percent(share.high, 1)})`}
            {leadTime.kaplanMeierMedian === null
              ? '; with the missed ones counted as never alerted there is no median.'
              : `; with the missed ones counted as never alerted the median is ${format.number(leadTime.kaplanMeierMedian)} days.`}
            {leadTime.fromStart > 0 && ` ${leadTime.fromStart} were below the bound for 180 days or longer.`}
          </p>
        </>
      )}
    </Section>
  );
}
