import { useState } from 'react';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { Button, SelectField } from '../../../ui/controls.tsx';
import { HORIZONS } from '../address.ts';
import { ModelPicker } from '../ModelPicker.tsx';
import { type CalibrationOptions, DEFAULT_ALARMS, DEFAULT_COST } from './address.ts';

type Props = {
  readonly options: CalibrationOptions;
  readonly workspace: WorkspaceSummary;
  readonly running: boolean;
  readonly hasResult: boolean;
  readonly onChange: (params: Readonly<Record<string, string>>) => void;
  readonly onRun: () => void;
};

/** What decides the result, and the button that asks for it. */
export function Options({ options, workspace, running, hasResult, onChange, onRun }: Props) {
  return (
    <form
      className="va-controls ca-opts"
      aria-label="Options of the calibration"
      onSubmit={(event) => {
        event.preventDefault();
        if (!running) onRun();
      }}
    >
      <ModelPicker model={options.model} workspace={workspace} />
      <SelectField
        label="Churn within"
        value={options.horizon}
        options={HORIZONS}
        onChange={({ target }) => onChange({ horizon: target.value === '90' ? '' : target.value })}
      />
      <NumberOption
        label="False alarms at most"
        unit="% of the flagged"
        value={options.alarms}
        least={0}
        most={99}
        onCommit={(alarms) => onChange({ alarms: alarms === DEFAULT_ALARMS ? '' : String(alarms) })}
      />
      <NumberOption
        label="A missed churn costs"
        unit="false alarms"
        value={options.cost}
        least={0.01}
        most={1000}
        onCommit={(cost) => onChange({ cost: cost === DEFAULT_COST ? '' : String(cost) })}
      />
      <label className="ca-check">
        <input
          type="checkbox"
          checked={options.docRanges}
          onChange={(event) => onChange({ doc: event.currentTarget.checked ? '1' : '' })}
        />
        Stay in documented ranges
      </label>
      <span className="sp" />
      <Button type="submit" kind={hasResult ? 'default' : 'primary'} disabled={running || hasResult}>
        Run calibration
      </Button>
    </form>
  );
}

type NumberProps = {
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly onCommit: (value: number) => void;
};

/** Takes effect when left or with Enter; what is no number in range goes back to what it was. */
function NumberOption({ label, unit, value, least, most, onCommit }: NumberProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const commit = () => {
    const next = Number(draft);
    setDraft(null);
    if (draft !== null && draft.trim() !== '' && next >= least && next <= most && next !== value) onCommit(next);
  };
  return (
    <label className="field ca-num">
      <span className="l">{label}</span>
      <input
        className="inp"
        inputMode="decimal"
        aria-label={`${label}, ${unit}`}
        value={draft ?? String(value)}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
        }}
      />
      <span className="u">{unit}</span>
    </label>
  );
}
