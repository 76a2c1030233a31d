import { useCallback, useMemo, useState } from 'react';
import { binWidthOf, niceCeiling } from '../../../charts/bins.ts';
import { Chart } from '../../../charts/Chart.tsx';
import { TwoHistograms } from '../../../charts/TwoHistograms.tsx';
import type { ChartTheme } from '../../../charts/theme.ts';
import { agreementOption } from '../../../charts/toOption/agreement.ts';
import type { Format } from '../../../data/format.ts';
import type { ModelComparison } from '../../../data/whatif.ts';
import { MEASURES, type Measure, MigrationMatrix } from '../../../effect/MigrationMatrix.tsx';
import { MoverTable } from '../../../effect/MoverTable.tsx';
import { TierFlow } from '../../../effect/TierFlow.tsx';
import { useHref } from '../../../state/navigation.ts';
import { Segmented } from '../../../ui/controls.tsx';
import { Kpi, KpiRow } from '../../../ui/figures.tsx';
import { Section } from '../../../ui/layout.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { HOW_MORE } from '../explanations.ts';

type Props = {
  readonly data: ModelComparison;
  readonly labels: { readonly a: string; readonly b: string };
  readonly all: boolean;
  readonly onAll: (all: boolean) => void;
  readonly format: Format;
};

const FEW = 12;

/** What two models say about the same accounts. */
export function Compared({ data, labels, all, onAll, format }: Props) {
  const href = useHref();
  const [measure, setMeasure] = useState<Measure>('count');
  const { sideA, sideB } = data;
  const side = (label: string, { accounts, arr }: { accounts: number; arr: number }) => (
    <Kpi label={label} value={format.number(accounts)} detail={`${format.money(arr)} ARR`} />
  );
  return (
    <>
      <KpiRow label="A against B" className="wi-kpis wi-kpis-6">
        <Kpi
          label="Rank correlation"
          value={format.number(data.spearman, 3)}
          detail={`Spearman, ${format.count(data.both, 'account')}`}
          how={HOW_MORE.compare}
        />
        <Kpi
          label="Mean difference"
          value={format.number(data.meanAbsoluteDifference, 1)}
          detail="points, either way"
        />
        <Kpi
          label="Mean health, A and B"
          value={
            <>
              {format.number(sideA.mean, 1)} <small>{format.number(sideB.mean, 1)}</small>
            </>
          }
          detail="of 100"
        />
        <Kpi
          label="At-risk ARR, A and B"
          value={
            <>
              {format.money(sideA.atRiskArr)} <small>{format.money(sideB.atRiskArr)}</small>
            </>
          }
          detail={`${format.number(sideA.atRiskAccounts)} and ${format.number(sideB.atRiskAccounts)} below 50`}
        />
        {side('Higher tier under B', data.movedUp)}
        {side('Lower tier under B', data.movedDown)}
      </KpiRow>
      {(data.lostScore.accounts > 0 || data.gainedScore.accounts > 0) && (
        <p className="foot">
          {format.count(data.lostScore.accounts, 'account')} scored under A only,{' '}
          {format.count(data.gainedScore.accounts, 'account')} under B only.
        </p>
      )}
      {data.both === 0 ? (
        <EmptyState title="No account has a score under both models.">
          Their coverage rules ask for more than is known at this date, or nothing is scored on it.
        </EmptyState>
      ) : (
        <div className="grid g12 wi-grid">
          <Agreement data={data} format={format} />
          <Overlay data={data} format={format} />
          <Section
            title="Tier migration"
            sub="A to B, by place and colour"
            className="w5"
            tools={<Segmented small label="Shown first" options={MEASURES} value={measure} onChange={setMeasure} />}
          >
            <MigrationMatrix
              rows={data.a.tiers}
              columns={data.b.tiers}
              cells={data.migration}
              measure={measure}
              corner="A ↓ B →"
              format={format}
            />
          </Section>
          <TierFlow
            before={data.a.tiers}
            after={data.b.tiers}
            flows={data.migration}
            measure={measure}
            from="A"
            to="B"
            format={format}
          />
          <Section
            title="Movers"
            sub={`by ARR, ${format.number(data.movers.length)} of ${format.number(data.moversTotal)}`}
            className="w12 wi-movers"
            tools={
              data.moversTotal > FEW && (
                <button type="button" className="link" aria-expanded={all} onClick={() => onAll(!all)}>
                  {all ? `First ${FEW}` : 'Show all'}
                </button>
              )
            }
          >
            <MoverTable
              movers={data.movers}
              names={{ from: 'A', to: 'B' }}
              format={format}
              hrefOf={(id) => href({ view: 'account', id })}
            />
            {data.moversTotal === 0 && (
              <p className="dim wi-none">
                {labels.a === labels.b
                  ? 'Both sides are the same.'
                  : 'No account has another tier under B than under A.'}
              </p>
            )}
          </Section>
        </div>
      )}
    </>
  );
}

function Agreement({ data, format }: { readonly data: ModelComparison; readonly format: Format }) {
  const { points, names, density, a, b } = data;
  const { locale, score } = format;
  const option = useCallback(
    (theme: ChartTheme) =>
      agreementOption({ points, names, density, a, b, score: (value) => score(value), locale }, theme),
    [points, names, density, a, b, score, locale],
  );
  const table = useMemo(
    () =>
      density.length > 0
        ? {
            columns: ['Score under A, from', 'Score under B, from', 'Accounts'],
            rows: density.map(([x, y, accounts]) => [String(x * 2.5), String(y * 2.5), String(accounts)]),
          }
        : {
            columns: ['Account', 'Score under A', 'Score under B'],
            rows: points.map(([x, y, at], index) => [names[at]?.name ?? `Account ${index + 1}`, score(x), score(y)]),
          },
    [points, names, density, score],
  );
  return (
    <Section
      title="Agreement"
      sub={`one point an account; on the dashed line both agree${data.sampled ? ', a sample of 2,000' : ''}`}
      className="w5"
    >
      <Chart
        option={option}
        label={`Score under ${b.label} against score under ${a.label}`}
        table={table}
        height={320}
        marks={points.length}
      />
    </Section>
  );
}

function Overlay({ data, format }: { readonly data: ModelComparison; readonly format: Format }) {
  const { sideA, sideB, b } = data;
  const width = binWidthOf(sideA.histogram);
  return (
    <Section
      title="Distribution"
      sub={`accounts per ${width}-point bin; tiers of B`}
      className="w7"
      tools={
        <span className="lgd">
          <span>
            <i className="sw wi-ghost" />A
          </span>
          <span>
            <i className="ln wi-line" />B
          </span>
        </span>
      }
    >
      <TwoHistograms
        tiers={b.tiers}
        before={sideA.histogram}
        after={sideB.histogram}
        beforeName="A"
        name="B"
        ceiling={niceCeiling(Math.max(...sideA.histogram, ...sideB.histogram) * 1.08)}
        locale={format.locale}
        label="Accounts by score, A and B"
        table={{
          columns: ['Score', 'Accounts, A', 'Accounts, B'],
          rows: sideA.histogram.map((count, index) => [
            `${index * width} to ${(index + 1) * width}`,
            String(count),
            String(sideB.histogram[index] ?? 0),
          ]),
        }}
        height={320}
      />
    </Section>
  );
}
