import type { PortfolioUnusual } from '#shared/contract/outlook.ts';
import { type Format, useFormat } from '../../data/format.ts';
import { usePortfolioUnusual } from '../../data/portfolio.ts';
import { useFilters } from '../../state/filters.ts';
import { useHref } from '../../state/navigation.ts';
import { Button } from '../../ui/controls.tsx';
import { Delta } from '../../ui/figures.tsx';
import { Section } from '../../ui/layout.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { type TableColumn, TableHead } from '../../ui/table.tsx';
import { Glyph } from '../../ui/tier.tsx';
import { HOW } from './explanations.ts';
import { OwnFilter } from './OwnFilter.tsx';
import { unusualText } from './unusual-text.ts';
import { useNear } from './useNear.ts';

type Row = PortfolioUnusual['accounts'][number];

const SHOWN = 6;
const COLUMNS: readonly TableColumn[] = [
  { label: 'Account', width: 'c-name' },
  { label: 'What happened' },
  { label: 'Usage', width: 'c-num', className: 'r' },
  { label: 'Score', width: 'c-num', className: 'r' },
  { label: 'ARR', width: 'c-num', className: 'r' },
];

/** Accounts whose usage is out of the ordinary, largest ARR first. Source: 30-method.md 4.3. */
export function Unusual({ className }: { readonly className: string }) {
  const format = useFormat();
  const href = useHref();
  const { filters } = useFilters();
  const { ref, near } = useNear();
  const { data: unusual, error, refetch } = usePortfolioUnusual(filters, near);
  const list = { view: 'accounts', filters: { ...filters, unusual: true }, params: { sort: 'arr:desc' } } as const;
  return (
    <div ref={ref} className={className}>
      <Section
        title="Unusual usage"
        how={HOW.unusual}
        {...(unusual === undefined
          ? {}
          : {
              sub: `${format.count(unusual.total, 'account')} this week or shifted lately${unusual.arr > 0 ? `, ${format.money(unusual.arr)} ARR` : ''}`,
            })}
        tools={
          unusual !== undefined && unusual.total > 0 ? (
            <>
              <OwnFilter name="unusual" value={true} what="unusual usage" />
              <a className="link" href={href(list)}>
                Open list
              </a>
            </>
          ) : undefined
        }
      >
        {unusual === undefined ? (
          error ? (
            <ErrorState
              title="Unusual usage could not be worked out"
              cause={error.message}
              safe="The rest of the page stands."
              actions={<Button onClick={() => void refetch()}>Try again</Button>}
            />
          ) : (
            <LoadingState label="Looking through the usage" rows={4} />
          )
        ) : unusual.accounts.length === 0 ? (
          <p className="mut">No account’s usage is out of the ordinary. It takes daily usage of four weeks or more.</p>
        ) : (
          <table className="t compact unusual">
            <TableHead columns={COLUMNS} />
            <tbody>
              {unusual.accounts.slice(0, SHOWN).map((row) => (
                <UnusualRow
                  key={row.accountId}
                  row={row}
                  href={href({ view: 'account', id: row.accountId, params: {} })}
                  format={format}
                />
              ))}
            </tbody>
          </table>
        )}
      </Section>
    </div>
  );
}

function UnusualRow({ row, href, format }: { readonly row: Row; readonly href: string; readonly format: Format }) {
  return (
    <tr>
      <td className="ell">
        <a className="m rowlink" href={href}>
          <bdi>{row.name}</bdi>
        </a>
      </td>
      <td>{unusualText(row, format.locale)}</td>
      <td className="r">
        <Delta value={row.before === 0 ? null : (row.after / row.before - 1) * 100} decimals={0} unit="%" />
      </td>
      <td className="r">
        <span className="c-score">
          {row.tierRole !== null && <Glyph role={row.tierRole} size={9} />}
          {format.score(row.score)}
        </span>
      </td>
      <td className="r">{format.money(row.arr)}</td>
    </tr>
  );
}
