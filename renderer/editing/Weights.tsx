import { memo } from 'react';
import { WeightRow } from '../effect/WeightRow.tsx';
import { canMove, limitOf, totalOf } from '../effect/weights.ts';
import { type ModelDocument, useDrafts } from '../state/drafts.ts';
import { useEditor } from './editor.ts';
import { setWeight, toggleLock, weightsOf } from './edits.ts';

type Dimension = ModelDocument['dimensions'][number];

type Props = {
  /** What is said where a weight is what it was at the start. */
  readonly same: string;
  readonly noteOf?: (dimension: Dimension) => string;
  /** The dimension whose rules are shown, where they can be. */
  readonly open?: string | undefined;
  readonly onOpen?: (id: string) => void;
};

/** The weights of the draft under the hand, and what they add up to. They follow the store, whatever the page does meanwhile. */
export const Weights = memo(function Weights({ same, noteOf, open, onOpen }: Props) {
  const { draft, model: steady, start, locks, format, problems, drag, release, editAll } = useEditor();
  const model = useDrafts((state) => state.drafts[draft]?.history.present.model) ?? steady;
  const weights = weightsOf(model);
  const before = weightsOf(start);
  const held = new Set(locks);
  return (
    <>
      <div className="ed-weights">
        {model.dimensions.map((dimension) => (
          <WeightRow
            key={dimension.id}
            id={dimension.id}
            name={dimension.name}
            range={dimension.documentedRange}
            official={before[dimension.id] ?? 0}
            unchanged={dimension.id in before ? same : 'new'}
            value={dimension.weight}
            limit={limitOf(weights, held, dimension.id)}
            locked={held.has(dimension.id)}
            movable={canMove(weights, held, dimension.id)}
            format={format}
            {...(noteOf ? { note: noteOf(dimension) } : {})}
            {...(onOpen ? { open: dimension.id === open, onOpen } : {})}
            onMove={(id, value) => drag((edited) => setWeight(edited, id, value))}
            onRelease={release}
            onPut={(id, value) => editAll((edited) => setWeight(edited, id, value))}
            onToggleLock={(id) => editAll((edited) => toggleLock(edited, id))}
          />
        ))}
      </div>
      <div className="row ed-total">
        <span className="m">Total</span>
        {problems.has('dimensions') && <span className="bad">{problems.get('dimensions')}</span>}
        <span className="sp" />
        <b>{format.number(totalOf(weights), 1)}%</b>
      </div>
    </>
  );
});
