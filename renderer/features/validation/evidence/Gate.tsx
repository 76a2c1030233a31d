import type { BackTest } from '#shared/contract/validation.ts';
import { useFormat } from '../../../data/format.ts';
import { Icon } from '../../../ui/icons.tsx';
import { outcomeWord } from './finding.ts';

/** What may be said with these data; it stands before the charts and cannot be dismissed. */
export function Gate({ result }: { readonly result: BackTest }) {
  const format = useFormat();
  const { gate, baseRate, design, censoring } = result;
  const nobody = baseRate === null ? null : format.percent(1 - baseRate, 1);
  return (
    <div className="gate va-gate">
      <Icon name="validation" size={16} />
      <div>
        <p>
          {gate.sentence}
          {nobody !== null &&
            ` Plain accuracy is not shown: calling nobody a ${outcomeWord(design.outcome)} is already right ${nobody} of the time.`}
        </p>
        {design.history.sentence !== null && <p className="sm mut">{design.history.sentence}</p>}
        {censoring.weightedAuc !== null && <p className="sm mut">{censoring.sentence}</p>}
      </div>
    </div>
  );
}
