import { useState } from 'react';
import type { AccountDetail } from '#shared/contract/account.ts';
import type { InputOf, OutputOf } from '#shared/contract/index.ts';
import type { Format } from '../../../data/format.ts';
import { withAsOf } from '../../../data/portfolio.ts';
import { useRpc } from '../../../data/query.ts';
import { Section } from '../../../ui/layout.tsx';
import { LoadingState } from '../../../ui/states.tsx';
import { HOW_WHATIF } from './explanations.ts';
import { Outcome } from './Outcome.tsx';
import { Routes } from './Routes.tsx';
import { Signals } from './Signals.tsx';
import './whatif.css';

export type AccountAnswer = OutputOf<'whatif.account'>;
export type SignalChanges = NonNullable<InputOf<'whatif.account'>['signals']>;

type Props = { readonly detail: AccountDetail; readonly format: Format };

/** What would move this account to the next tier: its signals as they might be, and the shortest ways there. */
export function AccountWhatIf({ detail, format }: Props) {
  const { accountId } = detail.account;
  // Kept with the account, so that the next one starts from its own signals.
  const [tried, setTried] = useState<{ readonly of: string; readonly signals: SignalChanges }>({
    of: accountId,
    signals: {},
  });
  const signals = tried.of === accountId ? tried.signals : {};
  const count = Object.keys(signals).length;
  const query = useRpc('whatif.account', {
    accountId,
    ...withAsOf(detail.asOf),
    ...(count > 0 ? { signals } : {}),
    stream: 'account-what-if',
  });
  const answer = query.data?.accountId === accountId ? query.data : undefined;
  const put = (id: string, value: SignalChanges[string] | undefined) => {
    const { [id]: _, ...others } = signals;
    setTried({ of: accountId, signals: value === undefined ? others : { ...others, [id]: value } });
  };
  return (
    <Section
      title="What if"
      how={HOW_WHATIF}
      sub={
        answer
          ? answer.next
            ? `what would move it to ${answer.next.name}, from ${format.number(answer.next.from)}`
            : 'it is in the best tier; what would move it down'
          : 'what would move it to the next tier'
      }
      className="acct-whatif"
      tools={
        count > 0 && (
          <button type="button" className="link" onClick={() => setTried({ of: accountId, signals: {} })}>
            As it is
          </button>
        )
      }
    >
      {answer ? (
        <div className="acct-cols">
          <div className="acct-main">
            <Signals answer={answer} changes={signals} onPut={put} format={format} />
          </div>
          <div className="acct-side">
            <Outcome answer={answer} changed={count > 0} busy={query.isFetching} format={format} />
            <Routes answer={answer} format={format} />
          </div>
        </div>
      ) : query.isError ? (
        <p className="dim">{query.error.message}</p>
      ) : (
        <LoadingState label="Trying the signals" rows={6} />
      )}
    </Section>
  );
}
