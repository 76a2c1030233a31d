import type { SavedMapping } from '#shared/contract/mappings.ts';
import { useApi } from '../../../api/ApiProvider.tsx';
import { asApiError } from '../../../api/api.ts';
import type { Format } from '../../../data/format.ts';
import { useMappings, usePresets, useRemoveMapping, useSaveMapping } from '../../../data/mappings.ts';
import { showToast } from '../../../state/toasts.ts';
import { Button } from '../../../ui/controls.tsx';
import { Finding, Section } from '../../../ui/layout.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../../ui/states.tsx';
import { TableHead } from '../../../ui/table.tsx';
import { kindShort } from '../labels.ts';
import { saveDocument, useMappingPicker } from './document.tsx';
import { Presets } from './Presets.tsx';

const COLUMNS = [
  { label: 'Mapping' },
  { label: 'Kind', width: 'c-kind' },
  { label: 'Columns', width: 'c-n', className: 'r hn' },
  { label: 'Saved', width: 'c-when', className: 'gapl hn' },
  { label: 'Last used', width: 'c-when', className: 'gapl' },
  { label: 'Uses', width: 'c-n', className: 'r' },
  { label: 'Actions', width: 'c-acts', quiet: true },
] as const;

/** The mappings kept in this workspace, and those that ship with the application. */
export function MappingsPanel({ format, readOnly }: { readonly format: Format; readonly readOnly: boolean }) {
  const api = useApi();
  const mappings = useMappings();
  const presets = usePresets();
  const save = useSaveMapping();
  const remove = useRemoveMapping();
  const saved = mappings.data?.mappings ?? null;

  const failed = (error: unknown) => showToast(asApiError(error).message, null, 'bad');
  const forget = (mapping: SavedMapping) => {
    remove.mutateAsync({ id: mapping.id }).then(() => {
      showToast(`The mapping "${mapping.name}" is forgotten`, {
        label: 'Undo',
        run: () => void save.mutateAsync({ mapping: documentOf(mapping) }).catch(failed),
      });
    }, failed);
  };
  const { input, pick } = useMappingPicker((mapping) => {
    save.mutateAsync({ mapping }).then((kept) => showToast(`The mapping "${kept.name}" is kept`), failed);
  });

  return (
    <>
      <Finding
        eyebrow="Data, mappings"
        actions={
          <>
            {input}
            <Button disabled={readOnly} onClick={pick}>
              Import mapping
            </Button>
          </>
        }
      >
        {saved === null || saved.length === 0 ? (
          'The mapping of every imported file is kept, so that the next one is one drop.'
        ) : (
          <>
            <b>{format.count(saved.length, 'mapping')} kept.</b> A file with the same headers is read the same way.
          </>
        )}
      </Finding>
      <Section title="Kept in this workspace" sub="one for each set of headers">
        {saved === null ? (
          mappings.isError ? (
            <ErrorState
              title="The mappings could not be read"
              cause={mappings.error.message}
              actions={<Button onClick={() => void mappings.refetch()}>Try again</Button>}
            />
          ) : (
            <LoadingState label="Loading the mappings" rows={4} />
          )
        ) : saved.length === 0 ? (
          <EmptyState title="No mapping is kept yet.">Import a file, and how it was read is kept here.</EmptyState>
        ) : (
          <table className="t compact mappings">
            <TableHead columns={COLUMNS} />
            <tbody>
              {saved.map((mapping) => (
                <tr key={mapping.id}>
                  <td className="m" title={pairsOf(mapping)}>
                    {mapping.name}
                  </td>
                  <td className="mut">{kindShort(mapping.kind)}</td>
                  <td className="r mut hn">{format.number(mapping.headers.length)}</td>
                  <td className="mut gapl hn">{format.moment(mapping.savedAt)}</td>
                  <td className="mut gapl">{mapping.usedAt === null ? 'not yet' : format.moment(mapping.usedAt)}</td>
                  <td className="r mut">{format.number(mapping.uses)}</td>
                  <td className="r">
                    <button
                      type="button"
                      className="link"
                      aria-label={`Export the mapping ${mapping.name}`}
                      onClick={() => saveDocument(api, documentOf(mapping))}
                    >
                      Export
                    </button>
                    <button
                      type="button"
                      className="link"
                      aria-label={`Forget the mapping ${mapping.name}`}
                      disabled={readOnly}
                      onClick={() => forget(mapping)}
                    >
                      Forget
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Section>
      <Section title="Known exports" sub="recognised by their headers without a mapping of yours" className="data-next">
        {presets.data ? (
          <Presets presets={presets.data.presets} format={format} />
        ) : presets.isError ? (
          <ErrorState
            title="The known exports could not be read"
            cause={presets.error.message}
            actions={<Button onClick={() => void presets.refetch()}>Try again</Button>}
          />
        ) : (
          <LoadingState label="Loading the known exports" rows={8} />
        )}
      </Section>
    </>
  );
}

function documentOf({ bellwetherMapping, name, headers, options }: SavedMapping) {
  return { bellwetherMapping, name, headers, options };
}

function pairsOf(mapping: SavedMapping): string {
  return Object.entries(mapping.options.mapping ?? {})
    .map(([header, canonical]) => (canonical === '' ? `${header}: left out` : `${header} → ${canonical}`))
    .join('\n');
}
