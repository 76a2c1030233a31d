import { useEditor } from '../../../editing/editor.ts';
import { freeId, freeName, removeAt, replaceAt } from '../../../editing/edits.ts';
import { SelectInput, Switch, TextInput } from '../../../editing/fields.tsx';
import { IconButton } from '../../../ui/controls.tsx';
import { Section } from '../../../ui/layout.tsx';
import { conditionFor } from './Condition.tsx';
import { Conditions } from './Conditions.tsx';

const EFFECTS = [
  { value: 'annotate', label: 'is only shown' },
  { value: 'force', label: 'puts the account into' },
  { value: 'cap', label: 'allows no better than' },
] as const;

/** Status by events, beside the score. */
export function Flags() {
  const { model, signals, edit } = useEditor();
  const put = (flags: typeof model.flags) => edit((now) => ({ ...now, flags }));
  const add = () => {
    const [first] = signals;
    if (!first) return;
    const name = freeName(
      'New flag',
      model.flags.map((flag) => flag.name),
    );
    const id = freeId(
      name,
      model.flags.map((flag) => flag.id),
    );
    put([
      ...model.flags,
      {
        id,
        name,
        all: [{ signal: first.id, when: conditionFor(first, 'bad') }],
        effect: { kind: 'annotate' },
      },
    ]);
  };
  return (
    <Section
      title="Flags"
      sub="events that say more than the score; all conditions of a flag have to hold"
      tools={
        <button type="button" className="link" onClick={add}>
          Add a flag
        </button>
      }
    >
      <Switch
        label="Flags change the tier"
        help="Off: flags are shown beside the score and change nothing."
        checked={model.flagPolicy === 'apply'}
        onPut={(on) => edit((now) => ({ ...now, flagPolicy: on ? 'apply' : 'annotate' }))}
      />
      {model.flags.length === 0 && <p className="dim">This model has no flags.</p>}
      {model.flags.map((flag, index) => {
        const patch = (next: Partial<typeof flag>) => put(replaceAt(model.flags, index, { ...flag, ...next }));
        const { effect } = flag;
        return (
          <div className="rule" key={flag.id}>
            <div className="flag-h">
              <TextInput
                label={`Name of flag ${index + 1}`}
                path={`flags.${index}.name`}
                value={flag.name}
                onPut={(name) => patch({ name })}
              />
              <SelectInput
                label={`What ${flag.name} does`}
                value={effect.kind}
                options={EFFECTS}
                onPut={(kind) =>
                  patch({
                    effect:
                      kind === 'annotate'
                        ? { kind }
                        : { kind, tier: effect.kind === 'annotate' ? (model.tiers.at(-1)?.name ?? '') : effect.tier },
                  })
                }
              />
              {effect.kind !== 'annotate' && (
                <SelectInput
                  label={`Tier of ${flag.name}`}
                  value={effect.tier}
                  options={model.tiers.map(({ name }) => ({ value: name, label: name }))}
                  onPut={(tier) => patch({ effect: { kind: effect.kind, tier } })}
                />
              )}
              <IconButton
                icon="x"
                label={`Remove the flag ${flag.name}`}
                onClick={() => put(removeAt(model.flags, index))}
              />
            </div>
            <Conditions
              name={flag.name}
              joined="and"
              path={`flags.${index}.all`}
              list={flag.all}
              onPut={(all) => patch({ all })}
            />
          </div>
        );
      })}
    </Section>
  );
}
