import type { PortfolioChanges } from '#shared/contract/portfolio-changes.ts';
import { useFormat } from '../../../data/format.ts';
import { TierBadge } from '../../../ui/tier.tsx';
import { MoveCount } from './MoveCount.tsx';

const NO_SCORE = '(none)';
const NO_CUSTOMER = '(no customer)';

/** Tiers then and now, with what came in and went out; below them the bound of 50 and what was measured. */
export function TierMoves({ changes }: { readonly changes: PortfolioChanges }) {
  const format = useFormat();
  const since = changes.since === null ? {} : { since: changes.since };
  const names = changes.tiers.map((tier) => tier.name ?? NO_SCORE);
  const rows = changes.tiers.filter((tier) => tier.name !== null || tier.before + tier.after > 0);
  const moves = new Map(changes.moves.map((entry) => [entry.move, entry]));
  const events = [
    { move: 'entered_at_risk', name: 'Fell below 50' },
    { move: 'left_at_risk', name: 'Back above 50' },
    { move: 'coverage_fell', name: 'Coverage fell 0.20 or more' },
  ] as const;
  const { began, ended } = changes.overrides;
  return (
    <div className="chg-c">
      <h3>Tiers</h3>
      <table className="t compact">
        <thead>
          <tr>
            <th scope="col">Tier</th>
            <th scope="col" className="r">
              Then
            </th>
            <th scope="col" className="r">
              In
            </th>
            <th scope="col" className="r">
              Out
            </th>
            <th scope="col" className="r">
              Now
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((tier) => {
            const own = tier.name ?? NO_SCORE;
            const others = names.filter((name) => name !== own).sort();
            return (
              <tr key={own}>
                <td>
                  <TierBadge role={tier.role} name={tier.name} />
                </td>
                <td className="r dim">{format.number(tier.before)}</td>
                <td className="r">
                  <MoveCount
                    count={tier.entered}
                    label={`Came into ${tier.name ?? 'unscored'}`}
                    picks={{ ...since, tierBefore: [...others, NO_CUSTOMER].sort(), tier: [own] }}
                  />
                </td>
                <td className="r">
                  <MoveCount
                    count={tier.left}
                    label={`Left ${tier.name ?? 'unscored'}`}
                    picks={{
                      ...since,
                      tierBefore: [own],
                      tier: [...new Set([...others, NO_SCORE])].filter((name) => name !== own).sort(),
                    }}
                  />
                </td>
                <td className="r">
                  <b>{format.number(tier.after)}</b>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className="lis">
        {events.map(({ move, name }) => {
          const { accounts, arr } = moves.get(move) ?? { accounts: 0, arr: 0 };
          return (
            <div key={move}>
              <span className="ell">{name}</span>
              <span className="r dim">{arr > 0 ? format.money(arr) : ''}</span>
              <span className="r chg-n">
                <MoveCount count={accounts} label={name} picks={{ ...since, moved: [move] }} />
              </span>
            </div>
          );
        })}
        {began + ended > 0 && (
          <div>
            <span className="ell">Overrides begun, ended</span>
            <span className="r">{`${format.number(began)}, ${format.number(ended)}`}</span>
          </div>
        )}
      </div>
    </div>
  );
}
