import type { ChallengeResult } from '#shared/contract/challenge.ts';
import { useFormat } from '../../../data/format.ts';
import { TableHead } from '../../../ui/table.tsx';
import { SaveCsv } from '../SaveCsv.tsx';
import { estimateText } from './finding.ts';

const COLUMNS = [
  { label: 'Foretold by' },
  { label: 'AUC', width: 'va-c-est', className: 'r' },
  { label: 'Against the score', width: 'va-c-diff', className: 'r' },
  { label: 'Average precision', width: 'va-c-est', className: 'r hn' },
  { label: 'Brier, lower is better', width: 'va-c-est', className: 'r' },
];
const VERDICTS = {
  better: 'better',
  same: 'no difference seen',
  worse: 'worse',
  unknown: 'no interval',
} as const;

type Measured = NonNullable<ChallengeResult['official']>;

const sidesOf = (official: Measured, challengers: ChallengeResult['challengers']) => [
  { id: 'score', name: 'Weighted score', verdict: null, difference: null, ...official },
  ...challengers,
];

/** Every measure of every side, with its difference to the score. */
export function SaveFigures({ result: { official, challengers } }: { readonly result: ChallengeResult }) {
  if (!official) return null;
  return (
    <SaveCsv
      name="challengers"
      of="challengers"
      header={['foretold_by', 'measure', 'value', 'low', 'high', 'difference', 'difference_low', 'difference_high']}
      rows={sidesOf(official, challengers).flatMap((side) =>
        (['auc', 'averagePrecision', 'brier'] as const).map((measure) => {
          const { value, low, high } = side[measure];
          const less = side.difference?.[measure];
          return [side.id, measure, value, low, high, less?.value ?? null, less?.low ?? null, less?.high ?? null];
        }),
      )}
    />
  );
}

/** The score and its challengers on the same rows, and how each was set. */
export function ChallengerFigures({ result }: { readonly result: ChallengeResult }) {
  const format = useFormat();
  const { official, challengers, design } = result;
  const three = (value: number | null) => format.number(value, 3);
  const four = (value: number | null) => format.number(value, 4);
  if (!official) return null;
  const sides = [{ id: 'score', name: 'Weighted score', verdict: null, difference: null, ...official }, ...challengers];
  return (
    <>
      <table className="t compact va-chal">
        <TableHead columns={COLUMNS} />
        <tbody>
          {sides.map((side) => (
            <tr key={side.id}>
              <td className={side.difference ? '' : 'm'}>{side.name}</td>
              <td className="r">{estimateText(side.auc, three)}</td>
              <td className="r">
                {side.difference ? (
                  <>
                    {estimateText(side.difference.auc, (value) => format.signed(value, 3))}
                    <span className="dim"> {side.verdict && VERDICTS[side.verdict]}</span>
                  </>
                ) : (
                  '–'
                )}
              </td>
              <td className="r hn">{estimateText(side.averagePrecision, three)}</td>
              <td className="r">{estimateText(side.brier, four)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <details className="va-more">
        <summary>What was compared</summary>
        {challengers.map(({ id, name, settings }) => (
          <p key={id}>
            <b>{name}.</b> {settings}
          </p>
        ))}
        {design.notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
        <p className="dim">
          {format.count(design.dimensions, 'dimension')}, {format.count(design.signals, 'signal')} that vary,{' '}
          {format.count(design.accounts, 'account')}; landmarks{' '}
          {design.landmarks.map(({ landmark }) => format.date(landmark)).join(', ')}
          {design.sealed !== null && `, sealed ${format.date(design.sealed)}`}. Seed {result.seed},{' '}
          {format.count(result.resamples, 'resample')}, data revision {result.dataRevision}, model {result.modelHash}:
          the same give the same digits.
        </p>
      </details>
    </>
  );
}
