import type { ReactNode } from 'react';
import type { AccountDetail } from '#shared/contract/account.ts';
import type { Format } from '../../data/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { REASONS, statement } from '../overrides/words.ts';
import { shownDimensions } from './Dimensions.tsx';
import { flagText, onboardingText } from './outlook.ts';

type Props = { readonly detail: AccountDetail; readonly format: Format };

/** What has to be known beside the figures: who disagrees, what phase it is in, why the tier is another. */
export function Notes({ detail, format }: Props) {
  const { asOf, flags, onboarding, overrides, tierReason } = detail;
  const dimensionName = (id: string) => shownDimensions(detail).find((dimension) => dimension.id === id)?.name ?? id;
  const active = overrides.filter((row) => row.active);
  if (active.length === 0 && onboarding === null && flags.length === 0 && tierReason === null) return null;
  return (
    <dl className="acct-notes">
      {onboarding !== null && (
        <Note label="Onboarding">
          <b className="m">
            Day {onboarding.day} of {onboarding.lastDay}.
          </b>{' '}
          {onboardingText(onboarding, format.locale)}
        </Note>
      )}
      {active.map((row) => (
        <Note key={row.id} label="Override">
          <b className="m">{statement(row, asOf, dimensionName, format.locale)}</b>; computed{' '}
          {format.score(row.computedNow)}. <span className="mut">{REASONS[row.reason]}:</span>{' '}
          <bdi className="mut">{row.text}</bdi>
        </Note>
      ))}
      {tierReason !== null && <Note label="Tier">{tierReason}</Note>}
      {flags.length > 0 && (
        <Note label="Flags">
          <ul className="acct-flags">
            {flags.map((flag) => (
              <li key={flag.id}>
                {flag.effect !== 'annotate' && flag.applied && <Icon name="warn" size={14} />}
                {flag.name} <span className="dim">{flagText(flag)}</span>
              </li>
            ))}
          </ul>
        </Note>
      )}
    </dl>
  );
}

function Note({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className="mut">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
