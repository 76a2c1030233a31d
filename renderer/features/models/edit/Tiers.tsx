import { TIER_ROLES, type TierRole } from '#shared/model/health-model.ts';
import { useEditor } from '../../../editing/editor.ts';
import { addTier, editTier, removeTier } from '../../../editing/edits.ts';
import { Line, NumberInput, SelectInput, TextInput } from '../../../editing/fields.tsx';
import { IconButton } from '../../../ui/controls.tsx';
import { Section } from '../../../ui/layout.tsx';
import { TableHead } from '../../../ui/table.tsx';
import { Glyph } from '../../../ui/tier.tsx';
import { Segments } from './Segments.tsx';
import { Tilts } from './Tilts.tsx';

const COLUMNS = [
  { label: 'Tier', width: 'c-name' },
  { label: 'From', width: 'c-from', className: 'r' },
  { label: 'Colour and shape', width: 'c-role' },
  { label: 'What it asks for' },
  { label: 'Remove', width: 'c-x', quiet: true },
] as const;

const ROLE_NAMES: Readonly<Record<TierRole, string>> = {
  thriving: 'Thriving',
  healthy: 'Healthy',
  moderate: 'Moderate',
  atrisk: 'At risk',
  critical: 'Critical',
};

/** Tiers from best to worst, and what moves their bounds. */
export function Tiers() {
  const { model, edit } = useEditor();
  const bounds = model.tiers.filter((tier) => tier.from > 0);
  const cut = (value: number, label: string, onPut: (from: number) => void) => (
    <SelectInput
      label={label}
      value={String(value)}
      options={[
        ...bounds.map((tier) => ({ value: String(tier.from), label: `${tier.name}, from ${tier.from}` })),
        ...(bounds.some((tier) => tier.from === value) ? [] : [{ value: String(value), label: `${value}, no tier` }]),
      ]}
      onPut={(next) => onPut(Number(next))}
    />
  );
  return (
    <>
      <Section
        title="Tiers"
        sub="best first; each reaches up to the one above"
        tools={
          <button
            type="button"
            className="link"
            disabled={model.tiers.length >= 5}
            onClick={() => edit((now) => addTier(now))}
          >
            Add a tier
          </button>
        }
      >
        <table className="t me-tiers">
          <TableHead columns={COLUMNS} />
          <tbody>
            {model.tiers.map((tier, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a tier keeps its place while it is renamed.
              <tr key={index}>
                <td>
                  <TextInput
                    label={`Name of tier ${index + 1}`}
                    path={`tiers.${index}.name`}
                    value={tier.name}
                    onPut={(name) => edit((now) => editTier(now, index, { name }))}
                  />
                </td>
                <td>
                  {index === model.tiers.length - 1 && tier.from === 0 ? (
                    <span className="fixed">0</span>
                  ) : (
                    <NumberInput
                      label={`${tier.name} starts at`}
                      path={`tiers.${index}.from`}
                      value={tier.from}
                      onPut={(from) => edit((now) => editTier(now, index, { from }))}
                    />
                  )}
                </td>
                <td>
                  <span className="role">
                    <Glyph role={tier.role} />
                    <SelectInput
                      label={`Colour and shape of ${tier.name}`}
                      value={tier.role}
                      options={TIER_ROLES.map((role) => ({ value: role, label: ROLE_NAMES[role] }))}
                      onPut={(role) => edit((now) => editTier(now, index, { role }))}
                    />
                  </span>
                </td>
                <td>
                  <TextInput
                    label={`What ${tier.name} asks for`}
                    path={`tiers.${index}.action`}
                    value={tier.action}
                    onPut={(action) => edit((now) => editTier(now, index, { action }))}
                  />
                </td>
                <td>
                  <IconButton
                    icon="x"
                    label={`Remove ${tier.name}`}
                    disabled={model.tiers.length <= 2}
                    onClick={() => edit((now) => removeTier(now, index))}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <Line name="Healthy cut" help="The bound segments shift, and from which an account counts as healthy">
          {cut(model.healthyBound, 'Healthy cut', (healthyBound) => edit((now) => ({ ...now, healthyBound })))}
        </Line>
        <Line name="At-risk cut" help="The second bound segments shift">
          {cut(model.atRiskBound, 'At-risk cut', (atRiskBound) => edit((now) => ({ ...now, atRiskBound })))}
        </Line>
      </Section>
      <Segments />
      <Tilts />
      <Section title="Confirmation" sub="a tier that flickers is none">
        <Line
          name="Points above a bound to recover"
          help="A score has to exceed the bound by this much before the better tier counts as confirmed"
        >
          <NumberInput
            label="Points above a bound to recover"
            path="confirmPolicy.margin"
            value={model.confirmPolicy.margin}
            unit="points"
            onPut={(margin) => edit((now) => ({ ...now, confirmPolicy: { ...now.confirmPolicy, margin } }))}
          />
        </Line>
        <Line name="Forget after" help="Days without a score that void what was confirmed">
          <NumberInput
            label="Days without a score that void the confirmed tier"
            path="confirmPolicy.resetAfterDays"
            value={model.confirmPolicy.resetAfterDays}
            unit="days"
            onPut={(resetAfterDays) =>
              edit((now) => ({ ...now, confirmPolicy: { ...now.confirmPolicy, resetAfterDays } }))
            }
          />
        </Line>
      </Section>
    </>
  );
}
