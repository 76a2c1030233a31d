import { useCallback, useMemo } from 'react';
import type { Calibration } from '#shared/contract/calibration.ts';
import { Chart } from '../../../charts/Chart.tsx';
import type { ChartTheme } from '../../../charts/theme.ts';
import { weightsHeight, weightsOption, weightText } from '../../../charts/toOption/calibration-weights.ts';
import { useFormat } from '../../../data/format.ts';
import { Section } from '../../../ui/layout.tsx';
import { SaveCsv } from '../SaveCsv.tsx';
import { HOW } from './explanations.ts';

type Props = { readonly proposal: NonNullable<Calibration['proposal']> };

/** Current weights beside the fitted ones, and how far they can be relied on. */
export function Proposal({ proposal }: Props) {
  const format = useFormat();
  const percent = useCallback((value: number) => `${format.number(value, Number.isInteger(value) ? 0 : 1)}%`, [format]);
  const rows = useMemo(
    () =>
      proposal.rows.map(({ name, current, proposed, low, high, zeroShare, documentedRange }) => ({
        name,
        current,
        proposed,
        low,
        high,
        zeroShare,
        range: documentedRange,
      })),
    [proposal],
  );
  const option = useCallback((theme: ChartTheme) => weightsOption({ rows, percent }, theme), [rows, percent]);
  const keeps = proposal.answer === 'keep';
  const zeros = rows.filter(({ zeroShare }) => (zeroShare ?? 0) > 0);
  return (
    <Section
      title={keeps ? 'Weights for comparison' : 'Weights this history speaks for'}
      sub="percent of the score"
      how={HOW.weights}
      tools={
        <SaveCsv
          name="calibration-weights"
          of="weights"
          header={['dimension', 'current', 'fitted', 'fitted_exact', 'low_80', 'high_80', 'share_of_refits_at_0']}
          rows={proposal.rows.map((row) => [
            row.dimension,
            row.current,
            row.proposed,
            row.exact,
            row.low,
            row.high,
            row.zeroShare,
          ])}
        />
      }
    >
      <p>{proposal.sentence}</p>
      <p className="lgd ca-lgd">
        <span>
          <i className="ca-ring" aria-hidden="true" /> now
        </span>
        <span>
          <i className="ca-dot" aria-hidden="true" /> fitted, with 80% of {proposal.stability.refits} refits
        </span>
        {rows.some(({ range }) => range !== null) && (
          <span>
            <i className="ca-band" aria-hidden="true" /> documented range
          </span>
        )}
      </p>
      <Chart
        option={option}
        height={weightsHeight(rows.length)}
        label={`Weights in percent: ${rows.map((row) => `${row.name} ${weightText(row, percent)}`).join(', ')}.`}
        table={{
          columns: ['Dimension', 'Weights'],
          rows: rows.map((row) => [row.name, weightText(row, percent)]),
        }}
      />
      <ul className="ca-notes">
        <li>{proposal.stability.sentence}</li>
        <li>
          {zeros.length === 0
            ? 'No weight was 0% in any refit.'
            : `Weight of 0%: ${zeros.map(({ name, zeroShare }) => `${name} in ${format.percent(zeroShare, 1)} of the refits`).join(', ')}.`}
        </li>
        {proposal.correlated.length === 0 && <li>No two dimensions correlate above 0.8.</li>}
        {proposal.correlated.map(({ sentence }) => (
          <li key={sentence}>{sentence}</li>
        ))}
        {proposal.problems.map(({ dimension, sentence }) => (
          <li key={dimension} className="ca-warn">
            {sentence}
          </li>
        ))}
        <li>{proposal.lambda.sentence}</li>
      </ul>
    </Section>
  );
}
