import { type CsvCell, toCsv } from '#shared/format/csv.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { asApiError } from '../../api/api.ts';
import { useFormat } from '../../data/format.ts';
import { showToast } from '../../state/toasts.ts';

type Props = {
  /** File name without its ending; also says to assistive technology which numbers are meant. */
  readonly name: string;
  readonly of: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly CsvCell[])[];
};

/** Saves the numbers of a section as they are, unrounded. */
export function SaveCsv({ name, of, header, rows }: Props) {
  const api = useApi();
  const format = useFormat();
  const save = async () => {
    const file = `validation-${name}.csv`;
    try {
      if (await api.bridge.saveText(file, toCsv(header, rows)))
        showToast(`${file} is saved: ${format.count(rows.length, 'row')}`);
    } catch (error) {
      showToast(`The export stopped: ${asApiError(error).message}`, null, 'bad');
    }
  };
  return (
    <button type="button" className="link" aria-label={`Export CSV: ${of}`} onClick={() => void save()}>
      CSV
    </button>
  );
}
