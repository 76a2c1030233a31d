import { memo, useMemo, useState } from 'react';
import type { WhatIfResult } from '#shared/contract/whatif.ts';
import type { Format } from '../data/format.ts';
import { Segmented } from '../ui/controls.tsx';
import { Section } from '../ui/layout.tsx';
import { HOW } from './explanations.ts';
import { MEASURES, type Measure, MigrationMatrix } from './MigrationMatrix.tsx';
import { TierFlow } from './TierFlow.tsx';
import { flowsOf } from './tiers.ts';
import { useSettled } from './useSettled.ts';

const Flow = memo(TierFlow);

type Props = {
  readonly result: WhatIfResult;
  readonly name: string;
  readonly format: Format;
  /** Also as a flow beside the matrix. */
  readonly flow?: boolean;
  readonly held?: boolean;
};

/** Rows are the official tiers, columns those of the new side; `name` says what that is (scenario, draft). */
export function Migration({ result, name, format, flow = false, held = false }: Props) {
  const [measure, setMeasure] = useState<Measure>('count');
  const cells = useMemo(() => flowsOf(result), [result]);
  const flowing = useSettled(result, held);
  const flows = useMemo(() => flowsOf(flowing), [flowing]);
  return (
    <>
      <Section
        title="Tier migration"
        how={HOW.migration}
        className="w5"
        sub={`official to ${name}`}
        tools={<Segmented small label="Shown first" options={MEASURES} value={measure} onChange={setMeasure} />}
      >
        <MigrationMatrix
          rows={result.before.tiers}
          columns={result.after.tiers}
          cells={cells}
          measure={measure}
          corner="official ↓ new →"
          format={format}
        />
      </Section>
      {flow && (
        <Flow
          before={flowing.before.tiers}
          after={flowing.after.tiers}
          flows={flows}
          measure={measure}
          from="official"
          to={name}
          format={format}
        />
      )}
    </>
  );
}
