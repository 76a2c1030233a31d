import type { BackTest, BackTestInput } from '#shared/contract/validation.ts';
import { useFormat } from '../../../data/format.ts';
import { useJobQuery } from '../../../data/jobs.ts';
import { Button } from '../../../ui/controls.tsx';
import { Section } from '../../../ui/layout.tsx';
import { ErrorState, ProgressBar } from '../../../ui/states.tsx';
import { HOW } from '../explanations.ts';
import { ChallengerFigures, SaveFigures } from './ChallengerFigures.tsx';
import { outcomeWord } from './finding.ts';
import { Importance, LeadingSignals } from './Importance.tsx';

type Props = { readonly result: BackTest; readonly input: BackTestInput };

/** Whether anything else could be told from the same signals: asked for by hand, and only where there is history enough. */
export function Challengers({ result, input }: Props) {
  const refusal = result.gate.refused.find(({ what }) => what === 'ml');
  const job = useJobQuery('validation.challenge', input, { enabled: false, previous: false });
  const { data, busy, progress, error, cancelled, run, cancel } = job;
  if (!refusal && data?.official) return <Compared result={data} />;
  return (
    <Section title="Challengers" sub="what a machine could tell beyond the score" how={HOW.challengers} className="w12">
      {refusal || data?.refused ? (
        <NotAllowed result={result} sentence={data?.refused ?? refusal?.sentence ?? ''} />
      ) : busy ? (
        <ProgressBar label={progress?.label ?? 'Starting'} fraction={progress?.fraction ?? null} onCancel={cancel} />
      ) : error ? (
        <ErrorState
          title="The challengers stopped"
          cause={error.message}
          safe="Nothing was stored or changed."
          actions={<Button onClick={run}>Try again</Button>}
        />
      ) : (
        <div className="va-ask">
          <p>
            {cancelled ? 'Cancelled; nothing was stored. ' : ''}Could anything else be told from these signals that the
            weighted score misses? A logistic regression with interactions and a random forest foretell the same
            landmarks from the ones before them. Neither ever scores an account.
          </p>
          <Button onClick={run}>Let challengers try</Button>
        </div>
      )}
    </Section>
  );
}

const CHURNS = 50;

/** Why not yet, and from when on. */
function NotAllowed({ result, sentence }: { readonly result: BackTest; readonly sentence: string }) {
  const format = useFormat();
  const { gate, design } = result;
  const told = sentence.endsWith('.') ? sentence : `${sentence}.`;
  return (
    <div className="va-refused">
      <p>{told}</p>
      {gate.months !== null && design.enoughBy !== null && (
        <p className="mut sm">
          History counts by its weekly scores, 52 to a year: {format.number(gate.months, 1)} months so far. Scores up to{' '}
          {format.date(design.enoughBy)} would be enough
          {gate.churns < CHURNS ? `, with ${CHURNS} ${outcomeWord(design.outcome)}s` : ''}.
        </p>
      )}
      <p className="mut sm">
        With less history a flexible model finds patterns that are chance. The weighted score and what it misses can be
        judged above.
      </p>
    </div>
  );
}

type ComparedProps = { readonly result: Parameters<typeof ChallengerFigures>[0]['result'] };

function Compared({ result }: ComparedProps) {
  const format = useFormat();
  const { design } = result;
  return (
    <>
      <Section
        title="Challengers"
        sub={`${format.count(design.churns, outcomeWord(design.outcome))} in ${format.count(design.rows, 'row')} of ${format.count(design.landmarks.length, 'later landmark')}`}
        how={HOW.challengers}
        className="w12"
        tools={<SaveFigures result={result} />}
      >
        <p className="va-verdict">{result.headline}</p>
        <ChallengerFigures result={result} />
      </Section>
      <Importance result={result} />
      <LeadingSignals result={result} />
    </>
  );
}
