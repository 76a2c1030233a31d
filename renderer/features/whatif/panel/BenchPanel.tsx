import type { WhatIfResult } from '#shared/contract/whatif.ts';
import { useEditor } from '../../../editing/editor.ts';
import { editTier, setWeight, toggleLock, weightsOf } from '../../../editing/edits.ts';
import { NumberInput } from '../../../editing/fields.tsx';
import { HOW } from '../../../effect/explanations.ts';
import { TierCounts } from '../../../effect/TierCounts.tsx';
import { WeightRow } from '../../../effect/WeightRow.tsx';
import { canMove, limitOf, totalOf } from '../../../effect/weights.ts';
import { Section } from '../../../ui/layout.tsx';
import { Rules } from './Rules.tsx';

type Props = {
  readonly result: WhatIfResult | null;
  /** The tick is the official weight; else where the draft started. */
  readonly onOfficial: boolean;
  readonly editHref: string;
};

/** What can be changed by hand: weights, bounds, and the rules that need no signal measured again. */
export function BenchPanel({ result, onOfficial, editHref }: Props) {
  const { model, start, locks, format, problems, drag, release, edit, editAll } = useEditor();
  const weights = weightsOf(model);
  const before = weightsOf(start);
  const held = new Set(locks);
  const tick = onOfficial ? 'tick = official' : 'tick = start';
  const last = model.tiers.length - 1;
  return (
    <div className="wi-panel">
      <Section
        title="Weights"
        how={HOW.weights}
        sub={model.dimensions.some((dimension) => dimension.documentedRange) ? `${tick}, band = documented` : tick}
      >
        <div className="wi-weights">
          {model.dimensions.map((dimension) => (
            <WeightRow
              key={dimension.id}
              id={dimension.id}
              name={dimension.name}
              range={dimension.documentedRange}
              official={before[dimension.id] ?? 0}
              unchanged={onOfficial ? 'as official' : dimension.id in before ? 'unchanged' : 'new'}
              value={dimension.weight}
              limit={limitOf(weights, held, dimension.id)}
              locked={held.has(dimension.id)}
              movable={canMove(weights, held, dimension.id)}
              format={format}
              onMove={(id, value) => drag((edited) => setWeight(edited, id, value))}
              onRelease={release}
              onPut={(id, value) => editAll((edited) => setWeight(edited, id, value))}
              onToggleLock={(id) => editAll((edited) => toggleLock(edited, id))}
            />
          ))}
        </div>
        <div className="row wi-total">
          <span className="m">Total</span>
          {problems.has('dimensions') && <span className="bad">{problems.get('dimensions')}</span>}
          <span className="sp" />
          <b>{format.number(totalOf(weights), 1)}%</b>
        </div>
      </Section>
      <TierCounts
        tiers={model.tiers}
        shifted={model.segmentOverlays.map((overlay) => overlay.segment)}
        result={result}
        format={format}
        bound={(index) => {
          const tier = model.tiers[index];
          if (!tier || (index === last && tier.from === 0)) return null;
          return (
            <NumberInput
              label={`${tier.name} starts at`}
              path={`tiers.${index}.from`}
              className="wi-bound"
              value={tier.from}
              onPut={(from) => edit((now) => editTier(now, index, { from }))}
            />
          );
        }}
      />
      <Rules editHref={editHref} />
    </div>
  );
}
