import { useState } from 'react';
import type { WhatIfResult } from '#shared/contract/whatif.ts';
import type { Format } from '../data/format.ts';
import { Segmented } from '../ui/controls.tsx';
import { Section } from '../ui/layout.tsx';
import { TierBadge } from '../ui/tier.tsx';
import { HOW } from './explanations.ts';
import { direction } from './tiers.ts';

type Measure = 'count' | 'arr';
const MEASURES = [
  { value: 'count', label: 'Count' },
  { value: 'arr', label: 'ARR' },
] as const satisfies readonly { readonly value: Measure; readonly label: string }[];

type Props = { readonly result: WhatIfResult; readonly name: string; readonly format: Format };

/** Rows are the official tiers, columns those of the new side; `name` says what that is (scenario, draft). */
export function Migration({ result, name, format }: Props) {
  const [measure, setMeasure] = useState<Measure>('count');
  const { tiers } = result.before;
  const columns = result.after.tiers;
  const cell = (from: string, to: string) => result.migration.find((entry) => entry.from === from && entry.to === to);
  return (
    <Section
      title="Tier migration"
      how={HOW.migration}
      className="w5"
      sub={`official to ${name}`}
      tools={<Segmented small label="Shown first" options={MEASURES} value={measure} onChange={setMeasure} />}
    >
      <table
        className="mx"
        style={
          {
            '--cell': `${Math.min(60, Math.floor(196 / Math.max(tiers.length, columns.length)))}px`,
          } as React.CSSProperties
        }
      >
        <colgroup>
          <col className="c-from" />
          {columns.map((tier) => (
            <col key={tier.name} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th scope="col" className="l dim">
              official ↓ new →
            </th>
            {columns.map((tier) => (
              <th key={tier.name} scope="col" className={`ell t-${tier.role}`}>
                {tier.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tiers.map((from) => (
            <tr key={from.name}>
              <th scope="row" className="l">
                <TierBadge role={from.role} name={from.name} />
              </th>
              {columns.map((to) => {
                const found = cell(from.name, to.name);
                if (!found || found.accounts === 0) {
                  return (
                    <td key={to.name} className="z">
                      0
                    </td>
                  );
                }
                const [first, second] =
                  measure === 'count'
                    ? [format.number(found.accounts), format.money(found.arr)]
                    : [format.money(found.arr), format.number(found.accounts)];
                const moved = direction(from.role, to.role);
                return (
                  <td key={to.name} className={moved < 0 ? 'dn' : moved > 0 ? 'up' : ''}>
                    <b>{first}</b>
                    <span>{second}</span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
