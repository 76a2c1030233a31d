import { useEditor } from '../../../editing/editor.ts';
import { removeAt, replaceAt } from '../../../editing/edits.ts';
import { NumberInput, Switch, TextInput } from '../../../editing/fields.tsx';
import { signalsOf } from '../../../editing/rules.ts';
import { IconButton } from '../../../ui/controls.tsx';
import { Section } from '../../../ui/layout.tsx';
import { AddSignal } from './SignalPicker.tsx';

/** Signals that count more or less in one segment. */
export function Tilts() {
  const { model, segments, signals, signalOf, edit } = useEditor();
  const put = (segmentTilts: typeof model.segmentTilts) => edit((now) => ({ ...now, segmentTilts }));
  const inUse = new Set(model.dimensions.flatMap(({ scoring }) => signalsOf(scoring)));
  return (
    <Section title="Signals per segment" sub="the points or the weight of a signal, multiplied">
      <Switch
        label="Let signals count differently per segment"
        help="Changes the points your requirements state, so it is off unless you turn it on."
        checked={model.tiltsEnabled}
        onPut={(tiltsEnabled) => edit((now) => ({ ...now, tiltsEnabled }))}
      />
      {model.tiltsEnabled && (
        <>
          {model.segmentTilts.map((tilt, index) => {
            const name = signalOf(tilt.signal)?.name ?? tilt.signal;
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row keeps its place while its segment is renamed.
              <div className="exception" key={index}>
                <span className="grow m">{name}</span>
                <span className="w">in</span>
                <TextInput
                  label={`Segment in which ${name} counts differently`}
                  path={`segmentTilts.${index}.segment`}
                  value={tilt.segment}
                  suggestions={segments}
                  onPut={(segment) => put(replaceAt(model.segmentTilts, index, { ...tilt, segment }))}
                />
                <span aria-hidden="true">×</span>
                <NumberInput
                  label={`Factor of ${name} in ${tilt.segment}`}
                  path={`segmentTilts.${index}.factor`}
                  value={tilt.factor}
                  onPut={(factor) => put(replaceAt(model.segmentTilts, index, { ...tilt, factor }))}
                />
                <IconButton
                  icon="x"
                  label={`Remove ${name} in ${tilt.segment}`}
                  onClick={() => put(removeAt(model.segmentTilts, index))}
                />
              </div>
            );
          })}
          <AddSignal
            label="Signal that counts differently"
            action="Add a signal"
            without={signals.flatMap((signal) => (inUse.has(signal.id) ? [] : [signal.id]))}
            onAdd={(signal) =>
              put([...model.segmentTilts, { segment: segments[0] ?? 'SMB', signal: signal.id, factor: 1.5 }])
            }
          />
        </>
      )}
    </Section>
  );
}
