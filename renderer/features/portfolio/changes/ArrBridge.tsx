import type { PortfolioChanges } from '#shared/contract/portfolio-changes.ts';
import { useFormat } from '../../../data/format.ts';
import { MoveCount } from './MoveCount.tsx';

/** ARR then and now: new, expanded, contracted and lost customers. */
export function ArrBridge({ changes }: { readonly changes: PortfolioChanges }) {
  const format = useFormat();
  const { arr } = changes;
  if (arr.before === 0 && arr.after === 0) return null;
  const since = changes.since === null ? {} : { since: changes.since };
  const counts = new Map(changes.moves.map(({ move, accounts }) => [move, accounts]));
  const rows = [
    { move: 'new', name: 'New', amount: arr.new, sign: '+' },
    { move: 'arr_up', name: 'Expanded', amount: arr.expanded, sign: '+' },
    { move: 'arr_down', name: 'Contracted', amount: arr.contracted, sign: '−' },
    { move: 'lost', name: 'Lost', amount: arr.lost, sign: '−' },
  ] as const;
  return (
    <>
      <h3>
        ARR <b>{`${format.money(arr.before)} → ${format.money(arr.after)}`}</b>
      </h3>
      {rows.every(({ move }) => (counts.get(move) ?? 0) === 0) && (
        <p className="mut">No customer came, left or changed its ARR.</p>
      )}
      <div className="lis">
        {rows
          .filter(({ move }) => (counts.get(move) ?? 0) > 0)
          .map(({ move, name, amount, sign }) => (
            <div key={move}>
              <span className="ell">{name}</span>
              <span className="r">
                {amount === 0 ? <span className="dim">0</span> : `${sign}${format.money(amount)}`}
              </span>
              <span className="r chg-n">
                <MoveCount count={counts.get(move) ?? 0} label={name} picks={{ ...since, moved: [move] }} />
              </span>
            </div>
          ))}
      </div>
    </>
  );
}
