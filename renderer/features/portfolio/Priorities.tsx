import type { PortfolioSummary } from '#shared/contract/portfolio.ts';
import { useFormat } from '../../data/format.ts';
import { useFilters } from '../../state/filters.ts';
import { Section } from '../../ui/layout.tsx';
import { HOW } from './explanations.ts';

/** How many accounts each priority tier has, against how many the method expects. */
export function Priorities({ summary, className }: { readonly summary: PortfolioSummary; readonly className: string }) {
  const format = useFormat();
  const { filters, toggle } = useFilters();
  return (
    <Section title="Priority tiers" how={HOW.priorities} sub="share of scored accounts" className={className}>
      <fieldset className="prio" aria-label="Accounts per priority tier">
        {summary.priorities.map(({ tier, accounts, share, expected }) => (
          <button
            key={tier}
            type="button"
            aria-pressed={filters.priority?.includes(tier) ?? false}
            onClick={() => toggle('priority', tier)}
          >
            <b>{tier}</b>
            <span className="dim sm">
              {expected === null
                ? 'the rest'
                : `expected ${format.number(expected[0] * 100)} to ${format.percent(expected[1])}`}
            </span>
            <b className="r">{format.number(accounts)}</b>
            <span className="r dim sm">{format.percent(share, 1)}</span>
          </button>
        ))}
      </fieldset>
    </Section>
  );
}
