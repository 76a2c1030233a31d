import { useCallback, useMemo } from 'react';
import type { BackTest } from '#shared/contract/validation.ts';
import { Chart } from '../../../charts/Chart.tsx';
import type { ChartTheme } from '../../../charts/theme.ts';
import { aucText, type LandmarkAuc, landmarksOption } from '../../../charts/toOption/validation-landmarks.ts';
import { useFormat } from '../../../data/format.ts';
import { Section } from '../../../ui/layout.tsx';
import { TableHead } from '../../../ui/table.tsx';
import { HOW } from '../explanations.ts';
import { SaveCsv } from '../SaveCsv.tsx';
import { refusalOf } from './gate.ts';
import { Refused } from './Refused.tsx';

const COLUMNS = [
  { label: 'Landmark' },
  { label: 'Rows', width: 'c-n', className: 'r hn' },
  { label: 'Churns', width: 'c-n', className: 'r' },
  { label: 'Mean', width: 'c-n', className: 'r hn' },
  { label: 'Recall', width: 'c-n', className: 'r' },
  { label: 'AUC', width: 'c-auc', className: 'r' },
];

/** The same judgement landmark by landmark: does the score hold over time? */
export function Landmarks({ result }: { readonly result: BackTest }) {
  const format = useFormat();
  const number = useCallback((value: number) => format.number(value, 3), [format]);
  const landmarks = useMemo(
    () =>
      result.perLandmark.map(
        (item): LandmarkAuc => ({
          day: item.landmark,
          label: format.monthYear(item.landmark),
          auc: item.rocAuc.value,
          low: item.rocAuc.low,
          high: item.rocAuc.high,
        }),
      ),
    [result.perLandmark, format],
  );
  const option = useCallback(
    (theme: ChartTheme) => landmarksOption({ landmarks, overall: result.rocAuc.value, number }, theme),
    [landmarks, result.rocAuc.value, number],
  );
  const refused = refusalOf(result, 'auc');
  const any = landmarks.some((item) => item.auc !== null);
  return (
    <Section
      title="Over time"
      sub="AUC of each landmark, 95% interval"
      how={HOW.landmarks}
      className="w6"
      tools={
        <SaveCsv
          name="landmarks"
          of="landmarks"
          header={['landmark', 'rows', 'churns', 'mean', 'auc', 'low', 'high', 'recall', 'precision']}
          rows={result.perLandmark.map((item) => [
            item.landmark,
            item.rows,
            item.churns,
            item.mean,
            item.rocAuc.value,
            item.rocAuc.low,
            item.rocAuc.high,
            item.recall.rate,
            item.precision.rate,
          ])}
        />
      }
    >
      {any ? (
        <Chart
          option={option}
          height={190}
          label={`AUC over time: ${landmarks.map((item) => `${item.label} ${aucText(item, number)}`).join('; ')}.`}
        />
      ) : (
        <Refused
          {...(refused ?? {
            sentence: 'No single landmark has the five churns an AUC takes; together they have them.',
          })}
        />
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard as well */}
      <section className="va-scroll" aria-label="Landmarks" tabIndex={0}>
        <table className="t compact">
          <TableHead columns={COLUMNS} />
          <tbody>
            {result.perLandmark.map((item, index) => (
              <tr key={item.landmark}>
                <td>{format.date(item.landmark)}</td>
                <td className="r hn">{format.number(item.rows)}</td>
                <td className="r">{format.number(item.churns)}</td>
                <td className="r hn">{format.score(item.mean)}</td>
                <td className="r">{format.percent(item.recall.rate)}</td>
                <td className="r">{landmarks[index] ? aucText(landmarks[index], number) : '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  );
}
