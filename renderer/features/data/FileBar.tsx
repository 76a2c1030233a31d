import type { ImportOptions } from '#shared/contract/data.ts';
import type { Format } from '../../data/format.ts';
import { Button, SelectField } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icons.tsx';
import { type PlannedFile, withOption } from './import-plan.ts';
import {
  DATE_ORDERS,
  DELIMITER_CHOICES,
  dateOrderName,
  delimiterName,
  ENCODING_CHOICES,
  encodingName,
  FILE_KINDS,
  kindName,
} from './labels.ts';

type Props = {
  readonly file: PlannedFile;
  readonly format: Format;
  readonly busy: boolean;
  readonly onOptions: (options: ImportOptions) => void;
  readonly onChoose: () => void;
};

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
      {file.shared && (
        <div className="dim sm dz-note">This file came with a folder. Pick it alone to change how it is read.</div>
      )}
    </div>
  );
}

type OptionsProps = {
  readonly options: ImportOptions;
  readonly preview: PlannedFile['preview'];
  readonly disabled: boolean;
  readonly onOptions: (options: ImportOptions) => void;
};

function Options({ options, preview, disabled, onOptions }: OptionsProps) {
  const { error, report } = preview;
  const known = error === null;
  return (
    <div className="opts">
      <Choice
        label="Kind"
        disabled={disabled}
        value={options.kind ?? null}
        detected={known && !options.kind ? report.kind : null}
        choices={FILE_KINDS.map((kind) => ({ value: kind, label: kindName(kind) }))}
        // Columns mapped for one kind mean nothing for another.
        onChoose={(value) =>
          onOptions(
            withOption(withOption(options, 'mapping', null), 'kind', FILE_KINDS.find((kind) => kind === value) ?? null),
          )
        }
      />
      <Choice
        label="Delimiter"
        disabled={disabled}
        value={options.delimiter ?? null}
        detected={known && !options.delimiter ? preview.delimiter : null}
        choices={DELIMITER_CHOICES.map((value) => ({ value, label: delimiterName(value) }))}
        name={delimiterName}
        onChoose={(value) => onOptions(withOption(options, 'delimiter', value))}
      />
      <Choice
        label="Encoding"
        disabled={disabled}
        value={options.encoding ?? null}
        detected={known && !options.encoding ? preview.encoding : null}
        choices={ENCODING_CHOICES.map((value) => ({ value, label: encodingName(value) }))}
        name={encodingName}
        onChoose={(value) => onOptions(withOption(options, 'encoding', value))}
      />
      <Choice
        label="Dates"
        disabled={disabled}
        value={options.dateFormat ?? null}
        detected={known && !options.dateFormat ? report.dateOrder : null}
        choices={DATE_ORDERS}
        onChoose={(value) =>
          onOptions(
            withOption(options, 'dateFormat', DATE_ORDERS.find((order) => order.value === value)?.value ?? null),
          )
        }
      />
    </div>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly disabled: boolean;
  /** What the user chose; null leaves it to detection. */
  readonly value: string | null;
  readonly detected: string | null;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** Words for a detected value that is not among the choices. */
  readonly name?: (value: string) => string;
  readonly onChoose: (value: string | null) => void;
};

/** The first entry leaves it to detection and shows what was detected. */
function Choice({ label, disabled, value, detected, choices, name = (raw) => raw, onChoose }: ChoiceProps) {
  const found =
    detected === null || detected === ''
      ? null
      : (choices.find((choice) => choice.value === detected)?.label ?? name(detected));
  const others = choices.filter((choice) => choice.value !== detected || value !== null);
  return (
    <SelectField
      label={value === null ? `${label}, detected` : label}
      disabled={disabled}
      value={value ?? ''}
      options={[{ value: '', label: found ?? (value === null ? '–' : 'As detected') }, ...others]}
      onChange={(event) => onChoose(event.currentTarget.value || null)}
    />
  );
}
