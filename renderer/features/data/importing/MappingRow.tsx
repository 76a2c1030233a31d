import { useId, useState } from 'react';
import type { FilePreview, ImportOptions } from '#shared/contract/importing.ts';
import type { Format } from '../../../data/format.ts';
import {
  ACCOUNT_NAME,
  type CanonicalChoice,
  confidenceWord,
  type FileKind,
  leftoverText,
  typeName,
  withoutOptions,
} from '../labels.ts';
import { ColumnSelect } from './ColumnSelect.tsx';
import { withMapping } from './import-plan.ts';
import { ValueEditor } from './ValueEditor.tsx';

type Column = FilePreview['columns'][number];
type Props = {
  readonly column: Column;
  readonly columns: readonly Column[];
  readonly kind: FileKind;
  readonly choices: readonly CanonicalChoice[];
  /** Words of this column that were not understood. */
  readonly words: readonly string[];
  readonly rows: number;
  readonly options: ImportOptions;
  readonly format: Format;
  readonly onOptions: (options: ImportOptions) => void;
};

const LEFT_OUT = '';
const KEPT = ':kept';

export function MappingRow({ column, columns, kind, choices, words, rows, options, format, onOptions }: Props) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const leftover = leftoverText(kind);
  const chosen = options.mapping?.[column.name];
  const target = choices.find(({ name }) => name === (chosen ?? column.canonical));
  const kept = leftover !== null && chosen !== LEFT_OUT;
  const value = target?.name ?? (kept ? KEPT : LEFT_OUT);
  const word = chosen !== undefined ? 'chosen' : target ? confidenceWord(column.confidence) : 'no match';
  const meanings = target?.words && (words.length > 0 || options.values?.[target.name] !== undefined) ? target : null;
  const opens = column.found.length > 0 || meanings !== null;
  return (
    <>
      <tr className={open ? 'opened' : ''}>
        <td className="m" title={column.name}>
          {column.name}
        </td>
        <td className="mut hn" title={column.sample ?? undefined}>
          {column.sample ?? <span className="dim">empty</span>}
        </td>
        <td>
          <ColumnSelect
            label={`${column.name} becomes`}
            value={value}
            tone={target ? (word === 'unsure' ? 'ask' : 'plain') : 'none'}
            options={[
              ...(leftover === null ? [] : [{ value: KEPT, label: leftover, special: true }]),
              { value: LEFT_OUT, label: 'Leave out', special: true },
              ...choices.map(({ name, required, help }) => ({
                value: name,
                label: name,
                note: required ? 'needed' : undefined,
                help,
              })),
            ]}
            onChoose={(next) => {
              const mapped = withMapping(options, column.name, next === KEPT ? column.name : next, columns);
              onOptions(next === ACCOUNT_NAME ? { ...mapped, joinByName: true } : mapped);
            }}
          />
        </td>
        <td>
          <Confidence word={word} share={word === 'chosen' ? 1 : target ? column.confidence : 0} format={format} />
        </td>
        <td>
          <span className="read-as">
            {value === KEPT && kind === 'accounts' ? (
              <KeptType column={column} options={options} onOptions={onOptions} />
            ) : (
              <span className="dim ell" title={typeName(column.type)}>
                {value === LEFT_OUT ? 'left out' : typeName(column.type)}
                {value !== LEFT_OUT && column.blank > 0 && rows > 0 && `, ${format.percent(column.blank / rows)} empty`}
              </span>
            )}
            {opens && (
              <button
                type="button"
                className={column.issues > 0 ? 'link bad' : 'link'}
                aria-expanded={open}
                aria-controls={id}
                aria-label={`${column.issues > 0 ? format.count(column.issues, 'issue') : 'Meanings'} in ${column.name}`}
                onClick={() => setOpen(!open)}
              >
                {column.issues > 0 ? format.count(column.issues, 'issue') : 'meanings'}
              </button>
            )}
          </span>
        </td>
      </tr>
      {open && opens && (
        <tr className="detail" id={id}>
          <td colSpan={5}>
            <ul>
              {column.found.map((finding) => (
                <li key={finding.code}>
                  <b className="m">{format.number(finding.count)}×</b> {withoutOptions(finding.message)}
                  {finding.line > 0 && <span className="dim"> First on line {format.number(finding.line)}.</span>}
                </li>
              ))}
            </ul>
            {meanings && <ValueEditor column={meanings} words={words} options={options} onOptions={onOptions} />}
          </td>
        </tr>
      )}
    </>
  );
}

const KEPT_TYPES = ['text', 'number', 'date', 'boolean'] as const;

/** How an attribute of one's own is read; the first entry leaves it to what its values look like. */
function KeptType({ column, options, onOptions }: Pick<Props, 'column' | 'options' | 'onOptions'>) {
  const chosen = options.types?.[column.name];
  const choose = (type: (typeof KEPT_TYPES)[number] | undefined) => {
    const { [column.name]: _before, ...types } = options.types ?? {};
    onOptions({ ...options, types: type === undefined ? types : { ...types, [column.name]: type } });
  };
  return (
    <select
      className="inp sel kept-type"
      aria-label={`${column.name} is read as`}
      value={chosen ?? ''}
      onChange={(event) => choose(KEPT_TYPES.find((type) => type === event.currentTarget.value))}
    >
      <option value="">{chosen === undefined ? `${typeName(column.type)} (auto)` : 'as detected'}</option>
      {KEPT_TYPES.map((type) => (
        <option key={type} value={type}>
          {typeName(type)}
        </option>
      ))}
    </select>
  );
}

type ConfidenceProps = { readonly word: string; readonly share: number; readonly format: Format };

function Confidence({ word, share, format }: ConfidenceProps) {
  const figure = word !== 'chosen' && word !== 'no match';
  return (
    <span className="cf">
      <span className="br" aria-hidden="true">
        <i className={word === 'unsure' ? 'ask' : ''} style={{ width: `${share * 100}%` }} />
      </span>
      <span className={word === 'unsure' ? 't-moderate b' : word === 'no match' ? 'dim' : ''}>{word}</span>
      {figure && <span className="dim mi">{format.percent(share)}</span>}
    </span>
  );
}
