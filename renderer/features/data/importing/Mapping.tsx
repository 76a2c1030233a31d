import { useState } from 'react';
import type { ImportOptions } from '#shared/contract/importing.ts';
import type { Format } from '../../../data/format.ts';
import { Section } from '../../../ui/layout.tsx';
import { TableHead } from '../../../ui/table.tsx';
import { canonicalColumns, type FileKind, originText } from '../labels.ts';
import type { PlannedTable } from './import-plan.ts';
import { MappingRow } from './MappingRow.tsx';
import { MappingTools } from './MappingTools.tsx';

const HEAD = [
  { label: 'Column in the file', width: 'c-col' },
  { label: 'First value', width: 'c-first', className: 'hn' },
  { label: 'Becomes', width: 'c-becomes' },
  { label: 'Confidence', width: 'c-conf' },
  { label: 'Read as' },
] as const;

type Props = {
  readonly table: PlannedTable;
  readonly kind: FileKind;
  readonly format: Format;
  readonly onOptions: (options: ImportOptions) => void;
};

const COLUMNS_SHOWN = 40;

/** Each column of the file with what it becomes. */
export function Mapping({ table, kind, format, onOptions }: Props) {
  const { options, preview } = table;
  const { columns } = preview;
  const [text, setText] = useState('');
  const [all, setAll] = useState(false);
  const choices = canonicalColumns(kind);
  const known = new Set(choices.map((column) => column.name));
  const targetOf = (name: string, detected: string | null) => options.mapping?.[name] ?? detected;
  const mapped = columns.filter(({ name, canonical }) => known.has(targetOf(name, canonical) ?? '')).length;
  const found = columns.filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()));
  const shown = all ? found : found.slice(0, COLUMNS_SHOWN);
  const words = new Map(preview.report.rejectedSample.flatMap(wordOf));
  return (
    <Section
      title="Mapping"
      className="data-main"
      sub={`${format.number(mapped)} of ${format.count(columns.length, 'column')}, ${originText(preview.report.mappingOrigin)}`}
      tools={<MappingTools table={table} kind={kind} onOptions={onOptions} />}
    >
      {columns.length > COLUMNS_SHOWN && (
        <input
          className="inp map-find"
          placeholder="Find a column"
          aria-label="Find a column of the file"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      <table className="t map">
        <TableHead columns={HEAD} />
        <tbody>
          {shown.map((column) => (
            <MappingRow
              key={column.name}
              column={column}
              columns={columns}
              kind={kind}
              choices={choices}
              words={[...words].filter(([, name]) => name === column.name).map(([word]) => word)}
              rows={preview.report.rowsRead}
              options={options}
              format={format}
              onOptions={onOptions}
            />
          ))}
        </tbody>
      </table>
      {found.length > shown.length && (
        <button type="button" className="link map-all" onClick={() => setAll(true)}>
          Show all {format.count(found.length, 'column')}
        </button>
      )}
    </Section>
  );
}

/** The word a rejected row could not be read for, with its column. */
function wordOf({
  code,
  column,
  message,
}: {
  readonly code: string;
  readonly column: string | null;
  readonly message: string;
}): readonly (readonly [string, string])[] {
  const word = /^"([^"]+)"/.exec(message)?.[1];
  return word !== undefined && column !== null && WORD_CODES.has(code) ? [[word, column]] : [];
}
const WORD_CODES: ReadonlySet<string> = new Set(['bad_word', 'bad_boolean', 'bad_priority']);
