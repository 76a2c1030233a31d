import { useEditor } from '../../../editing/editor.ts';
import { addDimension, freeName } from '../../../editing/edits.ts';
import { defaultScoring } from '../../../editing/rules.ts';
import { Weights } from '../../../editing/Weights.tsx';
import { navigate, useAddress } from '../../../state/navigation.ts';
import { Section } from '../../../ui/layout.tsx';
import { DimensionEditor } from './DimensionEditor.tsx';
import { AddSignal } from './SignalPicker.tsx';

/** The weights, and the rules of the dimension that is open. */
export function Dimensions() {
  const { model } = useEditor();
  const { params } = useAddress();
  const open = model.dimensions.find(({ id }) => id === params.dim) ?? model.dimensions[0];
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
          <Weights
            same="unchanged"
            noteOf={(dimension) => (dimension.origin === 'default' ? 'default, not from your requirements' : '')}
            open={open?.id}
            onOpen={show}
          />
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
