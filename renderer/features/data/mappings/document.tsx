import type { ReactNode } from 'react';
import { type MappingFile, mappingFile } from '#shared/contract/mappings.ts';
import { type Api, asApiError } from '../../../api/api.ts';
import { fileStem } from '../../../data/exporting.ts';
import { showToast } from '../../../state/toasts.ts';
import { useDocumentPicker } from '../../../ui/DocumentPicker.tsx';

/** Asks for a mapping document; what is none is said in a toast. The input has to stand somewhere on the page. */
export function useMappingPicker(onMapping: (mapping: MappingFile) => void): {
  readonly input: ReactNode;
  readonly pick: () => void;
} {
  const take = async (file: File) => {
    const content: unknown = await file
      .text()
      .then(JSON.parse)
      .catch(() => null);
    const parsed = mappingFile.safeParse(content);
    if (parsed.success) onMapping(parsed.data);
    else showToast(`${file.name} is not a mapping document of Bellwether.`, null, 'bad');
  };
  return useDocumentPicker('Mapping document', (file) => void take(file));
}

/** Saves a mapping as a document, under its own name. */
export function saveDocument(api: Api, mapping: MappingFile): void {
  void api.bridge.saveText(`mapping-${fileStem(mapping.name)}.json`, `${JSON.stringify(mapping, null, 2)}\n`).then(
    (done) => done && showToast(`The mapping "${mapping.name}" is saved`),
    (error: unknown) => showToast(asApiError(error).message, null, 'bad'),
  );
}
