import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { useModels } from '../../data/models.ts';
import { useAddress } from '../../state/navigation.ts';
import { SelectField } from '../../ui/controls.tsx';
import { setParams } from './address.ts';

type Props = {
  /** null: the official version. */
  readonly model: string | null;
  readonly workspace: WorkspaceSummary;
  readonly disabled?: boolean;
};

/** Which version is judged or fitted: part of the address, so that it is the same one on every tab. */
export function ModelPicker({ model, workspace, disabled = false }: Props) {
  const { params } = useAddress();
  const { data } = useModels();
  const versions = data?.models.filter((one) => !one.active && one.id !== 'onboarding') ?? [];
  return (
    <SelectField
      label="Model version"
      disabled={disabled}
      value={model ?? ''}
      options={[
        { value: '', label: `${workspace.model.name} v${workspace.model.version}, official` },
        ...versions.map((one) => ({
          value: one.modelVersion,
          label: `${one.name} v${one.version}${one.snapshots > 0 ? '' : ', not scored yet'}`,
        })),
      ]}
      onChange={({ target }) => setParams(params, { model: target.value })}
    />
  );
}
