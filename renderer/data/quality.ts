/** Stable name: `useQuality`. */
import { useRpc } from './query.ts';
import { useAsOf } from './workspace.ts';

/** Data quality at the as-of date in force. */
export function useQuality() {
  const asOf = useAsOf();
  return useRpc('data.quality', asOf === null ? {} : { asOf });
}
