import { useState } from 'react';
import type { ImportOptions } from '#shared/contract/importing.ts';
import type { Format } from '../../../data/format.ts';
import { Button, SelectField } from '../../../ui/controls.tsx';
import { Icon } from '../../../ui/icons.tsx';
import {
  DATE_ORDERS,
  DELIMITER_CHOICES,
  delimiterName,
  ENCODING_CHOICES,
  encodingName,
  FILE_KINDS,
  kindName,
} from '../labels.ts';
import { askOf, type PlannedTable, stateOf, withKind, withOption } from './import-plan.ts';
import { RawRows } from './RawRows.tsx';

type Props = {
  readonly table: PlannedTable;
  readonly format: Format;
  readonly onOptions: (options: ImportOptions) => void;
  readonly onLeave: (left: boolean) => void;
};

/** The table in one line, and how it is read. */
export function FileBar({ table, format, onOptions, onLeave }: Props) {
  const { options, preview, source, left } = table;
  const { report, error } = preview;
  const unclear = error !== null && ['delimiter', 'encoding'].includes(askOf(error.code) ?? '');
  const refused = stateOf({ ...table, left: false }) === 'refused';
  const [opened, setOpened] = useState<boolean | null>(null);
  const open = opened ?? unclear;
  const sheet = preview.part.includes('#') || /\.xlsx?$/i.test(report.file);
  const facts = [
    format.bytes(preview.bytes || source.bytes),
    report.rowsRead > 0 ? format.count(report.rowsRead, 'row') : '',
    preview.columns.length > 0 ? format.count(preview.columns.length, 'column') : '',
    !sheet && preview.delimiter !== '' ? delimiterName(preview.delimiter) : '',
    !sheet && preview.encoding !== '' ? encodingName(preview.encoding) : '',
    preview.headerRow > 1 ? `header on line ${preview.headerRow}` : '',
  ].filter((fact) => fact !== '');
  const kind = error === null ? report.kind : preview.kindGuess;
  const isRecords = kind === 'records';
  return (
    <div className="dz filebar">
      <Icon name="file" size={20} />
      <div className="dz-t">
        <b className="m">{report.file}</b>
        {kind !== null && (
          <>
            <span className="dim"> {options.kind ? 'is read as' : isRecords ? 'brings back' : 'looks like'} </span>
            <b className="m">{kindName(kind).toLowerCase()}</b>
            {!options.kind && !isRecords && preview.confidence > 0 && (
              <span className="dim">, {format.percent(preview.confidence)} sure</span>
            )}
          </>
        )}
        <div className="dim sm">{facts.join(', ')}</div>
        {isRecords && (
          <div className="dim sm">
            Model versions, promotions, overrides, edits, views, mappings, scenarios, shadow runs and reviews. What is
            here already stays.
          </div>
        )}
      </div>
      {!refused && !isRecords && (
        <>
          <Choice
            label="Kind"
            value={options.kind ?? null}
            detected={options.kind ? null : kind}
            choices={FILE_KINDS.map((value) => ({ value, label: kindName(value) }))}
            onChoose={(value) => onOptions(withKind(options, FILE_KINDS.find((known) => known === value) ?? null))}
          />
          <Button aria-expanded={open} onClick={() => setOpened(!open)}>
            How it is read
          </Button>
        </>
      )}
      <Button kind="quiet" onClick={() => onLeave(!left)}>
        {left ? 'Put back' : 'Leave out'}
      </Button>
      {open && !refused && (
        <div className="reading">
          <Reading options={options} table={table} sheet={sheet} onOptions={onOptions} />
          {preview.rawRows.length === 0 && <RawRows table={table} />}
        </div>
      )}
    </div>
  );
}

type ReadingProps = {
  readonly options: ImportOptions;
  readonly table: PlannedTable;
  readonly sheet: boolean;
  readonly onOptions: (options: ImportOptions) => void;
};

const HEADER_LINES = Array.from({ length: 20 }, (_, index) => index + 1);

/** How the bytes become rows, and dates and numbers where the file does not say. */
function Reading({ options, table, sheet, onOptions }: ReadingProps) {
  const { preview } = table;
  const header = options.headerRow;
  return (
    <div className="opts">
      {!sheet && (
        <>
          <Choice
            label="Delimiter"
            value={options.delimiter ?? null}
            detected={options.delimiter ? null : preview.delimiter}
            choices={DELIMITER_CHOICES.map((value) => ({ value, label: delimiterName(value) }))}
            name={delimiterName}
            onChoose={(value) => onOptions(withOption(options, 'delimiter', value))}
          />
          <Choice
            label="Encoding"
            value={options.encoding ?? null}
            detected={options.encoding ? null : preview.encoding}
            choices={ENCODING_CHOICES.map((value) => ({ value, label: encodingName(value) }))}
            name={encodingName}
            onChoose={(value) => onOptions(withOption(options, 'encoding', value))}
          />
          <Choice
            label="Quotes"
            value={options.quote ?? null}
            detected={null}
            choices={[
              { value: '"', label: 'double' },
              { value: "'", label: 'single' },
            ]}
            onChoose={(value) => onOptions(withOption(options, 'quote', value === '"' || value === "'" ? value : null))}
          />
        </>
      )}
      <Choice
        label="Header row"
        value={header === undefined ? null : String(header)}
        detected={header === undefined ? String(preview.headerRow) : null}
        choices={[
          { value: '0', label: 'none' },
          ...HEADER_LINES.map((line) => ({ value: String(line), label: `line ${line}` })),
        ]}
        name={(line) => `line ${line}`}
        onChoose={(value) => onOptions(withOption(options, 'headerRow', value === null ? null : Number(value)))}
      />
      <Choice
        label="Dates"
        value={options.dateFormat ?? null}
        detected={options.dateFormat ? null : preview.report.dateOrder}
        choices={DATE_ORDERS}
        onChoose={(value) =>
          onOptions(
            withOption(options, 'dateFormat', DATE_ORDERS.find((order) => order.value === value)?.value ?? null),
          )
        }
      />
      <Choice
        label="Decimal sign"
        value={options.decimal ?? null}
        detected={null}
        choices={[
          { value: '.', label: 'point' },
          { value: ',', label: 'comma' },
        ]}
        onChoose={(value) => onOptions(withOption(options, 'decimal', value === '.' || value === ',' ? value : null))}
      />
    </div>
  );
}

type ChoiceProps = {
  readonly label: string;
  /** What the user chose; null leaves it to detection. */
  readonly value: string | null;
  readonly detected: string | null;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** Words for a detected value that is not among the choices. */
  readonly name?: (value: string) => string;
  readonly onChoose: (value: string | null) => void;
};

/** The first entry leaves it to detection and shows what was detected. */
function Choice({ label, value, detected, choices, name = (raw) => raw, onChoose }: ChoiceProps) {
  const found =
    detected === null || detected === ''
      ? null
      : (choices.find((choice) => choice.value === detected)?.label ?? name(detected));
  const others = choices.filter((choice) => choice.value !== detected || value !== null);
  return (
    <SelectField
      label={value === null && found !== null ? `${label}, detected` : label}
      value={value ?? ''}
      options={[{ value: '', label: found ?? 'As detected' }, ...others]}
      onChange={(event) => onChoose(event.currentTarget.value || null)}
    />
  );
}
