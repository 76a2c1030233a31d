import type { Calibration } from '#shared/contract/calibration.ts';
import { useFormat } from '../../../data/format.ts';
import { Section } from '../../../ui/layout.tsx';
import { TableHead } from '../../../ui/table.tsx';
import { SaveCsv } from '../SaveCsv.tsx';
import { HOW } from './explanations.ts';

type Found = NonNullable<Calibration['evidence']>;
type Props = { readonly evidence: Found; readonly rule: string | null };

const MEASURES = [
  { id: 'auc', name: 'ROC AUC', decimals: 3 },
  { id: 'averagePrecision', name: 'Average precision', decimals: 3 },
  { id: 'brier', name: 'Brier, lower is better', decimals: 4 },
] as const;

/** What landmarks after the fit say: the difference between fitted and current weights on the same rows. */
export function Evidence({ evidence, rule }: Props) {
  const format = useFormat();
  const { landmarks, aucCurrent, aucProposed } = evidence;
  const range = (low: number | null, high: number | null, decimals: number) =>
    low === null || high === null ? '–' : `${format.signed(low, decimals)} to ${format.signed(high, decimals)}`;
  return (
    <Section
      title="On later landmarks"
      sub={`${format.count(evidence.churns, 'churn')} in ${format.count(evidence.rows, 'row')}`}
      how={HOW.evidence}
      tools={
        <SaveCsv
          name="calibration-evidence"
          of="differences on later landmarks"
          header={['measure', 'difference', 'low_90', 'high_90', 'low_95', 'high_95']}
          rows={MEASURES.map(({ id }) => {
            const { value, low90, high90, low, high } = evidence[id];
            return [id, value, low90, high90, low, high];
          })}
        />
      }
    >
      {rule !== null && <p className="ca-rule">{rule}</p>}
      <table className="t compact">
        <TableHead
          columns={[
            { label: 'Fitted less current' },
            { label: 'Difference', width: 'c-arr', className: 'r' },
            { label: '90% interval', width: 'ca-c-int', className: 'r' },
            { label: '95% interval', width: 'ca-c-int', className: 'r hn' },
          ]}
        />
        <tbody>
          {MEASURES.map(({ id, name, decimals }) => {
            const { value, low90, high90, low, high } = evidence[id];
            return (
              <tr key={id}>
                <td>{name}</td>
                <td className="r">{format.signed(value, decimals)}</td>
                <td className="r">{range(low90, high90, decimals)}</td>
                <td className="r hn">{range(low, high, decimals)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="foot">
        AUC {format.number(aucCurrent.value, 3)} with the current weights and {format.number(aucProposed.value, 3)} with
        those fitted before each of {format.count(landmarks.length, 'landmark')}:{' '}
        {landmarks.map(({ landmark }) => format.date(landmark)).join(', ')}.
      </p>
    </Section>
  );
}
