import { useCallback, useMemo } from 'react';
import { Chart } from '../../../charts/Chart.tsx';
import type { ChartTheme } from '../../../charts/theme.ts';
import { ternaryOption } from '../../../charts/toOption/ternary.ts';
import { withAsOf } from '../../../data/portfolio.ts';
import { useRpc } from '../../../data/query.ts';
import { useAsOf } from '../../../data/workspace.ts';
import { navigate, useAddress } from '../../../state/navigation.ts';
import { SelectField } from '../../../ui/controls.tsx';
import { Section } from '../../../ui/layout.tsx';
import { LoadingState } from '../../../ui/states.tsx';
import { HOW_MORE } from '../explanations.ts';
import { Updating } from '../Updating.tsx';
import type { SensitivityProps } from './Sensitivity.tsx';
import { type Dimension, type Triple, tripleOf, withPlace } from './triple.ts';

type Props = SensitivityProps & { readonly dimensions: readonly Dimension[] };

export function Ternary({ dimensions, ...props }: Props) {
  const { params } = useAddress();
  const three = tripleOf(dimensions, params.three);
  return three ? <Triangle {...props} dimensions={dimensions} three={three} /> : null;
}

/** Every way in which three weights can share what they have together. */
function Triangle({ source, behind, dimensions, three, format }: Props & { readonly three: Triple }) {
  const asOf = useAsOf();
  const { params } = useAddress();
  const [a, b, c] = three;
  const query = useRpc('whatif.ternary', {
    ...withAsOf(asOf),
    source,
    dimensions: [a.id, b.id, c.id],
    steps: 14,
    stream: 'what-if-ternary',
  });
  const { data } = query;
  const { locale } = format;
  const names = useMemo((): [string, string, string] => [a.name, b.name, c.name], [a.name, b.name, c.name]);
  const now = useMemo((): [number, number, number] => [a.weight, b.weight, c.weight], [a.weight, b.weight, c.weight]);
  const words = useCallback((value: number) => `${format.count(value, 'account')} change tier`, [format]);
  const option = useCallback(
    (theme: ChartTheme) =>
      ternaryOption(
        {
          names,
          now,
          cells: data?.cells.map(({ weights, changed }) => ({ weights, value: changed })) ?? [],
          words,
          locale,
        },
        theme,
      ),
    [names, now, data, words, locale],
  );
  const pick = (at: 0 | 1 | 2) => (
    <SelectField
      hideLabel
      label={`${['First', 'Second', 'Third'][at]} weight of the triangle`}
      value={three[at].id}
      options={dimensions.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(event) => {
        const id = event.currentTarget.value;
        const ids = withPlace(three, at, id);
        navigate({ params: { ...params, three: ids.join(',') } }, { replace: true });
      }}
    />
  );
  return (
    <Section
      title="Three weights"
      how={HOW_MORE.ternary}
      sub="accounts changing tier"
      className="w5"
      tools={<Updating on={behind || query.isFetching} />}
    >
      <div className="wi-three">
        {pick(0)}
        {pick(1)}
        {pick(2)}
      </div>
      {data ? (
        <>
          <div className="wi-ternary">
            <Chart
              option={option}
              label={`Accounts changing tier for every mix of ${names.join(', ')}`}
              table={{
                columns: [...names.map((name) => `${name}, %`), 'Accounts changing tier'],
                rows: data.cells.map(({ weights, changed }) => [
                  ...weights.map((weight) => format.number(weight, 1)),
                  format.number(changed),
                ]),
              }}
              height={288}
            />
          </div>
          <p className="foot">
            The stronger the colour, the more change tier. The ring is the scenario; the corners give all{' '}
            {format.number(data.total, 1)}% to one weight.
          </p>
        </>
      ) : query.isError ? (
        <p className="bad">{query.error.message}</p>
      ) : (
        <LoadingState label="Trying every mix" rows={6} />
      )}
    </Section>
  );
}
