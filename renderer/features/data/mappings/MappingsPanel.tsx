import { useRef } from 'react';
import { mappingFile, type SavedMapping } from '#shared/contract/data.ts';
import { useApi } from '../../../api/ApiProvider.tsx';
import { asApiError } from '../../../api/api.ts';
import { fileStem } from '../../../data/exporting.ts';
import type { Format } from '../../../data/format.ts';
import { useMappings, usePresets, useRemoveMapping, useSaveMapping } from '../../../data/mappings.ts';
import { showToast } from '../../../state/toasts.ts';
import { Button } from '../../../ui/controls.tsx';
import { Finding, Section } from '../../../ui/layout.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../../ui/states.tsx';
import { kindShort } from '../labels.ts';
import { Presets } from './Presets.tsx';

/** The mappings kept in this workspace, and those that ship with the application. */
export function MappingsPanel({ format, readOnly }: { readonly format: Format; readonly readOnly: boolean }) {
  const api = useApi();
  const mappings = useMappings();
  const presets = usePresets();
  const save = useSaveMapping();
  const remove = useRemoveMapping();
  const picker = useRef<HTMLInputElement>(null);
  const saved = mappings.data?.mappings ?? null;

  const failed = (error: unknown) => showToast(asApiError(error).message, null, 'bad');
  const download = (mapping: SavedMapping) => {
    void api.bridge
      .saveText(`mapping-${fileStem(mapping.name)}.json`, `${JSON.stringify(documentOf(mapping), null, 2)}\n`)
      .then((done) => done && showToast(`The mapping "${mapping.name}" is saved`), failed);
  };
  const forget = (mapping: SavedMapping) => {
    remove.mutateAsync({ id: mapping.id }).then(() => {
      showToast(`The mapping "${mapping.name}" is forgotten`, {
        label: 'Undo',
        run: () => void save.mutateAsync({ mapping: documentOf(mapping) }).catch(failed),
      });
    }, failed);
  };
  const take = async (file: File) => {
    let content: unknown;
    try {
      content = JSON.parse(await file.text());
    } catch {
      showToast(`${file.name} is not a mapping: it is not JSON.`, null, 'bad');
      return;
    }
    const parsed = mappingFile.safeParse(content);
    if (!parsed.success) {
      showToast(`${file.name} is not a mapping document of Bellwether.`, null, 'bad');
      return;
    }
    save.mutateAsync({ mapping: parsed.data }).then((kept) => showToast(`The mapping "${kept.name}" is kept`), failed);
  };

  return (
    <>
      <Finding
        eyebrow="Data, mappings"
        actions={
          <>
            <input
              ref={picker}
              type="file"
              accept=".json,application/json"
              className="vh"
              tabIndex={-1}
              aria-label="Mapping document"
              onChange={(event) => {
                const file = event.target.files?.[0];
                event.target.value = '';
                if (file) void take(file);
              }}
            />
            <Button disabled={readOnly} onClick={() => picker.current?.click()}>
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
            <colgroup>
              <col />
              <col className="c-kind" />
              <col className="c-n hn" />
              <col className="c-when hn" />
              <col className="c-when" />
              <col className="c-n" />
              <col className="c-acts" />
            </colgroup>
            <thead>
              <tr>
                <th scope="col">Mapping</th>
                <th scope="col">Kind</th>
                <th scope="col" className="r hn">
                  Columns
                </th>
                <th scope="col" className="gapl hn">
                  Saved
                </th>
                <th scope="col" className="gapl">
                  Last used
                </th>
                <th scope="col" className="r">
                  Uses
                </th>
                <th scope="col">
                  <span className="vh">Actions</span>
                </th>
              </tr>
            </thead>
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
                      onClick={() => download(mapping)}
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
