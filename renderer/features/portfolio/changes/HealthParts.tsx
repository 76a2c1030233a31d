import type { PortfolioChanges } from '#shared/contract/portfolio-changes.ts';
import { useFormat } from '../../../data/format.ts';
import { Delta } from '../../../ui/figures.tsx';

/** Parts smaller than what one decimal shows are told together. */
const VISIBLE = 0.05;

/** Mean health then and now, and what moved it: behaviour by dimension, missing data, model version, accounts that came and went. */
export function HealthParts({ changes }: { readonly changes: PortfolioChanges }) {
  const format = useFormat();
  const { before, after, parts, compared, versionBefore } = changes.health;
  if (before === null || after === null) {
    return (
      <>
        <h3>Mean health</h3>
        <p className="mut">One of the two days has no score.</p>
      </>
    );
  }
  const large = parts.filter((part) => Math.abs(part.value) >= VISIBLE || part.kind === 'model');
  const small = parts.filter((part) => !large.includes(part)).reduce((sum, part) => sum + part.value, 0);
  const reach = Math.max(0.5, ...large.map((part) => Math.abs(part.value)));
  const ordered = large.toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value));
  return (
    <>
      <h3>
        Mean health <b>{`${format.score(before)} → ${format.score(after)}`}</b>
      </h3>
      <div className="lis prt">
        {ordered.map((part) => (
          <div key={part.id}>
            <span className="ell">{part.kind === 'model' ? `${part.name}, was ${versionBefore}` : part.name}</span>
            <span className="dvg" aria-hidden="true">
              <i
                className={part.kind === 'behaviour' ? (part.value < 0 ? 'neg' : 'pos') : 'sys'}
                style={{
                  width: `${(Math.abs(part.value) / reach) * 50}%`,
                  ...(part.value < 0 ? { right: '50%' } : { left: '50%' }),
                }}
              />
            </span>
            <span className="r chg-n">
              <Delta value={part.value} />
            </span>
          </div>
        ))}
        <div>
          <span className="ell dim">{`Everything else, ${format.count(compared, 'account')} compared`}</span>
          <span className="r chg-n">
            <Delta value={small} />
          </span>
        </div>
      </div>
    </>
  );
}
