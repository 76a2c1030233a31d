import { useState } from 'react';
import type { AccountDetail } from '#shared/contract/account.ts';
import type { Format } from '../../data/format.ts';
import { Button } from '../../ui/controls.tsx';
import { Delta } from '../../ui/figures.tsx';
import { HowComputed } from '../../ui/HowComputed.tsx';
import { HOW } from './explanations.ts';
import { standoutsOf } from './usage-words.ts';

const SHOWN = 4;

/** Shifts, drift and unusual days of the usage, in words. Source: 30-method.md 4.3. */
export function Standouts({ detail, format }: { readonly detail: AccountDetail; readonly format: Format }) {
  const [all, setAll] = useState(false);
  const found = standoutsOf(detail, format.locale);
  const { anomalies, changePoints } = detail;
  const gap = changePoints.gap ?? anomalies.gap;
  return (
    <div className="standouts">
      <h3 className="sub">
        What stands out in usage <HowComputed about={HOW.unusual} />
      </h3>
      {found.length === 0 ? (
        <p className="mut">{gap ?? 'Nothing: no shift, no drift and no unusual day in 52 weeks.'}</p>
      ) : (
        <ul>
          {(all ? found : found.slice(0, SHOWN)).map((item) => (
            <li key={item.id}>
              <span className="m">{item.title}</span>
              <span className="standout-d">
                <Delta value={item.change === null ? null : item.change * 100} decimals={0} unit="%" />
              </span>
              <span>{item.text}.</span>
            </li>
          ))}
        </ul>
      )}
      {found.length > SHOWN && (
        <Button kind="quiet" onClick={() => setAll(!all)}>
          {all ? 'Show the newest' : `Show all ${format.number(found.length)}`}
        </Button>
      )}
      {found.length > 0 && gap !== null && <p className="foot">{gap}</p>}
    </div>
  );
}
