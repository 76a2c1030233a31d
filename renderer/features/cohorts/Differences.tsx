import { useCallback, useMemo } from 'react';
import { Chart } from '../../charts/Chart.tsx';
import type { ChartTheme } from '../../charts/theme.ts';
import { differencesHeight, differencesOption } from '../../charts/toOption/cohort-differences.ts';
import { type CohortComparison, useCohortComparison } from '../../data/cohorts.ts';
import { useFormat } from '../../data/format.ts';
import { Section } from '../../ui/layout.tsx';
import { LoadingState } from '../../ui/states.tsx';
import { turned } from './difference.ts';
import { HOW } from './explanations.ts';
import type { CohortView } from './view.ts';

/** Which dimensions of the score tell A and B apart, and what that allows to say; nothing where there are not two. */
export function Differences({ pair, by, filters }: CohortView) {
  if (!pair) return null;
  return (
    <Section title="What differs between A and B" sub="dimension means" how={HOW.differences}>
      <Pairs by={by} filters={filters} a={pair.a} b={pair.b} />
    </Section>
  );
}

function Pairs({ by, filters, a, b }: Pick<CohortView, 'by' | 'filters'> & { readonly a: string; readonly b: string }) {
  const { data, isPlaceholderData } = useCohortComparison(by, filters, a, b);
  return data ? (
    <div aria-busy={isPlaceholderData}>
      <Dumbbells comparison={data} />
      <div className="gate co-gate">
        <span />
        <p>{data.verdict.sentence}</p>
      </div>
      {data.notes.map((note) => (
        <p key={note} className="foot">
          {note}
        </p>
      ))}
    </div>
  ) : (
    <LoadingState label="Loading what differs" rows={5} />
  );
}

function Dumbbells({ comparison }: { readonly comparison: CohortComparison }) {
  const format = useFormat();
  const { a, b, dimensions } = comparison;
  const data = useMemo(
    () => ({
      rows: dimensions.map((item) => ({ name: item.name, a: item.a, b: item.b })),
      names: { a: a.label, b: b.label },
      score: format.score,
      signed: (value: number) => format.signed(value, 0),
    }),
    [dimensions, a.label, b.label, format],
  );
  const option = useCallback((theme: ChartTheme) => differencesOption(data, theme), [data]);
  if (dimensions.every((item) => item.a === null && item.b === null))
    return <p className="mut">Neither cohort has a score on this date.</p>;
  return (
    <Chart
      option={option}
      height={differencesHeight(data.rows.length)}
      label={`Mean score per dimension, A ${a.label} and B ${b.label}: ${dimensions
        .map((item) => `${item.name} ${format.score(item.a)} and ${format.score(item.b)}`)
        .join(', ')}.`}
      table={{
        columns: ['Dimension', 'A', 'B', 'B less A', '95% interval'],
        rows: dimensions.map((item) => {
          const { value, low, high } = turned(item);
          return [
            item.name,
            format.score(item.a),
            format.score(item.b),
            format.signed(value, 1),
            low === null ? 'too few' : `${format.signed(low, 1)} to ${format.signed(high, 1)}`,
          ];
        }),
      }}
    />
  );
}
