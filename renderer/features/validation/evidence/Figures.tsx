import type { BackTest } from '#shared/contract/validation.ts';
import { useFormat } from '../../../data/format.ts';
import { Kpi, KpiRow } from '../../../ui/figures.tsx';
import { HOW } from '../explanations.ts';
import { Range } from './Range.tsx';

/** The six figures that say what the score is worth, each with its interval and what it is compared with. */
export function Figures({ result }: { readonly result: BackTest }) {
  const format = useFormat();
  const share = (value: number | null) => format.percent(value, 1);
  const { rocAuc, averagePrecision, baseRate, design, leadTime, calibration } = result;
  const bound = format.number(design.atRiskBound);
  const kpi = (id: BackTest['kpis'][number]['id']) => result.kpis.find((item) => item.id === id);
  const recall = kpi('accuracy');
  const precision = kpi('precision');
  const lift = precision?.value == null || !baseRate ? '' : `, lift ${format.number(precision.value / baseRate, 1)}×`;
  return (
    <KpiRow label="What the score is worth" className="va-kpis">
      <Kpi
        label="ROC AUC"
        value={format.number(rocAuc.value, 3)}
        spark={<Range {...rocAuc} min={0} max={1} ticks={[0.5, 0.8]} />}
        detail={
          rocAuc.value === null
            ? 'refused: too few churns'
            : `chance 0.5, Somers’ D ${format.number(result.somersD.value, 3)}`
        }
        how={HOW.auc}
      />
      <Kpi
        label="Average precision"
        value={format.number(averagePrecision.value, 3)}
        spark={<Range {...averagePrecision} min={0} max={1} ticks={baseRate === null ? [] : [baseRate]} />}
        detail={`no skill ${format.number(baseRate, 3)}`}
        how={HOW.averagePrecision}
      />
      <Kpi
        label={`Recall at ${bound}`}
        value={share(recall?.value ?? null)}
        spark={recall && <Range {...recall} min={0} max={1} ticks={[0.7]} />}
        detail={`${format.number(design.churns - result.missedChurns.total)} of ${format.number(design.churns)}, target above 70%`}
        how={HOW.recall}
      />
      <Kpi
        label={`Precision at ${bound}`}
        value={share(precision?.value ?? null)}
        spark={precision && <Range {...precision} min={0} max={1} ticks={baseRate === null ? [] : [baseRate]} />}
        detail={`no skill ${share(baseRate)}${lift}`}
        how={HOW.precision}
      />
      <Kpi
        label="Brier score"
        value={format.number(result.brier, 3)}
        detail={result.brier === null ? 'too few churns' : `no skill ${format.number(calibration.noSkillBrier, 3)}`}
        how={HOW.brier}
      />
      <Kpi
        label="Median lead time"
        value={leadTime.median === null ? '–' : `${format.number(leadTime.median)} d`}
        detail={`${format.number(leadTime.missed)} of ${format.number(leadTime.churns)} had no alert`}
        how={HOW.leadTime}
      />
    </KpiRow>
  );
}
