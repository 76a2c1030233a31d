import { useState } from 'react';
import type { PortfolioSummary } from '#shared/contract/portfolio.ts';
import { UNKNOWN } from '#shared/format/number.ts';
import { useFormat } from '../../data/format.ts';
import { filterLabel, useFilters } from '../../state/filters.ts';
import { navigate, useAddress } from '../../state/navigation.ts';
import { Segmented } from '../../ui/controls.tsx';
import { Delta } from '../../ui/figures.tsx';
import { Section } from '../../ui/layout.tsx';
import { StackBar } from '../../ui/tier.tsx';
import { HOW } from './explanations.ts';

const SHORT = 10;
/** Offered side by side; the others are filters only. */
const OFFERED = ['segment', 'csm', 'region', 'industry', 'plan'] as const;

export function Breakdown({ summary, className }: { readonly summary: PortfolioSummary; readonly className: string }) {
  const { params } = useAddress();
  const { filters, toggle } = useFilters();
  const format = useFormat();
  const [all, setAll] = useState(false);
  const present = OFFERED.filter((field) =>
    summary.breakdown.some((item) => item.field === field && item.groups.length > 0),
  );
  const field = present.find((item) => item === params.by) ?? present.find((item) => item === 'csm') ?? present[0];
  const groups = [...(summary.breakdown.find((item) => item.field === field)?.groups ?? [])].sort(
    (a, b) => b.atRiskArr - a.atRiskArr,
  );
  const shown = all ? groups : groups.slice(0, SHORT);
  if (field === undefined) {
    return (
      <Section title="Breakdown" className={className}>
        <p className="mut">
          Accounts have no segment, CSM, region, industry or plan yet. Import accounts with one of these columns.
        </p>
      </Section>
    );
  }
  const label = filterLabel(field);
  return (
    <Section
      title="Breakdown"
      how={HOW.breakdown}
      sub="sorted by at-risk ARR"
      className={className}
      tools={
        <Segmented
          small
          label="Break down by"
          options={present.map((item) => ({ value: item, label: filterLabel(item) }))}
          value={field}
          onChange={(by) => navigate({ params: { ...params, by } }, { replace: true })}
        />
      }
    >
      <table className="t compact">
        <colgroup>
          <col />
          <col style={{ width: 68 }} />
          <col style={{ width: 76 }} />
          <col style={{ width: 56 }} />
          <col style={{ width: 60 }} />
          <col style={{ width: '28%' }} />
          <col style={{ width: 92 }} />
          <col style={{ width: 52 }} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{label}</th>
            <th scope="col" className="r">
              Accounts
            </th>
            <th scope="col" className="r">
              ARR
            </th>
            <th scope="col" className="r">
              Mean
            </th>
            <th scope="col" className="r">
              30 d
            </th>
            <th scope="col" className="gapl">
              Tier mix
            </th>
            <th scope="col" className="r">
              At-risk ARR
            </th>
            <th scope="col" className="r">
              Share
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((group) => (
            <tr key={group.value}>
              <td>
                <button
                  type="button"
                  className="rowlink"
                  aria-pressed={filters[field]?.includes(group.value) ?? false}
                  onClick={() => toggle(field, group.value)}
                >
                  {group.value || <span className="dim">not set</span>}
                </button>
              </td>
              <td className="r">{format.number(group.accounts)}</td>
              <td className="r">{format.money(group.arr)}</td>
              <td className="r">{format.score(group.mean)}</td>
              <td className="r">
                <Delta value={group.change30} />
              </td>
              <td className="gapl">
                <StackBar
                  label={`Tiers of ${group.value}`}
                  parts={summary.tiers.map((tier, index) => ({
                    role: tier.role,
                    name: tier.name,
                    count: group.tiers[index] ?? 0,
                  }))}
                />
              </td>
              <td className="r">{format.money(group.atRiskArr)}</td>
              <td className="r dim">{group.arr > 0 ? format.percent(group.atRiskArr / group.arr) : UNKNOWN}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {groups.length > SHORT && (
        <button type="button" className="link sm" onClick={() => setAll(!all)}>
          {all ? `First ${SHORT} only` : `All ${groups.length}`}
        </button>
      )}
    </Section>
  );
}
