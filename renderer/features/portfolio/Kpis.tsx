import type { PortfolioSummary } from '#shared/contract/portfolio.ts';
import { UNKNOWN } from '#shared/format/number.ts';
import { type Format, useFormat } from '../../data/format.ts';
import { useFilters } from '../../state/filters.ts';
import { useHref } from '../../state/navigation.ts';
import { Delta, Kpi, KpiRow, Sparkline } from '../../ui/figures.tsx';
import type { Explanation } from '../../ui/HowComputed.tsx';
import { HOW } from './explanations.ts';
import { RetentionForecast } from './RetentionForecast.tsx';

type Pair = PortfolioSummary['cards']['grr'];

function difference(change: Pair): number | null {
  return change.value === null || change.before === null ? null : change.value - change.before;
}

/** While the whole answer is `behind`, cards that need more than scores and ARR step back. */
export function Kpis({ summary, behind }: { readonly summary: PortfolioSummary; readonly behind: boolean }) {
  const { cards, trend } = summary;
  const format = useFormat();
  const href = useHref();
  const { filters } = useFilters();
  const accounts = (extra: typeof filters) => href({ view: 'accounts', filters: { ...filters, ...extra } });
  const moved = difference(cards.atRiskArr);
  const scored = cards.scored + cards.provisional > 0;
  const amount = (arr: number | null) =>
    cards.arr > 0 && scored ? format.money(arr) : <span className="dim">{UNKNOWN}</span>;
  return (
    <KpiRow label="Key figures" className={behind ? 'pf-kpis behind' : 'pf-kpis'}>
      <Kpi
        label="Accounts"
        how={HOW.accounts}
        value={format.number(cards.accounts)}
        href={accounts({ status: ['active'] })}
        detail={<span>{cards.arr > 0 ? `${format.money(cards.arr)} ARR` : 'no ARR'}</span>}
      />
      <Kpi
        label="Mean health, of 100"
        how={HOW.meanHealth}
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
              width={48}
              minSpan={6}
              label="Mean health over the last 12 months"
            />
          )
        }
      />
      <Kpi
        label="At-risk ARR, score < 50"
        how={HOW.atRiskArr}
        value={amount(cards.atRiskArr.value)}
        href={accounts({ scoreMax: 50 })}
        detail={
          <>
            {!scored && <span>not scored yet</span>}
            {scored && cards.arr === 0 && <span>{format.count(cards.atRiskAccounts.value ?? 0, 'account')}</span>}
            {scored &&
              cards.arr > 0 &&
              moved !== null &&
              (Math.abs(moved) < 0.5 ? (
                <span>unchanged,</span>
              ) : (
                <Delta value={moved} inverse decimals={0} text={format.money(Math.abs(moved))} />
              ))}
            {cards.atRiskShare !== null && <span>{format.percent(cards.atRiskShare, 1)} of ARR</span>}
          </>
        }
      />
      <Kpi
        label="Expansion-ready ARR"
        how={HOW.expansionReady}
        value={amount(cards.expansionReadyArr)}
        href={accounts({ expansionReady: true })}
        detail={
          <span>{scored ? `${format.count(cards.expansionReadyAccounts, 'account')}, 80+` : 'not scored yet'}</span>
        }
      />
      <RetentionForecast href={accounts({ renewalWithin: 90 })} />
      <Rate label="NRR, 12 mo" how={HOW.nrr} change={cards.nrr} format={format} />
      <Rate label="GRR, 12 mo" how={HOW.grr} change={cards.grr} format={format} />
      <Rate label="Logo retention" how={HOW.logo} change={cards.logoRetention} format={format} note="12 mo" />
      <Kpi
        label="NPS"
        how={HOW.nps}
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
  how,
  change,
  format,
  note,
}: {
  readonly label: string;
  readonly how: Explanation;
  readonly change: Pair;
  readonly format: Format;
  readonly note?: string;
}) {
  if (change.value === null)
    return (
      <Kpi
        label={label}
        how={how}
        value={<span className="dim">{UNKNOWN}</span>}
        detail={<span title="Retention compares with the contracts of 12 months ago.">needs 12 mo</span>}
      />
    );
  const moved = difference(change);
  return (
    <Kpi
      label={label}
      how={how}
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
