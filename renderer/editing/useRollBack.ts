import { useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/ApiProvider.tsx';
import { asApiError } from '../api/api.ts';
import { showToast } from '../state/toasts.ts';

/** Makes the version official again that was official before a promotion; its scores are still there, the ledger says whose it takes back. */
export function useRollBack(): (modelVersion: string, by: string) => void {
  const api = useApi();
  const client = useQueryClient();
  return (modelVersion, by) => {
    const job = api.runJob('models.promote', { model: modelVersion, by });
    job.promise
      .then(() => client.invalidateQueries())
      .then(
        () => showToast(`${modelVersion} is the official model again`),
        (error: unknown) => showToast(asApiError(error).message, null, 'bad'),
      );
  };
}
