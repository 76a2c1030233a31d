import { useMemo } from 'react';
import { UNKNOWN } from '#shared/format/number.ts';
import { useFormat } from '../../data/format.ts';
import { usePortfolioOutlook } from '../../data/portfolio.ts';
import { useFilters } from '../../state/filters.ts';
import { Kpi } from '../../ui/figures.tsx';
import { HOW } from './explanations.ts';
import { forecastNote } from './unusual-text.ts';

/** Share of the ARR due within 90 days that is expected to stay, with what it rests on. Source: 30-method.md 4.6. */
export function RetentionForecast({ href }: { readonly href: string }) {
  const format = useFormat();
  const { filters } = useFilters();
  const { data, error } = usePortfolioOutlook(filters);
  const forecast = data?.retentionForecast;
  const how = useMemo(() => {
    if (!forecast) return HOW.forecast;
    const { accounts, arr, noticed, without, withoutArr } = forecast;
    const counted = `${format.count(accounts, 'account')}, ${format.money(arr)} due${noticed > 0 ? `; ${format.number(noticed)} gave notice and count as lost` : ''}`;
    const left =
      without > 0
        ? `; ${format.count(without, 'account')}, ${format.money(withoutArr)} without a full score left out`
        : '';
    return { ...HOW.forecast, note: `${counted}${left}. ${forecast.basisText} ${HOW.forecast.note}` };
  }, [forecast, format]);
  if (!forecast)
    return (
      <Kpi
        label="Retention forecast"
        how={how}
        value={<span className="dim">{UNKNOWN}</span>}
        href={href}
        detail={<span>{error ? 'could not be worked out' : 'looking through the past'}</span>}
      />
    );
  const note = forecastNote(forecast, format.locale);
  const { share, basis } = forecast;
  return (
    <Kpi
      label="Retention forecast, 90 d"
      how={how}
      value={
        share === null ? (
          <span className="dim">{UNKNOWN}</span>
        ) : (
          <span className={basis === 'illustrative' ? 'dim' : ''}>{format.percent(share, 1)}</span>
        )
      }
      href={href}
      detail={<span title={`${note}. ${forecast.basisText}`}>{note}</span>}
    />
  );
}
