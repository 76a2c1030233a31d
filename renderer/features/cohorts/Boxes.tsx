import { useCallback, useMemo, useState } from 'react';
import { Chart } from '../../charts/Chart.tsx';
import type { ChartTheme } from '../../charts/theme.ts';
import { boxesHeight, boxesOption, boxText, type CohortBox } from '../../charts/toOption/cohort-boxes.ts';
import { useFormat } from '../../data/format.ts';
import { useWorkspace } from '../../data/workspace.ts';
import { navigate } from '../../state/navigation.ts';
import { Section } from '../../ui/layout.tsx';
import { cohortFilters, FEW } from './cells.ts';
import { HOW } from './explanations.ts';
import { shortList } from './short-list.ts';
import { type CohortView, tagOf } from './view.ts';

const SHORT = 12;

/** How the scores of each cohort spread today; a row leads to the accounts with a score. */
export function Boxes({ by, filters, pair, list }: CohortView) {
  const format = useFormat();
  const { data: workspace } = useWorkspace();
  const [whole, setWhole] = useState(false);
  const tiers = workspace?.model.tiers;
  const cohorts = useMemo(
    () => (whole ? list.cohorts : shortList(list.cohorts, list.dimension.kind, pair, SHORT)),
    [list, pair, whole],
  );
  const rows = useMemo(
    () =>
      cohorts.map(
        ({ value, label, scored, box }): CohortBox => ({
          tag: tagOf(pair, value),
          name: label,
          scored,
          box,
          few: scored < FEW,
        }),
      ),
    [cohorts, pair],
  );
  const option = useCallback(
    (theme: ChartTheme) => boxesOption({ rows, tiers: tiers ?? [], score: format.score }, theme),
    [rows, tiers, format],
  );
  const open = (index: number) => {
    const cohort = cohorts[index];
    if (!cohort) return;
    const those = { ...cohortFilters(filters, by, cohort.value), status: ['active' as const] };
    navigate({
      view: 'accounts',
      filters: { ...those, state: ['scored', 'provisional'] },
      params: { sort: 'score:asc' },
    });
  };
  const scored = rows.filter((row) => row.box !== null);
  return (
    <Section title="Health today" sub="median, middle half, higher is healthier" how={HOW.boxes}>
      {scored.length === 0 ? (
        <p className="mut">Nobody here has a score on this date.</p>
      ) : (
        <>
          <Chart
            option={option}
            height={boxesHeight(rows.length)}
            label={`Health per cohort, 0 to 100, higher is healthier: ${scored
              .slice(0, SHORT)
              .map((row) => `${row.name} ${format.score(row.box?.median ?? null)}`)
              .join(', ')}.`}
            onSelect={({ dataIndex }) => open(dataIndex)}
            table={{
              columns: ['Cohort', 'Scores'],
              rows: rows.map((row) => [row.name, boxText(row, format.score)]),
              onSelect: open,
            }}
          />
          {list.cohorts.length > SHORT && (
            <button type="button" className="link sm" aria-expanded={whole} onClick={() => setWhole(!whole)}>
              {whole ? `${SHORT} only` : `All ${list.cohorts.length} cohorts`}
            </button>
          )}
        </>
      )}
    </Section>
  );
}
