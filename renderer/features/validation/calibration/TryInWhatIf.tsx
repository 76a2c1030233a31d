import type { Calibration } from '#shared/contract/calibration.ts';
import { useModel } from '../../../data/models.ts';
import { useWorkspace } from '../../../data/workspace.ts';
import { replaceWeights } from '../../../editing/edits.ts';
import { putOnBench } from '../../../editing/put-on-bench.ts';
import { encodeWeights } from '../../../effect/weights.ts';
import { useBenchStore } from '../../../state/bench.ts';
import { navigate, useHref } from '../../../state/navigation.ts';
import { Button } from '../../../ui/controls.tsx';

type Props = {
  readonly modelVersion: string;
  readonly proposal: NonNullable<Calibration['proposal']>;
  readonly isOfficial: boolean;
};

/** Opens What-if with the fitted weights; from there they are saved, compared and promoted. */
export function TryInWhatIf({ modelVersion, proposal, isOfficial }: Props) {
  const href = useHref();
  const { data: workspace } = useWorkspace();
  const { data } = useModel(modelVersion, { enabled: !isOfficial });
  const weights = Object.fromEntries(proposal.rows.map(({ dimension, proposed }) => [dimension, proposed]));
  const isChange = proposal.answer === 'change';
  if (isOfficial)
    return (
      <a
        className={isChange ? 'btn pri' : 'btn'}
        href={href({ view: 'what-if', id: null, params: { w: encodeWeights(weights) } })}
      >
        Try in What-if
      </a>
    );
  const open = (model: NonNullable<typeof data>['model'], name: string) => {
    putOnBench(name, { model: replaceWeights(model, weights), locks: [], baseVersion: modelVersion }, model);
    useBenchStore.getState().put(name, model.id, null);
    navigate({ view: 'what-if', id: null, params: {} });
  };
  return (
    <Button
      kind={isChange ? 'primary' : 'default'}
      disabled={!data || !workspace}
      onClick={() => data && workspace && open(data.model, workspace.name)}
    >
      Try in What-if
    </Button>
  );
}
