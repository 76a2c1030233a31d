import { RISK_GRADES, type RiskGrade } from '#shared/model/health-model.ts';
import { useEditor } from '../../../editing/editor.ts';
import { freeId, freeName, removeAt, replaceAt } from '../../../editing/edits.ts';
import { Line, NumberInput, SelectInput, Switch, TextInput } from '../../../editing/fields.tsx';
import { IconButton } from '../../../ui/controls.tsx';
import { Section } from '../../../ui/layout.tsx';
import { conditionFor } from './Condition.tsx';
import { Conditions } from './Conditions.tsx';

const GRADES: Readonly<Record<RiskGrade, string>> = {
  critical: 'Critical',
  very_high: 'Very high',
  high: 'High',
  medium: 'Medium',
};

/** The risk index beside the score. */
export function Risk() {
  const { model, signals, edit } = useEditor();
  const overlay = model.riskOverlay;
  const put = (patch: Partial<typeof overlay>) =>
    edit((now) => ({ ...now, riskOverlay: { ...now.riskOverlay, ...patch } }));
  const add = () => {
    const [first] = signals;
    if (!first) return;
    const name = freeName(
      'New factor',
      overlay.factors.map((factor) => factor.name),
    );
    const id = freeId(
      name,
      overlay.factors.map((factor) => factor.id),
    );
    put({
      factors: [
        ...overlay.factors,
        { id, name, grade: 'medium', any: [{ signal: first.id, when: conditionFor(first, 'bad') }] },
      ],
    });
  };
  return (
    <>
      <Section title="Points per grade" sub="the risk index is the sum of the active factors, at most 100">
        {RISK_GRADES.map((grade) => (
          <Line key={grade} name={GRADES[grade]}>
            <NumberInput
              label={`Points of a ${GRADES[grade].toLowerCase()} factor`}
              path={`riskOverlay.points.${grade}`}
              value={overlay.points[grade]}
              unit="points"
              onPut={(points) => put({ points: { ...overlay.points, [grade]: points } })}
            />
          </Line>
        ))}
        <Switch
          label="A critical factor allows no better than the at-risk tier"
          help="Off: the risk index stands beside the score and changes no tier."
          checked={overlay.criticalCapsTier}
          onPut={(criticalCapsTier) => put({ criticalCapsTier })}
        />
      </Section>
      <Section
        title="Risk factors"
        sub="any of its conditions makes a factor active"
        tools={
          <button type="button" className="link" onClick={add}>
            Add a factor
          </button>
        }
      >
        {overlay.factors.map((factor, index) => {
          const patch = (next: Partial<typeof factor>) =>
            put({ factors: replaceAt(overlay.factors, index, { ...factor, ...next }) });
          return (
            <div className="rule" key={factor.id}>
              <div className="flag-h">
                <TextInput
                  label={`Name of factor ${index + 1}`}
                  path={`riskOverlay.factors.${index}.name`}
                  value={factor.name}
                  onPut={(name) => patch({ name })}
                />
                <SelectInput
                  label={`Grade of ${factor.name}`}
                  value={factor.grade}
                  options={RISK_GRADES.map((grade) => ({ value: grade, label: GRADES[grade] }))}
                  onPut={(grade) => patch({ grade })}
                />
                <IconButton
                  icon="x"
                  label={`Remove the factor ${factor.name}`}
                  onClick={() => put({ factors: removeAt(overlay.factors, index) })}
                />
              </div>
              <Conditions
                name={factor.name}
                joined="or"
                path={`riskOverlay.factors.${index}.any`}
                list={factor.any}
                onPut={(any) => patch({ any })}
              />
            </div>
          );
        })}
      </Section>
    </>
  );
}
