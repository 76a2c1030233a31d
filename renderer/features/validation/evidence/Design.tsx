import type { BackTest } from '#shared/contract/validation.ts';
import { useFormat } from '../../../data/format.ts';
import { Section } from '../../../ui/layout.tsx';
import { HOW } from '../explanations.ts';
import { SaveCsv } from '../SaveCsv.tsx';
import { outcomeWord, periodText } from './finding.ts';

/** Landmarks, rows and churns, what was left out and why, and what was kept out by construction. */
export function Design({ result }: { readonly result: BackTest }) {
  const format = useFormat();
  const { design, leaks } = result;
  const left = design.exclusions.filter((item) => item.rows > 0);
  return (
    <Section
      title="What was judged"
      how={HOW.design}
      className="w4"
      tools={
        <SaveCsv
          name="design"
          of="what was judged"
          header={['what', 'rows']}
          rows={[['judged', design.rows], ...design.exclusions.map((item) => [`left out: ${item.reason}`, item.rows])]}
        />
      }
    >
      <dl className="va-facts">
        <div>
          <dt>Landmarks</dt>
          <dd>
            {format.number(design.landmarks.length)}, {periodText(design.landmarks, format.monthYear)}
          </dd>
        </div>
        <div>
          <dt>Rows</dt>
          <dd>
            {format.number(design.rows)} of {format.count(design.accounts, 'account')}
          </dd>
        </div>
        <div>
          <dt>{design.outcome === 'churn' ? 'Churns' : 'Contractions'}</dt>
          <dd>
            {format.number(design.churns)}, base rate {format.percent(result.baseRate, 1)}
          </dd>
        </div>
        <div>
          <dt>Known until</dt>
          <dd>{format.date(design.dataEnd)}</dd>
        </div>
      </dl>
      <p className="va-sub">Left out</p>
      <ul className="va-list">
        {left.map((item) => (
          <li key={item.reason}>{item.sentence}</li>
        ))}
        {left.length === 0 && <li>No row was left out.</li>}
      </ul>
      <details className="va-more">
        <summary>What keeps this honest</summary>
        <ul className="va-list">
          {[...design.notes, ...leaks.blocked, result.basisText].map((note) => (
            <li key={note}>{note}</li>
          ))}
          <li>
            {leaks.suspects.length === 0 ? leaks.sentence : `${leaks.checked.signals} signals were checked for leaks.`}
          </li>
          <li>
            The whole history is judged, whatever as-of date is picked. A {outcomeWord(design.outcome)} seen from
            several landmarks counts once.
          </li>
          <li>
            {format.number(result.resamples)} resamples of accounts, seed {result.seed}, data revision{' '}
            {result.dataRevision}, model {result.modelVersion} ({result.modelHash}).
          </li>
        </ul>
      </details>
    </Section>
  );
}
