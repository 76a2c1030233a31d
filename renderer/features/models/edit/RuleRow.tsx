import { useEditor } from '../../../editing/editor.ts';
import { NumberInput } from '../../../editing/fields.tsx';
import type { PointRule } from '../../../editing/rules.ts';
import { Condition } from './Condition.tsx';
import { SignalHead } from './SignalHead.tsx';

type Props = {
  readonly rule: PointRule;
  readonly path: string;
  /** The only rule of its dimension, which stays. */
  readonly last: boolean;
  readonly onPut: (rule: PointRule) => void;
  readonly onRemove: () => void;
};

/** One signal and what it is worth: points when good, points when bad, none in between. */
export function RuleRow({ rule, path, last, onPut, onRemove }: Props) {
  const { signalOf } = useEditor();
  const name = signalOf(rule.signal)?.name ?? rule.signal;
  const side = (which: 'good' | 'bad', word: string) => (
    <div className="rule-side">
      <span className="w">{word}</span>
      <Condition
        label={`${word}, ${name}`}
        signal={rule.signal}
        when={rule[which].when}
        path={`${path}.${which}.when`}
        onPut={(when) => onPut({ ...rule, origin: 'default', [which]: { ...rule[which], when } })}
      />
      <span className="arrow" aria-hidden="true">
        →
      </span>
      <NumberInput
        label={`Points when ${word.toLowerCase()}, ${name}`}
        path={`${path}.${which}.points`}
        value={rule[which].points}
        unit="points"
        onPut={(points) => onPut({ ...rule, origin: 'default', [which]: { ...rule[which], points } })}
      />
    </div>
  );
  return (
    <div className="rule">
      <SignalHead signal={rule.signal} origin={rule.origin} note={rule.note} last={last} onRemove={onRemove} />
      <div className="rule-sides">
        {side('good', 'Good')}
        {side('bad', 'Bad')}
      </div>
    </div>
  );
}
