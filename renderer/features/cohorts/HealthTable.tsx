import type { CohortList } from '../../data/cohorts.ts';
import { useFormat } from '../../data/format.ts';
import { useHref } from '../../state/navigation.ts';
import { Delta } from '../../ui/figures.tsx';
import { Section } from '../../ui/layout.tsx';
import { TableHead } from '../../ui/table.tsx';
import { StackBar } from '../../ui/tier.tsx';
import { cohortFilters, FEW } from './cells.ts';
import { HOW } from './explanations.ts';
import { type CohortView, tagOf } from './view.ts';

type Cohort = CohortList['all'];

const COLUMNS = [
  { label: 'Accounts', width: 'c-num', className: 'r' },
  { label: 'ARR', width: 'c-arr', className: 'r' },
  { label: 'Mean', width: 'c-num', className: 'r' },
  { label: 'Weighted', width: 'c-num', className: 'r' },
  { label: '90 d', width: 'c-num', className: 'r' },
  { label: 'Tier mix', className: 'gapl' },
  { label: 'At-risk ARR', width: 'c-arr', className: 'r' },
];

/** Health of each cohort on the as-of date in figures, all of them below; every count leads to its accounts. */
export function HealthTable({ by, filters, pair, list, className }: CohortView & { readonly className: string }) {
  const href = useHref();
  const active = (value: string | null) => ({ ...cohortFilters(filters, by, value), status: ['active' as const] });
  const links = (value: string | null) => ({
    all: href({ view: 'accounts', filters: active(value), params: {} }),
    risk: href({ view: 'accounts', filters: { ...active(value), scoreMax: 50 }, params: { sort: 'arr:desc' } }),
  });
  return (
    <Section title="Health by cohort" sub="active accounts, higher is healthier" how={HOW.table} className={className}>
      <div className="co-scroll">
        <table className="t compact co-health">
          <TableHead columns={[{ label: list.dimension.label }, ...COLUMNS]} />
          <tbody>
            {list.cohorts.map((cohort) => (
              <Row key={cohort.value} cohort={cohort} tag={tagOf(pair, cohort.value)} links={links(cohort.value)} />
            ))}
          </tbody>
          {list.cohorts.length > 1 && (
            <tfoot>
              <Row cohort={{ ...list.all, label: 'All' }} tag={null} links={links(null)} />
            </tfoot>
          )}
        </table>
      </div>
      {list.notes.length > 0 && <p className="foot">{list.notes.join(' ')}</p>}
    </Section>
  );
}

type RowProps = {
  readonly cohort: Cohort;
  readonly tag: ReturnType<typeof tagOf>;
  readonly links: { readonly all: string; readonly risk: string };
};

function Row({ cohort, tag, links }: RowProps) {
  const format = useFormat();
  const few = cohort.scored < FEW;
  const atRisk = format.money(cohort.arr > 0 ? cohort.atRiskArr : null);
  return (
    <tr className={few ? 'few' : undefined}>
      <td>
        <span className="row">
          <a className="rowlink" href={links.all} title={cohort.label}>
            <bdi>{cohort.label}</bdi>
          </a>
          {tag && <span className={`ab ab-${tag}`}>{tag}</span>}
        </span>
      </td>
      <td className="r">{format.number(cohort.active)}</td>
      <td className="r">{format.money(cohort.arr || null)}</td>
      <td className="r">
        <b>{format.score(cohort.mean)}</b>
      </td>
      <td className="r">{format.score(cohort.arrWeighted)}</td>
      <td className="r">
        <Delta value={cohort.changed === 0 ? null : cohort.change90} />
      </td>
      <td className="gapl">
        <StackBar
          label={`Tiers of ${cohort.label}`}
          parts={cohort.tiers.map(({ role, name, accounts }) => ({ role, name, count: accounts }))}
        />
      </td>
      <td className="r">
        <a
          className="link"
          href={links.risk}
          aria-label={`${format.count(cohort.atRiskAccounts, 'account')} below 50 of ${cohort.label}, ${atRisk}`}
        >
          {atRisk}
        </a>
      </td>
    </tr>
  );
}
