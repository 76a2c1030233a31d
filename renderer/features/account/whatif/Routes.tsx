import { formatSigned } from '#shared/format/number.ts';
import type { Format } from '../../../data/format.ts';
import type { AccountAnswer } from './AccountWhatIf.tsx';

/** The shortest ways to the next tier, and what stands in the way where there is none. */
export function Routes({ answer, format }: { readonly answer: AccountAnswer; readonly format: Format }) {
  const { next, routes, reach, obstacles } = answer;
  if (!next) return null;
  return (
    <div className="aw-routes">
      <h3 className="aw-h">
        {routes.length > 0 ? `Ways to ${next.name}, shortest first` : `No way to ${next.name} by signals alone`}
      </h3>
      {routes.length > 0 ? (
        <ol>
          {routes.map((route) => (
            <li key={route.steps.map((step) => step.signal).join()}>
              <ul>
                {route.steps.map((step) => (
                  <li key={step.signal}>
                    {step.action}
                    <span className="dim"> {formatSigned(step.gain, format.locale, 1)} points</span>
                  </li>
                ))}
              </ul>
              <span className="aw-to">
                {format.score(route.score)} <span className="dim">{route.tier}</span>
              </span>
            </li>
          ))}
        </ol>
      ) : (
        <p className="dim">
          Everything a team can move would bring it to {format.score(reach.score)}
          {reach.tier === null ? '' : `, ${reach.tier}`}.
        </p>
      )}
      {obstacles.map((obstacle) => (
        <p key={obstacle} className="dim sm">
          {obstacle}
        </p>
      ))}
    </div>
  );
}
