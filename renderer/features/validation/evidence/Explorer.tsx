import { useCallback, useMemo, useState } from 'react';
import type { BackTest } from '#shared/contract/validation.ts';
import { Chart } from '../../../charts/Chart.tsx';
import type { ChartTheme } from '../../../charts/theme.ts';
import { type CurveMark, precisionRecallOption, rocOption } from '../../../charts/toOption/validation-curves.ts';
import { useFormat } from '../../../data/format.ts';
import { useAddress } from '../../../state/navigation.ts';
import { Section } from '../../../ui/layout.tsx';
import { cutOf, setParams } from '../address.ts';
import { HOW } from '../explanations.ts';
import { SaveCsv } from '../SaveCsv.tsx';
import { CutPanel } from './CutPanel.tsx';
import { estimateText } from './finding.ts';
import { refusalOf } from './gate.ts';
import { Refused } from './Refused.tsx';

const HEIGHT = 248;

/** Both curves and the cut under the hand: everything follows in place, from the table of thresholds. */
export function Explorer({ result }: { readonly result: BackTest }) {
  const format = useFormat();
  const { params } = useAddress();
  const [held, setHeld] = useState<number | null>(null);
  const wanted = held ?? cutOf(params) ?? Math.round(result.design.atRiskBound);
  const row = result.thresholds.find((item) => item.threshold === wanted) ?? null;
  const share = useCallback((value: number | null) => format.percent(value, 1), [format]);
  const axis = useCallback((value: number | null) => format.percent(value), [format]);
  const refused = refusalOf(result, 'auc');
  const negatives = result.n - result.positives;
  const tiers = useMemo(
    () => result.tierThresholds.filter((tier) => tier.threshold !== wanted),
    [result.tierThresholds, wanted],
  );

  const roc = useMemo(
    () => result.roc.map((point) => ({ x: point.falsePositiveRate, y: point.recall, threshold: point.threshold })),
    [result.roc],
  );
  const precisionRecall = useMemo(
    () => result.precisionRecall.map((point) => ({ x: point.recall, y: point.precision, threshold: point.threshold })),
    [result.precisionRecall],
  );
  const rocMarks = useMemo((): readonly CurveMark[] => {
    const place = (item: { fp: number; recall: number | null }, label: string, chosen: boolean) =>
      item.recall === null || negatives === 0 ? [] : [{ x: item.fp / negatives, y: item.recall, label, chosen }];
    return [
      ...tiers.flatMap((tier) => place(tier, `${tier.tier} ${tier.threshold}`, false)),
      ...(row ? place(row, `cut ${row.threshold}`, true) : []),
    ];
  }, [tiers, row, negatives]);
  const prMarks = useMemo((): readonly CurveMark[] => {
    const place = (
      item: { precision: number | null; recall: number | null },
      label: string,
      chosen: boolean,
    ): readonly CurveMark[] =>
      item.recall === null || item.precision === null ? [] : [{ x: item.recall, y: item.precision, label, chosen }];
    return [
      ...tiers.flatMap((tier) => place(tier, `${tier.tier} ${tier.threshold}`, false)),
      ...(row ? place(row, `cut ${row.threshold}`, true) : []),
    ];
  }, [tiers, row]);

  const rocChart = useCallback(
    (theme: ChartTheme) => rocOption({ points: roc, marks: rocMarks, percent: axis }, theme),
    [roc, rocMarks, axis],
  );
  const prChart = useCallback(
    (theme: ChartTheme) =>
      precisionRecallOption(
        { points: precisionRecall, marks: prMarks, baseRate: result.baseRate ?? 0, percent: axis },
        theme,
      ),
    [precisionRecall, prMarks, result.baseRate, axis],
  );
  const thresholds = result.thresholds.filter((item) => item.threshold % 10 === 0);
  const auc = estimateText(result.rocAuc, (value) => format.number(value, 3));

  return (
    <>
      <Section
        title="ROC"
        sub="recall against false-alarm rate"
        how={HOW.roc}
        className="w4"
        tools={
          refused === null && (
            <SaveCsv
              name="roc"
              of="ROC curve"
              header={['threshold', 'false_positive_rate', 'recall']}
              rows={result.roc.map((point) => [point.threshold, point.falsePositiveRate, point.recall])}
            />
          )
        }
      >
        {refused ? (
          <Refused {...refused} />
        ) : (
          <Chart
            option={rocChart}
            height={HEIGHT}
            animate={false}
            label={`ROC curve: AUC ${auc}; chance is 0.5. At a cut of ${wanted} it finds ${share(row?.recall ?? null)} of churns.`}
            table={{
              columns: ['Flagged below', 'Recall', 'False-alarm rate'],
              rows: thresholds.map((item) => [
                String(item.threshold),
                share(item.recall),
                share(negatives === 0 ? null : item.fp / negatives),
              ]),
            }}
          />
        )}
      </Section>
      <Section
        title="Precision and recall"
        sub="dashed: base rate, no skill"
        how={HOW.precisionRecall}
        className="w4"
        tools={
          refused === null && (
            <SaveCsv
              name="precision-recall"
              of="precision and recall"
              header={['threshold', 'recall', 'precision']}
              rows={result.precisionRecall.map((point) => [point.threshold, point.recall, point.precision])}
            />
          )
        }
      >
        {refused ? (
          <Refused sentence={refused.sentence} />
        ) : (
          <Chart
            option={prChart}
            height={HEIGHT}
            animate={false}
            label={`Precision and recall: average precision ${estimateText(result.averagePrecision, (value) => format.number(value, 3))}; no skill ${share(result.baseRate)}.`}
            table={{
              columns: ['Flagged below', 'Recall', 'Precision'],
              rows: thresholds.map((item) => [String(item.threshold), share(item.recall), share(item.precision)]),
            }}
          />
        )}
      </Section>
      <CutPanel
        result={result}
        cut={wanted}
        row={row}
        onCut={setHeld}
        onRelease={(cut) => {
          setParams(params, { cut: String(cut) }, { replace: true });
          setHeld(null);
        }}
      />
    </>
  );
}
