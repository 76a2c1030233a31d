import { useFormat } from '../../data/format.ts';
import type { AccountsPage } from '../../data/portfolio.ts';

type Props = { readonly totals: AccountsPage['totals'] | null; readonly filtered: boolean; readonly all: number };

/** How many, what they are worth, and how much of it is at risk. */
export function Headline({ totals, filtered, all }: Props) {
  const format = useFormat();
  return <h1 className="finding finding-s acc-finding">{totals === null ? 'Accounts' : sentence(totals)}</h1>;

  function sentence(found: AccountsPage['totals']) {
    if (found.accounts === 0)
      return filtered ? 'No account matches these filters.' : 'There are no accounts at this date.';
    const risk =
      found.atRiskArr > 0 ? (
        <>
          , <b>{format.money(found.atRiskArr)}</b> of it below 50.
        </>
      ) : (
        ', none of it below 50.'
      );
    const active = found.accounts - found.churned - found.notStarted;
    const others = [
      found.churned > 0 ? `${format.number(found.churned)} churned` : '',
      found.notStarted > 0 ? `${format.number(found.notStarted)} not started` : '',
    ].filter((words) => words !== '');
    if (active === 0) return `${format.count(found.accounts, 'account')}: ${others.join(', ')}.`;
    const which = (
      <>
        <b>{format.count(active, 'active account')}</b>
        {filtered && all > active ? ` of ${format.number(all)}` : ''}
      </>
    );
    const rest = others.length > 0 ? <span className="dim"> {others.join(', ')}.</span> : null;
    if (found.withArr === 0)
      return (
        <>
          {which}; no file says what {active === 1 ? 'it is' : 'they are'} worth.{rest}
        </>
      );
    return (
      <>
        {which} {active === 1 ? 'is' : 'are'} worth <b>{format.money(found.arr)}</b>
        {risk}
        {rest}
      </>
    );
  }
}
