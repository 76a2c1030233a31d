import { useCallback } from 'react';
import type { ChallengeResult } from '#shared/contract/challenge.ts';
import { Chart } from '../../../charts/Chart.tsx';
import type { ChartTheme } from '../../../charts/theme.ts';
import { dropText, importanceHeight, importanceOption } from '../../../charts/toOption/validation-importance.ts';
import { useFormat } from '../../../data/format.ts';
import { Section } from '../../../ui/layout.tsx';
import { TableHead } from '../../../ui/table.tsx';
import { HOW } from '../explanations.ts';
import { SaveCsv } from '../SaveCsv.tsx';
import { estimateText } from './finding.ts';

type Props = { readonly result: ChallengeResult };

/** What the challengers owe their AUC to, group by group. */
export function Importance({ result }: Props) {
  const format = useFormat();
  const number = useCallback((value: number) => format.number(value, 3), [format]);
  const axis = useCallback((value: number) => format.number(value, 2), [format]);
  const { importance } = result;
  const option = useCallback(
    (theme: ChartTheme) => importanceOption({ rows: importance, axis, number }, theme),
    [importance, axis, number],
  );
  return (
    <Section
      title="What the challengers look at"
      sub="AUC lost when a group is shuffled, 95% interval"
      how={HOW.importance}
      className="w6"
      tools={
        <SaveCsv
          name="importance"
          of="importance"
          header={['group', 'in_model', 'signals', 'forest', 'low', 'high', 'regression', 'low', 'high']}
          rows={importance.map(({ name, isInModel, signals, forest, logistic }) => [
            name,
            isInModel ? 'yes' : 'no',
            signals.join('; '),
            forest?.value ?? null,
            forest?.low ?? null,
            forest?.high ?? null,
            logistic?.value ?? null,
            logistic?.low ?? null,
            logistic?.high ?? null,
          ])}
        />
      }
    >
      <p className="lgd va-lgd">
        <span>
          <i className="va-bar full" aria-hidden="true" /> random forest
        </span>
        <span>
          <i className="va-bar" aria-hidden="true" /> logistic regression, dimension scores only
        </span>
      </p>
      <Chart
        option={option}
        height={importanceHeight(importance.length)}
        label={`AUC lost by the random forest when a group is shuffled: ${importance.map(({ name, forest }) => `${name} ${dropText(forest, number)}`).join('; ')}.`}
        table={{
          columns: ['Group', 'Random forest', 'Logistic regression'],
          rows: importance.map(({ name, forest, logistic }) => [
            name,
            dropText(forest, number),
            dropText(logistic, number),
          ]),
        }}
      />
    </Section>
  );
}

const COLUMNS = [
  { label: 'Signal' },
  { label: 'Part of', className: 'hn' },
  { label: 'AUC lost', width: 'va-c-est', className: 'r' },
];

/** The single signals the forest would miss most. */
export function LeadingSignals({ result }: Props) {
  const format = useFormat();
  const { signals, design } = result;
  return (
    <Section
      title="Signal by signal"
      sub={`the ${format.number(signals.length)} of ${format.number(design.signals)} the forest would miss most`}
      how={HOW.importance}
      className="w6"
      tools={
        <SaveCsv
          name="leading-signals"
          of="leading signals"
          header={['signal', 'name', 'part_of', 'in_model', 'auc_lost', 'low', 'high']}
          rows={signals.map(({ id, name, group, isInModel, forest }) => [
            id,
            name,
            group,
            isInModel ? 'yes' : 'no',
            forest.value,
            forest.low,
            forest.high,
          ])}
        />
      }
    >
      <table className="t compact va-chal">
        <TableHead columns={COLUMNS} />
        <tbody>
          {signals.map(({ id, name, group, isInModel, forest }) => (
            <tr key={id}>
              <td>{name}</td>
              <td className="hn dim">{isInModel ? group : 'not in the score'}</td>
              <td className="r">{estimateText(forest, (value) => format.number(value, 3))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="foot">
        What is listed here is no proof that it matters: an interval that includes 0 could be chance, and signals that
        say the same share the credit. Try a rule or a weight in What-if before believing it.
      </p>
    </Section>
  );
}
