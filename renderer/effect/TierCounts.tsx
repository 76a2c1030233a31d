import type { WhatIfResult } from '#shared/contract/whatif.ts';
import type { Tier } from '#shared/model/health-model.ts';
import type { Format } from '../data/format.ts';
import { Delta } from '../ui/figures.tsx';
import { Section } from '../ui/layout.tsx';
import { TableHead } from '../ui/table.tsx';
import { StackBar, TierBadge } from '../ui/tier.tsx';
import { HOW } from './explanations.ts';
import { tierRows } from './tiers.ts';

type Props = {
  readonly title?: string;
  /** Tiers of the new side, best first. */
  readonly tiers: readonly Pick<Tier, 'name' | 'from' | 'role'>[];
  /** Segments whose bounds differ. */
  readonly shifted: readonly string[];
  readonly result: WhatIfResult | null;
  readonly format: Format;
  readonly modelsHref?: string;
  /** The lower bound of a tier as something to edit; the number without it. */
  readonly bound?: (index: number) => React.ReactNode;
};

const COLUMNS = [
  { label: 'Tier' },
  { label: 'From', width: 'c-from', className: 'r' },
  { label: 'Official', width: 'c-num', className: 'r' },
  { label: 'New', width: 'c-num', className: 'r' },
  { label: 'Change', width: 'c-num', className: 'r' },
];

/** Counts of five digits and more need room that names have to give. */
const LARGE = 10_000;

/** Live counts beside the hand: lower bound, official, new and the difference, and the mix of both as bars. */
export function TierCounts({ title = 'Tiers', tiers, shifted, result, format, modelsHref, bound }: Props) {
  const rows = tierRows(tiers, result);
  const isLarge = rows.some((row) => Math.max(row.was ?? 0, row.now ?? 0) >= LARGE);
  const parts = (of: WhatIfResult['before']['tiers']) =>
    of.map((tier) => ({ role: tier.role, name: tier.name, count: tier.accounts }));
  return (
    <Section
      title={title}
      how={HOW.tiers}
      sub="official and new"
      tools={
        modelsHref !== undefined && (
          <a className="link" href={modelsHref}>
            Model
          </a>
        )
      }
    >
      <table className={isLarge ? 't compact wi-tiers wi-large' : 't compact wi-tiers'}>
        <TableHead columns={COLUMNS} />
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.key}>
              <td>
                <TierBadge role={row.role} name={row.name} />
              </td>
              <td className="r dim">{row.from === null ? 'gone' : (bound?.(index) ?? format.number(row.from))}</td>
              <td className="r dim">{format.number(row.was)}</td>
              <td className="r b">{format.number(row.now)}</td>
              <td className="r">
                <Delta
                  value={row.was === null || row.now === null ? null : row.now - row.was}
                  decimals={0}
                  inverse={row.low ?? false}
                  neutral={row.low === null}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {result && (
        <div className="wi-mix">
          <span className="dim mi">official</span>
          <StackBar parts={parts(result.before.tiers)} label="Official" />
          <span className="dim mi">new</span>
          <StackBar parts={parts(result.after.tiers)} label="New" />
        </div>
      )}
      {result && (result.lostScore.accounts > 0 || result.gainedScore.accounts > 0) && (
        <div className="foot">
          {result.lostScore.accounts > 0 &&
            `${format.count(result.lostScore.accounts, 'account loses', 'accounts lose')} the score, ${format.money(result.lostScore.arr)} ARR. `}
          {result.gainedScore.accounts > 0 &&
            `${format.count(result.gainedScore.accounts, 'account gains', 'accounts gain')} a score, ${format.money(result.gainedScore.arr)} ARR.`}
        </div>
      )}
      {shifted.length > 0 && (
        <div className="foot">Bounds shift for {shifted.join(' and ')}; each account is counted by its own.</div>
      )}
    </Section>
  );
}
