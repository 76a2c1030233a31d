import type { Calibration } from '#shared/contract/calibration.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { useFormat } from '../../../data/format.ts';
import { useJobQuery } from '../../../data/jobs.ts';
import { navigate, useAddress } from '../../../state/navigation.ts';
import { Button } from '../../../ui/controls.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Finding } from '../../../ui/layout.tsx';
import { EmptyState, ErrorState, ProgressBar } from '../../../ui/states.tsx';
import { ScoreFirst } from '../ScoreFirst.tsx';
import { calibrationInput, calibrationOptions } from './address.ts';
import { Evidence } from './Evidence.tsx';
import { Migration } from './Migration.tsx';
import { Options } from './Options.tsx';
import { Proposal } from './Proposal.tsx';
import { Refusals } from './Refusals.tsx';
import { Segments } from './Segments.tsx';
import { type CutsOf, Thresholds } from './Thresholds.tsx';
import { TryInWhatIf } from './TryInWhatIf.tsx';
import './calibration.css';

/** Weights and thresholds from the workspace's own past; a proposal goes on to What-if, nothing is applied here. */
export function CalibrationTab({ workspace }: { readonly workspace: WorkspaceSummary }) {
  const { params } = useAddress();
  const options = calibrationOptions(params);
  const job = useJobQuery('calibration.run', calibrationInput(options), { enabled: false, previous: false });
  const { data: result = null, busy: running, progress, error, cancelled, run, cancel } = job;
  const change = (next: Readonly<Record<string, string>>) => navigate({ params: { ...params, ...next } });
  return (
    <div className="ca">
      <Options
        options={options}
        workspace={workspace}
        running={running}
        hasResult={result !== null}
        onChange={change}
        onRun={run}
      />
      {running && (
        <ProgressBar label={progress?.label ?? 'Starting'} fraction={progress?.fraction ?? null} onCancel={cancel} />
      )}
      {error?.code === 'no_scores' && (
        <ScoreFirst
          key={options.model}
          model={options.model ?? workspace.model.modelVersion}
          readOnly={workspace.readOnly}
        />
      )}
      {error && error.code !== 'no_scores' && (
        <ErrorState
          title="The calibration could not be run"
          cause={error.message}
          safe="Nothing was changed."
          actions={<Button onClick={run}>Try again</Button>}
        />
      )}
      {result && !running && (
        <Result
          result={result}
          isOfficial={workspace.model.modelVersion === result.modelVersion}
          of={params.cuts === 'proposed' ? 'proposed' : 'current'}
          onChange={change}
        />
      )}
      {!result && !running && !error && <Intro cancelled={cancelled} />}
    </div>
  );
}

function Intro({ cancelled }: { readonly cancelled: boolean }) {
  return (
    <EmptyState
      title={cancelled ? 'Cancelled; nothing was stored.' : 'Which weights and thresholds does this history speak for?'}
    >
      Weights are fitted on past landmarks and judged on later ones. The answer says how sure it is, and may be to keep
      them; nothing is applied.
    </EmptyState>
  );
}

type ResultProps = {
  readonly result: Calibration;
  readonly isOfficial: boolean;
  readonly of: CutsOf;
  readonly onChange: (params: Readonly<Record<string, string>>) => void;
};

function Result({ result, isOfficial, of, onChange }: ResultProps) {
  const format = useFormat();
  const { proposal, evidence, thresholds, segments, refused, design, gate } = result;
  return (
    <>
      <Finding
        small
        eyebrow={`${result.modelName} v${result.modelVersion.split('@')[1] ?? ''}${isOfficial ? '' : ', not the official version'}, ${format.count(gate.churns, 'churn')} at ${format.count(design.landmarks.length, 'landmark')}`}
        actions={
          proposal && <TryInWhatIf modelVersion={result.modelVersion} proposal={proposal} isOfficial={isOfficial} />
        }
      >
        {result.headline}
      </Finding>
      {gate.sentence !== result.headline && (
        <div className="gate">
          <Icon name="validation" size={16} />
          <p>{gate.sentence}</p>
        </div>
      )}
      <div className="ca-grid">
        {proposal && <Proposal proposal={proposal} />}
        {evidence && <Evidence evidence={evidence} rule={proposal?.rule ?? null} />}
        <Refusals refused={refused} />
        {thresholds && (
          <div className="wide">
            <Thresholds
              thresholds={thresholds}
              resamples={result.options.resamples}
              of={of}
              onOf={(next) => onChange({ cuts: next === 'current' ? '' : next })}
            />
          </div>
        )}
        {proposal && <Migration migration={proposal.migration} />}
        {segments && <Segments segments={segments} />}
      </div>
      <Design result={result} />
    </>
  );
}

/** What the result rests on, and what it takes to see it again. */
function Design({ result }: { readonly result: Calibration }) {
  const format = useFormat();
  const { design } = result;
  return (
    <details className="ca-design">
      <summary>What this rests on</summary>
      {design.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      <p className="dim">
        {format.count(design.rows, 'row')} of {format.count(design.accounts, 'account')}
        {design.landmarks.length > 0 &&
          `, landmarks ${format.date(design.landmarks[0] ?? null)} to ${format.date(design.landmarks.at(-1) ?? null)}`}
        . Seed {result.seed}, data revision {result.dataRevision}, model {result.modelHash}: the same give the same
        digits.
      </p>
    </details>
  );
}
