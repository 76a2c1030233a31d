import { useState } from 'react';
import type { ModelSource } from '#shared/contract/model-source.ts';
import type { Format } from '../../../data/format.ts';
import { useJobQuery } from '../../../data/jobs.ts';
import { useRpc } from '../../../data/query.ts';
import type { WhatIfHistory } from '../../../data/whatif.ts';
import { Button } from '../../../ui/controls.tsx';
import { Section } from '../../../ui/layout.tsx';
import { EmptyState, ErrorState, LoadingState, ProgressBar } from '../../../ui/states.tsx';
import type { Rested } from '../bench/useRested.ts';
import { Accuracy } from './Accuracy.tsx';
import { Entries } from './Entries.tsx';
import { Lines } from './Lines.tsx';

type Props = { readonly rested: Rested; readonly format: Format };

/** The whole stored history under the scenario, and what it says about accuracy. */
export function History({ rested, format }: Props) {
  const { source, behind } = rested;
  return (
    <>
      {source && <Accuracy source={source} behind={behind} format={format} />}
      {source &&
        ('draft' in source ? (
          <Replayed source={source} behind={behind} format={format} />
        ) : (
          <Rescored source={source} behind={behind} format={format} />
        ))}
    </>
  );
}

type SourceProps = { readonly source: ModelSource; readonly behind: boolean; readonly format: Format };

/** Only weights, bounds and rules of the composite differ: every week is weighed again from memory. */
function Rescored({ source, behind, format }: SourceProps) {
  const query = useRpc('whatif.history', { source, stream: 'what-if-history' });
  if (query.data) return <Charts history={query.data} busy={behind || query.isFetching} format={format} />;
  if (query.isError)
    return (
      <ErrorState
        title="The history could not be weighed"
        cause={query.error.message}
        safe="The scenario is kept as it is."
        actions={<Button onClick={() => void query.refetch()}>Try again</Button>}
      />
    );
  return <LoadingState label="Weighing the history" rows={10} />;
}

/** Signals or points differ: every week has to be measured again, which takes a while and is asked for. */
function Replayed({ source, behind, format }: SourceProps) {
  const text = JSON.stringify(source);
  const [asked, setAsked] = useState<string | null>(null);
  const job = useJobQuery('whatif.replay', { source }, { enabled: asked === text });
  const fresh = job.data !== undefined && !job.stale && asked === text;
  return (
    <>
      {job.busy ? (
        <ProgressBar
          label={job.progress?.label ?? 'Scoring the history again'}
          fraction={job.progress?.fraction ?? null}
          onCancel={() => {
            job.cancel();
            setAsked(null);
          }}
        />
      ) : (
        !fresh && (
          <EmptyState
            title={
              job.data
                ? 'The rules have changed since the history was scored.'
                : 'Rules differ, so every week has to be measured again.'
            }
            action={<Button onClick={() => setAsked(text)}>Score the history</Button>}
          >
            It takes a few seconds on a small portfolio, minutes on a large one; it can be cancelled and stores nothing.
          </EmptyState>
        )
      )}
      {job.error && <p className="bad">{job.error.message}</p>}
      {job.data && asked !== null && (
        <Charts history={job.data} busy={behind || job.busy || job.stale} format={format} />
      )}
    </>
  );
}

type ChartsProps = { readonly history: WhatIfHistory; readonly busy: boolean; readonly format: Format };

function Charts({ history, busy, format }: ChartsProps) {
  if (history.weeks.length < 2) {
    return (
      <Section title="Over the whole history" className="wi-next">
        <p className="dim">There is one snapshot only; a history needs two.</p>
      </Section>
    );
  }
  return (
    <>
      <Lines history={history} busy={busy} format={format} />
      <Entries history={history} busy={busy} format={format} />
    </>
  );
}
