import { useMemo } from 'react';
import type { WhatIfResult } from '#shared/contract/whatif.ts';
import { binWidthOf } from '../charts/bins.ts';
import { TwoHistograms } from '../charts/TwoHistograms.tsx';
import type { Format } from '../data/format.ts';
import { Section } from '../ui/layout.tsx';
import { HOW } from './explanations.ts';

type Props = {
  readonly result: WhatIfResult;
  /** What the new side is: `scenario`, `draft`. */
  readonly name: string;
  readonly ceiling: number;
  readonly height?: number;
  readonly held: boolean;
  readonly format: Format;
};

export function Distribution({ result, name, ceiling, height = 224, held, format }: Props) {
  const before = result.before.histogram;
  const after = result.after.histogram;
  const width = binWidthOf(before);
  const table = useMemo(() => {
    const rows = before.map((count, index) => [
      `${index * width} to ${(index + 1) * width}`,
      String(count),
      String(after[index] ?? 0),
    ]);
    return { columns: ['Score', 'Accounts, official', `Accounts, ${name}`], rows: held ? [] : rows };
  }, [before, after, held, name, width]);
  return (
    <Section
      title="Distribution"
      how={HOW.distribution}
      className="w7 wi-dist"
      sub={`accounts per ${width}-point bin; higher is healthier`}
      tools={
        <span className="lgd">
          <span>
            <i className="sw wi-ghost" />
            official
          </span>
          <span>
            <i className="ln wi-line" />
            {name}
          </span>
        </span>
      }
    >
      <TwoHistograms
        tiers={result.after.tiers}
        before={before}
        after={after}
        beforeName="official"
        name={name}
        ceiling={ceiling}
        height={height}
        label={`Accounts by score, official and ${name}`}
        table={table}
        locale={format.locale}
      />
    </Section>
  );
}
