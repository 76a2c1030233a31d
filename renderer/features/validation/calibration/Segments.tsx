import type { Calibration } from '#shared/contract/calibration.ts';
import { useFormat } from '../../../data/format.ts';
import { Section } from '../../../ui/layout.tsx';
import { TableHead } from '../../../ui/table.tsx';
import { SaveCsv } from '../SaveCsv.tsx';
import { HOW } from './explanations.ts';

/** Cut of each segment, drawn towards that of the portfolio; small ones say why they have none. */
export function Segments({ segments }: { readonly segments: NonNullable<Calibration['segments']> }) {
  const format = useFormat();
  if (segments.length === 0) return null;
  return (
    <Section
      title="Cuts by segment"
      sub="least cost, drawn towards the portfolio"
      how={HOW.segments}
      tools={
        <SaveCsv
          name="calibration-segments"
          of="cuts by segment"
          header={['segment', 'accounts', 'churns', 'own_cut', 'pooled_cut']}
          rows={segments.map(({ segment, accounts, churns, own, pooled }) => [segment, accounts, churns, own, pooled])}
        />
      }
    >
      <table className="t compact">
        <TableHead
          columns={[
            { label: 'Segment' },
            { label: 'Accounts', width: 'c-num', className: 'r' },
            { label: 'Churns', width: 'c-num', className: 'r' },
            { label: 'Own cut', width: 'c-num', className: 'r' },
            { label: 'Pooled', width: 'c-num', className: 'r' },
          ]}
        />
        <tbody>
          {segments.map(({ segment, accounts, churns, own, pooled }) => (
            <tr key={segment}>
              <td>{segment}</td>
              <td className="r">{format.number(accounts)}</td>
              <td className="r">{format.number(churns)}</td>
              <td className="r">{format.number(own, 1)}</td>
              <td className="r">{format.number(pooled, 1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {segments
        .filter(({ refused }) => refused !== null)
        .map(({ segment, refused }) => (
          <p key={segment} className="foot">
            {segment}: {refused}
          </p>
        ))}
    </Section>
  );
}
