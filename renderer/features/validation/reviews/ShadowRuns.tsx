import { useState } from 'react';
import { useFormat } from '../../../data/format.ts';
import { useModels } from '../../../data/models.ts';
import { type ShadowRun, useShadowRuns } from '../../../data/reviews.ts';
import { PromoteButton } from '../../../editing/PromoteButton.tsx';
import { Button } from '../../../ui/controls.tsx';
import { Section } from '../../../ui/layout.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { HOW } from '../explanations.ts';
import { EndShadow } from './EndShadow.tsx';
import { ShadowComparison } from './ShadowComparison.tsx';
import { StartShadow } from './StartShadow.tsx';
import { runText } from './words.ts';

/** Candidates that are scored beside the official model and send nothing. */
export function ShadowRuns({ readOnly }: { readonly readOnly: boolean }) {
  const { data } = useShadowRuns();
  const [starting, setStarting] = useState(false);
  const runs = data?.runs ?? [];
  return (
    <Section
      title="Shadow runs"
      sub="a candidate beside the official model; it sends nothing"
      how={HOW.shadow}
      className="w12"
      tools={
        runs.length > 0 && (
          <button type="button" className="link" disabled={readOnly} onClick={() => setStarting(true)}>
            Start a shadow run
          </button>
        )
      }
    >
      {data && runs.length === 0 && (
        <EmptyState
          title="No candidate runs beside the official model."
          action={
            <Button disabled={readOnly} onClick={() => setStarting(true)}>
              Start a shadow run
            </Button>
          }
        >
          A scenario or a version is scored every week for as long as you say. What it would have sent is compared with
          what the official model did, before anybody is asked to trust it.
        </EmptyState>
      )}
      {runs.map((run, index) => (
        <Run key={run.id} run={run} readOnly={readOnly} first={index === 0} />
      ))}
      {starting && <StartShadow onClose={() => setStarting(false)} />}
    </Section>
  );
}

function Run({
  run,
  readOnly,
  first,
}: {
  readonly run: ShadowRun;
  readonly readOnly: boolean;
  readonly first: boolean;
}) {
  const format = useFormat();
  const { data } = useModels();
  const [ending, setEnding] = useState(false);
  const info = data?.models.find((model) => model.modelVersion === run.modelVersion);
  return (
    <details className="va-run" open={first}>
      <summary>
        <b className="m">
          <bdi>{run.name}</bdi>
        </b>{' '}
        <span className="mut">
          {run.modelVersion} beside {run.officialVersion}, {format.date(run.from)} to {format.date(run.until)},{' '}
          {runText(run)}
        </span>
      </summary>
      <p className="sm dim">
        Started by <bdi>{run.startedBy}</bdi> {format.moment(run.startedAt)}
        {run.note !== '' && `: ${run.note}`}
        {run.endedBy !== null && `. Ended by ${run.endedBy}${run.endNote ? `: ${run.endNote}` : ''}`}
      </p>
      <ShadowComparison id={run.id} />
      <div className="row va-act">
        {info && !info.active && <PromoteButton info={info} readOnly={readOnly} />}
        {run.state !== 'ended' && (
          <Button kind="quiet" disabled={readOnly} onClick={() => setEnding(true)}>
            End the run
          </Button>
        )}
        {info?.active && <span className="sm dim">It is the official model now.</span>}
      </div>
      {ending && <EndShadow run={run} onClose={() => setEnding(false)} />}
    </details>
  );
}
