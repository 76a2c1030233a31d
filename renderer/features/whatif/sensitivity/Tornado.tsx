import { useCallback } from 'react';
import { formatSigned } from '#shared/format/number.ts';
import { Chart } from '../../../charts/Chart.tsx';
import type { ChartTheme } from '../../../charts/theme.ts';
import { tornadoHeight, tornadoOption, tornadoValue } from '../../../charts/toOption/tornado.ts';
import { withAsOf } from '../../../data/portfolio.ts';
import { useRpc } from '../../../data/query.ts';
import { useAsOf } from '../../../data/workspace.ts';
import { navigate, useAddress } from '../../../state/navigation.ts';
import { Segmented } from '../../../ui/controls.tsx';
import { Section } from '../../../ui/layout.tsx';
import { LoadingState } from '../../../ui/states.tsx';
import { HOW_MORE } from '../explanations.ts';
import { Updating } from '../Updating.tsx';
import type { SensitivityProps } from './Sensitivity.tsx';

const STEP = 5;
const MEASURES = [
  { value: 'accounts', label: 'Accounts' },
  { value: 'arr', label: 'ARR' },
  { value: 'deltaAuc', label: 'AUC' },
] as const;

/** Each weight five points less and more: which of them matters. */
export function Tornado({ source, behind, format }: SensitivityProps) {
  const asOf = useAsOf();
  const { params } = useAddress();
  const measure = MEASURES.find(({ value }) => value === params.by)?.value ?? 'accounts';
  const query = useRpc('whatif.sensitivity', {
    ...withAsOf(asOf),
    source,
    step: STEP,
    accuracy: true,
    stream: 'what-if-tornado',
  });
  const bars = query.data?.bars;
  const { locale } = format;
  const words = useCallback(
    (value: number) =>
      measure === 'arr'
        ? format.money(value)
        : measure === 'deltaAuc'
          ? formatSigned(value, locale, 3)
          : format.number(value),
    [measure, format, locale],
  );
  const option = useCallback(
    (theme: ChartTheme) => tornadoOption({ bars: bars ?? [], measure, step: STEP, words, locale }, theme),
    [bars, measure, words, locale],
  );
  const say = (value: number | null) => (value === null ? 'unknown' : words(value));
  return (
    <Section
      title="Weight by weight"
      how={HOW_MORE.tornado}
      sub={measure === 'deltaAuc' ? 'change of the AUC' : `${measure === 'arr' ? 'ARR' : 'accounts'} changing tier`}
      className="w7"
      tools={
        <>
          <Updating on={behind || query.isFetching} />
          <Segmented
            small
            label="Measured by"
            options={MEASURES}
            value={measure}
            onChange={(by) => navigate({ params: { ...params, by } }, { replace: true })}
          />
        </>
      }
    >
      {bars ? (
        <Chart
          option={option}
          label={`What ${STEP} points more or less of each weight change`}
          table={{
            columns: ['Dimension', `${STEP} points less`, `${STEP} points more`],
            rows: bars.map((bar) => [
              bar.name,
              say(tornadoValue(bar.less, measure)),
              say(tornadoValue(bar.more, measure)),
            ]),
          }}
          height={tornadoHeight(bars.length)}
        />
      ) : query.isError ? (
        <p className="bad">{query.error.message}</p>
      ) : (
        <LoadingState label="Moving each weight" rows={5} />
      )}
    </Section>
  );
}
