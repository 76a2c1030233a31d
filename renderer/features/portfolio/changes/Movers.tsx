import type { PortfolioChanges } from '#shared/contract/portfolio-changes.ts';
import { useFormat } from '../../../data/format.ts';
import { useHref } from '../../../state/navigation.ts';
import { Delta } from '../../../ui/figures.tsx';
import { Glyph } from '../../../ui/tier.tsx';

/** The accounts whose score fell and rose most. */
export function Movers({ changes }: { readonly changes: PortfolioChanges }) {
  return (
    <div className="chg-c mov">
      <div>
        <h3>Fell most</h3>
        <MoverList movers={changes.fallers} none="No score fell." />
      </div>
      <div>
        <h3>Rose most</h3>
        <MoverList movers={changes.risers} none="No score rose." />
      </div>
    </div>
  );
}

function MoverList({ movers, none }: { readonly movers: PortfolioChanges['risers']; readonly none: string }) {
  const format = useFormat();
  const href = useHref();
  if (movers.length === 0) return <p className="mut">{none}</p>;
  return (
    <div className="lis">
      {movers.map((mover) => (
        <div key={mover.accountId}>
          <a className="m ell rowlink" href={href({ view: 'account', id: mover.accountId, params: {} })}>
            <bdi>{mover.name}</bdi>
          </a>
          <span className="row nw dim" style={{ gap: 6 }}>
            {`${format.score(mover.before)} → ${format.score(mover.after)}`}
            <Glyph role={mover.tierRole ?? 'none'} size={8} />
          </span>
          <span className="r chg-n">
            <Delta value={mover.before === null || mover.after === null ? null : mover.after - mover.before} />
          </span>
          <span className="r" style={{ width: 52 }}>
            {format.money(mover.arr)}
          </span>
        </div>
      ))}
    </div>
  );
}
