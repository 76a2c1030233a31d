import type { BackTest, BackTestInput } from '#shared/contract/validation.ts';
import { useFormat } from '../../../data/format.ts';
import { HOW } from '../explanations.ts';
import { CalibrationPlot } from './CalibrationPlot.tsx';
import { Challengers } from './Challengers.tsx';
import { Claims } from './Claims.tsx';
import { Design } from './Design.tsx';
import { Explorer } from './Explorer.tsx';
import { Figures } from './Figures.tsx';
import { outcomeWord } from './finding.ts';
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

/** The evidence as a story: what it comes to, what it rests on, how it looks, whom it missed. Leaks first: they need no score. */
export function Evidence({ result, input }: Props) {
  const { design, verdict } = result;
  const Part = design.rows === 0 || design.churns === 0 ? Nothing : verdict === 'refused' ? Counts : Everything;
  return (
    <>
      <Leaks leaks={result.leaks} />
      <Part result={result} input={input} />
    </>
  );
}

type Props = { readonly result: BackTest; readonly input: BackTestInput };

/** Before there is anything to judge: what was looked at, and what it would take. */
function Nothing({ result }: Pick<Props, 'result'>) {
  const { rows } = result.design;
  return (
    <div className="grid va-grid">
      {rows > 0 && <Bands result={result} />}
      <Design result={result} />
      <div className={rows > 0 ? 'va-col w12' : 'va-col w8'}>
        <Claims gate={result.gate} />
      </div>
    </div>
  );
}

function Everything({ result, input }: Props) {
  return (
    <>
      <Figures result={result} />
      <Gate result={result} />
      <div className="grid va-grid">
        <Explorer result={result} />
        <Targets result={result} />
        <CalibrationPlot result={result} />
        <Bands result={result} />
        <Tiers result={result} />
        <Names result={result} />
        <Survival survival={result.survival} />
        <Landmarks result={result} />
        <LeadingIndicators leading={result.leadingIndicators} />
        <LeadTime leadTime={result.leadTime} />
        <div className="va-col w8">
          <Segments result={result} />
          <Claims gate={result.gate} />
        </div>
        <Design result={result} />
        <Challengers result={result} input={input} />
      </div>
    </>
  );
}

/** What a handful of churns allows: counts, bands and the churns themselves. */
function Counts({ result }: Pick<Props, 'result'>) {
  return (
    <>
      <Gate result={result} />
      <div className="grid va-grid">
        <Bands result={result} />
        <Tiers result={result} />
        <Names result={result} />
        <div className="va-col w8">
          <Claims gate={result.gate} />
        </div>
        <Design result={result} />
      </div>
    </>
  );
}

/** Whom the score missed, and whom it flagged for nothing. */
function Names({ result }: Pick<Props, 'result'>) {
  const format = useFormat();
  const bound = format.number(result.design.atRiskBound);
  const word = outcomeWord(result.design.outcome);
  return (
    <>
      <NamedList
        title={`Missed ${word}s`}
        sub={`${format.number(result.missedChurns.total)} scored ${bound} or higher`}
        file={`missed-${word}s`}
        list={result.missedChurns}
        how={HOW.missed}
        dated
        none={`No ${word} was missed.`}
        initial={{ key: 'arr', down: true }}
      />
      <NamedList
        title="False alarms"
        sub={`${format.number(result.falseAlarms.total)} that stayed`}
        file="false-alarms"
        list={result.falseAlarms}
        how={HOW.alarms}
        dated={false}
        none="No alarm was false."
        initial={{ key: 'arr', down: true }}
      />
    </>
  );
}
