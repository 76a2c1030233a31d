import { useEditor } from '../../../editing/editor.ts';
import { removeAt, replaceAt } from '../../../editing/edits.ts';
import type { SignalCondition } from '../../../editing/rules.ts';
import { IconButton } from '../../../ui/controls.tsx';
import { Condition, conditionFor } from './Condition.tsx';
import { AddSignal, SignalSelect } from './SignalPicker.tsx';

type Props = {
  /** What the conditions belong to, for the names of the fields. */
  readonly name: string;
  /** `and` where all must hold, `or` where any is enough. */
  readonly joined: 'and' | 'or';
  readonly path: string;
  readonly list: readonly SignalCondition[];
  readonly onPut: (list: SignalCondition[]) => void;
};

/** Conditions on signals, at least one. */
export function Conditions({ name, joined, path, list, onPut }: Props) {
  const { signalOf } = useEditor();
  return (
    <div className="exceptions">
      {list.map((condition, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity but their place.
        <div className="exception" key={index}>
          <span className="w">{index === 0 ? 'When' : joined}</span>
          <SignalSelect
            label={`Condition ${index + 1} of ${name}: signal`}
            value={condition.signal}
            onPut={(signal) => onPut(replaceAt(list, index, { signal: signal.id, when: conditionFor(signal, 'bad') }))}
          />
          <Condition
            label={`Condition ${index + 1} of ${name}, ${signalOf(condition.signal)?.name ?? condition.signal}`}
            signal={condition.signal}
            when={condition.when}
            path={`${path}.${index}.when`}
            onPut={(when) => onPut(replaceAt(list, index, { ...condition, when }))}
          />
          <IconButton
            icon="x"
            label={`Remove condition ${index + 1} of ${name}`}
            disabled={list.length < 2}
            onClick={() => onPut(removeAt(list, index))}
          />
        </div>
      ))}
      <AddSignal
        label={`Signal of another condition of ${name}`}
        action="Add a condition"
        onAdd={(signal) => onPut([...list, { signal: signal.id, when: conditionFor(signal, 'bad') }])}
      />
    </div>
  );
}
