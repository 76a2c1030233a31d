import type { PortfolioSummary } from '#shared/contract/portfolio.ts';
import { useFormat } from '../../data/format.ts';
import { useFilters, withFilter } from '../../state/filters.ts';
import { Meter } from '../../ui/figures.tsx';
import { Section } from '../../ui/layout.tsx';
import { HOW } from './explanations.ts';

/** The full score: points lost divided by it are the share of the score, and times ARR an amount of money. */
const POINTS = 100;

/** Signals in the bad state among accounts below 50, by ARR times points lost. */
export function Drivers({ summary, className }: { readonly summary: PortfolioSummary; readonly className: string }) {
  const format = useFormat();
  const { filters, set } = useFilters();
  const largest = Math.max(...summary.drivers.map((driver) => driver.arrPoints), 0);
  const most = Math.max(...summary.drivers.map((driver) => driver.accounts), 1);
  return (
    <Section
      title="Top risk drivers"
      how={HOW.drivers}
      sub="ARR × share of score lost, score < 50"
      className={className}
    >
      {summary.drivers.length === 0 && <p className="mut">No signal is in its bad state among accounts below 50.</p>}
      <fieldset aria-label="Risk drivers">
        {summary.drivers.map((driver) => (
          <button
            key={driver.signal}
            type="button"
            className="drv"
            aria-pressed={filters.driver === driver.signal}
            onClick={() =>
              set(withFilter(filters, 'driver', filters.driver === driver.signal ? undefined : driver.signal))
            }
          >
            <span className="row">
              <span className="ell" title={`${driver.name}, ${driver.dimension}`}>
                {driver.name}
              </span>
              <span className="dim sm nw">{format.count(driver.accounts, 'account')}</span>
              <span className="sp" />
              {largest > 0 && <b className="nw">{format.money(driver.arrPoints / POINTS)}</b>}
            </span>
            <Meter share={largest > 0 ? driver.arrPoints / largest : driver.accounts / most} />
          </button>
        ))}
      </fieldset>
    </Section>
  );
}
