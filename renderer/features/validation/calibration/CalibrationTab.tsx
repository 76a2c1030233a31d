import type { Calibration } from '#shared/contract/calibration.ts';
import { useFormat } from '../../../data/format.ts';
import { useJobQuery } from '../../../data/jobs.ts';
import { useWorkspace } from '../../../data/workspace.ts';
import { encodeWeights } from '../../../effect/weights.ts';
import { navigate, useAddress, useHref } from '../../../state/navigation.ts';
import { Button } from '../../../ui/controls.tsx';
import { Finding } from '../../../ui/layout.tsx';
import { EmptyState, ErrorState, ProgressBar } from '../../../ui/states.tsx';
import { calibrationInput, calibrationOptions } from './address.ts';
import { Evidence } from './Evidence.tsx';
import { Migration } from './Migration.tsx';
import { Options } from './Options.tsx';
import { Proposal } from './Proposal.tsx';
import { Refusals } from './Refusals.tsx';
import { Segments } from './Segments.tsx';
import { type CutsOf, Thresholds } from './Thresholds.tsx';
import './calibration.css';

/** Weights and thresholds from the workspace's own past; a proposal goes on to What-if, nothing is applied here. */
export function CalibrationTab() {
  const { params } = useAddress();
  const options = calibrationOptions(params);
  const job = useJobQuery('calibration.run', calibrationInput(options), { enabled: false, previous: false });
  const { data: result = null, busy: running, progress, error, cancelled, run, cancel } = job;
  const change = (next: Readonly<Record<string, string>>) => navigate({ params: { ...params, ...next } });
  return (
    <div className="ca">
      <Options options={options} running={running} hasResult={result !== null} onChange={change} onRun={run} />
      {running && (
        <ProgressBar label={progress?.label ?? 'Starting'} fraction={progress?.fraction ?? null} onCancel={cancel} />
      )}
      {error && (
        <ErrorState
          title="The calibration could not be run"
          cause={error.message}
          safe="Nothing was changed."
          actions={<Button onClick={run}>Try again</Button>}
        />
      )}
      {result && !running && (
        <Result result={result} of={params.cuts === 'proposed' ? 'proposed' : 'current'} onChange={change} />
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
  readonly of: CutsOf;
  readonly onChange: (params: Readonly<Record<string, string>>) => void;
};

function Result({ result, of, onChange }: ResultProps) {
  const format = useFormat();
  const { proposal, evidence, thresholds, segments, refused, design, gate } = result;
  return (
    <>
      <Finding
        small
        eyebrow={`${result.modelName}, ${format.count(gate.churns, 'churn')} at ${format.count(design.landmarks.length, 'landmark')}`}
        actions={proposal && <TryInWhatIf result={result} proposal={proposal} />}
      >
        {result.headline}
      </Finding>
      <div className="ca-grid">
        {proposal && <Proposal proposal={proposal} />}
        {evidence && <Evidence evidence={evidence} rule={proposal?.rule ?? null} />}
        <Refusals refused={refused} />
        {thresholds && (
          <div className="wide">
            <Thresholds
              thresholds={thresholds}
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

type TryProps = { readonly result: Calibration; readonly proposal: NonNullable<Calibration['proposal']> };

/** Opens What-if with the fitted weights; from there they are saved, compared and promoted. */
function TryInWhatIf({ result, proposal }: TryProps) {
  const href = useHref();
  const { data: workspace } = useWorkspace();
  const weights = Object.fromEntries(proposal.rows.map(({ dimension, proposed }) => [dimension, proposed]));
  const isOfficial = workspace?.model.modelVersion === result.modelVersion;
  if (!isOfficial)
    return <p className="mut sm">What-if starts from the official version; this is {result.modelVersion}.</p>;
  return (
    <a
      className={proposal.answer === 'change' ? 'btn pri' : 'btn'}
      href={href({ view: 'what-if', id: null, params: { w: encodeWeights(weights) } })}
    >
      Try in What-if
    </a>
  );
}

/** What the result rests on, and what it takes to see it again. */
function Design({ result }: { readonly result: Calibration }) {
  const format = useFormat();
  const { design, gate } = result;
  return (
    <details className="ca-design">
      <summary>What this rests on</summary>
      <p>{gate.sentence}</p>
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
