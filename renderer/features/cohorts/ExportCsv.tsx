import { toCsv } from '#shared/format/csv.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { asApiError } from '../../api/api.ts';
import { fileStem } from '../../data/exporting.ts';
import { useFormat } from '../../data/format.ts';
import { useCommand } from '../../state/commands.ts';
import { showToast } from '../../state/toasts.ts';
import { RETENTION_HEADER, retentionRows } from './table.ts';
import type { CohortView } from './view.ts';

type Props = Pick<CohortView, 'retention'> & { readonly columns: readonly number[] };

/** Saves the triangle as shown, with the counts and intervals behind each cell. */
export function ExportCsv({ retention, columns }: Props) {
  const api = useApi();
  const format = useFormat();
  const save = async () => {
    const rows = retentionRows([...retention.cohorts, { ...retention.all, label: 'All' }], columns);
    const name = `cohorts-${fileStem(retention.dimension.label)}-${retention.asOf}.csv`;
    try {
      if (await api.bridge.saveText(name, toCsv(RETENTION_HEADER, rows)))
        showToast(`${name} is saved: ${format.count(rows.length, 'row')}`);
    } catch (error) {
      showToast(`The export stopped: ${asApiError(error).message}`, null, 'bad');
    }
  };
  useCommand('Export the retention of cohorts as CSV', () => void save());
  return (
    <button type="button" className="link" onClick={() => void save()}>
      Export CSV
    </button>
  );
}
