import { useState } from 'react';
import type { ImportOptions } from '#shared/contract/importing.ts';
import type { MappingFile } from '#shared/contract/mappings.ts';
import { useApi } from '../../../api/ApiProvider.tsx';
import { asApiError } from '../../../api/api.ts';
import { useSaveMapping } from '../../../data/mappings.ts';
import { showToast } from '../../../state/toasts.ts';
import { Button, Dialog, TextField } from '../../../ui/controls.tsx';
import type { FileKind } from '../labels.ts';
import { saveDocument, useMappingPicker } from '../mappings/document.tsx';
import type { PlannedTable } from './import-plan.ts';

type Props = {
  readonly table: PlannedTable;
  readonly kind: FileKind;
  readonly onOptions: (options: ImportOptions) => void;
};

/** Starting again, keeping the mapping under a name, and carrying it to another workspace. */
export function MappingTools({ table, kind, onOptions }: Props) {
  const api = useApi();
  const save = useSaveMapping();
  const { options, preview } = table;
  const { mappingOrigin: origin, file } = preview.report;
  const title = origin.name ?? file.replace(/\.[^.]*$/, '');
  const [name, setName] = useState<string | null>(null);
  const fail = (error: unknown) => showToast(asApiError(error).message, null, 'bad');
  const changed = Object.keys(options).length > 0 || origin.type === 'preset' || origin.type === 'saved';

  const keep = async (as: string) => {
    try {
      await save.mutateAsync({ mapping: documentOf(table, kind, as) });
      showToast(`The mapping "${as}" is kept for files with these headers`);
      setName(null);
    } catch (error) {
      fail(error);
    }
  };
  const { input, pick } = useMappingPicker((mapping) => {
    const headers = new Set(preview.columns.map((column) => column.name));
    const entries = Object.entries(mapping.options.mapping ?? {});
    const fitting = entries.filter(([header]) => headers.has(header));
    if (fitting.length === 0 && entries.length > 0) {
      showToast(`The mapping "${mapping.name}" is for other columns than this file has.`, null, 'bad');
      return;
    }
    onOptions({ ...mapping.options, mapping: Object.fromEntries(fitting) });
    if (fitting.length < entries.length)
      showToast(`${entries.length - fitting.length} columns of the mapping are not in this file`);
  });

  return (
    <>
      {changed && (
        <button type="button" className="link" onClick={() => onOptions({ remembered: false })}>
          Start again from the headers
        </button>
      )}
      <button type="button" className="link" onClick={() => setName(title)}>
        Save mapping
      </button>
      <button
        type="button"
        className="link"
        aria-label="Export mapping"
        onClick={() => saveDocument(api, documentOf(table, kind, title))}
      >
        Export
      </button>
      <button type="button" className="link" aria-label="Use a mapping document" onClick={pick}>
        Use a document
      </button>
      {input}
      <Dialog open={name !== null} title="Save mapping" onClose={() => setName(null)}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (name?.trim()) void keep(name.trim());
          }}
        >
          <TextField
            label="Name"
            help="Files with the same headers are read this way from now on."
            maxLength={120}
            data-autofocus
            value={name ?? ''}
            onChange={(event) => setName(event.target.value)}
          />
          <div className="row end">
            <Button onClick={() => setName(null)}>Cancel</Button>
            <Button kind="primary" type="submit" disabled={!name?.trim() || save.isPending}>
              Save mapping
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}

/** What was detected and chosen for a table, as a mapping for files with the same headers. */
function documentOf({ options, preview }: PlannedTable, kind: FileKind, name: string): MappingFile {
  const { remembered: _remembered, delimiter: _delimiter, ...given } = options;
  const detected = Object.fromEntries(
    preview.columns.flatMap(({ name: header, canonical }) => (canonical === null ? [] : [[header, canonical]])),
  );
  return {
    bellwetherMapping: 1,
    name,
    headers: preview.columns.map((column) => column.name),
    options: { ...given, kind, mapping: { ...detected, ...options.mapping } },
  };
}
