import type { ModelInfo } from '#shared/contract/models.ts';
import type { Format } from '../../../data/format.ts';
import { withAsOf } from '../../../data/portfolio.ts';
import { useRpc } from '../../../data/query.ts';
import { useScenarios } from '../../../data/scenarios.ts';
import { useAsOf } from '../../../data/workspace.ts';
import { navigate, useAddress } from '../../../state/navigation.ts';
import { Button, SelectField } from '../../../ui/controls.tsx';
import { ErrorState, LoadingState } from '../../../ui/states.tsx';
import type { Bench } from '../bench/useBench.ts';
import type { Rested } from '../bench/useRested.ts';
import { Updating } from '../Updating.tsx';
import { Compared } from './Compared.tsx';
import { chosenSides, sidesOf } from './sides.ts';

type Props = {
  readonly rested: Rested;
  readonly bench: Bench;
  readonly models: readonly ModelInfo[];
  readonly format: Format;
};

const FEW = 12;

/** Any two of what is on the bench, saved scenarios, versions and presets, on the snapshot in view. */
export function Compare({ rested, models, format }: Props) {
  const asOf = useAsOf();
  const { params } = useAddress();
  const scenarios = useScenarios();
  const sides = sidesOf(rested.source, scenarios.data?.scenarios ?? [], models);
  const official = models.find((model) => model.active)?.modelVersion ?? '';
  const { a, b } = chosenSides(sides, params, official);
  const all = params.movers === 'all';
  const query = useRpc(
    'whatif.compare',
    {
      ...withAsOf(asOf),
      a: a?.source ?? {},
      b: b?.source ?? {},
      limit: all ? 500 : FEW,
      stream: 'what-if-compare',
    },
    { enabled: a !== undefined && b !== undefined },
  );
  const put = (patch: { a?: string; b?: string; movers?: string }) =>
    navigate({ params: { ...params, ...patch } }, { replace: true });
  const options = sides.map(({ id, label }) => ({ value: id, label }));
  return (
    <div className="wi-compare">
      <div className="wi-sides">
        <SelectField
          label="A"
          value={a?.id ?? ''}
          options={options}
          onChange={(event) => put({ a: event.currentTarget.value })}
        />
        <Button onClick={() => put({ a: b?.id ?? '', b: a?.id ?? '' })}>Swap</Button>
        <SelectField
          label="B"
          value={b?.id ?? ''}
          options={options}
          onChange={(event) => put({ b: event.currentTarget.value })}
        />
        <Updating on={rested.behind || (query.isFetching && query.data !== undefined)} />
      </div>
      {query.data ? (
        <Compared
          data={query.data}
          labels={{ a: a?.label ?? 'A', b: b?.label ?? 'B' }}
          all={all}
          onAll={(next) => put({ movers: next ? 'all' : '' })}
          format={format}
        />
      ) : query.isError ? (
        <ErrorState
          title="The two could not be compared"
          cause={query.error.message}
          safe="Nothing was changed."
          actions={<Button onClick={() => void query.refetch()}>Try again</Button>}
        />
      ) : (
        <LoadingState label="Comparing" rows={12} />
      )}
    </div>
  );
}
