import { useState } from 'react';
import type { BreakdownField, PortfolioSummary } from '#shared/contract/portfolio.ts';
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
/** Stands for accounts without a value. */
const NO_VALUE = '(none)';

export function Breakdown({ summary, className }: { readonly summary: PortfolioSummary; readonly className: string }) {
  const { params } = useAddress();
  const { filters, toggle } = useFilters();
  const format = useFormat();
  const [all, setAll] = useState(false);
  const [text, setText] = useState('');
  const present = summary.breakdown.filter((item) => item.groups.length > 0).map((item) => item.field);
  const field = shownField(summary, params.by);
  const found = summary.breakdown.find((item) => item.field === field);
  const { groups = [], total = 0 } = found ?? {};
  const words = text.trim().toLocaleLowerCase('en');
  const matching = groups.filter((group) => wordsOf(group.value).toLocaleLowerCase('en').includes(words));
  const picked = field === undefined ? [] : (filters[field] ?? []);
  // what is picked stays in sight, however small it is
  const shown = matching.filter((group, index) => all || words !== '' || index < SHORT || picked.includes(group.value));
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
  /** Where no account has any ARR there is none to speak of. */
  const known = (arr: number) => (summary.cards.arr > 0 ? arr : null);
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
          onChange={(by) => {
            setText('');
            navigate({ params: { ...params, by } }, { replace: true });
          }}
        />
      }
    >
      {total > SHORT && (
        <input
          className="inp s"
          type="search"
          placeholder={`Find among ${format.count(total, 'value')}`}
          aria-label={`Find in ${label}`}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      <table className="t compact rows">
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
            <tr key={group.value} className={picked.length > 0 && !picked.includes(group.value) ? 'off' : undefined}>
              <td>
                <button
                  type="button"
                  className="rowlink"
                  title={wordsOf(group.value)}
                  aria-pressed={picked.includes(group.value)}
                  onClick={() => toggle(field, group.value)}
                >
                  {group.value === NO_VALUE ? (
                    <span className="dim">{wordsOf(NO_VALUE)}</span>
                  ) : (
                    <bdi>{group.value}</bdi>
                  )}
                </button>
              </td>
              <td className="r">{format.number(group.accounts)}</td>
              <td className="r">{format.money(known(group.arr))}</td>
              <td className="r">{format.score(group.mean)}</td>
              <td className="r">
                <Delta value={group.change30} />
              </td>
              <td className="gapl">
                <StackBar
                  label={`Tiers of ${wordsOf(group.value)}`}
                  parts={summary.tiers.map((tier, index) => ({
                    role: tier.role,
                    name: tier.name,
                    count: group.tiers[index] ?? 0,
                  }))}
                />
              </td>
              <td className="r">{format.money(known(group.atRiskArr))}</td>
              <td className="r dim">{group.arr > 0 ? format.percent(group.atRiskArr / group.arr) : UNKNOWN}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {words !== '' && matching.length === 0 && <p className="mut">No value matches.</p>}
      {groups.length > SHORT && words === '' && (
        <button type="button" className="link sm" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? `First ${SHORT} only` : `${format.number(groups.length - SHORT)} more`}
        </button>
      )}
      {all && total > groups.length && (
        <p className="foot">{`The ${format.number(groups.length)} with the most at-risk ARR of ${format.number(total)}.`}</p>
      )}
    </Section>
  );
}

/** The field the page is broken down by: that of the address where accounts have it, else the CSM, else the first there is. */
export function shownField(
  summary: PortfolioSummary | undefined,
  wanted: string | undefined,
): BreakdownField | undefined {
  const present = (summary?.breakdown ?? []).filter((item) => item.groups.length > 0).map((item) => item.field);
  return present.find((item) => item === wanted) ?? present.find((item) => item === 'csm') ?? present[0];
}

function wordsOf(value: string): string {
  return value === NO_VALUE ? 'not set' : value;
}
