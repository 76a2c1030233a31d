import { useState } from 'react';
import { partText } from '#shared/model/rule-text.ts';
import { useEditor } from '../../../editing/editor.ts';
import { Line, NumberInput } from '../../../editing/fields.tsx';
import type { Part } from '../../../editing/rules.ts';
import { CurveEditor } from './CurveEditor.tsx';
import { CurveSpark } from './CurveSpark.tsx';
import { Exceptions } from './Exceptions.tsx';
import { SignalHead } from './SignalHead.tsx';
import { SignalOptions } from './SignalPicker.tsx';

type Props = {
  readonly part: Part;
  /** Sum of the weights of the dimension's parts. */
  readonly total: number;
  readonly path: string;
  readonly last: boolean;
  readonly onPut: (part: Part) => void;
  readonly onRemove: () => void;
};

/** One signal, its weight among the others, and the curve that makes a value of 0 to 100 of it. */
export function PartRow({ part, total, path, last, onPut, onRemove }: Props) {
  const { signalOf, format } = useEditor();
  const [open, setOpen] = useState(false);
  const name = signalOf(part.signal)?.name ?? part.signal;
  const put = (patch: Partial<Part>) => onPut({ ...part, origin: 'default', ...patch });
  return (
    <div className="rule">
      <SignalHead signal={part.signal} origin={part.origin} note={part.note} last={last} onRemove={onRemove}>
        <NumberInput
          label={`Weight of ${name}`}
          path={`${path}.weight`}
          value={part.weight}
          unit={`of ${format.number(total, Number.isInteger(total) ? 0 : 1)}`}
          onPut={(weight) => put({ weight })}
        />
      </SignalHead>
      <button type="button" className="curve-b" aria-expanded={open} onClick={() => setOpen(!open)}>
        <CurveSpark curve={part.curve} />
        <span className="mut">{partText(part)}</span>
        <span className="link">{open ? 'Done' : 'Edit'}</span>
        <span className="vh"> the curve of {name}</span>
      </button>
      {open && (
        <div className="curve-e">
          <CurveEditor
            signal={part.signal}
            name={name}
            curve={part.curve}
            path={`${path}.curve`}
            onPut={(curve) => put({ curve })}
          />
          <Line name="When it is unknown" help="The same curve read from another signal">
            <select
              className="inp"
              aria-label={`Instead of ${name}, when it is unknown`}
              value={part.fallback ?? ''}
              onChange={(event) =>
                put({ fallback: event.currentTarget.value === '' ? null : event.currentTarget.value })
              }
            >
              <option value="">counts as missing</option>
              <SignalOptions without={[part.signal]} />
            </select>
          </Line>
          <Exceptions name={name} path={`${path}.unless`} list={part.unless} onPut={(unless) => put({ unless })} />
        </div>
      )}
    </div>
  );
}
