import type { AccountDetail } from '#shared/contract/portfolio.ts';
import type { Format } from '../../data/format.ts';

type Props = { readonly seasonality: NonNullable<AccountDetail['seasonality']>; readonly format: Format };

/** Whether the season explains the use, with both values. Source: 30-method.md 2.7. */
export function Seasonality({ seasonality, format }: Props) {
  const { raw, adjusted, applied, factor, lastYear, sentence } = seasonality;
  const times = (value: number) => `${format.number(value, 2)}×`;
  return (
    <div className="season">
      <p>{sentence.endsWith('.') ? sentence : `${sentence}.`}</p>
      <dl>
        <div>
          <dt>Logins against baseline, as measured</dt>
          <dd className={applied ? 'dim' : 'b'}>{times(raw)}</dd>
        </div>
        <div>
          <dt>The same weeks last year</dt>
          <dd>{lastYear === null ? <span className="dim">no data</span> : times(lastYear)}</dd>
        </div>
        {factor !== null && (
          <div>
            <dt>Seasonal factor</dt>
            <dd>{times(factor)}</dd>
          </div>
        )}
        <div>
          <dt>{applied ? 'Adjusted, which is scored' : 'Adjusted, not used'}</dt>
          <dd className={applied ? 'b' : 'dim'}>{times(adjusted)}</dd>
        </div>
      </dl>
    </div>
  );
}
