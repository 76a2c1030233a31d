import type { FilePreview, ImportOptions } from '#shared/contract/data.ts';
import type { Format } from '../../data/format.ts';
import { Section } from '../../ui/layout.tsx';
import { withMapping } from './import-plan.ts';
import { canonicalColumns, confidenceWord, type FileKind, leftoverText, typeName } from './labels.ts';

type Column = FilePreview['columns'][number];
type Props = {
  readonly kind: FileKind;
  readonly columns: readonly Column[];
  readonly options: ImportOptions;
  readonly disabled: boolean;
  readonly format: Format;
  readonly onOptions: (options: ImportOptions) => void;
};

const LEFT_OUT = '';
const KEPT = ':kept';

export function Mapping({ kind, columns, options, disabled, format, onOptions }: Props) {
  const known = new Set(canonicalColumns(kind).map((column) => column.name));
  const mapped = columns.filter((column) => column.canonical !== null && known.has(column.canonical)).length;
  return (
    <Section
      title="Mapping"
      className="data-main"
      sub={`${format.number(mapped)} of ${format.count(columns.length, 'column')} have a place`}
    >
      <table className="t map">
        <colgroup>
          <col className="c-col" />
          <col className="c-first hn" />
          <col className="c-becomes" />
          <col className="c-conf" />
          <col />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Column in the file</th>
            <th scope="col" className="hn">
              First value
            </th>
            <th scope="col">Becomes</th>
            <th scope="col">Confidence</th>
            <th scope="col">Read as</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <MappingRow
              key={column.name}
              column={column}
              kind={kind}
              known={known}
              chosen={options.mapping?.[column.name]}
              disabled={disabled}
              format={format}
              onChange={(canonical) => onOptions(withMapping(options, column.name, canonical))}
            />
          ))}
        </tbody>
      </table>
    </Section>
  );
}

type RowProps = {
  readonly column: Column;
  readonly kind: FileKind;
  readonly known: ReadonlySet<string>;
  readonly chosen: string | undefined;
  readonly disabled: boolean;
  readonly format: Format;
  readonly onChange: (canonical: string) => void;
};

function MappingRow({ column, kind, known, chosen, disabled, format, onChange }: RowProps) {
  const leftover = leftoverText(kind);
  const target = chosen ?? column.canonical;
  const placed = target !== null && known.has(target);
  const value = chosen === LEFT_OUT ? LEFT_OUT : placed ? target : leftover === null ? LEFT_OUT : KEPT;
  const word = chosen !== undefined ? 'chosen' : placed ? confidenceWord(column.confidence) : 'no match';
  return (
    <tr>
      <td className="m" title={column.name}>
        {column.name}
      </td>
      <td className="mut hn" title={column.sample ?? undefined}>
        {column.sample ?? <span className="dim">empty</span>}
      </td>
      <td>
        <select
          className={placed ? (word === 'unsure' ? 'inp sel ask' : 'inp sel') : 'inp sel no'}
          aria-label={`${column.name} becomes`}
          value={value}
          disabled={disabled}
          onChange={(event) => onChange(event.currentTarget.value === KEPT ? column.name : event.currentTarget.value)}
        >
          {leftover !== null && <option value={KEPT}>{leftover}</option>}
          <option value={LEFT_OUT}>Do not import</option>
          <optgroup label="Columns">
            {canonicalColumns(kind).map(({ name, required }) => (
              <option key={name} value={name}>
                {required ? `${name} (needed)` : name}
              </option>
            ))}
          </optgroup>
        </select>
      </td>
      <td>
        <Confidence word={word} share={word === 'chosen' ? 1 : placed ? column.confidence : 0} />
      </td>
      <td className={column.issues > 0 ? 'bad' : 'dim'} title={typeName(column.type)}>
        {value === LEFT_OUT ? 'left out' : typeName(column.type)}
        {column.issues > 0 && `, ${format.count(column.issues, 'value')} not`}
      </td>
    </tr>
  );
}

function Confidence({ word, share }: { readonly word: string; readonly share: number }) {
  return (
    <span className="cf">
      <span className="br" aria-hidden="true">
        <i className={word === 'unsure' ? 'ask' : ''} style={{ width: `${share * 100}%` }} />
      </span>
      <span className={word === 'unsure' ? 't-moderate b' : word === 'no match' ? 'dim' : ''}>{word}</span>
    </span>
  );
}
