import { useState } from 'react';
import { modelFile } from '#shared/contract/model-file.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { type Api, asApiError } from '../../api/api.ts';
import { fileStem } from '../../data/exporting.ts';
import { sentenceOf } from '../../editing/problems.ts';
import type { ModelDocument } from '../../state/drafts.ts';
import { showToast } from '../../state/toasts.ts';
import { useDocumentPicker } from '../../ui/DocumentPicker.tsx';

/** What a file that should be a model turned out to be. */
export type ReadModel =
  | { readonly ok: true; readonly model: ModelDocument }
  | { readonly ok: false; readonly errors: readonly string[] };

/** Reads a model document. Errors name the place in the document, in the order of the document. */
export function readModel(text: string): ReadModel {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return { ok: false, errors: ['It is not JSON.'] };
  }
  const parsed = modelFile.safeParse(content);
  if (parsed.success) return { ok: true, model: parsed.data };
  return {
    ok: false,
    errors: parsed.error.issues.map((issue) =>
      issue.path.length === 0
        ? `The document: ${sentenceOf(issue)}`
        : `${issue.path.join(' › ')}: ${sentenceOf(issue)}`,
    ),
  };
}

/** Hands a model over as a file, under its own name. */
export async function saveModelFile(api: Api, model: ModelDocument): Promise<void> {
  try {
    const saved = await api.bridge.saveText(
      `model-${fileStem(model.id)}-v${model.version}.json`,
      `${JSON.stringify(model, null, 2)}\n`,
    );
    if (saved) showToast(`${model.name}, version ${model.version}, is saved as a file`);
  } catch (error) {
    showToast(asApiError(error).message, null, 'bad');
  }
}

export type FailedFile = { readonly file: string; readonly errors: readonly string[] };

/** Takes model documents from a picker or a drop. `input` has to stand somewhere on the page. */
export function useModelFiles(onModel: (model: ModelDocument) => void) {
  const [failed, setFailed] = useState<FailedFile | null>(null);
  const take = async (file: File) => {
    const read = readModel(await file.text().catch(() => ''));
    if (read.ok) onModel(read.model);
    else setFailed({ file: file.name, errors: read.errors });
  };
  return {
    failed,
    forget: () => setFailed(null),
    ...useDocumentPicker('Model document', (file) => void take(file)),
    drop: (transfer: DataTransfer) => {
      const [file] = transfer.files;
      if (file) void take(file);
    },
  };
}

/** The complete document of a version, asked for when it is needed. */
export function useFetchModel(): (modelVersion: string) => Promise<ModelDocument | null> {
  const api = useApi();
  return async (modelVersion) => {
    try {
      return (await api.call('models.get', { model: modelVersion })).model;
    } catch (error) {
      showToast(asApiError(error).message, null, 'bad');
      return null;
    }
  };
}
