import { useState } from 'react';
import type { ImportOptions } from '#shared/contract/importing.ts';
import { Button, SelectField } from '../../../ui/controls.tsx';
import { Glyph } from '../../../ui/tier.tsx';
import {
  canonicalColumns,
  DATE_ORDERS,
  DELIMITER_CHOICES,
  delimiterName,
  ENCODING_CHOICES,
  encodingName,
  FILE_KINDS,
  joinsByOtherKeys,
  KIND_TEXT,
  withoutOptions,
} from '../labels.ts';
import { ANSWERS } from './answers.ts';
import { askOf, type PlannedTable, withKind, withMapping, withOption } from './import-plan.ts';
import { ValueEditor } from './ValueEditor.tsx';

type Props = {
  readonly table: PlannedTable;
  readonly onOptions: (options: ImportOptions) => void;
  readonly onLeave: () => void;
};

/** A table that cannot be imported as it is: why, and the answer that settles it. */
export function FileProblem({ table, onOptions, onLeave }: Props) {
  const { error } = table.preview;
  if (!error) return null;
  const ask = askOf(error.code);
  return (
    <section className="problem" aria-label="Question about this file">
      <Glyph role={ask ? 'moderate' : 'critical'} size={10} />
      <div>
        <p className="state-t">{withoutOptions(error.message)}</p>
        <Answers table={table} onOptions={onOptions} />
        <div className="row">
          <Button kind="quiet" onClick={onLeave}>
            Leave this file out
          </Button>
        </div>
      </div>
    </section>
  );
}

function Answers({ table, onOptions }: Omit<Props, 'onLeave'>) {
  const { options, preview } = table;
  switch (askOf(preview.error?.code ?? '')) {
    case 'values':
      return (
        <Buttons
          choices={
            preview.error?.code === 'ambiguous_date'
              ? DATE_ORDERS.slice(0, 2).map(({ value, label }) => ({
                  label,
                  next: withOption(options, 'dateFormat', value),
                }))
              : ANSWERS.decimal.map(({ value, label }) => ({
                  label,
                  next: withOption(options, 'decimal', value === ',' ? ',' : '.'),
                }))
          }
          onOptions={onOptions}
        />
      );
    case 'delimiter':
      return (
        <Buttons
          choices={DELIMITER_CHOICES.map((value) => ({
            label: delimiterName(value),
            next: withOption(options, 'delimiter', value),
          }))}
          onOptions={onOptions}
        />
      );
    case 'encoding':
      return (
        <Buttons
          choices={ENCODING_CHOICES.map((value) => ({
            label: encodingName(value),
            next: withOption(options, 'encoding', value),
          }))}
          onOptions={onOptions}
        />
      );
    case 'kind':
      return <Kinds options={options} onOptions={onOptions} />;
    case 'mapping':
      return <Columns table={table} onOptions={onOptions} />;
    default:
      return null;
  }
}

type ButtonsProps = {
  readonly choices: readonly { readonly label: string; readonly next: ImportOptions }[];
  readonly onOptions: (options: ImportOptions) => void;
};

function Buttons({ choices, onOptions }: ButtonsProps) {
  return (
    <div className="row">
      {choices.map((choice) => (
        <Button key={choice.label} onClick={() => onOptions(choice.next)}>
          {choice.label}
        </Button>
      ))}
    </div>
  );
}

function Kinds({
  options,
  onOptions,
}: {
  readonly options: ImportOptions;
  readonly onOptions: (options: ImportOptions) => void;
}) {
  return (
    <div className="kind-choices">
      {FILE_KINDS.map((kind) => (
        <button key={kind} type="button" className="answer" onClick={() => onOptions(withKind(options, kind))}>
          <span className="m">{KIND_TEXT[kind].name}</span>
          <span className="dim">{KIND_TEXT[kind].what}</span>
        </button>
      ))}
    </div>
  );
}

/** Needed columns that no header fits, words that have to be explained, and joining by name where that helps. */
function Columns({ table, onOptions }: Omit<Props, 'onLeave'>) {
  const { options, preview } = table;
  const { columns, error } = preview;
  const kind = options.kind ?? preview.kindGuess;
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  if (kind === null) return <Kinds options={options} onOptions={onOptions} />;
  const column = columns.find(({ name }) => name === error?.details.column);
  const canonical = column ? (options.mapping?.[column.name] ?? column.canonical) : null;
  const target = canonicalColumns(kind).find(({ name }) => name === canonical);
  const words = String(error?.details.values ?? '')
    .split(', ')
    .filter((word) => word !== '');
  if (target?.words && words.length > 0)
    return <ValueEditor column={target} words={words} options={options} onOptions={onOptions} />;
  const placed = new Set(columns.map(({ name, canonical: detected }) => options.mapping?.[name] ?? detected));
  const missing = canonicalColumns(kind).filter(({ name, required }) => required && !placed.has(name));
  const required = new Set(canonicalColumns(kind).flatMap((known) => (known.required ? [known.name] : [])));
  const free = columns.filter(
    ({ name, canonical: detected }) => !required.has(options.mapping?.[name] ?? detected ?? ''),
  );
  const byName =
    joinsByOtherKeys(kind) &&
    options.joinByName !== true &&
    (error?.details.joinByName === true || missing.some(({ name }) => name === 'account_id'));
  const apply = () =>
    onOptions(
      Object.entries(chosen).reduce(
        (next, [name, header]) => (header === '' ? next : withMapping(next, header, name, columns)),
        options,
      ),
    );
  return (
    <>
      {missing.length > 0 && columns.length > 0 && (
        <div className="row missing">
          {missing.map(({ name }) => (
            <SelectField
              key={name}
              label={`Which column is ${name}?`}
              value={chosen[name] ?? ''}
              options={[
                { value: '', label: 'Choose a column' },
                ...free.map(({ name: header, sample }) => ({
                  value: header,
                  label: sample === null ? header : `${header} (${sample})`,
                })),
              ]}
              onChange={(event) => setChosen({ ...chosen, [name]: event.currentTarget.value })}
            />
          ))}
          <Button disabled={Object.values(chosen).every((header) => header === '')} onClick={apply}>
            Use {missing.length === 1 ? 'this column' : 'these columns'}
          </Button>
        </div>
      )}
      {byName && (
        <div className="row">
          <Button onClick={() => onOptions({ ...options, joinByName: true })}>Join by the account’s name</Button>
          <span className="dim sm">Names that no account or more than one has wait for their account.</span>
        </div>
      )}
    </>
  );
}
