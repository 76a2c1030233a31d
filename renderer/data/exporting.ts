/** Stable name: `useExport`. Asks where a file goes, has it written and hands it over. */
import { useState } from 'react';
import type { JobProgress } from '#shared/contract/events.ts';
import type { InputOf } from '#shared/contract/index.ts';
import { useApi } from '../api/ApiProvider.tsx';
import { asApiError } from '../api/api.ts';
import { showToast } from '../state/toasts.ts';
import { useFormat } from './format.ts';

export type ExportRequest = Omit<InputOf<'export.run'>, 'target'>;

export function useExport() {
  const api = useApi();
  const format = useFormat();
  const [progress, setProgress] = useState<JobProgress | null>(null);
  const [cancel, setCancel] = useState<(() => void) | null>(null);

  const run = async (suggestedName: string, request: ExportRequest): Promise<void> => {
    try {
      const target = await api.bridge.pickExportTarget(suggestedName);
      if (target === null) return;
      const job = api.runJob('export.run', { target, ...request }, setProgress);
      setCancel(() => job.cancel);
      const { rows, bytes } = await job.promise;
      if (await api.bridge.deliverExport(target))
        showToast(`${suggestedName} is saved: ${format.count(rows, 'row')}, ${format.bytes(bytes)}`);
    } catch (failure) {
      const error = asApiError(failure);
      showToast(error.code === 'cancelled' ? 'Cancelled. No file was written.' : error.message, null, 'bad');
    } finally {
      setCancel(null);
      setProgress(null);
    }
  };
  return { run, progress, busy: cancel !== null, cancel: () => cancel?.() };
}

/** Part of a file name made of a title: letters, digits and hyphens. */
export function fileStem(title: string): string {
  const stem = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
  return stem.slice(0, 60) || 'bellwether';
}
