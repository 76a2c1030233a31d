import type { BackTest } from '#shared/contract/validation.ts';
import { useFormat } from '../../../data/format.ts';
import { Section } from '../../../ui/layout.tsx';
import { TableHead } from '../../../ui/table.tsx';
import { HOW } from '../explanations.ts';
import { SaveCsv } from '../SaveCsv.tsx';

type Row = BackTest['kpis'][number];

const STATUS: Readonly<Record<Row['status'], { readonly mark: string; readonly text: string; readonly tone: string }>> =
  {
    met: { mark: '✓', text: 'met', tone: 'good' },
    met_not_proven: { mark: '○', text: 'met, not proven', tone: '' },
    not_met: { mark: '✕', text: 'not met', tone: 'bad' },
    informational: { mark: '', text: 'no target', tone: 'dim' },
    unknown: { mark: '', text: 'not known', tone: 'dim' },
  };

const COLUMNS = [
  { label: 'Figure' },
  { label: 'Value', width: 'c-val', className: 'r' },
  { label: '95% interval', width: 'c-int hn', className: 'r hn' },
  { label: 'Target', width: 'c-tgt', className: 'gapl' },
  { label: 'Verdict', width: 'c-verd' },
];

/** The targets of the field, and whether these data reach them. */
export function Targets({ result }: { readonly result: BackTest }) {
  const format = useFormat();
  return (
    <Section
      title="Targets"
      sub="met only where the whole interval reaches it"
      how={HOW.targets}
      className="w8"
      tools={
        <SaveCsv
          name="targets"
          of="targets"
          header={['figure', 'value', 'low', 'high', 'target', 'verdict']}
          rows={result.kpis.map((kpi) => [kpi.name, kpi.value, kpi.low, kpi.high, kpi.target, kpi.status])}
        />
      }
    >
      <table className="t compact va-targets">
        <TableHead columns={COLUMNS} />
        <tbody>
          {result.kpis.map((kpi) => {
            const status = STATUS[kpi.status];
            const write = (value: number | null) => written(value, kpi.unit, format);
            return (
              <tr key={kpi.id}>
                <td title={kpi.text}>{kpi.name}</td>
                <td className="r b">{write(kpi.value)}</td>
                <td className="r dim hn">
                  {kpi.low === null || kpi.high === null
                    ? '–'
                    : `${write(kpi.low)} to ${write(kpi.high)}${kpi.id === 'lead_time' ? ', middle half' : ''}`}
                </td>
                <td className="gapl mut">{kpi.target ?? '–'}</td>
                <td className={status.tone}>
                  {status.mark !== '' && <span aria-hidden="true">{status.mark} </span>}
                  {status.text}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <details className="va-more">
        <summary>Why these targets rarely hold together</summary>
        <p>
          Above 70% recall with fewer than 20% false alarms takes an AUC of about 0.966 where one account in ten churns,
          0.952 for an alert accuracy of 70%. A published retention table that asks for them has 0.761 itself. So churn
          precision and the accuracy of alerts, judged by people, are separate figures.
        </p>
        <p>
          A correlation of 0.6 is out of reach for a plain correlation of score and churn (at most 0.585 at 10% churn,
          0.473 at 5%). It is read as Somers’ D of at least 0.6, which is an AUC of 0.80.
        </p>
      </details>
    </Section>
  );
}

function written(value: number | null, unit: Row['unit'], format: ReturnType<typeof useFormat>): string {
  if (value === null) return '–';
  switch (unit) {
    case 'share':
      return format.percent(value, 1);
    case 'coefficient':
      return format.number(value, 3);
    case 'days':
      return `${format.number(value, Number.isInteger(value) ? 0 : 1)} d`;
    case 'skewness':
      return format.number(value, 2);
  }
}
