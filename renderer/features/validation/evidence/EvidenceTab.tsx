import { useMemo } from 'react';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { useFormat } from '../../../data/format.ts';
import { useJobQuery } from '../../../data/jobs.ts';
import { useCommand } from '../../../state/commands.ts';
import { useAddress, useHref } from '../../../state/navigation.ts';
import { Button } from '../../../ui/controls.tsx';
import { Finding } from '../../../ui/layout.tsx';
import { EmptyState, ErrorState, LoadingState, ProgressBar } from '../../../ui/states.tsx';
import { inputOf, optionsOf } from '../address.ts';
import { ScoreFirst } from '../ScoreFirst.tsx';
import { Controls } from './Controls.tsx';
import { Evidence } from './Evidence.tsx';
import { backTestFinding, periodText } from './finding.ts';

/** Up to this many accounts a back-test takes seconds and starts unasked. */
const QUICK_ACCOUNTS = 5000;

const HORIZON_WORDS = {
  90: 'in 90 days',
  180: 'in 180 days',
  365: 'in a year',
  renewal: 'at the next renewal',
} as const;

export function EvidenceTab({ workspace }: { readonly workspace: WorkspaceSummary }) {
  const format = useFormat();
  const href = useHref();
  const { params, filters } = useAddress();
  const options = optionsOf(params, filters.segment);
  const { segment, model, horizon, outcome, period, from, to } = options;
  const input = useMemo(
    () => inputOf({ segment, model, horizon, outcome, period, from, to }, workspace.asOf),
    [segment, model, horizon, outcome, period, from, to, workspace.asOf],
  );
  const quick = workspace.accounts <= QUICK_ACCOUNTS;
  const job = useJobQuery('validation.run', input, { enabled: quick, previous: false });
  const { data: result = null, busy: running, progress, error, cancelled, run, cancel } = job;
  useCommand(result === null && !running ? 'Run the back-test' : null, run);
  const controls = <Controls options={options} workspace={workspace} />;

  if (result === null) {
    return (
      <>
        <Finding eyebrow="Validation">
          {running ? 'The score is being judged by what happened after it.' : 'Can the score be trusted?'}
        </Finding>
        {controls}
        {running ? (
          <>
            <ProgressBar
              label={progress?.label ?? 'Starting the back-test'}
              fraction={progress?.fraction ?? null}
              onCancel={cancel}
            />
            <LoadingState label="Running the back-test" rows={10} />
          </>
        ) : error ? (
          error.code === 'no_scores' ? (
            <ScoreFirst model={model ?? workspace.model.modelVersion} readOnly={workspace.readOnly} />
          ) : (
            <ErrorState
              title="The back-test stopped"
              cause={error.message}
              safe="Nothing was stored or changed."
              actions={<Button onClick={run}>Try again</Button>}
            />
          )
        ) : (
          <EmptyState
            title={cancelled ? 'The back-test was cancelled.' : 'A back-test has not been run on this data yet.'}
            action={
              <Button kind="primary" onClick={run}>
                Run the back-test
              </Button>
            }
          >
            It looks back at {format.count(workspace.snapshots.length, 'snapshot')} of{' '}
            {format.count(workspace.accounts, 'account')}, compares the scores of every thirteenth week with who left
            after them, and draws 2,000 resamples for the intervals. It changes nothing and can be cancelled.
          </EmptyState>
        )}
      </>
    );
  }

  const { design } = result;
  return (
    <>
      <Finding
        eyebrow={
          design.rows === 0
            ? `Validation, ${result.modelName}`
            : `Validation, ${result.modelName}, ${design.outcome} ${HORIZON_WORDS[design.horizon]}, ${format.count(design.landmarks.length, 'landmark')}, ${periodText(design.landmarks, format.monthYear)}`
        }
      >
        {design.rows === 0
          ? result.headline
          : backTestFinding(result, format).map((part) =>
              part.strong ? <b key={part.text}>{part.text}</b> : part.text,
            )}
      </Finding>
      {controls}
      {result.otherModel && (
        <p>
          <a
            className="btn"
            href={href({ view: 'validation', params: { ...params, model: result.otherModel.modelVersion } })}
          >
            Judge {result.otherModel.name} instead
          </a>
        </p>
      )}
      {design.rows > 0 && design.churns === 0 && (
        <EmptyState
          title="Outcomes are what a score is judged by."
          action={
            <a className="btn" href={href({ view: 'data', params: {} })}>
              Import outcomes
            </a>
          }
        >
          Import a file of outcomes: account, date, outcome (churn, renewal, contraction, expansion). Past ones count as
          well; two years with twenty churns already carry a judgement.
        </EmptyState>
      )}
      <Evidence result={result} input={input} />
    </>
  );
}
