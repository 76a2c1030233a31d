import type { ModelDifference } from '#shared/contract/models.ts';
import { areaText } from './texts.ts';

type Props = { readonly differences: readonly ModelDifference[]; readonly compact?: boolean };

/** Differences by the part of the model they are in: what, from, to. */
export function Differences({ differences, compact = false }: Props) {
  if (differences.length === 0) return <p className="dim">Nothing differs.</p>;
  const areas = [...Map.groupBy(differences, (difference) => difference.area).entries()];
  return (
    <table className={compact ? 't compact diff' : 't diff'}>
      <thead className={compact ? 'vh' : undefined}>
        <tr>
          <th scope="col">What</th>
          <th scope="col">From</th>
          <th scope="col">To</th>
        </tr>
      </thead>
      {areas.map(([area, list]) => (
        <tbody key={area}>
          <tr className="head">
            <th scope="rowgroup" colSpan={3}>
              {areaText(area)} <span className="dim">{list.length}</span>
            </th>
          </tr>
          {list.map(({ what, from, to }) => (
            <tr key={`${what} ${from} ${to}`}>
              <td className="wrap">{what}</td>
              <td className="wrap dim">{from ?? 'not there'}</td>
              <td className="wrap">{to === null ? <span className="dim">removed</span> : to}</td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}
