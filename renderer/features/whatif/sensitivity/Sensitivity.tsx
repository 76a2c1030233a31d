import type { ModelSource } from '#shared/contract/model-source.ts';
import type { Format } from '../../../data/format.ts';
import type { ModelDocument } from '../../../state/drafts.ts';
import { LoadingState } from '../../../ui/states.tsx';
import type { Rested } from '../bench/useRested.ts';
import { Explore } from './Explore.tsx';
import { KnifeEdge } from './KnifeEdge.tsx';
import { Ternary } from './Ternary.tsx';
import { Tornado } from './Tornado.tsx';

export type SensitivityProps = {
  readonly source: ModelSource;
  /** The bench holds something newer. */
  readonly behind: boolean;
  readonly format: Format;
};

type Props = { readonly rested: Rested; readonly model: ModelDocument; readonly format: Format };

/** How much of what is seen hangs on the exact weights. */
export function Sensitivity({ rested, model, format }: Props) {
  const { source, behind } = rested;
  if (!source) return <LoadingState label="Weighing the portfolio" rows={12} />;
  const props = { source, behind, format };
  const dimensions = model.dimensions.map(({ id, name, weight }) => ({ id, name, weight }));
  return (
    <div className="grid g12 wi-sens">
      <Tornado {...props} />
      <Ternary {...props} dimensions={dimensions} />
      <KnifeEdge {...props} dimensions={dimensions} />
      <Explore {...props} />
    </div>
  );
}
