import type { OutputOf } from '#shared/contract/index.ts';
import { number, table } from '../output.ts';
import { range } from './evidence-text.ts';

type Result = OutputOf<'validation.challenge'>;
type Estimate = NonNullable<Result['official']>['auc'];

const signed = (value: number | null): string => `${(value ?? 0) > 0 ? '+' : ''}${number(value, 3) ?? '–'}`;
const change = ({ value, low, high }: Estimate): string =>
  low === null ? signed(value) : `${signed(value)} (${signed(low)} to ${signed(high)})`;

/** What challengers could tell beyond the score, for a terminal. */
export function challengeText(result: Result): string {
  const { design, official, challengers, importance } = result;
  if (official === null) return ['Challengers', result.headline].join('\n');
  return [
    'Challengers',
    result.headline,
    '',
    table(
      [
        { name: 'Weighted score', of: official, difference: null },
        ...challengers.map((one) => ({ name: one.name, of: one, difference: one.difference })),
      ],
      [
        { title: `${design.rows} rows, ${design.churns} with the outcome`, of: (row) => row.name },
        { title: 'AUC', of: (row) => range(row.of.auc), right: true },
        { title: 'Difference', of: (row) => row.difference && change(row.difference.auc), right: true },
        { title: 'Average precision', of: (row) => range(row.of.averagePrecision), right: true },
        { title: 'Brier', of: (row) => range(row.of.brier), right: true },
      ],
    ),
    '',
    table(importance, [
      { title: 'AUC lost without', of: (row) => row.name },
      { title: 'Regression', of: (row) => row.logistic && change(row.logistic), right: true },
      { title: 'Forest', of: (row) => row.forest && change(row.forest), right: true },
    ]),
    '',
    table(result.signals, [
      { title: 'Signal alone', of: (row) => row.name },
      { title: 'Part of', of: (row) => row.group },
      { title: 'Forest', of: (row) => change(row.forest), right: true },
    ]),
    '',
    ...challengers.map(({ name, settings }) => `${name}: ${settings}`),
    ...design.notes,
  ].join('\n');
}
