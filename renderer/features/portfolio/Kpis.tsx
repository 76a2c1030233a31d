import type { PortfolioSummary } from '#shared/contract/portfolio.ts';
import { UNKNOWN } from '#shared/format/number.ts';
import { type Format, useFormat } from '../../data/format.ts';
import { useFilters } from '../../state/filters.ts';
import { useHref } from '../../state/navigation.ts';
import { Delta, Kpi, KpiRow, Sparkline } from '../../ui/figures.tsx';

type Pair = PortfolioSummary['cards']['grr'];

function difference(change: Pair): number | null {
  return change.value === null || change.before === null ? null : change.value - change.before;
}

export function Kpis({ summary }: { readonly summary: PortfolioSummary }) {
  const { cards, trend } = summary;
  const format = useFormat();
  const href = useHref();
  const { filters } = useFilters();
  const accounts = (extra: typeof filters) => href({ view: 'accounts', filters: { ...filters, ...extra } });
  const moved = difference(cards.atRiskArr);
  return (
    <KpiRow label="Key figures" className="pf-kpis">
      <Kpi
        label="Mean health, of 100"
        value={format.score(cards.meanHealth.value)}
        detail={
          <>
            <Change value={difference(cards.meanHealth)} />
            <span>ARR-weighted {format.score(cards.meanHealthArrWeighted.value)}</span>
          </>
        }
        spark={
          trend.length > 1 && (
            <Sparkline
              values={trend.slice(-53).map((point) => point.mean)}
              width={56}
              minSpan={6}
              label="Mean health over the last 12 months"
            />
          )
        }
      />
      <Kpi
        label="At-risk ARR, score < 50"
        value={format.money(cards.atRiskArr.value)}
        href={accounts({ scoreMax: 50 })}
        detail={
          <>
            {moved !== null && <Delta value={moved} inverse decimals={0} text={format.money(Math.abs(moved))} />}
            {cards.atRiskShare !== null && <span>{format.percent(cards.atRiskShare, 1)} of ARR</span>}
          </>
        }
      />
      <Kpi
        label="At-risk renewals, 90 d"
        value={format.number(cards.atRiskRenewing90)}
        href={accounts({ scoreMax: 50, renewalWithin: 90 })}
        detail={<span>of {format.count(cards.atRiskAccounts.value ?? 0, 'at-risk account')}</span>}
      />
      <Kpi
        label="Expansion-ready ARR"
        value={format.money(cards.expansionReadyArr)}
        href={accounts({ expansionReady: true })}
        detail={<span>{format.count(cards.expansionReadyAccounts, 'account')}, score 80+</span>}
      />
      <Rate label="NRR, 12 mo" change={cards.nrr} format={format} />
      <Rate label="GRR, 12 mo" change={cards.grr} format={format} />
      <Rate label="Logo retention" change={cards.logoRetention} format={format} note="12 mo" />
      <Kpi
        label="NPS"
        value={cards.nps.value === null ? <span className="dim">{UNKNOWN}</span> : format.number(cards.nps.value)}
        detail={
          cards.nps.value === null ? (
            <span>no ratings in 90 d</span>
          ) : (
            <>
              <Change value={difference(cards.nps)} decimals={0} />
              <span>n {format.number(cards.npsResponses)}</span>
            </>
          )
        }
      />
    </KpiRow>
  );
}

function Rate({
  label,
  change,
  format,
  note,
}: {
  readonly label: string;
  readonly change: Pair;
  readonly format: Format;
  readonly note?: string;
}) {
  if (change.value === null)
    return (
      <Kpi
        label={label}
        value={<span className="dim">{UNKNOWN}</span>}
        detail={<span>needs 12 mo of contracts</span>}
      />
    );
  const moved = difference(change);
  return (
    <Kpi
      label={label}
      value={format.percent(change.value, 1)}
      detail={
        <>
          <Change value={moved === null ? null : moved * 100} unit=" pt" />
          {note !== undefined && <span>{note}</span>}
        </>
      }
    />
  );
}

/** Under a figure an unknown change is left out: the figure itself is known. */
function Change({
  value,
  decimals = 1,
  unit = '',
}: {
  readonly value: number | null;
  readonly decimals?: number;
  readonly unit?: string;
}) {
  return value === null ? null : <Delta value={value} decimals={decimals} unit={unit} />;
}
