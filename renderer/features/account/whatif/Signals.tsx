import { useState } from 'react';
import { formatSigned } from '#shared/format/number.ts';
import type { Format } from '../../../data/format.ts';
import { formatSignalValue } from '../signal-value.ts';
import type { AccountAnswer, SignalChanges } from './AccountWhatIf.tsx';
import { SignalControl } from './SignalControl.tsx';

type Props = {
  readonly answer: AccountAnswer;
  readonly changes: SignalChanges;
  readonly onPut: (id: string, value: SignalChanges[string] | undefined) => void;
  readonly format: Format;
};

const FEW = 10;

/** Signals by what they could still give, each with its value now and as it might be. */
export function Signals({ answer, changes, onPut, format }: Props) {
  const [all, setAll] = useState(false);
  // Those with something to gain first; the order stays while values are tried.
  const ordered = [...answer.signals].sort((a, b) => b.gain - a.gain || (a.id < b.id ? -1 : 1));
  const shown = all ? ordered : ordered.filter(({ id }, index) => index < FEW || id in changes);
  const names = new Map(answer.dimensions.map(({ id, name }) => [id, name]));
  return (
    <>
      <table className="t compact aw-signals">
        <thead>
          <tr>
            <th scope="col">Signal</th>
            <th scope="col" className="c-dim hn">
              Dimension
            </th>
            <th scope="col" className="c-now r">
              Now
            </th>
            <th scope="col" className="c-if gapl">
              What if
            </th>
            <th scope="col" className="c-gain r">
              Could give
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((signal) => (
            <tr key={signal.id}>
              <td className="ell" title={signal.rule}>
                {signal.name}
              </td>
              <td className="dim ell hn">{names.get(signal.dimension) ?? signal.dimension}</td>
              <td className="r dim">{formatSignalValue(signal, format.locale)}</td>
              <td className="gapl">
                <SignalControl
                  signal={signal}
                  changed={signal.id in changes}
                  value={signal.id in changes ? (changes[signal.id] ?? null) : signal.value}
                  format={format}
                  onPut={(value) => onPut(signal.id, value)}
                />
              </td>
              <td className="r">{signal.gain > 0.05 ? formatSigned(signal.gain, format.locale, 1) : '0.0'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {ordered.length > FEW && (
        <button type="button" className="link sm" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? `The ${FEW} that could give most` : `All ${ordered.length} signals`}
        </button>
      )}
    </>
  );
}
