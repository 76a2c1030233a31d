import type { Calibration } from '#shared/contract/calibration.ts';
import { useFormat } from '../../../data/format.ts';
import { Section } from '../../../ui/layout.tsx';
import { TableHead } from '../../../ui/table.tsx';
import { SaveCsv } from '../SaveCsv.tsx';
import { HOW } from './explanations.ts';

type Moves = NonNullable<Calibration['proposal']>['migration'];

/** Who would stand in which tier today under the fitted weights. */
export function Migration({ migration }: { readonly migration: Moves }) {
  const format = useFormat();
  const { cells, tiers, movedUp, movedDown, asOf } = migration;
  const count = (from: string, to: string) => cells.find((cell) => cell.from === from && cell.to === to)?.accounts ?? 0;
  return (
    <Section
      title="What would move today"
      sub={`accounts as of ${format.date(asOf)}`}
      how={HOW.migration}
      tools={
        <SaveCsv
          name="calibration-migration"
          of="tiers under the fitted weights"
          header={['from', 'to', 'accounts', 'arr']}
          rows={cells.map(({ from, to, accounts, arr }) => [from, to, accounts, arr])}
        />
      }
    >
      <table className="t compact">
        <TableHead
          columns={[
            { label: 'From, to' },
            ...tiers.map(({ name }) => ({ label: name, width: 'c-num', className: 'r' })),
            { label: 'Now', width: 'c-num', className: 'r' },
          ]}
        />
        <tbody>
          {tiers.map((from) => (
            <tr key={from.name}>
              <td>{from.name}</td>
              {tiers.map((to) => (
                <td key={to.name} className={from.name === to.name ? 'r dim' : 'r'}>
                  {format.number(count(from.name, to.name))}
                </td>
              ))}
              <td className="r">{format.number(from.before)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>Then</td>
            {tiers.map(({ name, after }) => (
              <td key={name} className="r">
                {format.number(after)}
              </td>
            ))}
            <td />
          </tr>
        </tfoot>
      </table>
      <p className="foot">
        {format.count(movedUp.accounts, 'account')} up ({format.money(movedUp.arr)}),{' '}
        {format.count(movedDown.accounts, 'account')} down ({format.money(movedDown.arr)}).
      </p>
    </Section>
  );
}
