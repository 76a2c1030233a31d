import type { ModelInfo } from '#shared/contract/models.ts';
import type { WhatIfResult } from '#shared/contract/whatif.ts';
import type { Format } from '../../data/format.ts';
import { HOW } from '../../effect/explanations.ts';
import { TierCounts } from '../../effect/TierCounts.tsx';
import { WeightRow } from '../../effect/WeightRow.tsx';
import { canMove, limitOf, totalOf } from '../../effect/weights.ts';
import { Section } from '../../ui/layout.tsx';
import type { ScenarioBinding } from './useScenario.ts';

type Props = {
  readonly model: ModelInfo;
  readonly scenario: ScenarioBinding;
  readonly result: WhatIfResult | null;
  readonly format: Format;
  readonly modelsHref: string;
  readonly onMove: (id: string, value: number) => void;
  readonly onRelease: () => void;
  readonly onPut: (id: string, value: number) => void;
  readonly onToggleLock: (id: string) => void;
};

export function WeightPanel({ model, scenario, result, format, modelsHref, ...act }: Props) {
  const { draft, official } = scenario;
  const locks = new Set(draft.locks);
  return (
    <div className="wi-panel">
      <Section
        title="Weights"
        how={HOW.weights}
        sub={
          model.dimensions.some((dimension) => dimension.documentedRange)
            ? 'tick = official, band = documented range'
            : 'tick = official; the model states no ranges'
        }
      >
        <div className="wi-weights">
          {model.dimensions.map((dimension) => (
            <WeightRow
              key={dimension.id}
              id={dimension.id}
              name={dimension.name}
              range={dimension.documentedRange}
              official={official.weights[dimension.id] ?? 0}
              value={draft.weights[dimension.id] ?? 0}
              limit={limitOf(draft.weights, locks, dimension.id)}
              locked={locks.has(dimension.id)}
              movable={canMove(draft.weights, locks, dimension.id)}
              format={format}
              {...act}
            />
          ))}
        </div>
        <div className="row wi-total">
          <span className="m">Total</span>
          <span className="sp" />
          <b>{format.number(totalOf(draft.weights), 1)}%</b>
        </div>
      </Section>
      <TierCounts
        tiers={model.tiers}
        shifted={model.segmentOverlays.map((overlay) => overlay.segment)}
        result={result}
        format={format}
        modelsHref={modelsHref}
      />
    </div>
  );
}
