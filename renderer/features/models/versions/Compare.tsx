import type { ModelInfo } from '#shared/contract/models.ts';
import type { Format } from '../../../data/format.ts';
import { useModelDiff } from '../../../data/models.ts';
import { Differences } from '../../../editing/Differences.tsx';
import { navigate, useAddress } from '../../../state/navigation.ts';
import { SelectField } from '../../../ui/controls.tsx';
import { Section } from '../../../ui/layout.tsx';
import { ErrorState, LoadingState } from '../../../ui/states.tsx';
import type { ModelGroup } from '../address.ts';

type Props = { readonly groups: readonly ModelGroup[]; readonly shown: ModelInfo; readonly format: Format };

/** What the version shown is compared with unless the address says so: its parent, else the official one. */
function counterpart(all: readonly ModelInfo[], shown: ModelInfo): ModelInfo | undefined {
  return (
    all.find(({ id, version }) => id === shown.id && version === shown.parentVersion) ??
    all.find((model) => model.active && model.modelVersion !== shown.modelVersion)
  );
}

/** The differences of any two versions, of one model or of two. */
export function Compare({ groups, shown, format }: Props) {
  const { params } = useAddress();
  const all = groups.flatMap((group) => group.versions);
  const known = (wanted: string | undefined) => all.find(({ modelVersion }) => modelVersion === wanted)?.modelVersion;
  const from = known(params.from) ?? counterpart(all, shown)?.modelVersion ?? '';
  const to = known(params.to) ?? shown.modelVersion;
  const diff = useModelDiff({ from, to }, { enabled: from !== '' && from !== to });
  const options = all.map((model) => ({
    value: model.modelVersion,
    label: `${model.name}, v${model.version}${model.active ? ', official' : ''}`,
  }));
  const pick = (patch: { from?: string; to?: string }) =>
    navigate({ params: { ...params, from, to, ...patch } }, { replace: true });
  return (
    <Section
      title="Compare"
      sub={diff.data ? format.count(diff.data.differences.length, 'difference') : 'any two versions'}
      className="versions-next"
    >
      <div className="compare">
        <SelectField
          label="From"
          value={from}
          options={from === '' ? [{ value: '', label: 'Choose a version' }, ...options] : options}
          onChange={(event) => pick({ from: event.currentTarget.value })}
        />
        <SelectField
          label="To"
          value={to}
          options={options}
          onChange={(event) => pick({ to: event.currentTarget.value })}
        />
      </div>
      {from === '' ? (
        <p className="dim">Choose a version to see what differs.</p>
      ) : from === to ? (
        <p className="dim">Both are the same version.</p>
      ) : diff.data ? (
        <Differences differences={diff.data.differences} />
      ) : diff.isError ? (
        <ErrorState
          title="The versions could not be compared"
          cause={diff.error.message}
          actions={
            <button type="button" className="link" onClick={() => void diff.refetch()}>
              Try again
            </button>
          }
        />
      ) : (
        <LoadingState label="Comparing the versions" rows={4} />
      )}
    </Section>
  );
}
