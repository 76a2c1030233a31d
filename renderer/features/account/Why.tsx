import type { AccountDetail } from '#shared/contract/account.ts';
import type { Format } from '../../data/format.ts';
import { Section } from '../../ui/layout.tsx';
import { HOW } from './explanations.ts';

type Props = { readonly detail: AccountDetail; readonly format: Format };

/** Contributions against the reference: exact and additive, so the sums are shown. Source: 30-method.md 2.6. */
export function Why({ detail, format }: Props) {
  const { account, dimensions, reference } = detail;
  const known = dimensions.flatMap((dimension) => (dimension.contribution === null ? [] : [dimension.contribution]));
  const low = Math.min(0, ...known);
  const high = Math.max(0, ...known);
  const span = high - low || 1;
  const sum = known.reduce((total, value) => total + value, 0);
  const ordered = [...dimensions].sort(
    (a, b) => (a.contribution ?? Number.POSITIVE_INFINITY) - (b.contribution ?? Number.POSITIVE_INFINITY),
  );
  return (
    <Section title="Why this score" how={HOW.why} sub={`points against the ${reference.label}`}>
      <table className="t compact why">
        <colgroup>
          <col className="c-name" />
          <col />
          <col className="c-points" />
          <col className="c-vs" />
        </colgroup>
        <thead className="vh">
          <tr>
            <th scope="col">Dimension</th>
            <th scope="col">Bar</th>
            <th scope="col">Points</th>
            <th scope="col">Score against reference</th>
          </tr>
        </thead>
        <tbody>
          {ordered.map(({ id, name, contribution, score, reference: other }) => (
            <tr key={id}>
              <th scope="row" className="ell">
                {name}
              </th>
              <td className="bar" aria-hidden="true">
                {contribution === null ? (
                  <i className="hatch" />
                ) : (
                  <i
                    className={contribution < 0 ? 'neg' : 'pos'}
                    style={{
                      left: `${((Math.min(0, contribution) - low) / span) * 100}%`,
                      width: `${(Math.abs(contribution) / span) * 100}%`,
                    }}
                  />
                )}
                <u style={{ left: `${(-low / span) * 100}%` }} />
              </td>
              <td className="r b">
                {contribution === null ? <span className="dim">–</span> : format.signed(contribution)}
              </td>
              <td className="r dim sm">
                {contribution === null ? 'no data' : `${format.number(score)} vs ${format.number(other)}`}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              <span className="cap">{reference.label}s</span>
              <span className="dim sm">, n {format.number(reference.accounts)}</span>
            </th>
            <td className="r">{format.number(reference.composite, 1)}</td>
            <td />
          </tr>
          <tr>
            <th scope="row" colSpan={2}>
              Sum of the differences
            </th>
            <td className="r">{format.signed(sum)}</td>
            <td />
          </tr>
          <tr className="total">
            <th scope="row" colSpan={2}>
              This account
            </th>
            <td className="r">{format.score(account.score)}</td>
            <td />
          </tr>
        </tfoot>
      </table>
    </Section>
  );
}
