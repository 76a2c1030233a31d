import type { ModelSource } from '#shared/contract/model-source.ts';
import { evidenceSentences, scoredAlone } from '#shared/format/accuracy.ts';
import type { Format } from '../../../data/format.ts';
import { useJobQuery } from '../../../data/jobs.ts';
import type { AccuracyResult } from '../../../data/whatif.ts';
import { Button } from '../../../ui/controls.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Section } from '../../../ui/layout.tsx';
import { LoadingState, ProgressBar } from '../../../ui/states.tsx';
import { HOW_MORE } from '../explanations.ts';
import { Updating } from '../Updating.tsx';
import { AccuracyFigures } from './AccuracyFigures.tsx';
import { Churns } from './Churns.tsx';

type Props = { readonly source: ModelSource; readonly behind: boolean; readonly format: Format };

/** How well scenario and official told churn apart on the same landmarks, with the paired interval of the difference. */
export function Accuracy({ source, behind, format }: Props) {
  const job = useJobQuery('whatif.accuracy', { source });
  const { data } = job;
  return (
    <Section
      title="Accuracy on the history"
      how={HOW_MORE.accuracy}
      sub={data ? designText(data, format) : 'scenario against official'}
      tools={<Updating on={data !== undefined && (behind || job.busy)} />}
      className="wi-accuracy"
    >
      {data ? (
        <Judged data={data} format={format} />
      ) : job.error ? (
        <div className="wi-refused">
          <p>{job.error.message}</p>
          {job.error.code !== 'no_scores' && <Button onClick={job.run}>Try again</Button>}
        </div>
      ) : job.busy ? (
        <>
          <ProgressBar
            label={job.progress?.label ?? 'Judging both models on the landmarks'}
            fraction={job.progress?.fraction ?? null}
            onCancel={job.cancel}
          />
          <LoadingState label="Judging the scenario" rows={3} />
        </>
      ) : (
        <div className="wi-refused">
          <p>Cancelled.</p>
          <Button onClick={job.run}>Judge it on the history</Button>
        </div>
      )}
    </Section>
  );
}

function designText({ accuracy }: AccuracyResult, format: Format): string {
  const first = accuracy.landmarks[0];
  const last = accuracy.landmarks.at(-1);
  if (first === undefined || last === undefined) return 'no landmark yet';
  return `${format.count(accuracy.landmarks.length, 'landmark')} from ${format.date(first)} to ${format.date(last)}, ${accuracy.horizonDays} days ahead`;
}

function Judged({ data, format }: { readonly data: AccuracyResult; readonly format: Format }) {
  const { accuracy, recommendation, tried } = data;
  return (
    <>
      {accuracy.rows > 0 && <AccuracyFigures data={data} format={format} />}
      <div className="gate">
        <Icon name="validation" />
        <div>
          {evidenceSentences(accuracy.gate.sentence, recommendation.sentence).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      </div>
      {tried.warning !== null && (
        <p className="note bad wi-tried" role="status">
          <Icon name="warn" /> {tried.warning}
        </p>
      )}
      <p className="foot">
        {format.count(accuracy.rows, 'row')} of {format.count(accuracy.accounts, 'account')} that both score,{' '}
        {format.count(accuracy.churns, 'churn')}.{' '}
        {scoredAlone(accuracy, { before: 'the official version', after: 'the scenario' }, format.locale).map(
          (sentence) => `${sentence} `,
        )}
        {accuracy.sealed === null
          ? 'There is one landmark only, so none is kept sealed.'
          : `The last landmark, ${format.date(accuracy.sealed)}, is sealed: no scenario is judged by it, so that it can test a version once, when it is promoted.`}
      </p>
      {accuracy.churns > 0 && (
        <div className="grid g12 wi-grid">
          <Churns
            title="Newly caught churns"
            how={HOW_MORE.caught}
            rows={data.newlyCaught}
            none="No churn is caught that the official version misses."
            format={format}
          />
          <Churns
            title="Newly missed churns"
            how={HOW_MORE.missed}
            rows={data.newlyMissed}
            none="No churn is missed that the official version catches."
            format={format}
          />
        </div>
      )}
    </>
  );
}
