import { type ReactNode, useCallback, useMemo } from 'react';
import { Chart } from '../../charts/Chart.tsx';
import type { ChartTheme } from '../../charts/theme.ts';
import { type RetentionLine, type RetentionPoint, retentionOption } from '../../charts/toOption/cohort-retention.ts';
import { type CohortComparison, useCohortComparison } from '../../data/cohorts.ts';
import { type Format, useFormat } from '../../data/format.ts';
import { useAddress, useHref } from '../../state/navigation.ts';
import { Section } from '../../ui/layout.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { metricOf, pairWith, setParams } from './address.ts';
import { CohortSelect } from './CohortSelect.tsx';
import { cohortFilters, type RetentionRow, shareOf } from './cells.ts';
import { HOW } from './explanations.ts';
import { Interval } from './Interval.tsx';
import type { CohortView } from './view.ts';

type Pair = NonNullable<CohortView['pair']>;

/** Any two cohorts side by side: how long their accounts stay, and the figures that differ, with what the numbers allow to say. */
export function Against({ pair, ...view }: CohortView) {
  if (!pair) {
    return (
      <Section title="A against B">
        <p className="mut">
          There is one cohort only, and nothing to compare it with. Another dimension splits the accounts further.
        </p>
      </Section>
    );
  }
  return <Compared {...view} pair={pair} />;
}

function Compared({ by, filters, pair, list, retention }: CohortView & { readonly pair: Pair }) {
  const { params } = useAddress();
  const format = useFormat();
  const metric = metricOf(params);
  const comparison = useCohortComparison(by, filters, pair.a, pair.b);
  const lines = useMemo(
    () =>
      (['a', 'b'] as const).flatMap((side): RetentionLine[] => {
        const row = retention.cohorts.find(({ value }) => value === pair[side]);
        return row && row.cells.length > 1 ? [lineOf(side === 'a' ? 'A' : 'B', row, metric)] : [];
      }),
    [retention, pair, metric],
  );
  const option = useCallback(
    (theme: ChartTheme) => retentionOption({ lines, percent: format.percent }, theme),
    [lines, format],
  );
  const set = (letter: 'a' | 'b') => (value: string) =>
    setParams(params, pairWith(pair, letter, value), { replace: true });
  const drawn = lines.filter((line) => line.points.length > 0);
  return (
    <Section
      title="A against B"
      sub="months since the start"
      how={HOW.against}
      tools={
        <button
          type="button"
          className="link"
          onClick={() => setParams(params, { a: pair.b, b: pair.a }, { replace: true })}
        >
          Swap
        </button>
      }
    >
      <div className="co-pick">
        <CohortSelect letter="A" cohorts={list.cohorts} value={pair.a} onPick={set('a')} />
        <CohortSelect letter="B" cohorts={list.cohorts} value={pair.b} onPick={set('b')} />
      </div>
      {drawn.length > 0 ? (
        <Chart
          option={option}
          height={212}
          label={`Retention since the start: ${drawn.map((line) => summary(line, format)).join('; ')}.`}
          table={{
            columns: ['Cohort', 'Months', 'Share', '95% interval'],
            rows: drawn.flatMap((line) =>
              line.points
                .filter(({ month }) => month % 3 === 0)
                .map(({ month, share, low, high }) => [
                  `${line.tag} ${line.name}`,
                  String(month),
                  format.percent(share),
                  low === null || high === null ? 'none' : `${format.percent(low)} to ${format.percent(high)}`,
                ]),
            ),
          }}
        />
      ) : (
        <p className="dim sm co-none">Neither has accounts with a known start, so nothing can be drawn.</p>
      )}
      {comparison.error && !comparison.data ? (
        <ErrorState
          title="The comparison could not be read"
          cause={comparison.error.message}
          actions={
            <button type="button" className="btn" onClick={() => void comparison.refetch()}>
              Try again
            </button>
          }
        />
      ) : comparison.data ? (
        <Figures comparison={comparison.data} by={by} filters={filters} busy={comparison.isPlaceholderData} />
      ) : (
        <LoadingState label="Loading the comparison" rows={5} />
      )}
    </Section>
  );
}

function lineOf(tag: 'A' | 'B', row: RetentionRow, metric: 'logo' | 'gross' | 'net'): RetentionLine {
  // Where some have not been here that long the interval is of the older accounts only: left out at the end of a line, and
  // drawn all along where hardly any cell is of everyone.
  const whole = row.cells.filter((cell) => cell.complete).length * 2 > row.cells.length;
  return {
    tag,
    name: row.label,
    points: row.cells.flatMap((cell): RetentionPoint[] => {
      const share = shareOf(cell, metric);
      if (share === null) return [];
      if (metric !== 'logo' || (whole && !cell.complete)) return [{ month: cell.month, share, low: null, high: null }];
      return [{ month: cell.month, share, low: Math.min(cell.low, share), high: Math.max(cell.high, share) }];
    }),
  };
}

function summary(line: RetentionLine, format: Format): string {
  const last = line.points.at(-1);
  return `${line.tag} ${line.name} ${format.percent(last?.share ?? null)} after ${last?.month} months`;
}

type FiguresProps = {
  readonly comparison: CohortComparison;
  readonly by: string;
  readonly filters: CohortView['filters'];
  readonly busy: boolean;
};

function Figures({ comparison, by, filters, busy }: FiguresProps) {
  const format = useFormat();
  const href = useHref();
  const { a, b, health, retention } = comparison;
  const accounts = (side: typeof a) => (
    <a
      className="link"
      href={href({ view: 'accounts', filters: cohortFilters(filters, by, side.value), params: {} })}
      aria-label={`${format.count(side.accounts, 'account')} of ${side.label}`}
    >
      {format.number(side.accounts)}
    </a>
  );
  const kept = (month: number, side: typeof a, { n, retained, rate }: CohortComparison['retention'][number]['a']) => {
    const share = format.percent(rate);
    if (n === retained) return share;
    const lost = { ...cohortFilters(filters, by, side.value, month), cohortOutcome: 'lost' as const };
    return (
      <a
        className="link"
        href={href({ view: 'accounts', filters: lost, params: {} })}
        aria-label={`${share} of ${side.label}; ${format.number(n - retained)} of ${format.count(n, 'account')} lost within ${month} months`}
      >
        {share}
      </a>
    );
  };
  const year = retention.find(({ month }) => month === 12);
  return (
    <table className="t compact co-ab" aria-busy={busy}>
      <colgroup>
        <col />
        <col className="c-n" />
        <col className="c-n" />
        <col className="c-d" />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">
            <span className="vh">Figure</span>
          </th>
          <th scope="col" className="r">
            A
          </th>
          <th scope="col" className="r">
            B
          </th>
          <th scope="col" className="r">
            B less A, 95%
          </th>
        </tr>
      </thead>
      <tbody>
        <Row name="Accounts" a={accounts(a)} b={accounts(b)} />
        <Row name="ARR" a={format.money(a.arr || null)} b={format.money(b.arr || null)} />
        <Row
          name="Mean health"
          a={format.score(a.mean)}
          b={format.score(b.mean)}
          difference={<Interval of={health} scale={1} decimals={1} />}
        />
        {retention.map((item) => (
          <Row
            key={item.month}
            name={`Still here, ${item.month} mo`}
            a={kept(item.month, a, item.a)}
            b={kept(item.month, b, item.b)}
            difference={<Interval of={item} scale={100} decimals={0} />}
          />
        ))}
        {year && (year.a.grr !== null || year.b.grr !== null) && (
          <Row name="Gross ARR, 12 mo" a={format.percent(year.a.grr)} b={format.percent(year.b.grr)} />
        )}
      </tbody>
    </table>
  );
}

type RowProps = {
  readonly name: string;
  readonly a: ReactNode;
  readonly b: ReactNode;
  readonly difference?: ReactNode;
};

function Row({ name, a, b, difference }: RowProps) {
  return (
    <tr>
      <th scope="row" className="mut">
        {name}
      </th>
      <td className="r">{a}</td>
      <td className="r">{b}</td>
      <td className="r">{difference}</td>
    </tr>
  );
}
