import { useEditor } from '../../../editing/editor.ts';
import { Line, TextInput } from '../../../editing/fields.tsx';
import { Section } from '../../../ui/layout.tsx';

/** What the model is called, and where its numbers come from. */
export function About() {
  const { model, edit } = useEditor();
  return (
    <Section title="About this model">
      <Line name="Name" help={`Kept under the id ${model.id}`}>
        <TextInput
          label="Name of the model"
          path="name"
          value={model.name}
          className="wide"
          onPut={(name) => edit((now) => ({ ...now, name }))}
        />
      </Line>
      <Line name="Source" help="Shown wherever the model is explained">
        <TextInput
          label="Source of the model"
          path="source"
          value={model.source}
          className="wide"
          onPut={(source) => edit((now) => ({ ...now, source }))}
        />
      </Line>
    </Section>
  );
}
