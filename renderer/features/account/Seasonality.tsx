import type { AccountDetail } from '#shared/contract/account.ts';
import type { Format } from '../../data/format.ts';
import { HowComputed } from '../../ui/HowComputed.tsx';
import { HOW } from './explanations.ts';

type Props = { readonly seasonality: NonNullable<AccountDetail['seasonality']>; readonly format: Format };

/** Whether the season explains the use, with both values. Source: 30-method.md 2.7. */
export function Seasonality({ seasonality, format }: Props) {
  const { raw, adjusted, applied, factor, lastYear, sentence } = seasonality;
  const times = (value: number) => `${format.number(value, 2)}×`;
  return (
    <div className="season">
      <p>
        {sentence.endsWith('.') ? sentence : `${sentence}.`} <HowComputed about={HOW.season} />
      </p>
      <dl>
        <div>
          <dt>Logins against baseline, as measured</dt>
          <dd>{times(raw)}</dd>
        </div>
        <div>
          <dt>The same weeks last year</dt>
          <dd>{lastYear === null ? <span className="dim">no data</span> : times(lastYear)}</dd>
        </div>
        {factor !== null && factor !== lastYear && (
          <div>
            <dt>Seasonal factor</dt>
            <dd>{times(factor)}</dd>
          </div>
        )}
        <div>
          <dt>{applied ? 'Adjusted, which is scored' : 'Scored, without adjustment'}</dt>
          <dd className="b">{times(applied ? adjusted : raw)}</dd>
        </div>
      </dl>
    </div>
  );
}
