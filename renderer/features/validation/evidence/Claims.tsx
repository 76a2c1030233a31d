import type { BackTest } from '#shared/contract/validation.ts';
import { useFormat } from '../../../data/format.ts';
import { Section } from '../../../ui/layout.tsx';
import { CLAIMS } from './gate.ts';

/** What so many churns allow to be said, and what they do not. */
export function Claims({ gate }: Pick<BackTest, 'gate'>) {
  const format = useFormat();
  return (
    <Section title="What may be claimed" sub={format.count(gate.churns, 'churn')}>
      <ul className="lis va-claims">
        {CLAIMS.map(({ what, text, from }) => {
          const refused = gate.refused.find((item) => item.what === what);
          const allowed = refused === undefined && gate.churns >= from;
          return (
            <li key={text} className={allowed ? '' : 'dim'} title={refused?.sentence}>
              <span>
                <span aria-hidden="true">{allowed ? '✓' : '✕'}</span> {text}
                <span className="vh">{allowed ? ', yes' : ', no'}</span>
              </span>
              <span className="r sm dim nw">
                {allowed || gate.churns < from ? `from ${from}` : 'needs more history'}
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
