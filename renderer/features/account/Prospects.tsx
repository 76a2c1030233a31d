import type { AccountOutlook } from '#shared/contract/outlook.ts';
import type { Format } from '../../data/format.ts';
import { useAccountOutlook } from '../../data/portfolio.ts';
import { useHref } from '../../state/navigation.ts';
import { Button } from '../../ui/controls.tsx';
import { Section } from '../../ui/layout.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { type TableColumn, TableHead } from '../../ui/table.tsx';
import { Glyph } from '../../ui/tier.tsx';
import { HOW } from './explanations.ts';
import { BASES, caseText, churnText, expansionBasis, expansionRange, similarText } from './prospects.ts';

type Props = { readonly outlook: AccountOutlook; readonly format: Format };

/** What may become of the account: asked for by itself, since it looks through the whole past. */
export function Prospects({ accountId, format }: { readonly accountId: string; readonly format: Format }) {
  const { data, error, refetch } = useAccountOutlook(accountId);
  if (!data) {
    return error ? (
      <ErrorState
        title="The outlook could not be worked out"
        cause={error.message}
        safe="The rest of the page stands."
        actions={<Button onClick={() => void refetch()}>Try again</Button>}
      />
    ) : (
      <LoadingState label="Looking through the past" rows={5} />
    );
  }
  return (
    <div className="acct-cols">
      <SimilarPanel outlook={data} format={format} />
      <ChurnPanel outlook={data} format={format} />
    </div>
  );
}

/** Probabilities of leaving and of expanding, each with what it rests on. Source: 30-method.md 4.3, 4.6. */
function ChurnPanel({ outlook, format }: Props) {
  const { churnProbability: churn, expansionProbability: expansion } = outlook;
  return (
    <div className="acct-side prospects">
      <Section title={`Churn within ${churn.horizonDays} days`} how={HOW.churn} className="outlook">
        {churn.p === null || churn.low === null || churn.high === null ? (
          <p className="mut">{churn.gap}</p>
        ) : (
          <>
            <p className={churn.basis === 'illustrative' ? 'prospect illustrative' : 'prospect'}>
              <span className="n">{format.percent(churn.p, 1)}</span>{' '}
              <span className="basis">{BASES[churn.basis]}</span>
            </p>
            <div
              className="interval"
              role="img"
              aria-label={`Scale from 0 to 100%: ${format.percent(churn.p, 1)}, 95% interval ${format.percent(churn.low, 1)} to ${format.percent(churn.high, 1)}`}
            >
              <i style={{ left: `${churn.low * 100}%`, right: `${100 - churn.high * 100}%` }} />
              <b style={{ left: `${churn.p * 100}%` }} />
            </div>
            <p>{churnText(churn, format.locale)}</p>
            <p className="foot">{churn.basisText}</p>
          </>
        )}
      </Section>
      <Section title="Expansion likelihood" how={HOW.expansionRate} className="outlook">
        {expansion.gap === null ? (
          <>
            <p className={expansion.basis === 'own' ? 'prospect' : 'prospect illustrative'}>
              <span className="n">{expansionRange(expansion, format.locale)}</span>{' '}
              <span className="basis">{expansionBasis(expansion, format.locale)}</span>
            </p>
            <p className="foot">{expansion.basisText}</p>
          </>
        ) : (
          <p className="mut">{expansion.gap}</p>
        )}
      </Section>
    </div>
  );
}

const COLUMNS: readonly TableColumn[] = [
  { label: 'Account' },
  { label: 'As it was on', width: 'c-when' },
  { label: 'Score', width: 'c-num', className: 'r' },
  { label: 'Distance', width: 'c-num', className: 'r' },
  { label: 'Within 90 days' },
];

/** Accounts of the past that looked like this one, and what became of them: losses like the rest. Source: 30-method.md 4.3. */
function SimilarPanel({ outlook, format }: Props) {
  const href = useHref();
  const { similar } = outlook;
  return (
    <Section title="Similar accounts and what became of them" how={HOW.similar} className="acct-main outlook">
      {similar.gap === null ? (
        <>
          <p className="lead">{similarText(similar, format.locale)}</p>
          <table className="t similar">
            <TableHead columns={COLUMNS} />
            <tbody>
              {similar.cases.map((one) => (
                <tr key={`${one.accountId} ${one.date}`}>
                  <td className="ell">
                    <a className="m rowlink" href={href({ view: 'account', id: one.accountId, params: {} })}>
                      <bdi>{one.name}</bdi>
                    </a>
                  </td>
                  <td className="nw">{format.date(one.date)}</td>
                  <td className="r">{format.number(one.score, 1)}</td>
                  <td className="r">{format.number(one.distance, 1)}</td>
                  <td>
                    <span className="became">
                      <Glyph role={one.churnDate === null ? 'healthy' : 'critical'} size={9} />
                      {caseText(one, format.locale)}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="foot">
            The nearest of {format.number(similar.among)} scores of accounts 90 days ago or earlier. Five cases are few:
            read them, do not count on them.
          </p>
        </>
      ) : (
        <p className="mut">{similar.gap}</p>
      )}
    </Section>
  );
}
