import { useEditor } from '../../../editing/editor.ts';
import { Line, NumberInput } from '../../../editing/fields.tsx';
import type { ModelDocument } from '../../../state/drafts.ts';
import { Section } from '../../../ui/layout.tsx';

type Policy = ModelDocument['missingPolicy'];

/** What happens where data is missing. Shares are shown in percent. */
export function Missing() {
  const { model, edit } = useEditor();
  const policy = model.missingPolicy;
  const put = (patch: Partial<Policy>) =>
    edit((now) => ({ ...now, missingPolicy: { ...now.missingPolicy, ...patch } }));
  const share = (key: 'minDimensionCoverage' | 'minScoredCoverage' | 'minProvisionalCoverage', label: string) => (
    <NumberInput
      label={label}
      path={`missingPolicy.${key}`}
      value={Number((policy[key] * 100).toFixed(6))}
      unit="%"
      onPut={(percent) => put({ [key]: Number((percent / 100).toFixed(8)) })}
    />
  );
  return (
    <Section title="Missing data" sub="a signal without data is missing, never zero; weights of the rest are scaled up">
      <Line name="A dimension needs" help="Share of its own signals that is known; below, it has no score">
        {share('minDimensionCoverage', 'Coverage a dimension needs')}
      </Line>
      <Line name="A score needs" help="Share of all weights that is known">
        {share('minScoredCoverage', 'Coverage a score needs')}
      </Line>
      <Line name="A provisional score needs" help="Between the two a score is shown hatched, and fires nothing">
        {share('minProvisionalCoverage', 'Coverage a provisional score needs')}
      </Line>
      <Line name="Required dimensions" help="Without one of them an account is provisional at best">
        <fieldset className="words" aria-label="Required dimensions">
          {model.dimensions.map(({ id, name }) => {
            const on = policy.requiredDimensions.includes(id);
            return (
              <label key={id} className={on ? 'on' : ''}>
                <input
                  type="checkbox"
                  checked={on}
                  onChange={() =>
                    put({
                      requiredDimensions: on
                        ? policy.requiredDimensions.filter((other) => other !== id)
                        : [...policy.requiredDimensions, id],
                    })
                  }
                />
                {name}
              </label>
            );
          })}
        </fieldset>
      </Line>
    </Section>
  );
}
