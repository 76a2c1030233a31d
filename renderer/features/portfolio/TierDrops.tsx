import type { PortfolioTierDrops } from '#shared/contract/outlook.ts';
import { type Format, useFormat } from '../../data/format.ts';
import { usePortfolioTierDrops } from '../../data/portfolio.ts';
import { useFilters } from '../../state/filters.ts';
import { useHref } from '../../state/navigation.ts';
import { Button } from '../../ui/controls.tsx';
import { Section } from '../../ui/layout.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { type TableColumn, TableHead } from '../../ui/table.tsx';
import { Glyph } from '../../ui/tier.tsx';
import { HOW } from './explanations.ts';
import { OwnFilter } from './OwnFilter.tsx';
import { noDropText } from './unusual-text.ts';
import { useNear } from './useNear.ts';

type Row = PortfolioTierDrops['accounts'][number];

const SHOWN = 6;
const COLUMNS: readonly TableColumn[] = [
  { label: 'Account' },
  { label: 'In 13 weeks', width: 'c-num', className: 'r' },
  { label: 'Chance', width: 'c-chance', className: 'r' },
  { label: 'ARR', width: 'c-num', className: 'r' },
];

/** Accounts that are predicted to fall out of their tier within 13 weeks, largest ARR first. Source: 30-method.md 4.3. */
export function TierDrops({ className }: { readonly className: string }) {
  const format = useFormat();
  const href = useHref();
  const { filters } = useFilters();
  const { ref, near } = useNear();
  const { data: drops, error, refetch } = usePortfolioTierDrops(filters, near);
  const list = { view: 'accounts', filters: { ...filters, tierDrop: true }, params: { sort: 'arr:desc' } } as const;
  const rows = drops && (drops.total > 0 ? drops.accounts : drops.possible.accounts);
  return (
    <div ref={ref} className={className}>
      <Section
        title="Predicted to fall a tier"
        how={HOW.tierDrops}
        {...(drops === undefined || drops.method === null
          ? {}
          : {
              sub: `${format.count(drops.total, 'account')}${drops.arr > 0 ? `, ${format.money(drops.arr)} ARR` : ''}`,
            })}
        tools={
          drops !== undefined && drops.total > 0 ? (
            <>
              <OwnFilter name="tierDrop" value={true} what="predicted to fall a tier" />
              <a className="link" href={href(list)}>
                Open list
              </a>
            </>
          ) : undefined
        }
      >
        {drops === undefined || rows === undefined ? (
          error ? (
            <ErrorState
              title="The forecasts could not be worked out"
              cause={error.message}
              safe="The rest of the page stands."
              actions={<Button onClick={() => void refetch()}>Try again</Button>}
            />
          ) : (
            <LoadingState label="Forecasting the scores" rows={4} />
          )
        ) : (
          <>
            {drops.total === 0 && <p className="mut">{noDropText(drops, format)}</p>}
            {rows.length > 0 && (
              <table className="t compact drops">
                <TableHead columns={COLUMNS} />
                <tbody>
                  {rows.slice(0, SHOWN).map((row) => (
                    <DropRow
                      key={row.accountId}
                      row={row}
                      href={href({ view: 'account', id: row.accountId, params: {} })}
                      format={format}
                    />
                  ))}
                </tbody>
              </table>
            )}
          </>
        )}
      </Section>
    </div>
  );
}

function DropRow({ row, href, format }: { readonly row: Row; readonly href: string; readonly format: Format }) {
  return (
    <tr>
      <td className="ell">
        <a className="m rowlink" href={href} title={`Out of ${row.tier}, below ${format.number(row.bound)}`}>
          <bdi>{row.name}</bdi>
        </a>
      </td>
      <td className="r">
        <span className="c-score">
          <Glyph role={row.tierRole} size={9} />
          {format.score(row.score)} → {format.score(row.forecast)}
        </span>
      </td>
      <td className="r">{format.percent(row.probability, 0)}</td>
      <td className="r">{format.money(row.arr)}</td>
    </tr>
  );
}
