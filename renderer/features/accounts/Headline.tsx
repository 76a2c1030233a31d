import type { AccountsPage } from '../../data/portfolio.ts';
import { useFormat } from '../../data/format.ts';

type Props = { readonly totals: AccountsPage['totals'] | null; readonly filtered: boolean; readonly all: number };

/** How many, what they are worth, and how much of it is at risk. */
export function Headline({ totals, filtered, all }: Props) {
  const format = useFormat();
  return <h1 className="finding finding-s acc-finding">{totals === null ? 'Accounts' : sentence(totals)}</h1>;

  function sentence(found: AccountsPage['totals']) {
    if (found.accounts === 0) return filtered ? 'No account matches these filters.' : 'There are no accounts at this date.';
    const risk =
      found.atRiskArr > 0 ? (
        <>
          , <b>{format.money(found.atRiskArr)}</b> of it below 50.
        </>
      ) : (
        ', none of it below 50.'
      );
    return (
      <>
        <b>{format.count(found.accounts, 'account')}</b>
        {filtered && all > found.accounts ? ` of ${format.number(all)}` : ''} {found.accounts === 1 ? 'is' : 'are'} worth <b>{format.money(found.arr)}</b>
        {risk}
      </>
    );
  }
}
