import { useState } from 'react';
import { useInitiative } from '../../data/cohorts.ts';
import { useAsOf } from '../../data/workspace.ts';
import { useAddress } from '../../state/navigation.ts';
import { Segmented, SelectField, TextField } from '../../ui/controls.tsx';
import { Section } from '../../ui/layout.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { initiativeOf, setParams, WEEKS } from './address.ts';
import { cohortFilters } from './cells.ts';
import { Effect } from './Effect.tsx';
import { HOW } from './explanations.ts';
import type { CohortView } from './view.ts';

/** Before and after something was done for one cohort, with the caution of the method (30-method.md 4.5), which stays. */
export function Initiative({ by, filters, list, className }: CohortView & { readonly className: string }) {
  const { params } = useAddress();
  const asOf = useAsOf();
  const { date, weeks, touched } = initiativeOf(params);
  const cohort = list.cohorts.find(({ value }) => value === touched);
  const asked = date !== null && cohort !== undefined;
  const { data, error, refetch, isPlaceholderData } = useInitiative(
    asked ? { date, weeks: Number(weeks), touched: cohortFilters({}, by, cohort.value), filters } : null,
  );
  return (
    <Section
      title="Before and after an initiative"
      sub="mean health, touched against comparable accounts"
      how={HOW.initiative}
      className={className}
    >
      <div className="co-form">
        <DayField value={date} latest={asOf} onPick={(on) => setParams(params, { on }, { replace: true })} />
        <SelectField
          label="Accounts it touched"
          value={cohort?.value ?? ''}
          options={[
            { value: '', label: 'Choose a cohort' },
            ...list.cohorts.map((item) => ({ value: item.value, label: `${item.label} (${item.accounts})` })),
          ]}
          onChange={(event) => setParams(params, { touched: event.currentTarget.value }, { replace: true })}
        />
        <div className="field">
          <span className="l" aria-hidden="true">
            Weeks before and after
          </span>
          <Segmented
            label="Weeks before and after"
            options={WEEKS}
            value={weeks}
            onChange={(value) => setParams(params, { weeks: value }, { replace: true })}
          />
        </div>
      </div>
      {!asked ? (
        <p className="mut co-hint">
          Name the day something was done and the cohort it was done for: a new onboarding, a price change, a CSM for a
          region. It is held against accounts of the same tier and score that it did not touch.
        </p>
      ) : error && !data ? (
        <ErrorState
          title="The comparison could not be made"
          cause={error.message}
          actions={
            <button type="button" className="btn" onClick={() => void refetch()}>
              Try again
            </button>
          }
        />
      ) : data ? (
        <div aria-busy={isPlaceholderData}>
          <Effect effect={data} label={cohort.label} />
        </div>
      ) : (
        <LoadingState label="Loading before and after" rows={6} />
      )}
      <div className="gate co-gate">
        <span />
        <p>
          Association, not proof: accounts are picked because they do badly, and those recover on average by themselves.
          Only accounts left out at random could show what the initiative did.
        </p>
      </div>
    </Section>
  );
}

type DayProps = {
  readonly value: string | null;
  readonly latest: string | null;
  readonly onPick: (iso: string) => void;
};

/** A date being typed is no date yet; the address gets it when it is one. */
function DayField({ value, latest, onPick }: DayProps) {
  const [text, setText] = useState(value ?? '');
  const [shown, setShown] = useState(value);
  if (shown !== value) {
    setShown(value);
    setText(value ?? '');
  }
  return (
    <TextField
      label="Day of the initiative"
      type="date"
      value={text}
      {...(latest === null ? {} : { max: latest })}
      onChange={(event) => {
        setText(event.currentTarget.value);
        if (event.currentTarget.value !== '') onPick(event.currentTarget.value);
      }}
    />
  );
}
