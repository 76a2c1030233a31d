import type { BackTest } from '#shared/contract/validation.ts';
import { useFormat } from '../../../data/format.ts';
import { Icon } from '../../../ui/icons.tsx';

/** What separates churn too well to have been known before it. Nothing is taken out because of it. */
export function Leaks({ leaks }: Pick<BackTest, 'leaks'>) {
  const format = useFormat();
  if (leaks.suspects.length === 0) return null;
  return (
    <section className="va-leak" aria-label="Too good to be true">
      <Icon name="warn" size={16} />
      <div>
        <h2>{leaks.sentence}</h2>
        <ul>
          {leaks.suspects.map((suspect) => (
            <li key={`${suspect.kind}/${suspect.name}`}>
              <code>{suspect.name}</code> alone has an AUC of {format.number(suspect.auc, 3)} on{' '}
              {format.count(suspect.rows, 'row')} with {format.count(suspect.churns, 'churn')}. {suspect.text}
            </li>
          ))}
        </ul>
        <p className="sm mut">
          Look whether it was filled in after the fact: a status, a licence count set to zero, a tag added later.
        </p>
      </div>
    </section>
  );
}
