import { wordText } from '#shared/model/rule-text.ts';
import { useEditor } from '../../../editing/editor.ts';
import { NumberInput, SelectInput } from '../../../editing/fields.tsx';
import { defaultCondition, type SignalInfo, type Condition as When } from '../../../editing/rules.ts';

type Props = {
  /** What the condition is about, for the names of its fields: `Good, Logins against baseline`. */
  readonly label: string;
  readonly signal: string;
  readonly when: When;
  readonly path: string;
  readonly onPut: (when: When) => void;
};

const OPERATORS = [
  { value: '>=', label: '≥' },
  { value: '>', label: '>' },
  { value: '<=', label: '≤' },
  { value: '<', label: '<' },
] as const;

/** A condition on one signal: a comparison for numbers, its words to choose from otherwise. */
export function Condition({ label, signal, when, path, onPut }: Props) {
  const { signalOf } = useEditor();
  if (when.op === 'in') {
    const words = wordsOf(signalOf(signal), when.values);
    return (
      <fieldset className="words" aria-label={label}>
        {words.map((word) => (
          <label key={String(word)} className={when.values.includes(word) ? 'on' : ''}>
            <input
              type="checkbox"
              checked={when.values.includes(word)}
              // A condition without any word is none: the last one stays.
              disabled={when.values.length === 1 && when.values[0] === word}
              onChange={(event) =>
                onPut({
                  op: 'in',
                  values: event.currentTarget.checked
                    ? words.filter((other) => other === word || when.values.includes(other))
                    : when.values.filter((other) => other !== word),
                })
              }
            />
            {wordText(word)}
          </label>
        ))}
      </fieldset>
    );
  }
  return (
    <span className="cond">
      <SelectInput
        label={`${label}: comparison`}
        value={when.op}
        options={OPERATORS}
        onPut={(op) => onPut({ ...when, op })}
        className="op"
      />
      <NumberInput
        label={`${label}: value`}
        path={`${path}.value`}
        value={when.value}
        onPut={(value) => onPut({ ...when, value })}
      />
    </span>
  );
}

function wordsOf(signal: SignalInfo | undefined, used: readonly (string | boolean)[]): readonly (string | boolean)[] {
  if (signal?.type === 'boolean') return [true, false];
  const known: readonly string[] = signal?.values ?? [];
  return [...known, ...used.filter((word) => typeof word !== 'string' || !known.includes(word))];
}

/** A condition for a signal that was just chosen. */
export function conditionFor(signal: SignalInfo | undefined, side: 'good' | 'bad'): When {
  return signal ? defaultCondition(signal, side) : { op: '>=', value: 0 };
}
