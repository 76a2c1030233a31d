import type { BackTest } from '#shared/contract/validation.ts';
import { useFormat } from '../../../data/format.ts';
import { Section } from '../../../ui/layout.tsx';
import { TableHead } from '../../../ui/table.tsx';
import { HOW } from '../explanations.ts';
import { SaveCsv } from '../SaveCsv.tsx';
import { estimateText } from './finding.ts';

const COLUMNS = [
  { label: 'Segment' },
  { label: 'Accounts', width: 'c-n', className: 'r' },
  { label: 'Churns', width: 'c-n', className: 'r' },
  { label: 'AUC', width: 'c-auc', className: 'r' },
  { label: 'Recall', width: 'c-n', className: 'r' },
  { label: 'Precision', width: 'c-n', className: 'r hn' },
  { label: 'Bound', width: 'c-n', className: 'r' },
  { label: 'Shrunk cut', width: 'c-n', className: 'r' },
];

/** Does the score hold in every segment? Where a segment is too thin, its counts and why. */
export function Segments({ result }: { readonly result: BackTest }) {
  const format = useFormat();
  const { perSegment } = result;
  const share = (value: number | null) => format.percent(value, 1);
  if (perSegment.length === 0) return null;
  return (
    <Section
      title="By segment"
      sub="thin segments are pooled, not judged"
      how={HOW.segments}
      tools={
        <SaveCsv
          name="segments"
          of="segments"
          header={[
            'segment',
            'rows',
            'accounts',
            'churns',
            'auc',
            'low',
            'high',
            'recall',
            'precision',
            'bound',
            'cut',
          ]}
          rows={perSegment.map((item) => [
            item.segment,
            item.rows,
            item.accounts,
            item.churns,
            item.rocAuc.value,
            item.rocAuc.low,
            item.rocAuc.high,
            item.recall.rate,
            item.precision.rate,
            item.atRiskBound,
            item.shrunkCut,
          ])}
        />
      }
    >
      <table className="t compact">
        <TableHead columns={COLUMNS} />
        <tbody>
          {perSegment.map((item) => (
            <tr key={item.segment}>
              <td className="m">{item.segment}</td>
              <td className="r">{format.number(item.accounts)}</td>
              <td className="r">{format.number(item.churns)}</td>
              {item.refused === null ? (
                <>
                  <td className="r">{estimateText(item.rocAuc, (value) => format.number(value, 3))}</td>
                  <td className="r">{share(item.recall.rate)}</td>
                  <td className="r hn">{share(item.precision.rate)}</td>
                  <td className="r">{format.number(item.atRiskBound)}</td>
                  <td className="r">{format.number(item.shrunkCut, 1)}</td>
                </>
              ) : (
                <td colSpan={5} className="dim wrap">
                  {item.refused}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
