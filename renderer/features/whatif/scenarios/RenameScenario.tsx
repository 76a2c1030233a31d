import { useState } from 'react';
import type { ScenarioInfo } from '#shared/contract/scenarios.ts';
import { asApiError } from '../../../api/api.ts';
import { useScenarioActions } from '../../../data/scenarios.ts';
import { useBenchStore } from '../../../state/bench.ts';
import { Button, Dialog, TextField } from '../../../ui/controls.tsx';
import type { Bench } from '../bench/useBench.ts';

type Props = { readonly scenario: ScenarioInfo; readonly bench: Bench; readonly onClose: () => void };

export function RenameScenario({ scenario, bench, onClose }: Props) {
  const actions = useScenarioActions();
  const [name, setName] = useState(scenario.name);
  const [error, setError] = useState<string | null>(null);
  const submit = async () => {
    try {
      const renamed = await actions.rename(scenario.id, name.trim());
      const { opened, modelId, put } = useBenchStore.getState();
      if (opened?.id === renamed.id) put(bench.workspace, modelId, { ...opened, name: renamed.name });
      onClose();
    } catch (failure) {
      setError(asApiError(failure).message);
    }
  };
  return (
    <Dialog open title={`Rename ${scenario.name}`} onClose={onClose}>
      <form
        className="dialog-b"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') void submit();
        }}
      >
        <TextField
          label="Name"
          data-autofocus
          required
          maxLength={80}
          value={name}
          error={error}
          onChange={(event) => {
            setError(null);
            setName(event.currentTarget.value);
          }}
        />
        <div className="row end">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={name.trim() === ''}>
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
