/** Small fields of the editor. Each holds its own text while it is edited and hands it over by Enter or by leaving it. */
import { type ReactNode, useId, useState } from 'react';
import { formatTrimmed } from '#shared/format/number.ts';
import { useEditor } from './editor.ts';

type Common = {
  readonly label: string;
  /** Where the value stands in the document: what is wrong with it is said here. */
  readonly path?: string;
  readonly className?: string;
};

type TextProps = Common & {
  readonly value: string;
  readonly onPut: (value: string) => void;
  readonly suggestions?: readonly string[];
};

export function TextInput({ label, path, value, onPut, className = '', suggestions }: TextProps) {
  const [text, setText] = useState<string | null>(null);
  const problem = useProblem(path);
  const options = useId();
  const take = () => {
    if (text !== null && text.trim() !== value) onPut(text.trim());
    setText(null);
  };
  return (
    <Cell problem={problem} className={className}>
      {(described) => (
        <>
          <input
            className={problem ? 'inp err' : 'inp'}
            aria-label={label}
            aria-invalid={problem !== null}
            aria-describedby={described}
            list={suggestions ? options : undefined}
            value={text ?? value}
            onChange={(event) => setText(event.currentTarget.value)}
            onBlur={take}
            onKeyDown={keys(text !== null, take, () => setText(null))}
          />
          {suggestions && (
            <datalist id={options}>
              {suggestions.map((item) => (
                <option key={item} value={item} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Cell>
  );
}

type NumberProps = Common & {
  readonly value: number | null;
  readonly onPut: (value: number) => void;
  /** Taken when the field is emptied; without it an empty field is no number. */
  readonly onEmpty?: () => void;
  readonly placeholder?: string;
  /** Written after the field. */
  readonly unit?: string;
};

export function NumberInput({ label, path, value, onPut, onEmpty, placeholder, unit, className = '' }: NumberProps) {
  const { format } = useEditor();
  const [text, setText] = useState<string | null>(null);
  const [refused, setRefused] = useState(false);
  const known = useProblem(path);
  const problem = refused ? 'Is not a number.' : known;
  const reset = () => {
    setText(null);
    setRefused(false);
  };
  const take = () => {
    if (text === null) return;
    const typed = parseNumber(text);
    if (typed !== null) {
      reset();
      if (typed !== value) onPut(typed);
    } else if (text.trim() === '' && onEmpty) {
      reset();
      if (value !== null) onEmpty();
    } else setRefused(true);
  };
  return (
    <Cell problem={problem} className={`num ${className}`}>
      {(described) => (
        <span className="numrow">
          <input
            className={problem ? 'inp r err' : 'inp r'}
            inputMode="decimal"
            aria-label={label}
            aria-invalid={problem !== null}
            aria-describedby={described}
            placeholder={placeholder}
            value={text ?? (value === null ? '' : formatTrimmed(value, format.locale, 4).replaceAll(',', ''))}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => {
              setRefused(false);
              setText(event.currentTarget.value);
            }}
            onBlur={take}
            onKeyDown={keys(text !== null, take, reset)}
          />
          {unit !== undefined && <span className="dim">{unit}</span>}
        </span>
      )}
    </Cell>
  );
}

/** `0.95`, `0,95`, `−5`, `40%` as written; null for what is no number. */
function parseNumber(text: string): number | null {
  const plain = text.trim().replace('%', '').replace('−', '-').replace(',', '.').trim();
  const value = Number(plain);
  return plain === '' || !Number.isFinite(value) ? null : value;
}

type SelectProps<T extends string> = Common & {
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onPut: (value: T) => void;
};

export function SelectInput<T extends string>({ label, path, value, options, onPut, className = '' }: SelectProps<T>) {
  const problem = useProblem(path);
  return (
    <Cell problem={problem} className={className}>
      {(described) => (
        <select
          className={problem ? 'inp err' : 'inp'}
          aria-label={label}
          aria-invalid={problem !== null}
          aria-describedby={described}
          value={value}
          onChange={(event) => {
            const next = options.find((option) => option.value === event.currentTarget.value);
            if (next) onPut(next.value);
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Cell>
  );
}

type SwitchProps = {
  readonly label: string;
  readonly help?: string;
  readonly checked: boolean;
  readonly onPut: (checked: boolean) => void;
};

export function Switch({ label, help, checked, onPut }: SwitchProps) {
  const id = useId();
  return (
    <div className="switch">
      <label>
        <input
          type="checkbox"
          checked={checked}
          aria-describedby={help === undefined ? undefined : id}
          onChange={(event) => onPut(event.currentTarget.checked)}
        />
        <span>{label}</span>
      </label>
      {help !== undefined && (
        <p id={id} className="dim sm">
          {help}
        </p>
      )}
    </div>
  );
}

type LineProps = { readonly name: string; readonly help?: string; readonly children: ReactNode };

/** What a value is, and its field beside it. */
export function Line({ name, help, children }: LineProps) {
  return (
    <div className="line">
      <div className="line-n">
        <div>{name}</div>
        {help !== undefined && <p className="dim sm">{help}</p>}
      </div>
      <div className="line-v">{children}</div>
    </div>
  );
}

function useProblem(path: string | undefined): string | null {
  const { problems } = useEditor();
  return path === undefined ? null : (problems.get(path) ?? null);
}

type CellProps = {
  readonly problem: string | null;
  readonly className: string;
  readonly children: (described: string | undefined) => ReactNode;
};

function Cell({ problem, className, children }: CellProps) {
  const id = useId();
  return (
    <span className={`cell ${className}`}>
      {children(problem === null ? undefined : id)}
      {problem !== null && (
        <span id={id} className="cell-e" role="alert">
          {problem}
        </span>
      )}
    </span>
  );
}

/** Enter takes the text, Escape forgets it; while there is any, undo is the field's own. */
function keys(editing: boolean, take: () => void, forget: () => void) {
  return (event: React.KeyboardEvent) => {
    if (event.key === 'Enter') take();
    else if (event.key === 'Escape' && editing) {
      event.stopPropagation();
      forget();
    } else if (editing && (event.ctrlKey || event.metaKey)) event.stopPropagation();
  };
}
