import type { ImportOptions } from '#shared/contract/data.ts';
import type { Format } from '../../data/format.ts';
import { Button, SelectField } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icons.tsx';
import { type PlannedFile, withOption } from './import-plan.ts';
import { DATE_ORDERS, DELIMITER_CHOICES, dateOrderName, delimiterName, ENCODING_CHOICES, encodingName, FILE_KINDS, kindName } from './labels.ts';

type Props = { readonly file: PlannedFile; readonly format: Format; readonly busy: boolean; readonly onOptions: (options: ImportOptions) => void; readonly onChoose: () => void };

/** The file in one line, and how it is read. */
export function FileBar({ file, format, busy, onOptions, onChoose }: Props) {
  const { options, preview, source } = file;
  const { report } = preview;
  const facts = [
    format.bytes(preview.bytes || source.bytes),
    preview.error ? '' : format.count(report.rowsRead, 'row'),
    preview.headerRow > 1 ? `header on line ${preview.headerRow}` : '',
    report.dateOrder ? `dates ${dateOrderName(report.dateOrder).toLowerCase()}` : '',
  ].filter((fact) => fact !== '');
  return (
    <div className="dz filebar">
      <Icon name="file" size={20} />
      <div className="dz-t">
        <b className="m">{report.file}</b>
        {!preview.error && (
          <>
            <span className="dim"> {options.kind ? 'is read as' : 'looks like'} </span>
            <b className="m">{kindName(report.kind).toLowerCase()}</b>
          </>
        )}
        <div className="dim sm">{facts.join(', ')}</div>
      </div>
      <Options options={options} preview={preview} disabled={busy || file.shared} onOptions={onOptions} />
      <Button onClick={onChoose} disabled={busy}>
        Add files
      </Button>
      {file.shared && <div className="dim sm dz-note">This file came with a folder. Pick it alone to change how it is read.</div>}
    </div>
  );
}

type OptionsProps = { readonly options: ImportOptions; readonly preview: PlannedFile['preview']; readonly disabled: boolean; readonly onOptions: (options: ImportOptions) => void };

function Options({ options, preview, disabled, onOptions }: OptionsProps) {
  const { error, report } = preview;
  const detected = (word: string) => (error || word === '' ? 'Detected' : `Detected: ${word}`);
  const dates = DATE_ORDERS.find((order) => order.value === options.dateFormat)?.value ?? '';
  return (
    <div className="opts">
      <SelectField
        label="Kind"
        disabled={disabled}
        value={options.kind ?? ''}
        options={[{ value: '', label: detected(kindName(report.kind)) }, ...FILE_KINDS.map((kind) => ({ value: kind, label: kindName(kind) }))]}
        onChange={(event) => {
          const kind = FILE_KINDS.find((known) => known === event.currentTarget.value) ?? null;
          // Columns mapped for one kind mean nothing for another.
          onOptions(withOption(withOption(options, 'mapping', null), 'kind', kind));
        }}
      />
      <SelectField
        label="Delimiter"
        disabled={disabled}
        value={options.delimiter ?? ''}
        options={[{ value: '', label: detected(delimiterName(preview.delimiter)) }, ...DELIMITER_CHOICES.map((value) => ({ value, label: delimiterName(value) }))]}
        onChange={(event) => onOptions(withOption(options, 'delimiter', event.currentTarget.value || null))}
      />
      <SelectField
        label="Encoding"
        disabled={disabled}
        value={options.encoding ?? ''}
        options={[{ value: '', label: detected(encodingName(preview.encoding)) }, ...ENCODING_CHOICES.map((value) => ({ value, label: encodingName(value) }))]}
        onChange={(event) => onOptions(withOption(options, 'encoding', event.currentTarget.value || null))}
      />
      <SelectField
        label="Dates"
        disabled={disabled}
        value={dates}
        options={[{ value: '', label: detected(report.dateOrder ? dateOrderName(report.dateOrder) : '') }, ...DATE_ORDERS]}
        onChange={(event) => onOptions(withOption(options, 'dateFormat', DATE_ORDERS.find((order) => order.value === event.currentTarget.value)?.value ?? null))}
      />
    </div>
  );
}
