import { useEditor } from '../../../editing/editor.ts';
import {
  type Dimension,
  editDimension,
  removeDimension,
  type Scoring,
  shiftDimension,
} from '../../../editing/edits.ts';
import { Line, SelectInput, TextInput } from '../../../editing/fields.tsx';
import { addSignal, removeSignal, signalsOf } from '../../../editing/rules.ts';
import { IconButton } from '../../../ui/controls.tsx';
import { Section } from '../../../ui/layout.tsx';
import { PartRow } from './PartRow.tsx';
import { RuleRow } from './RuleRow.tsx';
import { AddSignal } from './SignalPicker.tsx';

const METHODS = [
  { value: 'base_clamp', label: '50 plus the points, cut at 0 and 100' },
  { value: 'two_sided', label: '50 plus the share of the points possible on that side' },
  { value: 'minmax', label: 'Points between the worst and the best possible' },
] as const;

/** Name, order and rules of one dimension. */
export function DimensionEditor({ dimension, onGone }: { readonly dimension: Dimension; readonly onGone: () => void }) {
  const { model, format, edit, editAll } = useEditor();
  const { id, scoring } = dimension;
  const at = model.dimensions.findIndex((other) => other.id === id);
  const path = `dimensions.${at}`;
  const put = (next: Scoring) => edit((now) => editDimension(now, id, (old) => ({ ...old, scoring: next })));
  const count = signalsOf(scoring).length;
  const range = dimension.documentedRange;
  return (
    <Section
      title={dimension.name === '' ? 'Dimension without a name' : dimension.name}
      sub={`${format.count(count, 'signal')}; ${range ? `documented weight ${range.min} to ${range.max}%` : 'no documented range'}`}
      className="me-dimension"
      tools={
        <>
          <IconButton
            icon="up"
            label={`Move ${dimension.name} up`}
            disabled={at === 0}
            onClick={() => edit((now) => shiftDimension(now, id, -1))}
          />
          <span className="flip">
            <IconButton
              icon="up"
              label={`Move ${dimension.name} down`}
              disabled={at === model.dimensions.length - 1}
              onClick={() => edit((now) => shiftDimension(now, id, 1))}
            />
          </span>
          <button
            type="button"
            className="link"
            disabled={model.dimensions.length < 2}
            onClick={() => {
              editAll((edited) => removeDimension(edited, id));
              onGone();
            }}
          >
            Remove dimension
          </button>
        </>
      }
    >
      <Line name="Name">
        <TextInput
          label="Name of the dimension"
          path={`${path}.name`}
          value={dimension.name}
          onPut={(name) => edit((now) => editDimension(now, id, (old) => ({ ...old, name })))}
        />
      </Line>
      {scoring.kind === 'points' ? (
        <>
          <Line name="From points to 0 to 100">
            <SelectInput
              label="From points to 0 to 100"
              value={scoring.method}
              options={METHODS}
              onPut={(method) => put({ ...scoring, method })}
            />
          </Line>
          {scoring.rules.map((rule, index) => (
            <RuleRow
              key={rule.signal}
              rule={rule}
              path={`${path}.scoring.rules.${index}`}
              last={count === 1}
              onPut={(next) => put({ ...scoring, rules: scoring.rules.map((old, i) => (i === index ? next : old)) })}
              onRemove={() => put(removeSignal(scoring, index))}
            />
          ))}
        </>
      ) : (
        scoring.parts.map((part, index) => (
          <PartRow
            key={part.signal}
            part={part}
            total={scoring.parts.reduce((sum, { weight }) => sum + weight, 0)}
            path={`${path}.scoring.parts.${index}`}
            last={count === 1}
            onPut={(next) => put({ ...scoring, parts: scoring.parts.map((old, i) => (i === index ? next : old)) })}
            onRemove={() => put(removeSignal(scoring, index))}
          />
        ))
      )}
      <AddSignal
        label={`Signal to add to ${dimension.name}`}
        action="Add a signal"
        without={signalsOf(scoring)}
        onAdd={(signal) => put(addSignal(scoring, signal))}
      />
    </Section>
  );
}
