import { useEditor } from '../../../editing/editor.ts';
import { removeAt, replaceAt } from '../../../editing/edits.ts';
import { Line, NumberInput, SelectInput } from '../../../editing/fields.tsx';
import { defaultPart, type Part } from '../../../editing/rules.ts';
import { Button, IconButton } from '../../../ui/controls.tsx';
import { Condition, conditionFor } from './Condition.tsx';
import { SignalSelect } from './SignalPicker.tsx';

type Curve = Part['curve'];
type Kind = Curve['kind'];
type Props = {
  readonly signal: string;
  readonly name: string;
  readonly curve: Curve;
  readonly path: string;
  readonly onPut: (curve: Curve) => void;
};

const KINDS: readonly { readonly value: Kind; readonly label: string }[] = [
  { value: 'linear', label: 'Straight lines between points' },
  { value: 'steps', label: 'Steps, the first one met counts' },
  { value: 'pace', label: 'Progress against a clock' },
];

/** The points of a curve as a little table. */
export function CurveEditor(props: Props) {
  const { signalOf, signals } = useEditor();
  const { signal, name, curve, onPut } = props;
  const info = signalOf(signal);
  const kinds =
    info && info.type !== 'number' ? KINDS.filter(({ value }) => value === 'steps' || value === curve.kind) : KINDS;
  const turn = (kind: Kind) => {
    if (kind === curve.kind || !info) return;
    if (kind === 'pace') onPut({ kind, clock: signals[0]?.id ?? signal, full: 30, least: 1 });
    else if (kind === 'steps' && info.type === 'number')
      onPut({ kind, steps: [{ when: conditionFor(info, 'good'), value: 100 }], otherwise: 0 });
    else onPut(defaultPart(info, 1).curve);
  };
  return (
    <>
      <Line name="Kind of curve">
        <SelectInput label={`Kind of curve of ${name}`} value={curve.kind} options={kinds} onPut={turn} />
      </Line>
      {curve.kind === 'linear' && <Anchors {...props} curve={curve} />}
      {curve.kind === 'steps' && <Steps {...props} curve={curve} />}
      {curve.kind === 'pace' && <Pace {...props} curve={curve} />}
    </>
  );
}

type Of<K extends Kind> = Omit<Props, 'curve'> & { readonly curve: Extract<Curve, { kind: K }> };

function Anchors({ signal, name, curve, path, onPut }: Of<'linear'>) {
  const { signalOf } = useEditor();
  const unit = signalOf(signal)?.unit ?? 'value';
  const put = (anchors: [number, number][]) => onPut({ ...curve, anchors });
  const add = () => {
    const last = curve.anchors.at(-1) ?? [0, 0];
    const before = curve.anchors.at(-2);
    const step = before ? last[0] - before[0] : 1;
    put([...curve.anchors, [Number((last[0] + step).toFixed(6)), last[1]]]);
  };
  return (
    <table className="t compact points">
      <thead>
        <tr>
          <th scope="col" className="r">
            At ({unit})
          </th>
          <th scope="col" className="r">
            Value, 0 to 100
          </th>
          <th scope="col">
            <span className="vh">Remove</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {curve.anchors.map(([x, value], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: points have no identity but their place.
          <tr key={index}>
            <td>
              <NumberInput
                label={`Point ${index + 1} of ${name}: at`}
                path={`${path}.anchors.${index}.0`}
                value={x}
                onPut={(next) => put(replaceAt(curve.anchors, index, [next, value]))}
              />
            </td>
            <td>
              <NumberInput
                label={`Point ${index + 1} of ${name}: value`}
                path={`${path}.anchors.${index}.1`}
                value={value}
                onPut={(next) => put(replaceAt(curve.anchors, index, [x, next]))}
              />
            </td>
            <td>
              <IconButton
                icon="x"
                label={`Remove point ${index + 1} of ${name}`}
                disabled={curve.anchors.length < 2}
                onClick={() => put(removeAt(curve.anchors, index))}
              />
            </td>
          </tr>
        ))}
        <tr>
          <td colSpan={3}>
            <Button kind="quiet" onClick={add}>
              Add a point
            </Button>
            <span className="dim sm">flat before the first and after the last</span>
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function Steps({ signal, name, curve, path, onPut }: Of<'steps'>) {
  const { signalOf } = useEditor();
  const put = (steps: typeof curve.steps) => onPut({ ...curve, steps });
  return (
    <div className="steps">
      {curve.steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps have no identity but their place.
        <div className="exception" key={index}>
          <Condition
            label={`Step ${index + 1} of ${name}`}
            signal={signal}
            when={step.when}
            path={`${path}.steps.${index}.when`}
            onPut={(when) => put(replaceAt(curve.steps, index, { ...step, when }))}
          />
          <span className="arrow" aria-hidden="true">
            →
          </span>
          <NumberInput
            label={`Step ${index + 1} of ${name}: value`}
            path={`${path}.steps.${index}.value`}
            value={step.value}
            onPut={(value) => put(replaceAt(curve.steps, index, { ...step, value }))}
          />
          <IconButton
            icon="x"
            label={`Remove step ${index + 1} of ${name}`}
            disabled={curve.steps.length < 2}
            onClick={() => put(removeAt(curve.steps, index))}
          />
        </div>
      ))}
      <div className="exception">
        <Button
          kind="quiet"
          onClick={() => put([...curve.steps, { when: conditionFor(signalOf(signal), 'bad'), value: 0 }])}
        >
          Add a step
        </Button>
        <span className="sp" />
        <span className="mut">otherwise</span>
        <NumberInput
          label={`Value of ${name} when no step is met`}
          path={`${path}.otherwise`}
          value={curve.otherwise}
          placeholder="missing"
          onPut={(otherwise) => onPut({ ...curve, otherwise })}
          onEmpty={() => onPut({ ...curve, otherwise: null })}
        />
      </div>
    </div>
  );
}

function Pace({ name, curve, path, onPut }: Of<'pace'>) {
  return (
    <>
      <Line name="Clock" help="Days since the start">
        <SignalSelect
          label={`Clock of ${name}`}
          value={curve.clock}
          onPut={(clock) => onPut({ ...curve, clock: clock.id })}
        />
      </Line>
      <Line name="Complete after" help="Days in which all of it is expected">
        <NumberInput
          label={`Days until ${name} is complete`}
          path={`${path}.full`}
          value={curve.full}
          unit="days"
          onPut={(full) => onPut({ ...curve, full })}
        />
      </Line>
      <Line name="Never expect less than" help="Share expected from the first day on">
        <NumberInput
          label={`Least share expected of ${name}`}
          path={`${path}.least`}
          value={curve.least}
          onPut={(least) => onPut({ ...curve, least })}
        />
      </Line>
    </>
  );
}
