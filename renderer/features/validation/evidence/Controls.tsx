import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { navigate, useAddress } from '../../../state/navigation.ts';
import { SelectField } from '../../../ui/controls.tsx';
import { HORIZONS, type Options, OUTCOMES, PERIODS, setParams } from '../address.ts';
import { ModelPicker } from '../ModelPicker.tsx';

type Props = { readonly options: Options; readonly workspace: WorkspaceSummary };

/** What is judged, and against what; every choice is part of the address. */
export function Controls({ options, workspace }: Props) {
  const { params, filters } = useAddress();
  const segments = workspace.facets.segment ?? [];
  const pickSegment = (value: string) => {
    const { segment: _segment, ...rest } = filters;
    navigate({ filters: value === '' ? rest : { ...rest, segment: [value] } });
  };
  return (
    <fieldset className="va-controls" aria-label="What is judged">
      <ModelPicker model={options.model} workspace={workspace} />
      <SelectField
        label="Outcome"
        value={options.outcome}
        options={OUTCOMES}
        onChange={({ target }) => setParams(params, { outcome: target.value === 'churn' ? '' : target.value })}
      />
      <SelectField
        label="Horizon"
        value={options.horizon}
        options={HORIZONS}
        onChange={({ target }) => setParams(params, { horizon: target.value === '90' ? '' : target.value })}
      />
      <SelectField
        label="Period"
        value={options.period}
        options={PERIODS}
        onChange={({ target }) =>
          setParams(params, { period: target.value === 'all' ? '' : target.value, from: '', to: '' })
        }
      />
      {options.period === 'custom' && (
        <>
          <DayField label="From" value={options.from} onChange={(from) => setParams(params, { from })} />
          <DayField label="To" value={options.to} onChange={(to) => setParams(params, { to })} />
        </>
      )}
      {segments.length > 0 && (
        <SelectField
          label="Segment"
          value={options.segment ?? ''}
          options={[{ value: '', label: 'All segments' }, ...segments.map(({ value }) => ({ value, label: value }))]}
          onChange={({ target }) => pickSegment(target.value)}
        />
      )}
    </fieldset>
  );
}

function DayField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (day: string) => void;
}) {
  return (
    <label className="field">
      <span className="l">{label}</span>
      <input type="date" className="inp" value={value ?? ''} onChange={({ target }) => onChange(target.value)} />
    </label>
  );
}
