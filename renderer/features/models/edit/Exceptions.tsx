import { useEditor } from '../../../editing/editor.ts';
import { removeAt, replaceAt } from '../../../editing/edits.ts';
import { NumberInput } from '../../../editing/fields.tsx';
import type { Part } from '../../../editing/rules.ts';
import { IconButton } from '../../../ui/controls.tsx';
import { Condition, conditionFor } from './Condition.tsx';
import { AddSignal, SignalSelect } from './SignalPicker.tsx';

type Props = {
  readonly name: string;
  readonly path: string;
  readonly list: Part['unless'];
  readonly onPut: (list: Part['unless']) => void;
};

/** Conditions on other signals that decide the value whatever the curve says; the first that is met counts. */
export function Exceptions({ name, path, list, onPut }: Props) {
  const { signalOf } = useEditor();
  return (
    <div className="exceptions">
      {list.map((exception, index) => {
        const other = signalOf(exception.signal)?.name ?? exception.signal;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: exceptions have no identity but their place.
          <div className="exception" key={index}>
            <span className="w">Unless</span>
            <SignalSelect
              label={`Exception ${index + 1} of ${name}: signal`}
              value={exception.signal}
              onPut={(signal) =>
                onPut(replaceAt(list, index, { ...exception, signal: signal.id, when: conditionFor(signal, 'bad') }))
              }
            />
            <Condition
              label={`Exception ${index + 1} of ${name}, ${other}`}
              signal={exception.signal}
              when={exception.when}
              path={`${path}.${index}.when`}
              onPut={(when) => onPut(replaceAt(list, index, { ...exception, when }))}
            />
            <span className="arrow" aria-hidden="true">
              →
            </span>
            <NumberInput
              label={`Exception ${index + 1} of ${name}: value`}
              path={`${path}.${index}.value`}
              value={exception.value}
              onPut={(value) => onPut(replaceAt(list, index, { ...exception, value }))}
            />
            <IconButton
              icon="x"
              label={`Remove exception ${index + 1} of ${name}`}
              onClick={() => onPut(removeAt(list, index))}
            />
          </div>
        );
      })}
      <AddSignal
        label={`Signal of an exception for ${name}`}
        action="Add an exception"
        onAdd={(signal) => onPut([...list, { signal: signal.id, when: conditionFor(signal, 'bad'), value: 0 }])}
      />
    </div>
  );
}
