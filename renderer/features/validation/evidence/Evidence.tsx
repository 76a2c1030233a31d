import { useFormat } from '../../../data/format.ts';
import type { BackTest } from '../../../data/validation.ts';
import { HOW } from '../explanations.ts';
import { CalibrationPlot } from './CalibrationPlot.tsx';
import { Claims } from './Claims.tsx';
import { Design } from './Design.tsx';
import { Explorer } from './Explorer.tsx';
import { Figures } from './Figures.tsx';
import { Gate } from './Gate.tsx';
import { Landmarks } from './Landmarks.tsx';
import { LeadingIndicators } from './Leading.tsx';
import { LeadTime } from './LeadTime.tsx';
import { Leaks } from './Leaks.tsx';
import { NamedList } from './NamedList.tsx';
import { Bands, Tiers } from './Retention.tsx';
import { Segments } from './Segments.tsx';
import { Survival } from './Survival.tsx';
import { Targets } from './Targets.tsx';

/** The evidence as a story: what it comes to, what it rests on, how it looks, whom it missed. */
export function Evidence({ result }: { readonly result: BackTest }) {
  const format = useFormat();
  const bound = format.number(result.design.atRiskBound);
  return (
    <>
      <Leaks leaks={result.leaks} />
      <Figures result={result} />
      <Gate result={result} />
      <div className="grid va-grid">
        <Explorer result={result} />
        <Targets result={result} />
        <CalibrationPlot result={result} />
        <Bands result={result} />
        <Tiers result={result} />
        <NamedList
          title="Missed churns"
          sub={`${format.number(result.missedChurns.total)} scored ${bound} or higher`}
          file="missed-churns"
          list={result.missedChurns}
          how={HOW.missed}
          dated
          none="No churn was missed."
          initial={{ key: 'arr', down: true }}
        />
        <NamedList
          title="False alarms"
          sub={`${format.number(result.falseAlarms.total)} below ${bound} that stayed`}
          file="false-alarms"
          list={result.falseAlarms}
          how={HOW.alarms}
          dated={false}
          none="No alarm was false."
          initial={{ key: 'arr', down: true }}
        />
        <Survival survival={result.survival} />
        <Landmarks result={result} />
        <LeadingIndicators leading={result.leadingIndicators} />
        <LeadTime leadTime={result.leadTime} />
        <div className="va-col w8">
          <Segments result={result} />
          <Claims gate={result.gate} />
        </div>
        <Design result={result} />
      </div>
    </>
  );
}
