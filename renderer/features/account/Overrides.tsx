import type { AccountDetail } from '#shared/contract/account.ts';
import type { Format } from '../../data/format.ts';
import { Button } from '../../ui/controls.tsx';
import { Section } from '../../ui/layout.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Ledger } from '../overrides/Ledger.tsx';
import { shownDimensions } from './Dimensions.tsx';

type Props = {
  readonly detail: AccountDetail;
  readonly format: Format;
  readonly ledgerHref: string;
  /** Null where nothing can be overridden: the account has left or not started. */
  readonly onOverride: (() => void) | null;
};

export function Overrides({ detail, format, ledgerHref, onOverride }: Props) {
  const { asOf, overrides } = detail;
  const active = overrides.filter((row) => row.active).length;
  return (
    <Section
      title="Overrides"
      sub={
        overrides.length === 0
          ? 'beside the computed score, never instead of it'
          : `${active} active, ${overrides.length} ever made`
      }
      tools={
        <a className="link" href={ledgerHref}>
          Ledger of the workspace
        </a>
      }
    >
      {overrides.length === 0 ? (
        <EmptyState
          title="Nobody has overridden this score."
          {...(onOverride === null ? {} : { action: <Button onClick={onOverride}>Override the score</Button> })}
        >
          Where you know something the model does not, record it with its reason. It expires by itself.
        </EmptyState>
      ) : (
        <Ledger
          rows={overrides}
          asOf={asOf}
          dimensionName={(id) => shownDimensions(detail).find((dimension) => dimension.id === id)?.name ?? id}
          accountHref={null}
          format={format}
        />
      )}
    </Section>
  );
}
