import type { WhatIfResult } from '#shared/contract/whatif.ts';
import { useEditor } from '../../../editing/editor.ts';
import { editTier } from '../../../editing/edits.ts';
import { NumberInput } from '../../../editing/fields.tsx';
import { Weights } from '../../../editing/Weights.tsx';
import { HOW } from '../../../effect/explanations.ts';
import { TierCounts } from '../../../effect/TierCounts.tsx';
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
  const { model, format, edit } = useEditor();
  const tick = onOfficial ? 'tick = official' : 'tick = start';
  const last = model.tiers.length - 1;
  return (
    <div className="wi-panel">
      <Section
        title="Weights"
        how={HOW.weights}
        sub={model.dimensions.some((dimension) => dimension.documentedRange) ? `${tick}, band = documented` : tick}
      >
        <Weights same={onOfficial ? 'as official' : 'unchanged'} />
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
