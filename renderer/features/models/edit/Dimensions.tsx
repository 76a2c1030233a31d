import { useEditor } from '../../../editing/editor.ts';
import { addDimension, freeName, setWeight, toggleLock, weightsOf } from '../../../editing/edits.ts';
import { defaultScoring } from '../../../editing/rules.ts';
import { WeightRow } from '../../../effect/WeightRow.tsx';
import { canMove, limitOf, totalOf } from '../../../effect/weights.ts';
import { navigate, useAddress } from '../../../state/navigation.ts';
import { Section } from '../../../ui/layout.tsx';
import { DimensionEditor } from './DimensionEditor.tsx';
import { AddSignal } from './SignalPicker.tsx';

/** The weights, and the rules of the dimension that is open. */
export function Dimensions() {
  const { model, start, locks, format, problems, drag, release, editAll } = useEditor();
  const { params } = useAddress();
  const open = model.dimensions.find(({ id }) => id === params.dim) ?? model.dimensions[0];
  const weights = weightsOf(model);
  const held = new Set(locks);
  const before = weightsOf(start);
  const show = (dim: string) => navigate({ params: { ...params, dim } }, { replace: true });
  return (
    <>
      <Section
        title="Weights"
        sub={
          model.dimensions.some((dimension) => dimension.documentedRange)
            ? 'tick = where the draft started, band = documented range'
            : 'tick = where the draft started; the model states no ranges'
        }
      >
        <div className="me-weights">
          {model.dimensions.map((dimension) => (
            <WeightRow
              key={dimension.id}
              id={dimension.id}
              name={dimension.name}
              range={dimension.documentedRange}
              official={before[dimension.id] ?? 0}
              unchanged={dimension.id in before ? 'unchanged' : 'new'}
              value={dimension.weight}
              limit={limitOf(weights, held, dimension.id)}
              locked={held.has(dimension.id)}
              movable={canMove(weights, held, dimension.id)}
              format={format}
              note={dimension.origin === 'default' ? 'default, not from your requirements' : ''}
              open={dimension.id === open?.id}
              onOpen={show}
              onMove={(id, value) => drag((edited) => setWeight(edited, id, value))}
              onRelease={release}
              onPut={(id, value) => editAll((edited) => setWeight(edited, id, value))}
              onToggleLock={(id) => editAll((edited) => toggleLock(edited, id))}
            />
          ))}
        </div>
        <div className="row me-total">
          <span className="m">Total</span>
          {problems.has('dimensions') && <span className="bad">{problems.get('dimensions')}</span>}
          <span className="sp" />
          <b>{format.number(totalOf(weights), 1)}%</b>
        </div>
        <NewDimension onAdded={show} />
      </Section>
      {open && <DimensionEditor key={open.id} dimension={open} onGone={() => show('')} />}
    </>
  );
}

function NewDimension({ onAdded }: { readonly onAdded: (id: string) => void }) {
  const { model, editAll } = useEditor();
  return (
    <AddSignal
      label="first signal of the new dimension"
      action="Add a dimension"
      onAdd={(signal) => {
        editAll((edited) => {
          const name = freeName(
            signal.name,
            edited.model.dimensions.map((dimension) => dimension.name),
          );
          const next = addDimension(edited, name, defaultScoring(model.dimensions[0]?.scoring, signal));
          onAdded(next.model.dimensions.at(-1)?.id ?? '');
          return next;
        });
      }}
    />
  );
}
