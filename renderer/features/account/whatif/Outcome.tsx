import type { Format } from '../../../data/format.ts';
import { Delta } from '../../../ui/figures.tsx';
import { TierBadge } from '../../../ui/tier.tsx';
import type { AccountAnswer } from './AccountWhatIf.tsx';

type Props = {
  readonly answer: AccountAnswer;
  readonly changed: boolean;
  readonly busy: boolean;
  readonly format: Format;
};

/** Score and tier as they are and as they would be. */
export function Outcome({ answer, changed, busy, format }: Props) {
  const { before, after, dimensions, confidence } = answer;
  const moved = dimensions.filter(({ before: was, after: now }) => was !== now);
  const difference = before.score === null || after.score === null ? null : after.score - before.score;
  return (
    <div className="aw-outcome" aria-live="polite">
      <div className="aw-scores">
        <span className="aw-now">{format.score(changed ? after.score : before.score)}</span>
        <TierBadge soft role={changed ? after.role : before.role} name={changed ? after.tier : before.tier} />
        {changed && <Delta value={difference} />}
        <span className="wi-updating dim sm" data-on={busy || undefined} aria-hidden={!busy}>
          updating
        </span>
      </div>
      <p className="dim sm">
        {changed
          ? `was ${format.score(before.score)}, ${before.tier ?? 'unscored'}`
          : 'Change a signal to see the score and the tier answer.'}
      </p>
      {moved.length > 0 && (
        <table className="t compact">
          <tbody>
            {moved.map((dimension) => (
              <tr key={dimension.id}>
                <th scope="row">{dimension.name}</th>
                <td className="r dim">{format.number(dimension.before, 1)}</td>
                <td className="r b">{format.number(dimension.after, 1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {confidence !== null && (
        <p className="dim sm">
          It keeps this tier in {format.percent(confidence)} of the models with weights nearby.
          <Stability answer={answer} format={format} />
        </p>
      )}
    </div>
  );
}

/** The weight that has to move least for another tier. */
function Stability({ answer, format }: { readonly answer: AccountAnswer; readonly format: Format }) {
  const edges = answer.stability.flatMap(({ name, weight, low, high, tierBelow, tierAbove }) => [
    ...(tierBelow === null ? [] : [{ name, weight, at: low, to: tierBelow }]),
    ...(tierAbove === null ? [] : [{ name, weight, at: high, to: tierAbove }]),
  ]);
  const [nearest] = edges.sort((a, b) => Math.abs(a.at - a.weight) - Math.abs(b.at - b.weight));
  if (!nearest) return ' No single weight can change it.';
  return ` The nearest edge: ${nearest.name} at ${format.number(nearest.at, 1)}% instead of ${format.number(nearest.weight, 1)}% makes it ${nearest.to}.`;
}
